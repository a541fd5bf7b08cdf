"""Where: the places of a report, located with what the rest of the report tells."""

from demarche.knowledge.place_context import report_context
from demarche.knowledge.places import resolve_place, setting_of
from demarche.reader.document import Document
from demarche.reader.labels import SPAN_KINDS
from demarche.reader.scores import Scores
from demarche.records import Place


class PlaceReader:
    """Places of one report; the countries it names most are likeliest, and its places lie near each other."""

    def __init__(self, document: Document, scores: Scores) -> None:
        self._document = document
        self._scores = scores
        at, passage = document.passage
        spans = [
            document.characters(c.first, c.last) for c in scores.candidates if SPAN_KINDS[c.kind] == "place"
        ]
        self._setting = setting_of(report_context(passage, [(start - at, end - at) for start, end in spans]))
        self._found: dict[tuple[int, int], Place] = {}

    def place(self, start: int, end: int) -> Place:
        """The place of the words at `[start, end)`; not located, it keeps its own words."""
        if (start, end) not in self._found:
            text = self._document.text[start:end]
            found = resolve_place(text, context=self._setting)
            self._found[start, end] = (
                Place(text=text, start=start, end=end, name=text, reason="not located")
                if found is None
                else Place(
                    text=text,
                    start=start,
                    end=end,
                    name=found.name,
                    geonameid=found.geonameid,
                    lat=found.lat,
                    lon=found.lon,
                    province=found.province,
                    country=found.country,
                    kind=found.kind,
                    reason=found.reason,
                )
            )
        return self._found[start, end]
