"""Short invented reports with their readings: events are named by words of the text."""

from collections.abc import Sequence

import msgspec

from demarche.collate.telling.told import Told, told_events
from demarche.records import Event, FoundSpan, Party, Place, Reading, Report, Span, Toll, When

ARMY = ("Army of Vell", "VLL", "MIL")
REBELS = ("Vellish rebels", "VLL", "REB")
PEOPLE = ("Vellish civilians", "VLL", "CVL")
VELL = ("Government of Vell", "VLL", "GOV")
OSTRIA = ("Government of Ostria", "OST", "GOV")
# name: province, latitude, longitude, kind
PLACES = {
    "Oster": ("Northmark", 40.0, 20.0, "city"),
    "Khan Rima": ("Northmark", 40.5, 20.6, "city"),
    "Dolin": ("Southmark", 38.0, 21.0, "city"),
    "Northmark": ("Northmark", None, None, "province"),
    "Vell": (None, None, None, "country"),
}
Named = tuple[str, str, str]


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """An event of a report to be: its triggers stand in the text; tolls are (kind, count, words)."""

    triggers: tuple[str, ...]
    type: str = "ASSAULT"
    mode: tuple[str, ...] = ()
    actors: tuple[Named, ...] = ()
    recipients: tuple[Named, ...] = ()
    where: str | None = None
    when: str | None = None
    tolls: tuple[tuple[str, int, str], ...] = ()
    occurrence: str = "actual"
    confidence: float = 0.9


def told(
    id: str,
    text: str,
    events: Sequence[Said],
    *,
    title: str = "",
    published: str | None = "2031-05-03",
    outlet: str = "courier",
) -> tuple[Told, ...]:
    """The events of the report as collation takes them."""
    full = f"{title}. {text}" if title else text
    report = Report(id=id, text=full, title=title, published=published, outlet=outlet)
    made = tuple(_event(id, full, said, at) for at, said in enumerate(events))
    spans = tuple(
        FoundSpan(
            kind="place",
            start=full.index(name),
            end=full.index(name) + len(name),
            text=name,
            name=name,
            province=province,
            lat=lat,
            lon=lon,
            country_code="VLL",
            geonameid=abs(hash_of(name)),
        )
        for name, (province, lat, lon, _) in PLACES.items()
        if name in full
    )
    reading = Reading(report_id=id, report_digest="", model="test", events=made, spans=spans)
    return told_events(report, reading)


def hash_of(name: str) -> int:
    """A number for a place, the same everywhere."""
    return int(sum(ord(letter) * 31**place for place, letter in enumerate(name)) % 1_000_000)


def _event(report: str, text: str, said: Said, at: int) -> Event:
    mentions = tuple(
        Span(text.index(words), text.index(words) + len(words), words) for words in said.triggers
    )
    return Event(
        id=f"e-{report}-{at}",
        report_id=report,
        type=said.type,
        mentions=mentions,
        mode=said.mode,
        actors=tuple(map(_party, said.actors)),
        recipients=tuple(map(_party, said.recipients)),
        where=_place(text, said.where),
        when=When(text=said.when, start=0, end=0, date=said.when) if said.when else None,
        toll=tuple(
            Toll(
                kind=kind,  # type: ignore[arg-type]
                count=count,
                bound="exact",
                who="",
                text=words,
                start=text.index(words),
                end=text.index(words) + len(words),
            )
            for kind, count, words in said.tolls
        ),
        occurrence=said.occurrence,  # type: ignore[arg-type]
        confidence=said.confidence,
        sequence=at + 1,
    )


def _party(named: Named) -> Party:
    name, code, sector = named
    return Party(text=name, start=0, end=0, name=name, code=code, sector=sector, id=f"org:{name}")


def _place(text: str, name: str | None) -> Place | None:
    if name is None:
        return None
    start = max(0, text.find(name))
    if name not in PLACES:
        return Place(text=name, start=start, end=start + len(name), name=name)
    province, lat, lon, kind = PLACES[name]
    return Place(
        text=name,
        start=start,
        end=start + len(name),
        name=name,
        geonameid=hash_of(name),
        province=province,
        country="VLL",
        lat=lat,
        lon=lon,
        kind=kind,
    )
