"""When: a report's own anchor, and the dates of its time words."""

import re

from demarche.knowledge.dates import resolve_date
from demarche.knowledge.publication import publication_date
from demarche.reader.document import Document
from demarche.records import Report

# words before a date that make it a deadline or a plan, whatever the event itself is
AHEAD = re.compile(r"\b(?:by|until|till|before|for|scheduled|due)\s+(?:the\s+)?$", re.IGNORECASE)


class TimeReader:
    """Dates of one report: against its publication date, or else the date in its own first line."""

    def __init__(self, report: Report, document: Document) -> None:
        self._text = document.text
        self.anchor = report.published
        if self.anchor is None and (found := publication_date(document.text)):
            self.anchor = found.date

    def date(self, start: int, end: int, occurrence: str) -> str | None:
        """The ISO prefix or interval of the words at `[start, end)`; None where they give none."""
        ahead = occurrence == "future" or AHEAD.search(self._text, max(0, start - 20), start) is not None
        return resolve_date(self._text[start:end], anchor=self.anchor, tense="future" if ahead else "past")
