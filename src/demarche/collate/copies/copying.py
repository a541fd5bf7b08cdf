"""Copies: whether one report's words are another's, as a score and a reason."""

from typing import Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from demarche.collate.copies.settings import copy_settings
from demarche.collate.copies.shingles import Numbers, shingles
from demarche.collate.copies.wording import Wording, wording_of

Relation = Literal["same", "one holds other", "other holds one"]


class Copying(msgspec.Struct, frozen=True, kw_only=True):
    """How two reports share their words of news.

    `one_share` is the part of the first one's words that the second has, `other_share` the reverse (0 to 1);
    `score` is the share of the shorter. `same`: mainly the same news; else the longer one holds the shorter.
    """

    score: float
    one_share: float
    other_share: float
    relation: Relation
    reason: str


def copy_of(one_text: str, other_text: str, *, one_title: str = "", other_title: str = "") -> Copying | None:
    """Whether one of two texts is mainly words of the other, whichever way round; None where it is not."""
    return copying_of(wording_of(one_text, one_title), wording_of(other_text, other_title))


def copying_of(one: Wording, other: Wording) -> Copying | None:
    """As `copy_of`, of wordings made ready."""
    settings = copy_settings()
    one_count, other_count = len(one.numbers), len(other.numbers)
    if min(one_count, other_count) < settings.least_words:
        if one_count == 0 or not np.array_equal(one.numbers, other.numbers):
            return None
        return _copying(1.0, 1.0, one_count, other_count)
    one_shared, other_shared = shared_words(one.numbers, other.numbers)
    if (one_shared if one_count <= other_count else other_shared).mean() < settings.copy_share:
        return None
    shorter, longer = (one, other) if one_count <= other_count else (other, one)
    names = np.unique(shorter.numbers[shorter.named])
    if len(names) and np.isin(names, longer.numbers).mean() < settings.names_share:
        return None
    return _copying(float(one_shared.mean()), float(other_shared.mean()), one_count, other_count)


def shared_words(one: Numbers, other: Numbers) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Of each of two texts, which words lie in a run that the other text has too."""
    length = copy_settings().shared_run
    first, second = shingles(one, length), shingles(other, length)
    return (
        _covered(np.isin(first, second), len(one), length),
        _covered(np.isin(second, first), len(other), length),
    )


def _covered(starts: NDArray[np.bool_], count: int, length: int) -> NDArray[np.bool_]:
    """Which of `count` words lie in a run of `length` that begins at one of `starts`."""
    change = np.zeros(count + 1, np.int64)
    at = np.flatnonzero(starts)
    change[at] += 1
    change[at + length] -= 1
    return np.cumsum(change[:count]) > 0


def _copying(one_share: float, other_share: float, one_count: int, other_count: int) -> Copying:
    one_is_shorter = one_count <= other_count
    score, rest = (one_share, other_share) if one_is_shorter else (other_share, one_share)
    relation: Relation
    if rest >= copy_settings().same_share:
        relation = "same"
    else:
        relation = "other holds one" if one_is_shorter else "one holds other"
    return Copying(
        score=round(score, 4),
        one_share=round(one_share, 4),
        other_share=round(other_share, 4),
        relation=relation,
        reason=_reason(score, rest, min(one_count, other_count), relation),
    )


def _reason(score: float, rest: float, count: int, relation: Relation) -> str:
    if score == rest == 1.0:
        return f"the same {count} words"
    shares = f"{score:.0%} of the shorter report's {count} words are in the longer".replace("%", " %")
    if relation == "same":
        return shares + f", and {rest:.0%} of the longer's in the shorter".replace("%", " %")
    return shares + f", which holds more: {rest:.0%} of its words are in the shorter".replace("%", " %")
