"""Events of invented reports about an invented country, as short as a test needs them."""

from collections.abc import Sequence

from demarche.collate.telling.told import Told
from demarche.records import Attribution, Event, Party, Place, Span, Stance, Toll, TollKind, When
from demarche.records.toll import Bound

ARMY = ("Army of Vell", "VLL", "MIL")
GOVERNMENT = ("Government of Vell", "VLL", "GOV")
NEIGHBOUR = ("Government of Ostria", "OST", "GOV")
REBELS = ("Vellish rebels", "VLL", "REB")
NORTHERNERS = ("Northern Front", "VLL", "REB")
MONITOR = ("Vell Monitor", "NGO", "SOC")
DOCTORS = ("doctors", "VLL", "MED")
VILLAGERS = ("Vellish civilians", "VLL", "CVL")

Named = tuple[str, str | None, str | None]


def party(named: Named, at: int = 30, text: str = "") -> Party:
    name, code, sector = named
    known = None if name.islower() else f"org:{name.casefold().replace(' ', '-')}"
    said = text or name
    return Party(text=said, start=at, end=at + len(said), name=name, code=code, sector=sector, id=known)


def toll(count: int, kind: TollKind = "killed", bound: Bound = "exact", text: str = "", at: int = 60) -> Toll:
    said = text or f"{count} people"
    return Toll(kind=kind, count=count, bound=bound, who="", text=said, start=at, end=at + len(said))


def told(
    outlet: str,
    *,
    report: str = "",
    id: str = "",
    type: str = "ASSAULT",
    mode: Sequence[str] = (),
    by: Sequence[Named | tuple[Named, Stance]] = (),
    actors: Sequence[Named] = (),
    recipients: Sequence[Named | Party] = (),
    tolls: Sequence[Toll] = (),
    when: str | None = None,
    when_text: str = "on Monday",
    where: Place | None = None,
    published: str = "2031-05-02",
    passage: str = "",
    lead: bool = True,
    occurrence: str = "actual",
) -> Told:
    report_id = report or f"{outlet}-1"
    sources = []
    for at, each in enumerate(by):
        named, stance = each if len(each) == 2 else (each, "asserts")
        sources.append(Attribution(party=party(named, 40 + at), stance=stance))
    event = Event(
        id=id or f"{report_id}-{type}",
        report_id=report_id,
        type=type,
        mentions=(Span(20, 26, "attack"),),
        mode=tuple(mode),
        actors=tuple(party(each) for each in actors),
        recipients=tuple(each if isinstance(each, Party) else party(each, 35) for each in recipients),
        attribution=tuple(sources),
        toll=tuple(tolls),
        when=When(text=when_text, start=80, end=80 + len(when_text), date=when) if when else None,
        where=where,
        occurrence=occurrence,  # type: ignore[arg-type]
    )
    return Told(
        event=event,
        report_id=report_id,
        outlet=outlet,
        published=published,
        title="",
        headline=False,
        share=0.1,
        passage=passage,
        passage_start=0,
        lead=lead,
    )
