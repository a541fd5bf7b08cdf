"""ISO date prefixes (`2019`, `2019-07`, `2019-07-05`) and the arithmetic on them."""

import re
from datetime import date, timedelta

_PREFIX = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
FIRST_YEAR, LAST_YEAR = 1500, 2199


def iso(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """The prefix of a date as exact as given, or None where no such date is on the calendar (1500-2199)."""
    if not FIRST_YEAR <= year <= LAST_YEAR or (month is not None and not 1 <= month <= 12):
        return None
    if month is None or day is None:
        return f"{year:04}" if month is None else f"{year:04}-{month:02}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def parts(prefix: str) -> tuple[int, int | None, int | None] | None:
    """Year, month and day of an ISO prefix; None where it is none or no such date exists."""
    match = _PREFIX.fullmatch(prefix)
    if match is None:
        return None
    year, month, day = (int(group) if group else None for group in match.groups())
    if year is None or iso(year, month, day) is None:
        return None
    return year, month, day


def day_of(prefix: str | None) -> date | None:
    """The day that a full ISO date names; None for a month, a year, an interval or nothing."""
    if prefix is None or len(prefix) != 10:
        return None
    found = parts(prefix)
    return date.fromisoformat(prefix) if found else None


def shifted(day: date, days: int) -> date | None:
    """The day `days` later, or None beyond the calendar."""
    try:
        moved = day + timedelta(days=days)
    except OverflowError:
        return None
    return moved if FIRST_YEAR <= moved.year <= LAST_YEAR else None


def week_of(day: date) -> str | None:
    """The week of a day as an interval, Monday to Sunday."""
    monday, sunday = shifted(day, -day.weekday()), shifted(day, 6 - day.weekday())
    return f"{monday.isoformat()}/{sunday.isoformat()}" if monday and sunday else None


def month_shifted(year: int, month: int, months: int) -> tuple[int, int]:
    """Year and month, `months` later."""
    index = year * 12 + month - 1 + months
    return index // 12, index % 12 + 1


def same_day_months_away(day: date, months: int) -> date:
    """The day of the same number `months` away, or that month's last day."""
    year, month = month_shifted(day.year, day.month, months)
    for number in (day.day, 30, 29, 28):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    return day


def interval(first: str | None, last: str | None) -> str | None:
    """`first/last`, the earlier first; one prefix where both are the same; None where either is missing."""
    if first is None or last is None:
        return None
    if first == last:
        return first
    length = min(len(first), len(last))
    return f"{first}/{last}" if first[:length] <= last[:length] else f"{last}/{first}"


def bounds(value: str) -> tuple[str, str]:
    """The first and last prefix of a value, which may be an interval."""
    first, _, last = value.partition("/")
    return first, last or first
