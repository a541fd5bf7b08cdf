"""Spans out of the tagger's logits."""

import numpy as np
from numpy.typing import NDArray

from demarche.reader.labels import SPAN_KINDS
from demarche.reader.spans import MOST, Candidate, candidates_of, trimmed

LEAST = dict.fromkeys(SPAN_KINDS, 0.5)
PARTY, PLACE = SPAN_KINDS.index("party"), SPAN_KINDS.index("place")


def tags(count: int, **begun: str) -> NDArray[np.float32]:
    """Logits of `count` words; a kind's string says B, I or O of each word."""
    logits = np.zeros((count, len(SPAN_KINDS), 3), np.float32)
    logits[..., 0] = 6.0
    for kind, signs in begun.items():
        for word, sign in enumerate(signs):
            logits[word, SPAN_KINDS.index(kind)] = [6.0 if sign == s else 0.0 for s in "OBI"]
    return logits


def found(
    logits: NDArray[np.float32], sentence: list[int] | None = None, least: dict[str, float] | None = None
) -> list[tuple[str, int, int]]:
    spans = candidates_of(logits, sentence or [0] * len(logits), least or LEAST)
    return [(SPAN_KINDS[s.kind], s.first, s.last) for s in spans]


def test_a_span_begins_and_goes_on() -> None:
    assert found(tags(6, party="BIIOBO")) == [("party", 0, 2), ("party", 4, 4)]


def test_two_spans_side_by_side_stay_two() -> None:
    assert found(tags(4, party="BIBI")) == [("party", 0, 1), ("party", 2, 3)]


def test_a_span_that_lacks_its_beginning_is_a_span() -> None:
    assert found(tags(4, place="OIIO")) == [("place", 1, 2)]


def test_no_span_runs_over_the_end_of_a_sentence() -> None:
    assert found(tags(4, party="BIII"), [0, 0, 1, 1]) == [("party", 0, 1), ("party", 2, 3)]


def test_kinds_may_lie_within_each_other() -> None:
    assert found(tags(3, party="BII", place="OBO")) == [("party", 0, 2), ("place", 1, 1)]


def test_every_kind_has_a_threshold_of_its_own() -> None:
    logits = tags(2)
    logits[0, PARTY] = logits[1, PLACE] = [0.0, 0.0, -9.0]  # as likely as not
    assert found(logits, least={**LEAST, "party": 0.4, "place": 0.6}) == [("party", 0, 0)]


def test_spans_are_sure_or_not() -> None:
    for span in candidates_of(tags(6, party="BIIOBO"), [0] * 6, LEAST):
        assert 0.9 < span.probability <= 1.0


def test_nothing_in_nothing_out() -> None:
    assert found(tags(0)) == found(tags(5)) == []


def test_a_flood_keeps_the_surest() -> None:
    logits = tags(3 * MOST, party="BO" * (3 * MOST // 2))
    logits[100, PARTY] = [0.0, 12.0, 0.0]
    spans = candidates_of(logits, [0] * len(logits), LEAST)
    assert len(spans) == MOST
    assert 100 in [s.first for s in spans]
    assert [s.first for s in spans] == sorted(s.first for s in spans)


def test_a_name_before_a_town_is_where_and_not_who() -> None:
    words = [
        "shells",
        "struck",
        "the",
        "Norwegian",
        "border",
        "town",
        "as",
        "Norwegian",
        "shells",
        "hit",
        "Sweden",
    ]
    found = trimmed([Candidate(PARTY, at, at, 0.9) for at in (3, 7, 10)], words)
    assert [words[c.first] for c in found] == ["Norwegian", "Sweden"]
