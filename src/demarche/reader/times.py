"""When: a report's own anchor, and the dates of its time words."""

import re

from demarche.knowledge.dates import resolve_date
from demarche.knowledge.publication import publication_date
from demarche.knowledge.tenses import tense_near
from demarche.reader.document import Document
from demarche.reader.labels import SPAN_KINDS
from demarche.reader.spans import Candidate
from demarche.records import Report

# words that make a date a deadline, whatever the event itself is and whatever its verb says
DEADLINE = re.compile(r"\b(?:by|until|till|before)\s+(?:the\s+)?$", re.IGNORECASE)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class TimeReader:
    """Dates of one report: against its publication date, or else the date in its own first line."""

    def __init__(self, report: Report, document: Document, candidates: list[Candidate]) -> None:
        self._text = document.text
        self.anchor = report.published
        if self.anchor is None and (found := publication_date(document.text)):
            self.anchor = found.date
        self._days: list[
            tuple[int, str]
        ] = []  # the days told, in order: "a day earlier" counts from the last
        for candidate in candidates:
            if SPAN_KINDS[candidate.kind] == "time":
                start, end = document.characters(candidate.first, candidate.last)
                date = self.date(start, end, "actual")
                if date and DAY.fullmatch(date):
                    self._days.append((start, date))

    def date(self, start: int, end: int, occurrence: str) -> str | None:
        """The ISO prefix or interval of the words at `[start, end)`; None where they give none."""
        deadline = DEADLINE.search(self._text, max(0, start - 20), start) is not None
        tense = "future" if occurrence == "future" or deadline else tense_near(self._text, start, end)
        previous = next((date for at, date in reversed(self._days) if at < start), None)
        return resolve_date(self._text[start:end], anchor=self.anchor, tense=tense, previous=previous)
