"""Drafts become records: spans resolve to parties, places, dates and numbers, each pointing at its words."""

import hashlib
from collections.abc import Iterable
from typing import cast

from demarche.knowledge.folding import fold
from demarche.knowledge.numbers import find_quantities, parse_quantity
from demarche.knowledge.parties import PartyBase
from demarche.knowledge.place_mentions import find_places
from demarche.plover import contexts_of
from demarche.reader.document import Document
from demarche.reader.labels import SPAN_KINDS
from demarche.reader.parties import PartyReader
from demarche.reader.places import PlaceReader
from demarche.reader.roles import Draft, Filled, sector_at
from demarche.reader.scores import Scores
from demarche.reader.spans import Candidate
from demarche.reader.times import TimeReader
from demarche.reader.tolls import fate_of
from demarche.records import (
    Agreement,
    Attribution,
    Event,
    FoundSpan,
    Occurrence,
    Party,
    Place,
    Report,
    Span,
    Stance,
    Toll,
    TollKind,
    When,
)

# in deals, talks and joint work all parties act: of 194 annotated ones of several countries 3 have recipients
TOGETHER = frozenset({"AGREE", "CONSULT", "COOPERATE"})
OFFICIAL = frozenset({"GOV", "MIL"})  # sectors in which a state acts as one
CERTAIN = 3  # decimals of a confidence: more would differ between machines


class Coding:
    """Resolution of one report's spans; each span is resolved once."""

    def __init__(
        self, report: Report, document: Document, scores: Scores, parties: PartyBase | None = None
    ) -> None:
        self.report = report
        self.document = document
        self.scores = scores
        self._times = TimeReader(report, document, scores.candidates)
        headings = (report.title, report.outlet)
        self._parties = PartyReader(document, scores, self._times.anchor, parties, headings)
        self._places = PlaceReader(document, scores)
        self._contexts: dict[tuple[int, ...], tuple[str, ...]] = {}
        self._acting: dict[tuple[int, int], Party] = {}
        self._numbers = [self.words(c)[:2] for c in scores.candidates if SPAN_KINDS[c.kind] == "number"]

    def words(self, candidate: Candidate) -> tuple[int, int, str]:
        """Characters `[start, end)` of a span, and its words."""
        start, end = self.document.characters(candidate.first, candidate.last)
        return start, end, self.document.text[start:end]

    def party(self, filled: Filled) -> Party:
        """The party of a filled role, in the sector in which it acts there."""
        key = filled.span, filled.mention
        if key not in self._acting:
            self._acting[key] = self._parties.party(filled.span, sector_at(filled, self.scores))
        return self._acting[key]

    def place(self, draft: Draft) -> Place | None:
        """The likeliest of an event's places, told by the others where its own words do not name one."""
        spans = [self.words(self.scores.candidates[filled.span])[:2] for filled in draft.places]
        return self._places.meant(*spans[0], spans[1:]) if spans else None

    def deal(self, draft: Draft) -> int | None:
        """The span of an event's agreement: the likeliest that is called by a name, or else the likeliest."""
        spans = [filled.span for filled in draft.agreements]
        named = (n for n in spans if any(map(str.isupper, self.words(self.scores.candidates[n])[2])))
        return next(named, spans[0] if spans else None)

    def when(self, draft: Draft) -> When | None:
        """The likeliest of an event's times that gives a date, or else the likeliest; None without a time."""
        dated = (when for filled in draft.times if (when := self.time(filled, draft)).date)
        return next(dated, None) or (self.time(draft.times[0], draft) if draft.times else None)

    def time(self, filled: Filled, draft: Draft) -> When:
        """The time of a filled role; an act to come is dated forward."""
        start, end, text = self.words(self.scores.candidates[filled.span])
        mention = self.scores.mentions[filled.mention]
        trigger = self.document.characters(mention.first, mention.last)[0]
        date = self._times.date(start, end, draft.occurrence, trigger)
        return When(text=text, start=start, end=end, date=date)

    def toll(self, filled: Filled) -> Toll | None:
        """The toll of a filled role; None where its words give no count."""
        start, end, text = self.words(self.scores.candidates[filled.span])
        quantity = parse_quantity(text)
        if quantity is None or quantity.count <= 0:
            return None
        fate = fate_of(self.document.text, start, end, self._numbers)
        return Toll(
            kind=cast(TollKind, fate or filled.role),
            count=quantity.count,
            bound=quantity.bound,
            who=who_of(text),
            text=text,
            start=start,
            end=end,
        )

    def parties(self, filled: Iterable[Filled]) -> tuple[Party, ...]:
        """Parties by name, each once, at their likeliest words, in order of the text."""
        by_name: dict[str, tuple[float, Party]] = {}
        for f in filled:
            party = self.party(f)
            if party.name not in by_name or f.probability > by_name[party.name][0]:
                by_name[party.name] = (f.probability, party)
        return without_repeats(sorted((p for _, p in by_name.values()), key=lambda p: (p.start, p.end)))

    def sides(self, draft: Draft) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
        """Actors and recipients; a party named on both sides, in different words, is where it is likelier.

        What parties of several countries do together is done to nobody.
        """
        surest: list[dict[str, float]] = [{}, {}]
        for side, filled in zip(surest, (draft.actors, draft.recipients), strict=True):
            for f in filled:
                name = self.party(f).name
                side[name] = max(side.get(name, 0.0), f.probability)
        left, right = surest
        actors = [f for f in draft.actors if left[n := self.party(f).name] >= right.get(n, 0.0)]
        recipients = [f for f in draft.recipients if right[n := self.party(f).name] > left.get(n, 0.0)]
        doers = self.parties(actors)
        if draft.type in TOGETHER and len({p.code for p in doers if p.code}) > 1:
            return doers, ()
        return doers, self.parties(recipients)

    def attribution(self, draft: Draft) -> tuple[Attribution, ...]:
        """Sources, each once with its likeliest stance, in order of the text."""
        stance: dict[str, str] = {}
        for f in sorted(draft.sources, key=lambda f: -f.probability):
            stance.setdefault(self.party(f).name, f.role)
        sources = self.parties(draft.sources)
        return tuple(Attribution(party=p, stance=cast(Stance, stance[p.name])) for p in sources)

    def event(self, draft: Draft, agreements: dict[int, Agreement]) -> Event:
        """The record of one draft."""
        mentions = tuple(self.mention(i) for i in draft.mentions)
        actors, recipients = self.sides(draft)
        toll: dict[tuple[str, int], Toll] = {}
        for one in (t for f in draft.toll if (t := self.toll(f))):
            # a total told twice is kept with the words that say most
            if (had := toll.get((one.kind, one.count))) is None or len(one.text) > len(had.text):
                toll[one.kind, one.count] = one
        deal = agreements.get(span) if (span := self.deal(draft)) is not None else None
        return Event(
            id=event_id(self.report, draft.type, mentions),
            report_id=self.report.id,
            type=draft.type,
            mentions=mentions,
            mode=tuple(draft.modes),
            context=self.contexts(draft.mentions),
            actors=actors,
            recipients=recipients,
            where=self.place(draft),
            when=self.when(draft),
            toll=tuple(sorted(toll.values(), key=lambda t: (t.start, t.kind))),
            occurrence=cast(Occurrence, draft.occurrence),
            hedged=draft.hedged,
            attribution=self.attribution(draft),
            agreement=deal.name if deal else None,
            confidence=round(draft.confidence, CERTAIN),
        )

    def contexts(self, mentions: Iterable[int]) -> tuple[str, ...]:
        """What the sentences speak of in which the mentions stand."""
        sentences = tuple(
            sorted({int(self.document.sentence[self.scores.mentions[i].first]) for i in mentions})
        )
        if sentences not in self._contexts:
            told = " ".join(self.document.text[slice(*self.document.sentences[s])] for s in sentences)
            self._contexts[sentences] = contexts_of(told)
        return self._contexts[sentences]

    def mention(self, number: int) -> Span:
        """The words of a trigger."""
        m = self.scores.mentions[number]
        start, end = self.document.characters(m.first, m.last)
        return Span(start=start, end=end, text=self.document.text[start:end])

    def spans(self) -> tuple[FoundSpan, ...]:
        """Every span with what it resolves to, in order of the text; places also by their names alone."""
        found = [self.span(i, c) for i, c in enumerate(self.scores.candidates)]
        places = [(f.start, f.end) for f in found if f.kind == "place"]
        parties = {(f.start, f.end) for f in found if f.kind == "party"}
        at, passage = self.document.passage
        for place in find_places(passage):
            start, end = at + place.start, at + place.end
            # "Ankara" as a party is no place, but "Idlib" within "Idlib residents" is one
            if (start, end) not in parties and not any(s < end and start < e for s, e in places):
                found.append(self.place_span(start, end))
        return tuple(sorted(found, key=lambda f: (f.start, f.end, f.kind)))

    def place_span(self, start: int, end: int) -> FoundSpan:
        """A place with where it lies."""
        place = self._places.place(start, end)
        return FoundSpan(
            kind="place",
            start=start,
            end=end,
            text=place.text,
            name=place.name,
            geonameid=place.geonameid,
            lat=place.lat,
            lon=place.lon,
            province=place.province,
            country_code=place.country,
            reason=place.reason,
        )

    def span(self, number: int, candidate: Candidate) -> FoundSpan:
        """One span with what it resolves to."""
        start, end, text = self.words(candidate)
        kind = SPAN_KINDS[candidate.kind]
        if kind == "party":
            party = self._parties.party(number, None)
            return FoundSpan(kind="party", start=start, end=end, text=text, name=party.name, code=party.code,
                             sector=party.sector, id=party.id, reason=party.reason)  # fmt: skip
        if kind == "place":
            return self.place_span(start, end)
        if kind == "time":
            return FoundSpan(kind="time", start=start, end=end, text=text, value=self._times.date(start, end))
        if kind == "number":
            quantity = parse_quantity(text)
            return FoundSpan(kind="number", start=start, end=end, text=text,
                             value=str(quantity.count) if quantity else None)  # fmt: skip
        return FoundSpan(kind="agreement", start=start, end=end, text=text, name=text)


def without_repeats(parties: list[Party]) -> tuple[Party, ...]:
    """The parties without those that only take up another's of the same code and sector.

    "Council" beside "town council", "the regime" beside the Government of Syria, Turkey beside its
    foreign minister.
    """
    names = [f" {fold(p.name)}" for p in parties]

    def repeats(i: int, j: int) -> bool:
        mine, other = parties[i], parties[j]
        if i == j or is_person(mine):
            return False
        if mine.id is None and len(names[j]) > len(names[i]) and names[j].endswith(names[i]):
            return True
        if mine.code == other.code and is_number(mine.text):
            return not is_number(other.text)  # "nine" beside "civilians"
        alike = (mine.code, mine.sector) == (other.code, other.sector) and mine.code is not None
        return (
            alike
            and mine.sector in OFFICIAL
            and (is_person(other) or (mine.id is None and other.id is not None))
        )

    return tuple(p for i, p in enumerate(parties) if not any(repeats(i, j) for j in range(len(parties))))


def is_number(text: str) -> bool:
    """Whether the words are a count and nothing else."""
    return any(q.start == 0 and q.end == len(text) for q in find_quantities(text))


def is_person(party: Party) -> bool:
    """Whether a party is a known person."""
    return party.id is not None and not party.id.startswith("org:")


def who_of(text: str) -> str:
    """The people that a toll's words count: what follows the number ("at least 44 people" → "people")."""
    words = text.split()
    for i in range(len(words), 0, -1):
        if any(c.isdigit() for c in words[i - 1]) or (
            parse_quantity(words[i - 1]) is not None and not words[i - 1].lower().startswith(("a", "the"))
        ):
            return " ".join(words[i:]).removeprefix("of ")
    return text


def event_id(report: Report, kind: str, mentions: tuple[Span, ...]) -> str:
    """From content: the report's outlet and words, the type and where it is told."""
    told = "|".join(
        [
            report.outlet or "",
            report.id,
            report.digest,
            kind,
            *(f"{m.start}-{m.end}" for m in sorted(mentions)),
        ]
    )
    return "e-" + hashlib.sha256(told.encode()).hexdigest()[:16]
