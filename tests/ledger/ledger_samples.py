"""Reports and readings for the tests of the ledger: small, made up, with words in the right places."""

import hashlib

from demarche.records import (
    Agreement,
    Attribution,
    Event,
    FoundSpan,
    Party,
    Place,
    Reading,
    Report,
    Span,
    Stance,
    Toll,
    When,
)

Pair = tuple[Report, Reading]


def report(
    id: str = "r1",
    text: str = "The army shelled Saraqib on Friday.",
    *,
    title: str = "Shelling in Saraqib",
    published: str | None = "2019-07-05",
    outlet: str | None = "The Daily Cedar",
) -> Report:
    digest = hashlib.sha256("\n".join((title, text, published or "")).encode()).hexdigest()
    return Report(id=id, text=text, title=title, published=published, outlet=outlet, digest=digest)


def party(name: str, text: str | None = None, code: str | None = None, sector: str | None = None) -> Party:
    words = text or name
    return Party(text=words, start=0, end=len(words), name=name, code=code, sector=sector)


def event(
    report_id: str = "r1",
    number: int = 1,
    type: str = "ASSAULT",
    *,
    actors: tuple[Party, ...] = (),
    recipients: tuple[Party, ...] = (),
    sources: tuple[tuple[Party, Stance], ...] = (),
    where: Place | None = None,
    date: str | None = None,
    toll: tuple[Toll, ...] = (),
    agreement: str | None = None,
    confidence: float = 0.9,
) -> Event:
    return Event(
        id=f"{report_id}-event-{number}",
        report_id=report_id,
        type=type,
        mentions=(Span(9, 16, "shelled"),),
        mode=("heavy-weapons",),
        actors=actors,
        recipients=recipients,
        attribution=tuple(Attribution(party=source, stance=stance) for source, stance in sources),
        where=where,
        when=When(text="then", start=0, end=4, date=date) if date else None,
        toll=toll,
        agreement=agreement,
        confidence=confidence,
        sequence=number,
    )


def place(
    name: str, text: str | None = None, country: str | None = None, province: str | None = None
) -> Place:
    words = text or name
    return Place(
        text=words, start=0, end=len(words), name=name, country=country, province=province, lat=35.5, lon=36.8
    )


def killed(count: int) -> Toll:
    return Toll(
        kind="killed", count=count, bound="at_least", who="civilians", text=str(count), start=0, end=2
    )


def reading(
    of: Report, *events: Event, agreements: tuple[Agreement, ...] = (), model: str = "reader-1"
) -> Reading:
    spans = (FoundSpan(kind="place", start=17, end=24, text="Saraqib", name="Saraqib", country_code="SYR"),)
    return Reading(
        report_id=of.id,
        report_digest=of.digest,
        model=model,
        events=events,
        agreements=agreements,
        spans=spans,
    )


def story(number: int, events: int = 2) -> Pair:
    """A report with some events, different for every number."""
    id_ = f"story-{number:05d}"
    of = report(id_, f"On day {number} the army shelled Saraqib and Moscow denied it.", title=f"Day {number}")
    told = (
        event(
            id_,
            rank + 1,
            actors=(party("Army of Syria", "the army", "SYR", "MIL"),),
            recipients=(party("Saraqib residents", code="SYR", sector="CVL"),),
            sources=((party("Russia", "Moscow", "RUS", "GOV"), "denies"),),
            where=place("Saraqib", country="SYR", province="Idlib"),
            date="2019-07",
            toll=(killed(number),),
        )
        for rank in range(events)
    )
    return of, reading(of, *told)
