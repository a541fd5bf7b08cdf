"""When: a report's own anchor, and the dates of its time words."""

import re

from demarche.knowledge.date_prefixes import bounds, day_of
from demarche.knowledge.dates import resolve_date
from demarche.knowledge.publication import publication_date
from demarche.knowledge.tenses import tense_near
from demarche.knowledge.vantage import Tense
from demarche.knowledge.written_dates import is_numbered
from demarche.reader.document import Document
from demarche.reader.labels import SPAN_KINDS
from demarche.reader.spans import Candidate
from demarche.records import Report

# words that make a date a deadline, whatever the event itself is and whatever its verb says
DEADLINE = re.compile(r"\b(?:by|until|till|before)\s+(?:the\s+)?$", re.IGNORECASE)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
AFTER = re.compile(r"\bafter$", re.IGNORECASE)
WHEN = re.compile(r",?\s*when\b", re.IGNORECASE)
SINCE = re.compile(r"^since\s+", re.IGNORECASE)
SINCE_BEFORE = re.compile(r"\bsince\s+(?:the\s+|last\s+)?$", re.IGNORECASE)
NUMBER = re.compile(r"\d{4}\b")
BEFORE = 80  # characters before a time that may say what it is
AHEAD = 31  # days: a time that its sentence puts no farther ahead is believed to be to come
A_DAY = 1  # a report dated by the day west of the dateline may tell of the next


class TimeReader:
    """Dates of one report: against its publication date, or else the date in its own first line."""

    def __init__(self, report: Report, document: Document, candidates: list[Candidate]) -> None:
        self._text = document.text
        self.anchor = report.published
        if self.anchor is None and (found := publication_date(document.text)):
            self.anchor = found.date
        self._tenses: dict[tuple[int, int], Tense] = {}
        # the days told, in order: "a day earlier" counts from the last
        self._days: list[tuple[int, str]] = []
        for candidate in candidates:
            if SPAN_KINDS[candidate.kind] == "time":
                start, end = document.characters(candidate.first, candidate.last)
                date = self.date(start, end)
                if date and DAY.fullmatch(date):
                    self._days.append((start, date))

    def date(self, start: int, end: int, occurrence: str | None = None, trigger: int = 0) -> str | None:
        """The ISO prefix or interval of the words at `[start, end)`; None where they give none.

        occurrence, trigger: of the event that they date, and the character where its trigger begins.
        """
        words = self._text[start:end]
        if NUMBER.match(words) and is_numbered(self._text[max(0, start - BEFORE) : start].lower()):
            return None  # "resolution 2118": the number of a thing, no year
        previous = next((date for at, date in reversed(self._days) if at < start), None)
        if trigger >= end and AFTER.search(words):
            # "the raids came a day after the ministry said …": what follows is a day earlier than the raids
            words = AFTER.sub("earlier", words)
            previous = self.anchor if previous is None or self._after(previous, 0) else previous
        elif trigger >= end and WHEN.match(self._text, end, end + 8):
            words = SINCE.sub("", words)  # "held since 2014 when it swept across": the sweep has one date
        tense = "future" if occurrence == "future" else self._tense(start, end)
        date = resolve_date(words, anchor=self.anchor, tense=tense, previous=previous)
        if occurrence in ("actual", "negated") and date and self._after(date, 0):
            # what is done is not after publication: the time is a deadline's, or of what is to come after it,
            # or, far ahead, was taken for ahead by the wrong verb
            if self._is_deadline(start) or (tense == "future" and not self._after(date, AHEAD)):
                return None
            date = resolve_date(words, anchor=self.anchor, tense="past", previous=previous)
            return None if date and self._after(date, A_DAY) else date
        return date

    def _tense(self, start: int, end: int) -> Tense:
        """Whether a time lies behind or ahead, by its sentence; looked at once, however often it is asked."""
        if (start, end) not in self._tenses:
            if SINCE_BEFORE.search(self._text, max(0, start - BEFORE), start):
                tense: Tense = "past"
            else:
                tense = "future" if self._is_deadline(start) else tense_near(self._text, start, end)
            self._tenses[start, end] = tense
        return self._tenses[start, end]

    def _is_deadline(self, start: int) -> bool:
        """Whether the word before a time makes it the end of something still to be done."""
        return DEADLINE.search(self._text, max(0, start - BEFORE), start) is not None

    def _after(self, date: str, days: int) -> bool:
        """Whether a date or its beginning is more than so many days after publication."""
        begins = bounds(date)[0]
        day, today = day_of(begins + "-01-01"[len(begins) - 4 :]), day_of(self.anchor)
        return day is not None and today is not None and (day - today).days > days
