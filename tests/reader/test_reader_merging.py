"""Which mentions tell one event."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from reader_samples import Trigger, read_as

from demarche.reader.merging import compared, merged
from demarche.records import Event


def square(size: int, **pairs: float) -> NDArray[np.float32]:
    """Probabilities that two of `size` mentions belong together: 0.02 but for the pairs given as `_0_1`."""
    belong = np.full((size, size), 0.02, np.float32)
    for name, chance in pairs.items():
        i, j = map(int, name.strip("_").split("_"))
        belong[i, j] = belong[j, i] = chance
    return belong


def test_mentions_that_belong_together_are_one_event() -> None:
    assert merged([3, 3, 3], square(3, _0_2=0.9), 0.5) == [[0, 2], [1]]


def test_types_never_mix() -> None:
    assert merged([3, 4], square(2, _0_1=0.99), 0.5) == [[0], [1]]


def test_events_do_not_chain() -> None:
    # each is like its neighbour, the ends are nothing alike
    chain = square(4, _0_1=0.8, _1_2=0.78, _2_3=0.8)
    assert merged([3] * 4, chain, 0.5) == [[0, 1], [2, 3]]


def test_many_voices_of_one_event_come_together() -> None:
    belong = np.full((6, 6), 0.8, np.float32)
    assert merged([5] * 6, belong, 0.5) == [[0, 1, 2, 3, 4, 5]]


def test_nothing_to_merge() -> None:
    assert merged([], np.zeros((0, 0), np.float32), 0.5) == []
    assert merged([2], np.ones((1, 1), np.float32), 0.5) == [[0]]


@given(st.integers(0, 10_000), st.integers(2, 14))
def test_the_order_of_mentions_does_not_matter(seed: int, count: int) -> None:
    dice = np.random.default_rng(seed)
    types = dice.integers(0, 3, count).tolist()
    belong = dice.random((count, count)).astype(np.float32)
    belong = 0.5 * (belong + belong.T)
    groups = {frozenset(g) for g in merged(types, belong, 0.5)}
    order = dice.permutation(count)
    again = merged([types[i] for i in order], belong[np.ix_(order, order)], 0.5)
    assert {frozenset(int(order[i]) for i in g) for g in again} == groups
    assert sorted(i for g in groups for i in g) == list(range(count))


def test_sides_that_tell_the_same_are_alike_and_silence_is_neither() -> None:
    alike, differ = compared(
        [frozenset({"idlib"}), frozenset({"idlib province"}), frozenset({"homs"}), frozenset()]
    )
    assert (alike[0, 1], differ[0, 1]) == (1, 0)
    assert (alike[0, 2], differ[0, 2]) == (0, 1)
    assert (alike[0, 3], differ[0, 3]) == (0, 0)
    assert np.array_equal(alike, alike.T)
    assert np.array_equal(differ, differ.T)


TWICE = "Swedish guns shelled Hallasund on Saturday. The shelling killed nine. Finnish guns shelled Lervik."


def told(text: str, triggers: list[Trigger], spans: dict[str, str]) -> tuple[Event, ...]:
    return read_as(text, triggers, spans).events


@pytest.mark.parametrize("sure", [(), (0,)])
def test_an_event_told_twice_is_one_if_the_model_says_so(sure: tuple[int, ...]) -> None:
    events = told(
        TWICE,
        [
            Trigger("shelled", "ASSAULT", {"Swedish guns": "actor", "Hallasund": "where"}),
            Trigger("shelling", "ASSAULT", {"Swedish guns": "actor"}, same_as=sure),
        ],
        {"Swedish guns": "party", "Hallasund": "place"},
    )
    words = [[m.text for m in e.mentions] for e in events]
    assert words == ([["shelled", "shelling"]] if sure else [["shelled"], ["shelling"]])


def test_other_attackers_and_another_town_are_another_event_whatever_the_model_says() -> None:
    events = read_as(
        TWICE,
        [
            Trigger("shelled", "ASSAULT", {"Swedish guns": "actor", "Hallasund": "where"}),
            Trigger("shelled", "ASSAULT", {"Finnish guns": "actor", "Lervik": "where"}, nth=1),
        ],
        {"Swedish guns": "party", "Hallasund": "place", "Finnish guns": "party", "Lervik": "place"},
        codes={"Swedish guns": {"SWE": 0.9, "none": 0.0}, "Finnish guns": {"FIN": 0.9, "none": 0.0}},
    ).events
    assert [e.where.name for e in events if e.where] == ["Hallasund", "Lervik"]
    assert [[p.code for p in e.actors] for e in events] == [["SWE"], ["FIN"]]
