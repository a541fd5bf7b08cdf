"""Date and place of an incident as best known: the most exact that enough independent reports tell."""

from collections.abc import Iterable, Mapping, Sequence

from demarche.collate.days import days_of, iso
from demarche.collate.place_names import alike
from demarche.collate.telling.told import ReportKey, Told
from demarche.collate.telling.traits import Spot, spot_of
from demarche.knowledge.folding import fold
from demarche.records import Place

LONGEST = 45  # days
SHORTEST_NAME = 2  # letters
BACKED = 3  # a place told by so many times fewer reports than another is no better for being more exact
BACKED_UNKNOWN = 1.5  # ... and one for whose name no place is known: it may be none
_EXACTNESS = {"point": 0, "region": 1, "province": 2, "country": 3}


def date_of(tolds: Sequence[Told], voices: Mapping[ReportKey, str]) -> str | None:
    """The day that most reports tell, else the narrowest span of days; None when no report dates it.

    Reports that copy one another count once; leads count before reports that mention it in passing.
    """
    told = [
        (days, each)
        for each in tolds
        if each.event.when and (days := days_of(each.event.when.date)) and days[1] - days[0] < LONGEST
    ]
    if not told:
        return None
    narrow = min(days[1] - days[0] for days, _ in told)
    exact = [(days, each) for days, each in told if days[1] - days[0] == narrow]
    held: dict[tuple[int, int], list[Told]] = {}
    for days, each in exact:
        held.setdefault(days, []).append(each)
    best = min(held, key=lambda days: (-_weight(held[days], voices), days))
    return iso(*best)


def place_of(tolds: Sequence[Told], voices: Mapping[ReportKey, str]) -> Place | None:
    """The most exact place told by a third as many as the place told most; None when none is told."""
    told = [(spot_of(each.event.where), each) for each in tolds if each.event.where and _is_place(each)]
    if not told:
        return None
    groups: list[tuple[Spot, list[Told]]] = []
    for spot, each in sorted(told, key=lambda pair: (pair[0].name.folded, pair[1].id)):
        for known, holders in groups:
            if same_spot(known, spot):
                holders.append(each)
                break
        else:
            groups.append((spot, [each]))
    most = max(_weight(holders, voices) for _, holders in groups)
    backed = [group for group in groups if _backing(group[0]) * _weight(group[1], voices) >= most]
    _, holders = min(
        backed, key=lambda group: (_vague(group[0]), -_weight(group[1], voices), group[0].name.folded)
    )
    return min(
        (each.event.where for each in holders if each.event.where),
        key=lambda place: (
            place.geonameid is None,
            place.lat is None,
            len(place.name),
            place.name,
            place.start,
        ),
    )


def same_spot(one: Spot, two: Spot) -> bool:
    """Whether both are one place."""
    if one.geonameid is not None and one.geonameid == two.geonameid:
        return True
    return one.level == two.level and one.name.side == two.name.side and alike(one.name, two.name)


def _is_place(told: Told) -> bool:
    """Whether its place can be one: no single letter, and no known party of the event."""
    where, event = told.event.where, told.event
    if where is None:
        return False
    name = fold(where.name)
    parties = (*event.actors, *event.recipients, *(source.party for source in event.attribution))
    known = (party for party in parties if party.id is not None and party.code != where.country)
    return len(name) >= SHORTEST_NAME and all(
        name not in (fold(party.text), fold(party.name)) for party in known
    )


def _backing(spot: Spot) -> float:
    """How many times fewer reports than the most told place suffice for it."""
    unknown = spot.geonameid is None and spot.lat is None and not spot.province
    return BACKED_UNKNOWN if unknown else BACKED


def _vague(spot: Spot) -> float:
    if not spot.name.words or spot.shown == spot.shown.lower():  # "the western districts", "an army outpost"
        return 4.0
    capital = spot.level == "point" and spot.name.folded == spot.province
    return _EXACTNESS[spot.level] + (1.0 if capital else 0.0) + (0.0 if spot.province else 0.5)


def _weight(tolds: Iterable[Told], voices: Mapping[ReportKey, str]) -> float:
    """Voices that tell it, each once, a lead as one and a half."""
    held: dict[str, float] = {}
    for told in tolds:
        voice = voices.get(told.report, "/".join(told.report))
        held[voice] = max(held.get(voice, 0.0), 1.5 if told.lead else 1.0)
    return sum(held.values())
