"""Where: the places of a report, located with what the rest of the report tells."""

import re
from functools import cache

from msgspec.structs import replace

from demarche.knowledge.place_context import report_context
from demarche.knowledge.places import resolve_place, setting_of
from demarche.reader.document import Document
from demarche.reader.labels import SPAN_KINDS
from demarche.reader.scores import Scores
from demarche.reader.word_list import word_list
from demarche.records import Place

COMMON = re.compile(r"(?:[a-z-]+ )*(?P<noun>[a-z]+)")  # no name in it: "the northern city"


@cache
def nouns_of_kinds() -> dict[str, frozenset[str]]:
    """Each noun of `data/place_kinds.txt` with the kinds of place that it can mean."""
    lines = (line.split(" ") for line in word_list("place_kinds"))
    return {noun: frozenset(kinds) for noun, *kinds in lines}


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
        self._named = [span for span in spans if not COMMON.fullmatch(document.text[slice(*span)])]
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

    def meant(self, start: int, end: int) -> Place:
        """The place that the words mean: "the city" is the last city named before, with the words kept."""
        here = self.place(start, end)
        common = COMMON.fullmatch(here.text) if here.geonameid is None else None
        kinds = nouns_of_kinds().get(common["noun"]) if common else None
        if not kinds:
            return here
        for at, until in reversed(self._named):
            there = self.place(at, until) if until <= start else None
            if there is not None and there.kind in kinds:
                why = f"{here.text!r} as {there.name}, named before"
                return replace(there, text=here.text, start=start, end=end, reason=why)
        return here
