"""Partial dates as the first and last day that they cover, so that dates of unlike exactness compare."""

from datetime import date

from demarche.collate import days
from demarche.errors import InputError

Days = tuple[str, str]


def days_of(told: str | None) -> Days | None:
    """First and last day (`YYYY-MM-DD`) of an ISO prefix or of an interval `a/b`; None for anything else.

    `2019-02` covers `2019-02-01` to `2019-02-28`. The time of day of a timestamp is left aside.
    """
    span = days.days_of(told)
    if span is None:
        return None
    first, last = (date.fromordinal(day).isoformat() for day in span)
    return first, last


def bound(value: str, what: str) -> Days:
    """The days of a `since` or `until` filter. Raises InputError when it is no ISO date."""
    covered = None if "/" in value else days_of(value)
    if covered is None:
        raise InputError(f"{what} must be a date such as 2019, 2019-07 or 2019-07-05, not {value[:40]!r}")
    return covered
