"""Where it happened: places that cannot both hold."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from math import asin, cos, radians, sin, sqrt

import msgspec

from demarche.collate.telling.told import ReportKey, Told
from demarche.collate.telling.voices import one_voice, voice_at
from demarche.records import Dispute, Place, Side, Statement, Voice

POINTS = frozenset({"city", "facility"})  # kinds small enough to exclude one another
APART_KM = 25.0  # from one to the other: nearer, the one may lie beside or within the other
BACKED = 2  # reports that make a place more than a slip of one report
_EARTH_KM = 6371.0


class _Placed(msgspec.Struct, frozen=True):
    lat: float
    lon: float
    statement: Statement


def where_disputes(tolds: Iterable[Told], voices: Mapping[ReportKey, str]) -> tuple[Dispute, ...]:
    """At most one dispute: two towns too far apart to be one place, by different voices with several reports.

    A district and its city, a town and its province are no dispute; nor are places that one report names
    together.
    """
    by_place: dict[int, list[_Placed]] = {}
    for told in tolds:
        where = told.event.where
        if where is not None and told.event.occurrence == "actual":
            _add(by_place, where, voice_at(told, where.start, voices))
    firm = {
        key: held
        for key, held in sorted(by_place.items())
        if len({each.statement.voice.report for each in held}) >= BACKED
    }
    pairs = [
        (one, other)
        for one, other in combinations(firm, 2)
        if kilometres(firm[one][0], firm[other][0]) >= APART_KM and _differ(firm[one], firm[other])
    ]
    if not pairs:
        return ()
    involved = sorted({key for pair in pairs for key in pair})
    sides = tuple(
        Side(value=firm[key][0].statement.value, claims=tuple(each.statement for each in firm[key]))
        for key in involved
    )
    farthest = max(kilometres(firm[one][0], firm[other][0]) for one, other in pairs)
    reason = f"{' or '.join(side.value for side in sides)}: {farthest:.0f} km apart"
    return (Dispute(kind="where", about="", sides=sides, reason=reason),)


def kilometres(one: _Placed, other: _Placed) -> float:
    """The distance along the ground."""
    lat_a, lon_a, lat_b, lon_b = map(radians, (one.lat, one.lon, other.lat, other.lon))
    chord = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(min(1.0, chord)))


def _add(by_place: dict[int, list[_Placed]], where: Place, voice: Voice) -> None:
    if where.geonameid is None or where.lat is None or where.lon is None or where.kind not in POINTS:
        return
    statement = Statement(value=where.name, text=where.text, start=where.start, end=where.end, voice=voice)
    by_place.setdefault(where.geonameid, []).append(_Placed(where.lat, where.lon, statement))


def _differ(ones: Sequence[_Placed], others: Sequence[_Placed]) -> bool:
    if {each.statement.voice.report for each in ones} & {each.statement.voice.report for each in others}:
        return False
    return any(not one_voice(a.statement.voice, b.statement.voice) for a in ones for b in others)
