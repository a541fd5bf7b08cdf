"""Dates as told, as spans of days that can be laid beside one another."""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

_PREFIX = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)

Days = tuple[int, int]


@lru_cache(maxsize=20_000)
def days_of(told: str | None) -> Days | None:
    """First and last day (proleptic Gregorian ordinals) of an ISO prefix or interval; None for the rest."""
    if not told:
        return None
    start, slash, end = told.partition("/")
    first = _prefix(start)
    last = _prefix(end) if slash else first
    if first is None or last is None:
        return None
    return min(first[0], last[0]), max(first[1], last[1])


def iso(first: int, last: int) -> str:
    """The span as the shortest ISO prefix or interval that says it."""
    start, end = date.fromordinal(first), date.fromordinal(last)
    if first == last:
        return start.isoformat()
    if start.day == 1 and end.day == monthrange(end.year, end.month)[1]:
        if (start.year, start.month) == (end.year, end.month):
            return f"{start.year:04d}-{start.month:02d}"
        if start.year == end.year and (start.month, end.month) == (1, 12):
            return f"{start.year:04d}"
    return f"{start.isoformat()}/{end.isoformat()}"


def _prefix(prefix: str) -> Days | None:
    match = _PREFIX.fullmatch(prefix.strip().partition("T")[0])
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        last = date(first.year, month or 12, day or monthrange(first.year, month or 12)[1])
    except ValueError:
        return None
    return first.toordinal(), last.toordinal()
