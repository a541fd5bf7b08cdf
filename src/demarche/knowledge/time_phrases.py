"""Time phrases of a span that say when by what they stand to: "last week", "two days ago", "Friday night"."""

import re
from functools import cache

import msgspec

from demarche.knowledge.date_words import date_words, fixed_days, one_of
from demarche.knowledge.written_dates import Written, written_dates


class TimePhrase(msgspec.Struct, frozen=True):
    """A time phrase at [start, end) of a span: its kind, the matched parts by name, or the date as written.

    Kinds: written, weekday, fixed, ago, hence, offset, beside, that, span, coming, recent, unit, weekend,
    season, day, overnight, clock.
    """

    start: int
    end: int
    kind: str
    told: dict[str, str] = {}
    written: Written | None = None


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    number = rf"(?P<number>\d{{1,3}}|{one_of(date_words('count'))})"
    unit = rf"(?P<unit>{one_of(date_words('unit'))})s?"
    rough = r"(?P<rough>about|around|nearly|almost|more than|over|roughly|some|at least|less than)?\s*"
    which = r"(?P<which>last|past|previous|this|current|next|coming|following)"
    raw = [
        ("overnight", r"\bovernight\b|\b(?P<which>last) night'?s?\b"),
        ("day", r"\bday (?P<near>before yesterday|after tomorrow)\b"),
        ("hence", rf"\b{rough}{number}[\s-]+{unit} (?:from (?:now|today)|hence)\b"),
        ("ago", rf"(?<!half)(?<!half )(?<!and )\b{rough}{number}[\s-]+{unit} ago\b"),
        ("offset", rf"\b{number} {unit} (?P<way>later|earlier|after|afterwards|before)\b"),
        ("that", r"\b(?:the )?(?:same|that) (?P<unit>month|year)\b"),
        (
            "beside",
            r"\b(?:the )?(?P<way>next|following|previous|preceding|same|that|very) (?:very )?(?:day|night)\b",
        ),
        ("beside", r"\b(?:the )?(?:day|night) (?P<way>before|after|earlier|later)\b"),
        ("beside", r"\b(?:since|after|from|before|until) (?P<way>then)\b|\bat the (?P<way2>time)\b"),
        ("beside", r"\b(?P<way>hours|minutes) (?:later|earlier|after|before)\b"),
        ("beside", r"\b(?:earlier|later) (?:in|on|the) (?:the )?(?P<way>same|day)\b"),
        ("recent", r"\b(?:recent|(?:past|last) (?:few|several|couple of)) (?P<unit>day|week|month)s\b"),
        ("span", rf"\b(?:past|last|previous|preceding|first) {rough}{number}[\s-]+{unit}\b"),
        ("span", rf"\b(?:past|preceding|(?:in|over|during|within|for) the last) {unit}\b"),
        (
            "coming",
            rf"\b(?:next|coming|within|in|following) (?:the |next |coming )*{rough}{number}[\s-]+{unit}\b",
        ),
        ("weekend", rf"\b(?:{which}\s+)?week-?ends?\b"),
        ("season", _dated_season().pattern),
        ("season", rf"\b{which}\s+(?P<season>{one_of(date_words('season'))})\b"),
        ("season", rf"\b(?:the|in|over|during)\s+(?:the\s+)?(?P<season>{one_of(date_words('season'))})\b"),
        (
            "unit",
            rf"\b(?P<part>earlier|later)?\s*(?:in\s+)?(?:the\s+)?{which} (?P<unit>week|month|year|decade)"
            r"(?:'?s)?\b(?! of )",
        ),
        ("unit", r"\b(?P<part>earlier|later) in (?P<which>the|this) (?P<unit>week|month|year)\b"),
        ("unit", r"\b(?:end|start|beginning|middle|rest) of (?P<which>the|this) (?P<unit>week|month|year)\b"),
        ("unit", r"\b(?P<which>the) (?:full |whole |entire )?(?P<unit>year)\b(?! of )"),
        ("unit", r"\b(?P<unit>year)(?:'?s|-)? ?end\b"),
        ("fixed", rf"\b(?P<name>{one_of(fixed_days())})(?!\w)"),
        ("weekday", rf"\b(?:{which}\s+)?(?P<weekday>{one_of(date_words('weekday'))})(?:'?s)?\b\.?"),
        (
            "day",
            rf"\b(?P<day>{one_of(date_words('day'))})(?:'?s)?\b|\bthis (?P<part>morning|afternoon|evening)\b",
        ),
        ("span", rf"(?<!half)(?<!half )(?<!and )\b(?P<lasting>for )?{rough}{number}[\s-]+{unit}\b"),
        (
            "clock",
            r"\b\d{1,2}(?:[:.]\d\d)?\s*[ap]\.?m\b|\b\d{1,2}:\d\d\b|\b(?:noon|midday|midnight|dawn|dusk|sunrise|sunset)\b",
        ),
        ("clock", r"\b(?:morning|afternoon|evening|night|(?:early|small|wee) hours)\b"),
    ]
    return [(kind, re.compile(pattern)) for kind, pattern in raw]


@cache
def _dated_season() -> re.Pattern[str]:
    """ "summer of 2016", "winter 2015-16"."""
    season = one_of(date_words("season"))
    return re.compile(
        rf"\b(?P<season>{season})\s+(?:of\s+)?(?P<year>1[5-9]\d\d|2[01]\d\d)(?:[-/](?P<until>\d\d))?(?!\d)"
    )


@cache
def _refused() -> re.Pattern[str]:
    return re.compile(rf"\b{one_of(date_words('refused'))}\b")


def time_phrases(text: str, *, dayfirst: bool | None = None) -> list[TimePhrase]:
    """The time phrases of a span in order, written dates among them; `text` is lower case, its dashes plain.

    Empty where it names a season of another calendar ("Ramadan") and no date.
    """
    seasons = [(match.start(), match.end()) for match in _dated_season().finditer(text)]
    found = [
        TimePhrase(one.start, one.end, "written", {}, one)
        for one in written_dates(text, dayfirst=dayfirst)
        if not any(start <= one.start and one.end <= end for start, end in seasons)
    ]
    if not any(one.written and (one.written.day or one.written.year) for one in found) and _refused().search(
        text
    ):
        return []
    for kind, pattern in _patterns():
        for match in pattern.finditer(text):
            if not any(match.start() < one.end and one.start < match.end() for one in found):
                told = {name.rstrip("2"): value for name, value in match.groupdict().items() if value}
                found.append(TimePhrase(match.start(), match.end(), kind, told))
    return sorted(found, key=lambda one: one.start)
