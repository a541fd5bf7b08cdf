"""Which pairs of events are no link for sure, told from their gists without comparing them.

What is reckoned here is never below the log-odds that comparing finds, term by term. So millions of pairs are
looked at in seconds, and only those that may be one happening are compared in full.
"""

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from demarche.collate.incidents.combining import Weights, weights
from demarche.collate.incidents.comparing import DEEDS, PLAIN_MEANS, SAME_NEWS_DAYS
from demarche.collate.incidents.gists import (
    ACTUAL,
    AGREEMENT,
    COUNTRY,
    DATED,
    GUESSED,
    LEAD,
    NAMED_PLACE,
    SPOT,
    Gists,
    listed,
    means_known,
)
from demarche.collate.telling.happenings import kinds

Numbers = NDArray[np.float64]
_NONE, _DAY, _SPAN, _VAGUE = map(DATED.index, ("none", "day", "span", "vague"))
_OF_ONE_TYPE = ("same mode", "same", "other mode")
_SLACK = 0.001  # sums are rounded on the way


def may_link(one: Gists, other: Gists, using: Weights | None = None) -> NDArray[np.bool_]:
    """Of each pair, whether it may be a link; the order of the two makes no difference."""
    look = _Look(using or weights())
    odds = look.weights.bias + look.time(one, other) + look.type(one, other)
    left = np.flatnonzero(odds + look.most_beside >= look.weights.cut - _SLACK)  # few: days tell most apart
    a, b = one[left], other[left]
    rest = (look.place, look.means, look.target, look.parties, look.toll, look.words, look.role)
    total = odds[left] + sum(each(a, b) for each in rest)
    speaks = (one["about"] == other["about"]) & (one["about"] != 0)
    found: NDArray[np.bool_] = speaks
    found[left[total >= look.weights.cut - _SLACK]] = True
    return found


class _Look:
    """The most that each comparison of `comparing` can add to the log-odds of pairs."""

    def __init__(self, using: Weights) -> None:
        self.weights = using
        self._types = self._of_types()
        self.most_beside = sum(
            max((0.0, *values.values()))
            for term, values in using.terms.items()
            if term not in ("time", "type")
        )

    def time(self, a: Gists, b: Gists) -> Numbers:
        of = self._of("time")
        gap = np.maximum(a["first"], b["first"]) - np.minimum(a["last"], b["last"])
        undated = (a["dated"] == _NONE) | (b["dated"] == _NONE)
        vague = (a["dated"] == _VAGUE) | (b["dated"] == _VAGUE)
        span = (a["dated"] == _SPAN) | (b["dated"] == _SPAN)
        day = (a["dated"] == _DAY) & (b["dated"] == _DAY)
        other_days = (a["dated"] == b["dated"]) & (np.abs(a["last"] - b["last"]) > SAME_NEWS_DAYS)
        return np.select(
            [
                undated & (gap > 0) & (a["first"] != 0) & (b["first"] != 0),
                undated & other_days,
                undated,
                vague & (gap > 0),
                vague,
                (gap <= 0) & day,
                (gap <= 0) & span,
                gap <= 0,
                (gap == 1) & day,
                gap == 1,
                (gap <= 3) & ~day,
                gap == 2,
            ],
            [
                of("background apart"),
                of("undated apart"),
                of("unknown"),
                of("apart"),
                of("vague"),
                of("same day"),
                of("within"),
                of("days overlap"),
                of("next day"),
                of("about a day apart"),
                of("days apart"),
                of("two days apart"),
            ],
            of("apart"),
        )

    def place(self, a: Gists, b: Gists) -> Numbers:
        of = self._of("place")
        known = (a["flags"] & b["flags"] & SPOT) != 0
        same = ((a["place"] == b["place"]) & (a["place"] != 0)) | (
            (a["geonameid"] == b["geonameid"]) & (a["geonameid"] != 0)
        )
        named = np.where((a["named"] & b["named"]) != 0, of("named by both"), -np.inf)
        either = a["flags"] | b["flags"]
        abroad = (a["country"] != b["country"]) & (a["country"] != 0) & (b["country"] != 0)
        abroad &= (either & GUESSED) == 0
        other = np.select(
            [(a["flags"] & b["flags"] & NAMED_PLACE) == 0, abroad],
            [of("same side", "unknown"), of("within", "near", "other country")],
            of("within", "near", "unclear", "far", "capital", "same province", "other place"),
        )
        found: Numbers = np.select(
            [~known, same, ((either & COUNTRY) != 0) & abroad, (either & COUNTRY) != 0],
            [
                np.maximum(of("unknown"), named),
                of(*self.weights.terms["place"]),
                of("other country"),
                of("unclear", "same country"),
            ],
            np.maximum(other, named),
        )
        return found

    def type(self, a: Gists, b: Gists) -> Numbers:
        found: Numbers = self._types[a["type"], b["type"]]
        return found

    def means(self, a: Gists, b: Gists) -> Numbers:
        of = self._of("means")
        both = a["means"] & b["means"]
        return np.select(
            [(a["means"] == 0) | (b["means"] == 0), both & ~_plain_means() != 0, both != 0],
            [of("unknown"), of("same, telling", "same"), of("same")],
            of("unknown", "other", "apart"),
        )

    def target(self, a: Gists, b: Gists) -> Numbers:
        of = self._of("target")
        unknown = (a["targets"] == 0) | (b["targets"] == 0)
        both = (a["targets"] & b["targets"]) != 0
        return np.select([unknown, both], [of("unknown"), of("same", "other")], of("other"))

    def parties(self, a: Gists, b: Gists) -> Numbers:
        return self._parties(a, b, "actors", "actor_codes") + self._parties(
            a, b, "recipients", "recipient_codes"
        )

    def _parties(self, a: Gists, b: Gists, term: str, codes: str) -> Numbers:
        of = self._of(term)
        unknown = (a[term] == 0) | (b[term] == 0)
        same, alike = (a[term] & b[term]) != 0, (a[codes] & b[codes]) != 0
        as_attacks, as_words = (
            np.select(
                [unknown, same, alike],
                [
                    of(f"{group}: unknown"),
                    of(f"{group}: same", f"{group}: alike", f"{group}: other"),
                    of(f"{group}: alike", f"{group}: other"),
                ],
                of(f"{group}: other"),
            )
            for group in ("attack", "word")
        )
        # which of the two decides is not known here
        one, two = _is_deed()[a["type"]], _is_deed()[b["type"]]
        return np.select([one & two, ~one & ~two], [as_attacks, as_words], np.maximum(as_attacks, as_words))

    def toll(self, a: Gists, b: Gists) -> Numbers:
        of = self._of("toll")
        any_ = of("same", "same, small", "close", "far", "other")
        none_alike = of("close", "far", "other")
        found = np.full(len(a), of("unknown"))
        for kind in ("injured", "killed"):
            both = (a[kind] != 0) & (b[kind] != 0)
            found = np.where(both, np.where((a[kind] & b[kind]) != 0, any_, none_alike), found)
        return found

    def words(self, a: Gists, b: Gists) -> Numbers:
        shared = sum(_shared(a["word_bits"][:, half], b["word_bits"][:, half]) for half in (0, 1))
        lost = [each["words"] - sum(_count(each["word_bits"][:, half]) for half in (0, 1)) for each in (a, b)]
        least = np.minimum(a["words"], b["words"]).astype(np.float64)
        told = np.minimum(1.0, (shared + np.minimum(*lost)) / (2.0 + 0.5 * least))
        told = np.where(least < 3, 0.0, told)
        lost = [each["titles"] - _count(each["title_bits"]) for each in (a, b)]
        fewest = np.minimum(a["titles"], b["titles"]).astype(np.float64)
        shared = _shared(a["title_bits"], b["title_bits"]) + np.minimum(*lost)
        titled = np.where(fewest > 0, np.minimum(1.0, shared / np.maximum(fewest, 1.0)), 0.0)
        words, titles = self.weights.terms["words"]["shared"], self.weights.terms["titles"]["shared"]
        result: Numbers = max(0.0, words) * told + max(0.0, titles) * titled
        return result

    def role(self, a: Gists, b: Gists) -> Numbers:
        """Which part they play, whether they happened, which agreement they concern."""
        of = self._of("role")
        both, either = a["flags"] & b["flags"], a["flags"] | b["flags"]
        roles = np.select(
            [(both & LEAD) != 0, (either & LEAD) != 0],
            [of("both leads", "one report"), of("one lead", "one report")],
            of("no lead", "one report"),
        )
        of = self._of("occurrence")
        actual = np.where(((a["flags"] ^ b["flags"]) & ACTUAL) == 0, of("same"), of("other"))
        of = self._of("agreement")
        agreed = np.where((both & AGREEMENT) != 0, of("same", "other", "unknown"), of("unknown"))
        result: Numbers = roles + actual + agreed
        return result

    def _of(self, term: str) -> Callable[..., float]:
        """The most that any of some levels of a term weighs; what is never one happening is out of reach."""
        known, never = self.weights.terms[term], self.weights.never

        def most(*levels: str) -> float:
            return max(-np.inf if (term, level) in never else known.get(level, 0.0) for level in levels)

        return most

    def _of_types(self) -> Numbers:
        of, names = self._of("type"), [*sorted(kinds().of_type), ""]
        found = np.full((len(names), len(names)), of("other"))
        for i, one in enumerate(names):
            for j, other in enumerate(names):
                if one == other:
                    found[i, j] = of("same") if kinds().of_type.get(one) == "attack" else of(*_OF_ONE_TYPE)
                elif (one, other) in kinds().together:
                    found[i, j] = of("together")
        return found


@cache
def _is_deed() -> NDArray[np.bool_]:
    """By number of type, whether its parties weigh as those of deeds do, not of words."""
    of_type = kinds().of_type
    return np.array([of_type[name] in DEEDS for name in sorted(of_type)] + [False])


@cache
def _plain_means() -> np.uint16:
    return np.uint16(listed(PLAIN_MEANS, means_known(), 16))


def _shared(a: NDArray[np.uint64], b: NDArray[np.uint64]) -> Numbers:
    return _count(a & b)


def _count(a: NDArray[np.uint64]) -> Numbers:
    count: Numbers = np.bitwise_count(a).astype(np.float64)
    return count
