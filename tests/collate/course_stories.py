"""Short invented reports of what states ask and agree: events and parties are named by words of the text."""

from collections.abc import Mapping, Sequence

import msgspec

from demarche.collate.courses.accord_mentions import AccordMention, accord_mentions
from demarche.collate.courses.asking import makings_in
from demarche.collate.courses.chronicle import Chronicle
from demarche.collate.courses.demarches import demarches_of
from demarche.collate.courses.sequels import IncidentOf
from demarche.collate.courses.steps import step_of
from demarche.collate.telling.told import Told, told_events
from demarche.records import (
    Agreement,
    Attribution,
    Demarche,
    Event,
    FoundSpan,
    Party,
    Place,
    Reading,
    Report,
    Span,
    When,
)

# words: name, code, sector
PARTIES = {
    "Oslo": ("Government of Norway", "NOR", "GOV"),
    "Norway": ("Government of Norway", "NOR", "GOV"),
    "Norwegian army": ("Norwegian Armed Forces", "NOR", "MIL"),
    "Stockholm": ("Government of Sweden", "SWE", "GOV"),
    "Sweden": ("Government of Sweden", "SWE", "GOV"),
    "Helsinki": ("Government of Finland", "FIN", "GOV"),
    "Finland": ("Government of Finland", "FIN", "GOV"),
    "Copenhagen": ("Government of Denmark", "DNK", "GOV"),
    "Tallinn": ("Government of Estonia", "EST", "GOV"),
    "The Hague": ("Government of the Netherlands", "NLD", "GOV"),
    "villagers": ("Swedish villagers", "SWE", "CVL"),
    "letter": ("letter", None, None),
    "Matti Jonas": ("Matti Jonas", "FIN", "SOC"),
    "Lake Front": ("Lake Front", "SWE", "REB"),
    "Fell Guard": ("Fell Guard", "NOR", "REB"),
    "Security Council": ("United Nations Security Council", "UNO", None),
    "local activists": ("local activists", "NOR", "SOC"),
}
PLACES = {"Tarnsjo": "SWE", "Dals Ed": "SWE", "Ed": "SWE", "Inari": "FIN"}


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """An event of a report to be; `day`: its words and the date they stand for."""

    type: str
    words: str
    who: tuple[str, ...] = ()
    whom: tuple[str, ...] = ()
    day: tuple[str, str | None] | None = None
    where: str | None = None
    mode: tuple[str, ...] = ()
    occurrence: str = "actual"
    by: str | None = None
    agreement: str | None = None


class Deal(msgspec.Struct, frozen=True, kw_only=True):
    """An agreement that a report names, where `words` stand first."""

    name: str
    words: str
    parties: tuple[str, ...] = ()
    date: str | None = None
    place: str | None = None
    terms: tuple[str, ...] = ()
    state: str = "in_force"


def report_of(
    id: str,
    text: str,
    *,
    published: str | None = "2031-03-06",
    outlet: str | None = "courier",
    **more: object,
) -> Report:
    return Report(id=id, text=text, published=published, outlet=outlet, **more)  # type: ignore[arg-type]


def reading_of(report: Report, events: Sequence[Said], deals: Sequence[Deal] = ()) -> Reading:
    """The reading of a report: every party and place of the tables that its text names is a span."""
    return Reading(
        report_id=report.id,
        report_digest=report.digest,
        model="test",
        events=tuple(_event(report, said, rank) for rank, said in enumerate(events, start=1)),
        agreements=tuple(_agreement(report.text, deal) for deal in deals),
        spans=(*_spans(report.text), *_times(report.text, events)),
    )


def told(
    id: str, text: str, *events: Said, published: str | None = "2031-03-06", outlet: str | None = "courier"
) -> tuple[Told, ...]:
    """The events of a report as collation takes them."""
    report = report_of(id, text, published=published, outlet=outlet)
    return told_events(report, reading_of(report, events))


def mentions(
    id: str, text: str, *events: Said, deals: Sequence[Deal], published: str | None = "2031-03-06",
    outlet: str | None = "courier",
) -> tuple[tuple[AccordMention, ...], dict[str, Told]]:  # fmt: skip
    """The agreements that a report names, and its events by id."""
    report = report_of(id, text, published=published, outlet=outlet)
    reading = reading_of(report, events, deals)
    tolds = told_events(report, reading)
    return accord_mentions(report, reading, tolds), {each.id: each for each in tolds}


def demarches(
    *reports: Sequence[Told], incidents: Mapping[str, IncidentOf] | None = None, latest: str | None = None
) -> tuple[Demarche, ...]:
    """The demarches of some reports' events."""
    tolds = [each for report in reports for each in report]
    chronicle = Chronicle(step for each in tolds if (step := step_of(each)))
    return demarches_of(makings_in(tolds), chronicle, incidents or {}, {}, latest)


def asks(
    words: str = "urged", who: str = "Oslo", whom: Sequence[str] = ("Stockholm",), **more: object
) -> Said:
    return Said(type="REQUEST", words=words, who=(who,), whom=tuple(whom), **more)  # type: ignore[arg-type]


def _at(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def _party(text: str, words: str) -> Party:
    name, code, sector = PARTIES[words]
    start, end = _at(text, words)
    return Party(text=words, start=start, end=end, name=name, code=code, sector=sector, id=f"org:{name}")


def _event(report: Report, said: Said, rank: int) -> Event:
    text = report.text
    start, end = _at(text, said.words)
    where, when = None, None
    if said.where:
        at = _at(text, said.where)
        where = Place(text=said.where, start=at[0], end=at[1], name=said.where, country=PLACES[said.where])
    if said.day:
        at = _at(text, said.day[0])
        when = When(text=said.day[0], start=at[0], end=at[1], date=said.day[1])
    return Event(
        id=f"e-{report.outlet}-{report.id}-{rank}",
        report_id=report.id,
        type=said.type,
        mode=said.mode,
        mentions=(Span(start, end, said.words),),
        actors=tuple(_party(text, words) for words in said.who),
        recipients=tuple(_party(text, words) for words in said.whom),
        where=where,
        when=when,
        occurrence=said.occurrence,  # type: ignore[arg-type]
        attribution=(Attribution(party=_party(text, said.by), stance="alleges"),) if said.by else (),
        agreement=said.agreement,
        sequence=rank,
    )


def _agreement(text: str, deal: Deal) -> Agreement:
    start, end = _at(text, deal.words)
    return Agreement(
        name=deal.name,
        text=deal.words,
        start=start,
        end=end,
        parties=deal.parties,
        date=deal.date,
        place=deal.place,
        terms=deal.terms,
        state=deal.state,  # type: ignore[arg-type]
    )


def _times(text: str, events: Sequence[Said]) -> list[FoundSpan]:
    days = [said.day for said in events if said.day]
    places = [(*_at(text, words), words, date) for words, date in days]
    return [FoundSpan(kind="time", start=a, end=b, text=words, value=date) for a, b, words, date in places]


def _spans(text: str) -> list[FoundSpan]:
    found = []
    for words, (name, code, sector) in PARTIES.items():
        start = text.find(words)
        while start >= 0:
            found.append(
                FoundSpan(
                    kind="party",
                    start=start,
                    end=start + len(words),
                    text=words,
                    name=name,
                    code=code,
                    sector=sector,
                    id=f"org:{name}",
                )
            )
            start = text.find(words, start + 1)
    return sorted(found, key=lambda span: span.start)
