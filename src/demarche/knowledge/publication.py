"""The day a report was published: in its own first words, or in a field that came with it."""

import re
from functools import cache

import msgspec

from demarche.knowledge.date_prefixes import day_of
from demarche.knowledge.date_words import date_words, one_of
from demarche.knowledge.tables import table_rows
from demarche.knowledge.written_dates import Written, written_dates

_LEAD_CHARS = 240
_LABEL_CHARS = 600  # how far in "Published: ..." may stand: below a headline, a summary and a caption
_MAX_CHARS = 50_000
_PLAIN = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2013": "-", "\u00a0": " "})
_MARKER = re.compile(
    r"\b(?:publish\w*|posted|updated|last updated|date of publication|date|issued|released|modified)"
    r"(?:\s+(?:on|at|in))?\s*(?P<colon>[:|-]?)\s*$"
)
_CLAUSE_AFTER = re.compile(r",\s+(?:an?|the|its?|his|her|their|he|she|this|that)\b")
# What makes a date part of a sentence or a caption, not the line that dates the report: a small word or a
# comma right before it, a small word, a comma or a full stop right after it.
_IN_PROSE_BEFORE = re.compile(
    r"(?:\b[a-z][\w'\u2019]*\.?|\b(?:On|In|Since|Until|By|From|The|At|File|Taken|Dated)|[,(])\s*[,(]?\s*$"
)
_IN_PROSE_AFTER = re.compile(r"[,;)]|\.(?!\d)|\s+[a-z]{2,}")
_DATELINE = re.compile(r"[A-Z][\w'\u2019. -]{1,40},\s*")  # "ANKARA, July 5, 2019 (AFP)"
_SUBJECT_AFTER = re.compile(
    r",?\s+(?:was|is|were|are|has|had|have|will|would|may|saw|sees|marks|marked|began|begins|became|becomes|"
    r"ended|ends|came|comes|went|brought|remains|remained)\b"
)
_TOLD_BY = r"(?<!\btold )(?<!\bto )(?<!\bwith )(?<!\bby )(?<!\bfrom )(?<!\bthe )(?<!\bin )(?<!\bof )"
_DATELINE_END = re.compile(r"\s*(?:[(\u2014\u2013-]|$|\n)")


class FoundDate(msgspec.Struct, frozen=True):
    """A date in a text: its words at [start, end) and its ISO prefix, None where they leave out the year."""

    start: int
    end: int
    text: str
    date: str | None = None


@cache
def _weekday_before() -> re.Pattern[str]:
    return re.compile(rf"\b(?P<weekday>{one_of(date_words('weekday'))})\.?,?\s*$")


def find_dates(text: str, *, dayfirst: bool | None = None) -> list[FoundDate]:
    """The dates written in `text` in order; bare months, years and days are left out."""
    text = text[:_MAX_CHARS]
    return [
        _found(text, one)
        for one in written_dates(_plain(text), dayfirst=dayfirst)
        if one.month and (one.day or one.year)
    ]


def publication_date(lead: str, *, title: str = "", dayfirst: bool | None = None) -> FoundDate | None:
    """The date that the first words of a report give as its own, such as "Published 05.07.2019 00:07".

    A date inside a sentence or a caption ("on November 29, 2016") and one without a year are not taken.
    A date after "published", "posted" or "updated" goes before one that stands alone, which may also stand
    after an agency's name, before a dateline ("6 October 2016 Aleppo SANA-") or after the report's `title`.
    """
    lead = lead[: max(_LABEL_CHARS, len(title) + _LEAD_CHARS)]
    plain = _plain(lead)
    headed = len(title) if title and lead.startswith(title) else 0
    alone: Written | None = None
    for one in written_dates(plain, dayfirst=dayfirst):
        if one.prefix is None or one.month is None or one.until is not None:
            continue
        weekday = _weekday_before().search(plain[: one.start])
        start = weekday.start() if weekday else one.start
        if _is_labelled(lead, plain, start, one.end):
            return _found(lead, one)
        if alone is None and one.day is not None and one.end <= max(_LEAD_CHARS, headed + _LEAD_CHARS // 2):
            said = date_words("weekday").get(weekday["weekday"]) if weekday else None
            if _stands_alone(lead, start, one.end, headed, _agrees(one, said)):
                alone = one
    return _found(lead, alone) if alone is not None else None


def _is_labelled(lead: str, plain: str, start: int, end: int) -> bool:
    """Whether a word says that the date at [start, end) is the report's, and is no part of a sentence."""
    label = _MARKER.search(plain[:start])
    if label is None or _CLAUSE_AFTER.match(lead, end):
        return False
    before = lead[: label.start()]
    at_start = not before[before.rfind("\n") + 1 :].strip(" \t-|\u2022\u00b7")
    return bool(label["colon"]) or at_start or lead[label.start()].isupper()


def _stands_alone(lead: str, start: int, end: int, headed: int, agrees: bool) -> bool:
    """Whether a date is a line of its own or stands between title and text, not inside a sentence."""
    line = lead[max(headed if headed <= start else 0, lead.rfind("\n", 0, start) + 1) : start]
    if not line.strip(" \t-|\u2022\u00b7"):
        return lead[end : end + 1] != ")" and not _SUBJECT_AFTER.match(lead, end)
    if _DATELINE.fullmatch(line) and _DATELINE_END.match(lead, end):
        return True
    if agrees and _after_agency().search(line) and not _SUBJECT_AFTER.match(lead, end):
        return True
    if _before_dateline().match(lead, end) and not _preposition().search(line):
        return True
    return not (_IN_PROSE_BEFORE.search(line) or _IN_PROSE_AFTER.match(lead, end))


def _agrees(one: Written, weekday: int | None) -> bool:
    """Whether the weekday told beside a date is that of its day, or none is told."""
    day = day_of(one.prefix)
    return weekday is None or (day is not None and day.weekday() == weekday)


@cache
def _agencies() -> str:
    names = sorted((name for (name,) in table_rows("dates/agencies.tsv", 1)), key=lambda n: (-len(n), n))
    return rf"(?i:{'|'.join(map(re.escape, names))})"


@cache
def _after_agency() -> re.Pattern[str]:
    """ "… in raids, monitor AFP ", and not "told AFP ": what may stand before a report's own date."""
    return re.compile(rf"(?i:{_TOLD_BY})(?<![\w(])(?=[A-Z]){_agencies()}\s*[,|/-]?\s*$")


@cache
def _before_dateline() -> re.Pattern[str]:
    """ " Aleppo SANA-": a place and an agency that open the body after a date."""
    place = r"[A-Z][\w'\u2019-]{1,30}(?:[ -][A-Z][\w'\u2019-]{1,30}){0,2}"
    return re.compile(
        rf"\s+{place},?\s*(?:[(/]\s*{_agencies()}\s*[)/]|{_agencies()}\s*[:\u2014\u2013-])(?=\s*\S)"
    )


@cache
def _preposition() -> re.Pattern[str]:
    return re.compile(r"(?:\b(?:on|in|since|until|by|from|the|at|of|and|to)|[,(])\s*$", re.IGNORECASE)


def normalise_published(value: str, *, dayfirst: bool | None = None) -> str | None:
    """The ISO date, month or year of a metadata value in any usual form, or None; its time is left out."""
    plain = _plain(value[:_LEAD_CHARS]).strip()
    digits = re.fullmatch(r"(\d{4})(\d\d)(\d\d)(?:\d{4}|\d{6})?", plain)
    if digits:
        plain = "-".join(digits.groups())
    dates = [
        one for one in written_dates(plain, dayfirst=dayfirst) if one.prefix is not None and one.until is None
    ]
    best = max(dates, key=lambda one: (len(one.prefix or ""), -one.start), default=None)
    return best.prefix if best is not None else None


def _plain(text: str) -> str:
    """`text` in lower case with plain dashes and as many characters."""
    lowered = text.translate(_PLAIN).lower()
    return (
        lowered if len(lowered) == len(text) else "".join(char.lower()[0] for char in text.translate(_PLAIN))
    )


def _found(text: str, one: Written) -> FoundDate:
    return FoundDate(one.start, one.end, text[one.start : one.end], one.prefix)
