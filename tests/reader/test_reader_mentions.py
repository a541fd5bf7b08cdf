"""Triggers out of the trigger head's probabilities."""

import numpy as np
import pytest

from demarche.reader.labels import TYPES
from demarche.reader.mentions import MOST, Mention, mentions_of

ASSAULT, REQUEST = TYPES.index("ASSAULT"), TYPES.index("REQUEST")


def mentions(
    words: int, sentence: list[int] | None = None, **chances: dict[int, float]
) -> list[tuple[str, int, int]]:
    found = told(words, sentence, **chances)
    return [(TYPES[m.type], m.first, m.last) for m in found]


def told(words: int, sentence: list[int] | None = None, **chances: dict[int, float]) -> list[Mention]:
    probabilities = np.full((words, len(TYPES)), 0.001, np.float32)
    for name, by_word in chances.items():
        for word, chance in by_word.items():
            probabilities[word, TYPES.index(name)] = chance
    return mentions_of(probabilities, np.array(sentence or [0] * words), 0.25, 0.3)


def test_words_side_by_side_are_one_trigger() -> None:
    assert mentions(6, ASSAULT={1: 0.8, 2: 0.9}) == [("ASSAULT", 1, 2)]


def test_a_weak_word_between_does_not_part_them() -> None:
    assert mentions(6, ASSAULT={1: 0.8, 3: 0.9}) == [("ASSAULT", 1, 3)]
    assert mentions(6, ASSAULT={1: 0.8, 4: 0.9}) == [("ASSAULT", 1, 1), ("ASSAULT", 4, 4)]


def test_weak_ends_are_left_out() -> None:
    assert mentions(6, ASSAULT={1: 0.3, 2: 0.9, 3: 0.3}) == [("ASSAULT", 2, 2)]


def test_no_trigger_runs_over_the_end_of_a_sentence() -> None:
    assert mentions(4, [0, 0, 1, 1], ASSAULT={1: 0.9, 2: 0.9}) == [("ASSAULT", 1, 1), ("ASSAULT", 2, 2)]


def test_a_word_may_tell_two_acts() -> None:
    assert mentions(3, ASSAULT={1: 0.6}, REQUEST={1: 0.6}) == [("ASSAULT", 1, 1), ("REQUEST", 1, 1)]


def test_several_words_together_are_surer_than_each() -> None:
    (one,) = told(4, ASSAULT={1: 0.5, 2: 0.5})
    assert one.probability == pytest.approx(0.75)


def test_what_is_not_sure_enough_is_left_out() -> None:
    assert mentions(4, ASSAULT={1: 0.26}) == []
    assert mentions(0) == []


def test_a_flood_keeps_the_surest_in_order() -> None:
    chances = {3 * i: 0.4 for i in range(2 * MOST)} | {3 * MOST: 0.99}
    found = told(6 * MOST, ASSAULT=chances)
    assert len(found) == MOST
    assert max(found, key=lambda m: m.probability).first == 3 * MOST
    assert [m.first for m in found] == sorted(m.first for m in found)
