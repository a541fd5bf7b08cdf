"""When: a report's own anchor, and the dates of its time words."""

from demarche.knowledge.dates import resolve_date
from demarche.knowledge.publication import publication_date
from demarche.reader.document import Document
from demarche.records import Report


class TimeReader:
    """Dates of one report: against its publication date, or else the date in its own first line."""

    def __init__(self, report: Report, document: Document) -> None:
        self._text = document.text
        self.anchor = report.published
        if self.anchor is None and (found := publication_date(document.text)):
            self.anchor = found.date

    def date(self, start: int, end: int, occurrence: str) -> str | None:
        """The ISO prefix or interval of the words at `[start, end)`; None where they give none."""
        tense = "future" if occurrence == "future" else "past"
        return resolve_date(self._text[start:end], anchor=self.anchor, tense=tense)  # type: ignore[arg-type]
