"""Dates that are written out, with what they leave out filled in from a vantage."""

from demarche.knowledge.date_prefixes import day_of, interval, iso, month_shifted, parts
from demarche.knowledge.date_words import date_words
from demarche.knowledge.time_phrases import TimePhrase
from demarche.knowledge.vantage import AHEAD, BACK, Vantage, step_of
from demarche.knowledge.written_dates import Written

_JUST_PAST_DAYS, _YEAR_AHEAD_DAYS = 31, 300  # nobody tells of a day so far ahead without its year
_NEAR_DAYS = 31  # how far ahead a bare "November 28" is still taken for a day to come when no tense is told


def written_value(
    written: Written, vantage: Vantage, which: str | None, within: TimePhrase | None
) -> str | None:
    """The ISO value of a written date: with the year that it leaves out, as far as the vantage tells it."""
    first = _dated(written, vantage, which, within)
    if written.until is None or first is None:
        return first
    year = parts(first)
    last = written.until
    if last.year is None and year is not None:
        last = Written(last.start, last.end, year[0], last.month, last.day)
    return interval(first, last.prefix)


def _dated(written: Written, vantage: Vantage, which: str | None, within: TimePhrase | None) -> str | None:
    """A written date with the year that it leaves out: the nearest that fits the tense."""
    month, day, year = written.month, written.day, vantage.year
    if written.year is not None or year is None:
        return written.prefix
    if month is None:
        return _day_of_month(day, vantage) if day else None
    if within is not None and within.told["unit"] == "year":
        return iso(year + step_of(within.told.get("which", "this")), month, day)
    if vantage.month is None:
        return None
    back = which in BACK or (vantage.tense != "future" and which not in AHEAD)
    if day is None:
        here = vantage.month
        if which == "this":
            return iso(year, month)
        if back:
            return iso(year - (month > here or (month == here and which in BACK)), month)
        return iso(year + (month < here or (month == here and which in AHEAD)), month)
    return nearest(month, day, vantage, back=back)


def nearest(month: int, day: int, vantage: Vantage, *, back: bool) -> str | None:
    """Month and day in the year that brings them nearest on the side that the tense asks for."""
    if vantage.day is None or vantage.year is None:
        return None
    candidates = [one for year in (-1, 0, 1) if (one := day_of(iso(vantage.year + year, month, day)))]
    before = [one for one in candidates if one <= vantage.day]
    after = [one for one in candidates if one >= vantage.day]
    if vantage.tense == "unknown" and after and (after[0] - vantage.day).days <= _NEAR_DAYS:
        nearer = not before or after[0] - vantage.day < vantage.day - before[-1]
        return after[0].isoformat() if nearer else before[-1].isoformat()
    if not back and before and after and (after[0] - vantage.day).days > _YEAR_AHEAD_DAYS:
        back = (vantage.day - before[-1]).days <= _JUST_PAST_DAYS
    chosen = before[-1:] if back else after[:1]
    return chosen[0].isoformat() if chosen else None


def _day_of_month(day: int, vantage: Vantage) -> str | None:
    """ "the 21st" of the nearest month that the tense allows and that has one."""
    if vantage.day is None:
        return None
    ahead = vantage.tense == "future"
    step = (day < vantage.day.day) if ahead else -(day > vantage.day.day)
    year, month = month_shifted(vantage.day.year, vantage.day.month, step)
    return iso(year, month, day)


def named_day(day: int, weekday: str, vantage: Vantage) -> str | None:
    """ "Friday the 13th": the nearest month in which they agree, on the side of the tense, within a year."""
    if vantage.day is None:
        return None
    ahead = vantage.tense == "future"
    for months in range(13):
        year, month = month_shifted(vantage.day.year, vantage.day.month, months if ahead else -months)
        found = day_of(iso(year, month, day))
        here = found is not None and (found >= vantage.day if ahead else found <= vantage.day)
        if found is not None and here and found.weekday() == date_words("weekday")[weekday]:
            return found.isoformat()
    return None
