"""Dates written out in a text: "Feb. 3", "3 February 2016", "05.07.2019", "October 25-26, 2016"."""

import re
from functools import cache

import msgspec

from demarche.knowledge.date_prefixes import iso
from demarche.knowledge.date_words import date_words, one_of

_BEFORE = 80  # characters: as far as a number may stand from the word that it numbers


class Written(msgspec.Struct, frozen=True):
    """A date as written at [start, end): what it leaves out is None; `until` is the second one of a range.

    It may be a day that is on no calendar ("February 30"): then it has no prefix, but its words are taken.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    until: "Written | None" = None

    @property
    def prefix(self) -> str | None:
        """The ISO prefix, or None where the year is left out or no such date exists."""
        return None if self.year is None else iso(self.year, self.month, self.day)


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    month = rf"(?P<month>{one_of(date_words('month'))})\b\.?"
    day, second = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?P<second>\d{1,2})(?:st|nd|rd|th)?"
    year = r"(?P<year>1[5-9]\d\d|2[01]\d\d)"
    to = r"\s*(?:-|to|and|&|through|until)\s*"
    raw = [
        (
            "ymd",
            rf"(?<!\d){year}(?P<sep>[-/.])(?P<number>\d{{1,2}})(?:(?P=sep)(?P<day>\d{{1,2}}))?(?=t\d|\b)(?!-?\d)",
        ),
        (
            "numeric",
            r"(?<![\d.])(?P<one>\d{1,2})(?P<sep>[-/.])(?P<two>\d{1,2})(?P=sep)(?P<year>1[89]\d\d|2[01]\d\d)(?!\d)",
        ),
        ("dmy", rf"(?<![\d.:-]){day}{to}{second}[\s-]+(?:of\s+)?{month}(?:,?\s*{year}(?!\d))?"),
        ("mdy", rf"\b{month}\s*{day}{to}{second}(?![\d:])(?:,?\s*{year}(?!\d))?"),
        ("dmy", rf"(?<![\d.:,]){day}[\s-]*(?:of\s+)?{month}(?:[\s,-]*{year}(?!\d))?"),
        ("mdy", rf"\b{month}\s*(?P<day>\d\d){year}(?!\d)"),
        ("mdy", rf"\b{month}\s*{day}(?![\d:]|\.\d)(?:[,.]?\s*{year}(?!\d))?"),
        ("my", rf"\b{month},?\s+(?:of\s+)?{year}(?!\d)"),
        ("years", rf"(?<![\d-]){year}{to}(?P<last>1[5-9]\d\d|2[01]\d\d|\d\d)(?![\d-])"),
        ("decade", r"(?<!\d)(?P<year>1[5-9]\d|20\d)0'?s\b"),
        ("m", rf"\b{month}(?!\w)"),
        ("y", rf"(?:\bmid-|(?<![\d.,:$-])){year}(?![\d,:%]|\.\d|\s*(?:gmt|utc|hours|hrs|local)\b)"),
        ("d", r"\bthe\s+(?P<day>\d{1,2})(?:st|nd|rd|th)\b"),
    ]
    return [(name, re.compile(pattern)) for name, pattern in raw]


@cache
def _numbered() -> re.Pattern[str]:
    """ "resolution 2118 and ", "flight ", "decree no. ": what comes next is a number, not a year."""
    several = r"(?:\d{1,5}(?:\s*,\s*|\s+(?:and|or)\s+|\s*&\s*)){0,8}"
    word = rf"\b{one_of(date_words('numbered'))}s?"
    return re.compile(rf"(?:{word}\s*(?:n(?:o|r|umber)s?\.?\s*|#\s*)?|#\s*|\bn(?:o|r)s?\.\s*){several}$")


def is_numbered(before: str) -> bool:
    """Whether the words before a number, in lower case, make it the number of a thing: "resolution "."""
    return _numbered().search(before[-_BEFORE:]) is not None


def written_dates(text: str, *, dayfirst: bool | None = None) -> list[Written]:
    """The dates written in `text`, in order; offsets are into `text`.

    `text` is in lower case with plain dashes. "05.07.2019" and "05-07-2019" are read day first,
    "05/07/2019" month first, unless `dayfirst` says otherwise or the calendar does.
    """
    found: list[Written] = []
    for name, pattern in _patterns():
        for match in pattern.finditer(text):
            if any(match.start() < one.end and one.start < match.end() for one in found):
                continue
            written = _read(name, match, dayfirst)
            if name in ("y", "years") and is_numbered(text[: match.start()]):
                continue
            if written is not None:
                found.append(written)
    return sorted(found, key=lambda one: one.start)


def _read(name: str, match: re.Match[str], dayfirst: bool | None) -> Written | None:
    told = match.groupdict()
    start, end = match.span()
    year = int(told["year"]) if told.get("year") else None
    month = date_words("month")[told["month"]] if told.get("month") else None
    day = int(told["day"]) if told.get("day") else None
    if name == "ymd":
        month = int(told["number"])
    elif name == "numeric":
        day, month = _day_and_month(int(told["one"]), int(told["two"]), told["sep"], dayfirst)
    elif name == "decade" and year is not None:
        return Written(start, end, year * 10, until=Written(start, end, year * 10 + 9))
    elif name == "years" and year is not None:
        last = int(told["last"])
        last = last if last > 99 else year // 100 * 100 + last
        return Written(start, end, year, until=Written(start, end, last)) if last > year else None
    if (day or 1) > 31 or (month or 1) > 12:
        return None
    until = None
    if told.get("second"):
        until = Written(start, end, year, month, int(told["second"]))
        if iso(year or 2000, month, until.day) is None or (until.day or 0) <= (day or 0):
            return None
    return Written(start, end, year, month, day, until)


def _day_and_month(one: int, two: int, separator: str, dayfirst: bool | None) -> tuple[int, int]:
    first = separator != "/" if dayfirst is None else dayfirst
    day, month = (one, two) if first else (two, one)
    return (day, month) if month <= 12 else (month, day)
