"""Days that words name without their year: "Feb. 3"."""

from datetime import date, timedelta
from functools import lru_cache

from demarche.knowledge.dates import resolve_date

# leap years both, so that a 29 February is in either; on two days, so that "yesterday" is no day of a year
_ANCHORS = ("2016-12-31", "2020-12-20")
_HALF_A_YEAR = timedelta(days=184)


@lru_cache(maxsize=10_000)
def yearless_day(text: str) -> str | None:
    """The day of a year that words name without the year, as "--02-03"; None for all other words."""
    if resolve_date(text, anchor=None) is not None:
        return None
    one, other = (resolve_date(text, anchor=anchor, tense="past") for anchor in _ANCHORS)
    if one and other and len(one) == len(other) == 10 and one[:4] != other[:4] and one[4:] == other[4:]:
        return "--" + one[5:]
    return None


def nearest(day: str, to: str) -> str | None:
    """The day "--02-06" in the year that brings it nearest to a date; None where it is in none of them."""
    known = date.fromisoformat(to)
    found = []
    for year in (known.year - 1, known.year, known.year + 1):
        try:
            found.append(date(year, int(day[2:4]), int(day[5:7])))
        except ValueError:  # a 29 February
            continue
    best = min(found, key=lambda one: (abs(one - known), one), default=None)
    return best.isoformat() if best and abs(best - known) < _HALF_A_YEAR else None
