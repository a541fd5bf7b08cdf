"""Tolls of a longer time than one attack: "89 in the past seven days", "330 since Thursday"."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import msgspec

from demarche.collate.telling.word_groups import load
from demarche.knowledge.folding import Word, words
from demarche.knowledge.number_words import number_words
from demarche.records import Event

NEAR = 14  # words between a number and what says of which time it is
COMPARED_WITHIN = 8  # words before a sign in which a comparison stands
GOING_ON = 7  # words at the beginning of a sentence that may take up the one before
LONGEST = 500  # characters looked at on either side of a number


class Periods(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`data/periods.yaml`."""

    signs: tuple[str, ...]
    within: frozenset[str]
    kept: frozenset[str]
    units: frozenset[str]
    hours: frozenset[str]
    most_hours: int
    adds: frozenset[str]
    sums: frozenset[str]
    compared: frozenset[str]
    same_day: frozenset[str]
    begun: frozenset[str]
    perfect: tuple[str, ...]


@cache
def periods() -> Periods:
    """The lists in use."""
    return msgspec.convert(load("periods.yaml"), Periods)


def counted_longer(text: str, sentences: Sequence[tuple[int, int]], event: Event) -> tuple[int, ...]:
    """Where the tolls of an event begin that count a longer time than one attack, in order of the text."""
    others = sorted(toll.start for toll in event.toll)
    return tuple(
        toll.start
        for toll in sorted(event.toll, key=lambda each: each.start)
        if _counts_longer(text, sentences, toll.start, toll.end, [at for at in others if at != toll.start])
    )


def _counts_longer(
    text: str, sentences: Sequence[tuple[int, int]], start: int, end: int, others: Iterable[int]
) -> bool:
    at = next((place for place, (first, last) in enumerate(sentences) if first <= start < last), None)
    if at is None:
        return False
    first, last = sentences[at]
    first, last = max(first, start - LONGEST), min(last, end + LONGEST)
    said = [Word(w.start + first, w.end + first, w.folded) for w in words(text[first:last])]
    mine = [place for place, word in enumerate(said) if start <= word.start < end]
    if not mine:
        return False
    if _adds_up([word.folded for word in said[max(0, mine[0] - NEAR) : mine[0]]]):
        return True
    rivals = [place for place, word in enumerate(said) if word.start in set(others)]
    for sign in signs_in([word.folded for word in said]):
        near = min(abs(sign - mine[0]), abs(sign - mine[-1]))
        between = range(min(sign, mine[0]), max(sign, mine[-1]))
        if near <= NEAR and not any(rival in between for rival in rivals):
            return True
    if at == 0 or not _goes_on([word.folded for word in said[:GOING_ON]]):
        return False
    before, after = sentences[at - 1]
    return bool(signs_in([word.folded for word in words(text[max(before, after - LONGEST) : after])]))


def signs_in(said: Sequence[str]) -> list[int]:
    """At which of the folded words a longer time is told."""
    lists = periods()
    found = []
    for at, word in enumerate(said):
        sign = _begins_sign(said, at) and not lists.same_day.intersection(said[at + 1 : at + 3])
        told = sign or (word in lists.within and _is_period(said, at + 1))
        if told and not lists.compared.intersection(said[max(0, at - COMPARED_WITHIN) : at]):
            found.append(at)
    return found


def _is_period(said: Sequence[str], at: int) -> bool:
    """Whether words from `at` on are "the past seven days", "three weeks", "the last 48 hours"."""
    lists = periods()
    first, count = at, 0
    while at < len(said) and at - first < 6:
        word = said[at]
        value = int(word) if word.isdecimal() and len(word) < 5 else number_words().get(word, ("", 0))[1]
        if word in lists.units:
            return at > first
        if word in lists.hours:
            return count > lists.most_hours
        if not value and word not in lists.kept:
            return False
        count = value or count
        at += 1
    return False


def _begins_sign(said: Sequence[str], at: int) -> bool:
    return any(tuple(said[at : at + len(sign)]) == sign for sign in _signs_by_first().get(said[at], ()))


@cache
def _signs_by_first() -> Mapping[str, Sequence[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for sign in periods().signs:
        found.setdefault(sign.split()[0], []).append(tuple(sign.split()))
    return found


def _adds_up(before: Sequence[str]) -> bool:
    """Whether the words before a number say that it sums up: "bringing the number killed to"."""
    lists = periods()
    added = next((at for at, word in enumerate(before) if word in lists.adds), None)
    return added is not None and "to" in before[-2:] and bool(lists.sums.intersection(before[added:]))


def _goes_on(said: Sequence[str]) -> bool:
    """Whether a sentence begins like "The strikes have killed"."""
    text = f" {' '.join(said)} "
    begun = bool(said) and said[0] == "the" and bool(periods().begun.intersection(said))
    return begun and any(f" {phrase} " in text for phrase in periods().perfect)
