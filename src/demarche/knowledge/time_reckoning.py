"""The date of one time phrase, reckoned from a vantage: the day of publication and the time told before."""

from collections.abc import Callable
from datetime import date

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
from demarche.knowledge.vantage import AHEAD, BACK, Vantage, step_of
from demarche.knowledge.written_reckoning import nearest, written_value


def reckon(
    phrase: TimePhrase, vantage: Vantage, *, which: str | None = None, within: TimePhrase | None = None
) -> str | None:
    """The ISO value of `phrase` seen from `vantage`, or None where it cannot be reckoned.

    `which`: the word before it ("last" September). `within`: a week, month or year beside it.
    """
    if phrase.written is not None:
        return written_value(phrase.written, vantage, which, within)
    return _RECKONERS[phrase.kind](phrase.told, vantage, within)


def _weekday(told: dict[str, str], vantage: Vantage, within: TimePhrase | None) -> str | None:
    day, which = vantage.day, told.get("which", "")
    if day is None:
        return None
    wanted = date_words("weekday")[told["weekday"]]
    if within is not None and within.told["unit"] == "week":
        monday = shifted(day, -day.weekday() + 7 * step_of(within.told.get("which", "this")))
        return _plus(monday, wanted)
    if which in AHEAD or (vantage.tense == "future" and which not in BACK):
        ahead = (wanted - day.weekday()) % 7
        return _plus(day, ahead or (7 if which == "next" else 0))
    behind = (day.weekday() - wanted) % 7
    return _plus(day, -(behind or (7 if which in ("last", "previous") else 0)))


def _fixed(told: dict[str, str], vantage: Vantage, within: TimePhrase | None) -> str | None:
    month, day = fixed_days()[told["name"]]
    return nearest(month, day, vantage, back=vantage.tense != "future")


def _ago(told: dict[str, str], vantage: Vantage, within: TimePhrase | None) -> str | None:
    return _moved(told, -1, vantage.day, vantage.year, vantage.month)


def _hence(told: dict[str, str], vantage: Vantage, within: TimePhrase | None) -> str | None:
    return _moved(told, 1, vantage.day, vantage.year, vantage.month)


def _that(told: dict[str, str], vantage: Vantage, within: TimePhrase | None) -> str | None:
    """ "that year", "the same month": of the time told before, where that is as exact."""
    told_before = bounds(vantage.previous)[0] if vantage.previous else ""
    length = 4 if told["unit"] == "year" else 7
    return told_before[:length] if len(told_before) >= length else None


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
    if way in ("same", "that", "very", "then", "time", "hours", "minutes"):
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
        if month is None or told.get("lasting"):  # "for nearly two years" knows no months
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
    """ "recent days" and "recent weeks": the month that they mostly fall in; "recent months": the year."""
    if told["unit"] == "month":
        return iso(vantage.year) if vantage.year is not None and vantage.month is not None else None
    if vantage.day is None:
        return None
    middle = shifted(vantage.day, -1 if told["unit"] == "day" else -14)
    return middle.isoformat()[:7] if middle else None


def _unit(told: dict[str, str], vantage: Vantage, within: TimePhrase | None) -> str | None:
    which = told.get("which", "this")
    step, unit, part = step_of(which), told["unit"], told.get("part")
    year, month, day = vantage.year, vantage.month, vantage.day
    if which in ("following", "previous"):  # than the time told before, not than publication
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
    if step or which == "the":
        return interval(_plus(monday, 0), _plus(monday, 6))
    if part == "later" or (vantage.tense == "future" and part != "earlier"):
        return interval(_plus(day, 1 if part and day.weekday() < 6 else 0), _plus(monday, 6))
    return interval(_plus(monday, 0), day.isoformat())


def _weekend(told: dict[str, str], vantage: Vantage, within: TimePhrase | None) -> str | None:
    day, which = vantage.day, told.get("which", "")
    if day is None:
        return None
    if which in AHEAD or (vantage.tense == "future" and which not in BACK):
        saturday = shifted(day, 5 - day.weekday() + (7 if day.weekday() > 4 and which in AHEAD else 0))
    else:
        behind = (day.weekday() - 5) % 7
        saturday = shifted(day, -behind - (7 if which == "last" and behind < 2 else 0))
    return interval(_plus(saturday, 0), _plus(saturday, 1))


def _season(told: dict[str, str], vantage: Vantage, within: TimePhrase | None) -> str | None:
    """A northern season as three months; the latest begun, or the next where the tense says so."""
    year, month, which = vantage.year, vantage.month, told.get("which", "")
    first = date_words("season")[told["season"]]
    if "year" in told:
        begins = int(told["year"])
        if first == 12 and "until" not in told:
            return iso(begins)  # the winter that begins in that year, or the one that ends in it
        return interval(iso(begins, first), iso(*month_shifted(begins, first, 2)))
    if year is None or month is None:
        return None
    begun = year * 12 + month >= year * 12 + first
    if which == "this":
        start = year - (first == 12 and month <= 2)
    elif which in AHEAD or (vantage.tense == "future" and which not in BACK):
        start = year + begun
    else:
        running = begun and month <= first + 2 and which in BACK
        start = year - (not begun or running)
    end = month_shifted(start, first, 2)
    return interval(iso(start, first), iso(*end))


def _day(told: dict[str, str], vantage: Vantage, within: TimePhrase | None) -> str | None:
    if "near" in told:
        return _plus(vantage.day, -2 if told["near"].startswith("before") else 2)
    return _plus(vantage.day, date_words("day")[told["day"]] if "day" in told else 0)


def _overnight(told: dict[str, str], vantage: Vantage, within: TimePhrase | None) -> str | None:
    """The night before publication, which has two days; "last night" is the evening of the first."""
    if "which" in told:
        return _plus(vantage.day, -1)
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


_RECKONERS: dict[str, Callable[[dict[str, str], Vantage, TimePhrase | None], str | None]] = {
    "weekday": _weekday,
    "fixed": _fixed,
    "ago": _ago,
    "hence": _hence,
    "that": _that,
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
