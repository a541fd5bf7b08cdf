"""Partial dates as the span of days that they cover, so that dates of unlike exactness compare."""

import re
from calendar import monthrange
from datetime import date

from demarche.errors import InputError

_PREFIX = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)

Days = tuple[str, str]


def days_of(told: str | None) -> Days | None:
    """First and last day (`YYYY-MM-DD`) of an ISO prefix or of an interval `a/b`; None for anything else.

    `2019-02` covers `2019-02-01` to `2019-02-28`. The time of day of a timestamp is left aside.
    """
    if told is None:
        return None
    start, slash, end = told.partition("/")
    first = _prefix_days(start)
    last = _prefix_days(end) if slash else first
    if first is None or last is None:
        return None
    return min(first[0], last[0]), max(first[1], last[1])


def bound(value: str, what: str) -> Days:
    """The days of a `since` or `until` filter. Raises InputError when it is no ISO date."""
    days = _prefix_days(value.strip())
    if days is None:
        raise InputError(f"{what} must be a date such as 2019, 2019-07 or 2019-07-05, not {value[:40]!r}")
    return days


def _prefix_days(prefix: str) -> Days | None:
    match = _PREFIX.fullmatch(prefix.partition("T")[0])
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        last = date(first.year, month or 12, day or monthrange(first.year, month or 12)[1])
    except ValueError:
        return None
    return first.isoformat(), last.isoformat()
