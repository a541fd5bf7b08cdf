"""The date of one time phrase, reckoned from a vantage: the day of publication and the time told before."""

from collections.abc import Callable
from datetime import date
from typing import Literal

import msgspec

from demarche.knowledge.date_prefixes import (
    bounds,
    day_of,
    interval,
    iso,
    month_shifted,
    parts,
    same_day_months_away,
    shifted,
    week_of,
)
from demarche.knowledge.date_words import date_words, fixed_days
from demarche.knowledge.time_phrases import TimePhrase
from demarche.knowledge.written_dates import Written

Tense = Literal["past", "future", "unknown"]
_BACK = frozenset({"last", "past", "previous"})
_AHEAD = frozenset({"next", "coming", "following"})
_NEAR_DAYS = 31  # how far ahead a bare "November 28" is still taken for a day to come when no tense is told


class Vantage(msgspec.Struct, frozen=True):
    """What a time is reckoned from: publication as exact as known, tense, the time told before (ISO)."""

    year: int | None
    month: int | None
    day: date | None
    tense: Tense
    previous: str | None


def reckon(
    phrase: TimePhrase, vantage: Vantage, *, which: str | None = None, within: TimePhrase | None = None
) -> str | None:
    """The ISO value of `phrase` seen from `vantage`, or None where it cannot be reckoned.

    `which`: the word before it ("last" September). `within`: a week, month or year beside it.
    """
    if phrase.written is not None:
        return _written(phrase.written, vantage, which, within)
    return _RECKONERS[phrase.kind](phrase.told, vantage, within)


def _written(written: Written, vantage: Vantage, which: str | None, within: TimePhrase | None) -> str | None:
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
        return iso(year + _step(within.told["which"]), month, day)
    if vantage.month is None:
        return None
    back = which in _BACK or (vantage.tense != "future" and which not in _AHEAD)
    if day is None:
        here = vantage.month
        if which == "this":
            return iso(year, month)
        if back:
            return iso(year - (month > here or (month == here and which in _BACK)), month)
        return iso(year + (month < here or (month == here and which in _AHEAD)), month)
    return _nearest(month, day, vantage, back=back)


def _nearest(month: int, day: int, vantage: Vantage, *, back: bool) -> str | None:
    """Month and day in the year that brings them nearest on the side that the tense asks for."""
    if vantage.day is None or vantage.year is None:
        return None
    candidates = [one for year in (-1, 0, 1) if (one := day_of(iso(vantage.year + year, month, day)))]
    before = [one for one in candidates if one <= vantage.day]
    after = [one for one in candidates if one >= vantage.day]
    if vantage.tense == "unknown" and after and (after[0] - vantage.day).days <= _NEAR_DAYS:
        nearer = not before or after[0] - vantage.day < vantage.day - before[-1]
        return after[0].isoformat() if nearer else before[-1].isoformat()
    chosen = before[-1:] if back else after[:1]
    return chosen[0].isoformat() if chosen else None


def _day_of_month(day: int, vantage: Vantage) -> str | None:
    """ "the 21st" of the nearest month that the tense allows."""
    if vantage.day is None:
        return None
    ahead = vantage.tense == "future"
    step = (day < vantage.day.day) if ahead else -(day > vantage.day.day)
    year, month = month_shifted(vantage.day.year, vantage.day.month, step)
    return iso(year, month, day)


def _weekday(told: dict[str, str], vantage: Vantage, within: TimePhrase | None) -> str | None:
    day, which = vantage.day, told.get("which", "")
    if day is None:
        return None
    wanted = date_words("weekday")[told["weekday"]]
    if within is not None and within.told["unit"] == "week":
        monday = shifted(day, -day.weekday() + 7 * _step(within.told["which"]))
        return _plus(monday, wanted)
    if which in _AHEAD or (vantage.tense == "future" and which not in _BACK):
        ahead = (wanted - day.weekday()) % 7
        return _plus(day, ahead or (7 if which == "next" else 0))
    behind = (day.weekday() - wanted) % 7
    return _plus(day, -(behind or (7 if which in ("last", "previous") else 0)))


def _fixed(told: dict[str, str], vantage: Vantage, within: TimePhrase | None) -> str | None:
    month, day = fixed_days()[told["name"]]
    return _nearest(month, day, vantage, back=vantage.tense != "future")


def _ago(told: dict[str, str], vantage: Vantage, within: TimePhrase | None) -> str | None:
    return _moved(told, -1, vantage.day, vantage.year, vantage.month)


def _offset(told: dict[str, str], vantage: Vantage, within: TimePhrase | None) -> str | None:
    if vantage.previous is None:
        return None
    way = -1 if told["way"] in ("earlier", "before") else 1
    start, end = bounds(vantage.previous)
    edge = start if way < 0 else end
    year, month, _ = parts(edge) or (None, None, None)
    moved = _moved(told, way, day_of(edge), year, month)
    # What has happened is not told before it does: then another time than the one told before was meant.
    return (
        None
        if vantage.tense == "past" and moved and vantage.day and moved > vantage.day.isoformat()
        else moved
    )


def _moved(
    told: dict[str, str], way: int, day: date | None, year: int | None, month: int | None
) -> str | None:
    """`number` units away, as exact as the unit: a day for weeks, a month for months, a year for years."""
    unit, number = told["unit"], _number(told) * way
    if unit in ("year", "decade"):
        return iso(year + number * (10 if unit == "decade" else 1)) if year is not None else None
    if unit == "month":
        return iso(*month_shifted(year, month, number)) if year is not None and month is not None else None
    moved = shifted(day, number * date_words("unit")[unit]) if day is not None else None
    if moved is None:
        return None
    if told.get("rough") and unit in ("week", "fortnight"):
        return week_of(moved)
    return moved.isoformat()


def _beside(told: dict[str, str], vantage: Vantage, within: TimePhrase | None) -> str | None:
    """ "the day before", "that day", "since then", "hours later": as the time told before stands."""
    way = told["way"]
    day = day_of(bounds(vantage.previous)[0]) if vantage.previous else None
    if way in ("same", "that", "very", "then", "time", "hours"):
        return vantage.previous
    if way == "day":
        return _plus(day or vantage.day, 0)
    moved = _plus(day, -1 if way in ("before", "previous", "preceding", "earlier") else 1)
    return (
        None
        if vantage.tense == "past" and moved and vantage.day and moved > vantage.day.isoformat()
        else moved
    )


def _span(told: dict[str, str], vantage: Vantage, within: TimePhrase | None) -> str | None:
    """The stretch that ends at publication: "the past 24 hours", "for three years"."""
    unit, number = told["unit"], _number(told)
    year, month, day = vantage.year, vantage.month, vantage.day
    if unit in ("year", "decade") and year is not None:
        number *= 10 if unit == "decade" else 1
        if month is None or told.get("whole"):
            return interval(iso(year - number), iso(year))
        return interval(iso(year - number, month), iso(year, month))
    if unit == "month" and year is not None and month is not None:
        return interval(iso(*month_shifted(year, month, -number)), iso(year, month))
    if day is None:
        return None
    days = max(1, round(number / 24)) if unit == "hour" else number * date_words("unit")[unit]
    start = shifted(day, -days)
    return interval(start.isoformat() if start else None, day.isoformat())


def _coming(told: dict[str, str], vantage: Vantage, within: TimePhrase | None) -> str | None:
    if vantage.tense == "past" or vantage.day is None:
        return _span(told, vantage, within)
    unit, number = told["unit"], _number(told)
    if unit in ("year", "decade", "month"):
        months = number * {"month": 1, "year": 12, "decade": 120}[unit]
        end: date | None = same_day_months_away(vantage.day, months)
    else:
        end = shifted(
            vantage.day, max(1, number // 24) if unit == "hour" else number * date_words("unit")[unit]
        )
    return interval(vantage.day.isoformat(), end.isoformat() if end else None)


def _recent(told: dict[str, str], vantage: Vantage, within: TimePhrase | None) -> str | None:
    """ "recent days" and "recent weeks": the month that they mostly fall in; "recent months" is left open."""
    if told["unit"] == "month" or vantage.day is None:
        return None
    middle = shifted(vantage.day, -1 if told["unit"] == "day" else -14)
    return middle.isoformat()[:7] if middle else None


def _unit(told: dict[str, str], vantage: Vantage, within: TimePhrase | None) -> str | None:
    step, unit, part = _step(told["which"]), told["unit"], told.get("part")
    year, month, day = vantage.year, vantage.month, vantage.day
    if told["which"] in ("following", "previous"):  # than the time told before, not than publication
        if vantage.previous is None:
            return None
        year, month, _ = parts(bounds(vantage.previous)[0]) or (None, None, None)
        day = day_of(bounds(vantage.previous)[0])
    if unit == "decade" or year is None:
        return None
    if unit == "year":
        return iso(year + step)
    if unit == "month":
        return iso(*month_shifted(year, month, step)) if month is not None else None
    if day is None:
        return None
    monday = shifted(day, -day.weekday() + 7 * step)
    if step or told["which"] == "the":
        return interval(_plus(monday, 0), _plus(monday, 6))
    if part == "later" or (vantage.tense == "future" and part != "earlier"):
        return interval(_plus(day, 1 if part and day.weekday() < 6 else 0), _plus(monday, 6))
    return interval(_plus(monday, 0), day.isoformat())


def _weekend(told: dict[str, str], vantage: Vantage, within: TimePhrase | None) -> str | None:
    day, which = vantage.day, told.get("which", "")
    if day is None:
        return None
    if which in _AHEAD or (vantage.tense == "future" and which not in _BACK):
        saturday = shifted(day, 5 - day.weekday() + (7 if day.weekday() > 4 and which in _AHEAD else 0))
    else:
        behind = (day.weekday() - 5) % 7
        saturday = shifted(day, -behind - (7 if which == "last" and behind < 2 else 0))
    return interval(_plus(saturday, 0), _plus(saturday, 1))


def _season(told: dict[str, str], vantage: Vantage, within: TimePhrase | None) -> str | None:
    """A northern season as three months; the latest begun, or the next where the tense says so."""
    year, month, which = vantage.year, vantage.month, told.get("which", "")
    if year is None or month is None:
        return None
    first = date_words("season")[told["season"]]
    begun = year * 12 + month >= year * 12 + first
    if which == "this":
        start = year - (first == 12 and month <= 2)
    elif which in _AHEAD or (vantage.tense == "future" and which not in _BACK):
        start = year + begun
    else:
        running = begun and month <= first + 2 and which in _BACK
        start = year - (not begun or running)
    end = month_shifted(start, first, 2)
    return interval(iso(start, first), iso(*end))


def _day(told: dict[str, str], vantage: Vantage, within: TimePhrase | None) -> str | None:
    if "near" in told:
        return _plus(vantage.day, -2 if told["near"].startswith("before") else 2)
    return _plus(vantage.day, date_words("day")[told["day"]] if "day" in told else 0)


def _overnight(told: dict[str, str], vantage: Vantage, within: TimePhrase | None) -> str | None:
    """The night before publication, which has two days."""
    return interval(_plus(vantage.day, -1), _plus(vantage.day, 0))


def _clock(told: dict[str, str], vantage: Vantage, within: TimePhrase | None) -> str | None:
    """An hour of the day that is told of: the one told before, else that of publication."""
    day = day_of(vantage.previous) or vantage.day
    return day.isoformat() if day else None


def _plus(day: date | None, days: int) -> str | None:
    moved = shifted(day, days) if day is not None else None
    return moved.isoformat() if moved else None


def _number(told: dict[str, str]) -> int:
    word = told.get("number", "one")
    return int(word) if word.isdigit() else date_words("count")[word]


def _step(which: str) -> int:
    return -1 if which in _BACK else 1 if which in _AHEAD else 0


_RECKONERS: dict[str, Callable[[dict[str, str], Vantage, TimePhrase | None], str | None]] = {
    "weekday": _weekday,
    "fixed": _fixed,
    "ago": _ago,
    "offset": _offset,
    "beside": _beside,
    "span": _span,
    "coming": _coming,
    "recent": _recent,
    "unit": _unit,
    "weekend": _weekend,
    "season": _season,
    "day": _day,
    "overnight": _overnight,
    "clock": _clock,
}
