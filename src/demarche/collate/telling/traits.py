"""What of an event is compared with another: drawn once from the event and its place in the report."""

import re
from collections.abc import Iterable

import msgspec

from demarche.collate.days import days_of
from demarche.collate.place_names import PlaceName, place_name
from demarche.collate.telling.happenings import kinds
from demarche.collate.telling.told import ReportKey, Told
from demarche.collate.telling.word_groups import groups_told, means, plain_words
from demarche.knowledge.folding import fold
from demarche.records import Event, FoundSpan, Party, Place

EXACT_DAYS = 2  # a night spans two
SHORT_DAYS = 5
LONG_DAYS = 45  # a wider span tells no happening from another
YEAR = 365
NEWS_DAYS = 1  # an undated piece of news happened at most so long before the report
BACKGROUND_DAYS = 20
NOT_DOWNING = frozenset({"chemical", "suicide", "vehicle_bomb", "mine"})  # means that bring no aircraft down
FAR_INTO = 0.35  # share of the report after which an undated event is background


_YEAR_TOLD = re.compile(r"\d{4}")


class Spot(msgspec.Struct, frozen=True):
    """A place as it is compared. `level`: point, region, province, country; `province` folded.

    `guessed`: province and country are those of a place named beside it, and may be wrong.
    """

    name: PlaceName
    shown: str
    level: str
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    province: str = ""
    country: str = ""
    kind: str = ""
    guessed: bool = False


class Traits(msgspec.Struct, frozen=True):
    """All that `comparing` looks at.

    `about`: the attack of its report that it speaks of. `first`, `last`: days (proleptic Gregorian ordinals).
    `dated`: day, days, span (weeks), vague, guessed (from the publication) or none.
    `spot`: where; `around`: the other places that its sentences name. Codes are "SYR/MIL".
    """

    id: str
    report: ReportKey
    type: str
    kind: str
    about: str | None
    actual: bool
    lead: bool
    first: int
    last: int
    dated: str
    spot: Spot | None
    around: tuple[Spot, ...]
    means: frozenset[str]
    targets: frozenset[str]
    actors: frozenset[str]
    actor_codes: frozenset[str]
    recipients: frozenset[str]
    recipient_codes: frozenset[str]
    killed: tuple[int, ...]
    injured: tuple[int, ...]
    modes: frozenset[str]
    words: frozenset[str]
    title_words: frozenset[str]
    agreement: str


def traits_of(told: Told) -> Traits:
    """The traits of an event as its report tells it."""
    event, lead, title = told.event, told.lead, told.title
    first, last, dated = _when(event, told.published, lead or told.share <= FAR_INTO)
    triggers = [word for mention in event.mentions[:6] for word in fold(mention.text).split()]
    passage = fold(told.passage).split()
    about = [*triggers, *passage, *(fold(title).split() if lead else ())]
    spot = spot_of(event.where) if event.where else None
    known = {(spot.name.folded if spot else "")}
    around = []
    for span in told.nearby:
        name = place_name(span.name or span.text)
        if name.folded and name.folded not in known:
            known.add(name.folded)
            around.append(_found_spot(span, name))
    named = {word for name in (event.where, *told.nearby) if name for word in fold(name.text).split()}
    if spot is not None and not spot.province and not spot.country:
        spot = _placed_by(spot, around)
    return Traits(
        id=event.id,
        report=told.report,
        type=event.type,
        kind=kinds().of_type.get(event.type, "other"),
        about=told.about,
        actual=event.occurrence == "actual",
        lead=lead,
        first=first,
        last=last,
        dated=dated,
        spot=spot,
        around=tuple(around),
        means=means_of(event, triggers, passage) if event.type == "ASSAULT" else frozenset(),
        targets=groups_told("targets", [*triggers, *passage]) or groups_told("targets", about),
        actors=_names(event.actors),
        actor_codes=_codes(event.actors),
        recipients=_names(event.recipients),
        recipient_codes=_codes(event.recipients),
        killed=_counts(event, "killed"),
        injured=_counts(event, "injured"),
        modes=frozenset(event.mode),
        words=telling(about) - named,
        title_words=telling(fold(title).split()) - named if lead else frozenset(),
        agreement=event.agreement or "",
    )


def telling(words: Iterable[str]) -> frozenset[str]:
    """The words that tell one happening from another: numbers are compared as tolls and days."""
    plain = plain_words()
    return frozenset(word for word in words if word not in plain and len(word) > 2 and not word.isdigit())


def means_of(event: Event, triggers: list[str], told: list[str]) -> frozenset[str]:
    """The means of an attack: as its triggers and mode say, else as its passage does."""
    table = means()
    said = set(groups_told("means", triggers))
    said |= {table.of_mode[mode] for mode in event.mode if mode in table.of_mode}
    if not said:
        said = set(groups_told("means", told))
    if "chemical" in said and _is_crowd_control(triggers, told):
        said = (said - {"chemical"}) | {"crowd_control"}
    if len(said) > 1:
        said -= {"blast"}  # every bomb goes off: the other word says which it was
    if len(said) > 1:
        said -= {"ground"}
    if len(said) > 1:
        said -= {"crowd_control"}  # used beside live rounds, it was a shooting
    if "downing" in said:
        said -= {"guns"}
    if said & NOT_DOWNING:
        said -= {"downing"}  # gas that fell where a helicopter was shot down
    return frozenset(said)


def _is_crowd_control(triggers: list[str], told: list[str]) -> bool:
    """Whether the gas is tear gas: the sentence says so and tells of no other."""
    said = groups_told("means", told)
    named = groups_told("means", [word for word in triggers if word != "gas"])
    return "crowd_control" in said and "chemical" not in said | named


def spot_of(place: Place) -> Spot:
    """A place of an event as it is compared."""
    return Spot(
        place_name(place.name),
        place.name,
        _level(place.kind, place_name(place.name)),
        place.geonameid,
        place.lat,
        place.lon,
        fold(place.province or ""),
        place.country or "",
        place.kind or "",
    )


def _placed_by(spot: Spot, around: Iterable[Spot]) -> Spot:
    """A place that could not be located lies perhaps in the province of what is named beside it."""
    beside = next((other for other in around if other.province), None)
    if beside is None:
        return spot
    return msgspec.structs.replace(spot, province=beside.province, country=beside.country, guessed=True)


def _found_spot(span: FoundSpan, name: PlaceName) -> Spot:
    country = span.country_code or ""
    province = fold(span.province or "")
    level = "point" if province else "country" if span.geonameid and country else "point"
    return Spot(name, span.name or span.text, level, span.geonameid, span.lat, span.lon, province, country)


def _level(kind: str | None, name: PlaceName) -> str:
    if kind in ("country", "province"):
        return kind
    if kind == "region" or (not name.folded):
        return "region"
    return "point"


def _when(event: Event, published: str | None, news: bool) -> tuple[int, int, str]:
    days = _told_days(event, published)
    if days is not None:
        length = days[1] - days[0] + 1
        if length <= EXACT_DAYS:
            return *days, "day"
        if length <= SHORT_DAYS:
            return *days, "days"
        return *days, "span" if length <= LONG_DAYS else "vague"
    report = days_of(published)
    if report is None or report[1] - report[0] > SHORT_DAYS:
        return 0, 0, "none"
    if event.when is not None and not news:
        return report[0] - BACKGROUND_DAYS, report[1], "none"
    return report[0] - (NEWS_DAYS if news else BACKGROUND_DAYS), report[1], "guessed" if news else "none"


def _told_days(event: Event, published: str | None) -> tuple[int, int] | None:
    """The days that the event tells. What has happened was before its report: "August 21" was last year's."""
    days = days_of(event.when.date) if event.when else None
    report = days_of(published)
    if event.when is None or days is None or report is None or event.occurrence != "actual":
        return days
    if days[0] <= report[1] + 1:
        return days
    a_year_before = (days[0] - YEAR, days[1] - YEAR)
    if not _YEAR_TOLD.search(event.when.text) and a_year_before[1] <= report[1]:
        return a_year_before
    return None


def _names(parties: Iterable[Party]) -> frozenset[str]:
    return frozenset(party.name for party in parties if party.code or party.id or party.name[:1].isupper())


def _codes(parties: Iterable[Party]) -> frozenset[str]:
    return frozenset(f"{party.code}/{party.sector or ''}" for party in parties if party.code)


def _counts(event: Event, kind: str) -> tuple[int, ...]:
    return tuple(sorted({toll.count for toll in event.toll if toll.kind == kind}))
