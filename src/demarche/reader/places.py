"""Where: the places of a report, located with what the rest of the report tells."""

import re
from collections.abc import Sequence
from functools import cache

from msgspec.structs import replace

from demarche.knowledge.place_context import report_context
from demarche.knowledge.place_span import conjoined, place_span
from demarche.knowledge.places import ResolvedPlace, resolve_place, setting_of
from demarche.reader.document import Document
from demarche.reader.labels import SPAN_KINDS
from demarche.reader.scores import Scores
from demarche.reader.word_list import word_list
from demarche.records import Place

# what words beside a span make of the place: "[Idlib] province", "suburbs of [Homs]", "towns in [Idlib]"
_HEAD = r"(?:province|governorate|countryside|suburbs|outskirts|city)"
AFTER = re.compile(rf"\s+(?P<head>{_HEAD})\b(?!\s+of\s+[A-Z])")
AFTER_SEVERAL = re.compile(
    r"(?:,?\s+(?:and\s+)?[A-Z][\w'\u2019-]+){1,4}\s+(?P<head>provinces|governorates|suburbs)\b"
)
BEFORE = re.compile(rf"(?:^|[^\w\s]|\b[a-z-]+)\s+(?P<head>{_HEAD})\s+of\s+(?:the\s+)?$")
BEFORE_SEVERAL = re.compile(
    r"\b(?P<head>provinces|governorates|countryside|suburbs)\s+of\s+(?:[A-Z][\w'\u2019-]+(?:,|\s+and)\s+){1,4}$"
)
TOWNS_BEFORE = re.compile(
    r"\b(?:towns|villages|districts|localities|parts|areas)\s+(?:in|of|across|throughout)\s+(?:\w+ern\s+)?$"
    r"|\b(?:across|throughout)\s+$"
)
TOWNS_AFTER = re.compile(r",?\s+(?:where\s+)?(?:\w+\s+)?(?:towns|villages)\b")
BESIDE = 60  # characters on either side of a span that are looked at
NAMED_WITHOUT = frozenset({"district", "city", "province"})  # roles whose word is no part of the name
COMMON = re.compile(r"(?:[a-z-]+ )*(?P<noun>[a-z]+)")  # no name in it: "the northern city"


@cache
def nouns_of_kinds() -> dict[str, frozenset[str]]:
    """Each noun of `data/place_kinds.txt` with the kinds of place that it can mean."""
    lines = (line.split(" ") for line in word_list("place_kinds"))
    return {noun: frozenset(kinds) for noun, *kinds in lines}


def own_name(text: str) -> str:
    """An unknown place's name without the word for what it is: "Farjano quarter" and "Farjano" are one."""
    span = place_span(text)
    word = span.head if span.role in NAMED_WITHOUT and span.head.islower() else ""
    one = bool(word) and not word.endswith("s") and not conjoined(span.core)
    return span.core if one and text in (f"{span.core} {word}", f"{word} of {span.core}") else text


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
            found = self._resolved(start, end)
            self._found[start, end] = (
                Place(text=text, start=start, end=end, name=own_name(text), reason="not located")
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

    def _resolved(self, start: int, end: int) -> ResolvedPlace | None:
        """The place of the words, as those beside them have it: a province, a city, what lies around it."""
        text = self._document.text[start:end]
        plain = resolve_place(text, context=self._setting)
        if plain is None or plain.kind not in ("city", "province", "region"):
            return plain
        before, after = (
            self._document.text[max(0, start - BESIDE) : start],
            self._document.text[end : end + BESIDE],
        )
        beside = (
            AFTER.match(after)
            or BEFORE.search(before)
            or AFTER_SEVERAL.match(after)
            or BEFORE_SEVERAL.search(before)
        )
        if beside is not None:
            word = beside["head"].replace("provinces", "province").replace("governorates", "governorate")
        elif plain.kind == "city" and (TOWNS_BEFORE.search(before) or TOWNS_AFTER.match(after)):
            word = "province"
        else:
            return plain
        found = resolve_place(f"{text} {word}", context=self._setting)
        # the same place in another extent, or the words beside it belong to something else
        same = found is not None and found.country == plain.country and found.province == plain.province
        if found is None or not same or (word == "province" and found.kind not in ("province", "region")):
            return plain
        return found

    def meant(self, start: int, end: int, besides: Sequence[tuple[int, int]] = ()) -> Place:
        """The place that the words mean, the words kept: "the city" is the last city named before.

        "The market" is in the first named place of `besides`, which the event is told with as well.
        """
        here = self.place(start, end)
        common = COMMON.fullmatch(here.text) if here.geonameid is None else None
        if not common:
            return here
        if (there := self._named_before(start, common["noun"])) is not None:
            why = f"{here.text!r} as {there.name}, named before"
            return replace(there, text=here.text, start=start, end=end, reason=why)
        around = next((span for span in besides if span in self._named), None)
        if around is None or here.country is not None:
            return here
        there = self.place(*around)
        why = f"{here.text!r} in {there.name}, told with it"
        return replace(there, text=here.text, start=start, end=end, reason=why)

    def _named_before(self, start: int, noun: str) -> Place | None:
        """The last place named before `start` that the noun can mean."""
        kinds = nouns_of_kinds().get(noun)
        if not kinds:
            return None
        named = (self.place(at, until) for at, until in reversed(self._named) if until <= start)
        return next((there for there in named if there.kind in kinds), None)
