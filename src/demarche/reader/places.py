"""Where: the places of a report, located with what the rest of the report tells."""

from demarche.knowledge.countries import country_words
from demarche.knowledge.places import PlaceContext, resolve_place
from demarche.reader.document import Document
from demarche.reader.labels import SPAN_KINDS
from demarche.reader.scores import Scores
from demarche.records import Place


class PlaceReader:
    """Places of one report: the countries it names most are likeliest; its places lie near each other."""

    def __init__(self, document: Document, scores: Scores) -> None:
        self._document = document
        self._scores = scores
        told: dict[str, float] = {}
        for word in country_words(document.passage[1]):
            if word.kind != "capital":  # or Paris would vote for itself
                told[word.code] = told.get(word.code, 0.0) + 1.0
        total = sum(told.values()) or 1.0
        names = [self._words(i)[2] for i, c in enumerate(scores.candidates) if SPAN_KINDS[c.kind] == "place"]
        self._context = PlaceContext(
            countries={code: n / total for code, n in sorted(told.items())},
            others=tuple(dict.fromkeys(names)),
        )
        self._found: dict[int, Place] = {}

    def _words(self, span: int) -> tuple[int, int, str]:
        candidate = self._scores.candidates[span]
        start, end = self._document.characters(candidate.first, candidate.last)
        return start, end, self._document.text[start:end]

    def place(self, span: int) -> Place:
        """The place of a span (its number); not located, it keeps its own words."""
        if span not in self._found:
            start, end, text = self._words(span)
            found = resolve_place(text, context=self._context)
            self._found[span] = (
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
        return self._found[span]
