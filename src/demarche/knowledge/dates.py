"""When something happened: the words of a time resolved against the day of publication, never guessed."""

import re
from functools import lru_cache

from demarche.knowledge.date_prefixes import bounds, day_of, interval, parts, week_of
from demarche.knowledge.publication import FoundDate, find_dates, normalise_published, publication_date
from demarche.knowledge.time_phrases import TimePhrase, time_phrases
from demarche.knowledge.time_reckoning import reckon
from demarche.knowledge.vantage import Tense, Vantage
from demarche.knowledge.written_reckoning import named_day

__all__ = ["FoundDate", "Tense", "find_dates", "normalise_published", "publication_date", "resolve_date"]

_MAX_SPAN = 300
_TO = re.compile(
    r"\s*,?\s*(?:-|&|to|until|till|through|and|or)"
    r"(?: (?:on|over|early|late|again|into|in|at|the|one|another|others|\w+ed))*\s*"
)
_SINCE = re.compile(r"\b(?:since|from|as of)\b")
_MODIFIED = re.compile(r"\b(last|past|previous|this|next|coming)\s+$")
_PLAIN = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "\u2010": "-", "\u2011": "-", "\u2013": "-", "\u2014": "-", "\u00a0": " "}
)


def resolve_date(
    text: str,
    *,
    anchor: str | None,
    tense: Tense = "unknown",
    dayfirst: bool | None = None,
    previous: str | None = None,
) -> str | None:
    """The ISO date, month, year or interval `a/b` that the words of a time name; None where they name none.

    `anchor`: the publication date as an ISO prefix; nothing that needs one is resolved without it.
    `tense`: whether they tell of the past or the future; "unknown" reads as past, save a near date ahead.
    `dayfirst`: how "05/07/2019" is read. `previous`: the time told before, for "two days later".
    """
    return _resolve(text[:_MAX_SPAN], anchor, tense, dayfirst, previous)


@lru_cache(maxsize=8192)
def _resolve(
    text: str, anchor: str | None, tense: Tense, dayfirst: bool | None, previous: str | None
) -> str | None:
    plain = " ".join(text.translate(_PLAIN).lower().split())
    told = time_phrases(plain, dayfirst=dayfirst)
    phrases = _settled(told)
    if not phrases:
        return None
    upto = phrases[0].end if phrases[0].kind == "beside" else phrases[0].start
    start = _SINCE.search(plain[:upto])
    since = start is not None and (tense != "future" or start[0] == "since")
    vantage = _vantage(anchor, "past" if since else tense, previous)
    first = phrases[0]
    if first.written and first.written.month is None and len(phrases) == 1 and len(told) == 2:
        weekday = next((one.told["weekday"] for one in told if one.kind == "weekday"), None)
        if weekday is not None and first.written.day:
            return named_day(first.written.day, weekday, vantage)
    value = _reckoned(plain, phrases, 0, vantage)
    relative = first.kind == "offset" or (
        first.kind == "beside" and first.told.get("way") in ("before", "after")
    )
    if relative and len(phrases) > 1:  # "two days after the April 4 attack"
        from_there = _reckoned(plain, phrases, 1, vantage)
        return reckon(first, _vantage(anchor, tense, from_there)) if from_there else value
    if len(phrases) > 1 and _TO.fullmatch(plain[first.end : phrases[1].start]):
        return _range(plain, phrases, vantage)
    if value is not None and since:
        return _until_now(value, anchor)
    return value


def _vantage(anchor: str | None, tense: Tense, previous: str | None) -> Vantage:
    year, month, _ = (parts(anchor) if anchor else None) or (None, None, None)
    return Vantage(year, month, day_of(anchor), tense, previous)


def _settled(phrases: list[TimePhrase]) -> list[TimePhrase]:
    """The phrases without those that only add to another: the clock beside a day, "Friday" of a date."""
    days = [one for one in phrases if one.kind not in ("clock", "overnight")]
    phrases = days or phrases[:1]
    kept: list[TimePhrase] = []
    for at, phrase in enumerate(phrases):
        neighbours = phrases[max(0, at - 1) : at] + phrases[at + 1 : at + 2]
        dated = any(one.written and one.written.day and _close(one, phrase) for one in neighbours)
        if not (phrase.kind == "weekday" and dated):
            kept.append(phrase)
    return kept


def _close(one: TimePhrase, other: TimePhrase) -> bool:
    return min(abs(one.start - other.end), abs(other.start - one.end)) <= 3


def _reckoned(text: str, phrases: list[TimePhrase], at: int, vantage: Vantage) -> str | None:
    """The value of one phrase, with what stands beside it taken in: "last September", "June last year"."""
    phrase = phrases[at]
    modified = _MODIFIED.search(text[: phrase.start])
    beside = next((one for one in phrases if one.kind == "unit" and one is not phrase), None)
    value = reckon(phrase, vantage, which=modified[1] if modified else None, within=beside)
    day = day_of(value) if text[: phrase.start].endswith("week of ") else None
    return week_of(day) if day else value


def _range(text: str, phrases: list[TimePhrase], vantage: Vantage) -> str | None:
    """`first/last` of phrases that stand in a row: "April 26 to May 3", "Saturday and Sunday"."""
    row = [0]
    while row[-1] + 1 < len(phrases) and _TO.fullmatch(
        text[phrases[row[-1]].end : phrases[row[-1] + 1].start]
    ):
        row.append(row[-1] + 1)
    last = _reckoned(text, phrases, row[-1], vantage)
    first = _reckoned(text, phrases, 0, vantage)
    start, end = phrases[0].written, phrases[row[-1]].written
    if start and end and end.year is None and (start.year is not None or vantage.tense == "future"):
        year, month, _ = (parts(bounds(first)[0]) if first else None) or (None, None, None)
        last = reckon(phrases[row[-1]], Vantage(year, month, day_of(first), "future", None))
    elif start and end and start.year is None:
        year, month, _ = (parts(bounds(last)[0]) if last else None) or (None, None, None)
        first = reckon(phrases[0], Vantage(year, month, day_of(last), "past", None))
    elif phrases[0].kind == "weekday" and last and (day := day_of(bounds(last)[1])):
        first = reckon(phrases[0], Vantage(day.year, day.month, day, "past", None)) if vantage.day else None
    if first is None or last is None:
        return first or last
    return interval(bounds(first)[0], bounds(last)[1])


def _until_now(value: str, anchor: str | None) -> str:
    """`value/anchor`: what has gone on since; the value alone where it lies past publication."""
    start, end = bounds(value)
    if anchor is None or parts(anchor) is None or end != start:
        return value
    length = min(len(start), len(anchor))
    return (
        interval(start, anchor) or value if start[:length] <= anchor[:length] and start != anchor else value
    )
