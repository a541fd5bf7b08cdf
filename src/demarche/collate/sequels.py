"""What followed a demarche: the later events that bear on it, each with why."""

from collections.abc import Collection, Iterable, Mapping

import msgspec

from demarche.collate.bearing import Matter, bearing_of
from demarche.collate.order import day_of, day_order
from demarche.collate.sides import Cast, cast_of, side_of
from demarche.collate.told import Told
from demarche.collate.voices import voice_of
from demarche.records import Sequel


class IncidentOf(msgspec.Struct, frozen=True):
    """The incident that an event belongs to, by id and title."""

    id: str
    title: str


class Chronicle:
    """The events in order, found by the sides that take part: made once, asked for every demarche."""

    def __init__(self, tolds: Iterable[Told]) -> None:
        self._order = [(told, cast_of(told.event)) for told in sorted(tolds, key=day_order)]
        self._with: dict[str, list[int]] = {}
        for at, (_, cast) in enumerate(self._order):
            for key in cast.doers | cast.others:
                self._with.setdefault(key, []).append(at)
        self.latest = max((told.published for told, _ in self._order if told.published), default=None)

    def with_any(self, keys: Iterable[str]) -> list[tuple[Told, Cast]]:
        """The events in which one of the sides takes part, in order."""
        return [self._order[at] for at in sorted({at for key in keys for at in self._with.get(key, ())})]


def sequels_of(
    chronicle: Chronicle,
    makings: Collection[str],
    since: str | None,
    matter: Matter,
    incident_of: Mapping[str, IncidentOf],
    voices: Mapping[str, str],
) -> tuple[Sequel, ...]:
    """The events but `makings` that bear on the matter from the day `since` on, in order; undated ones last.

    Of several tellings of one incident by one report only the first counts.
    """
    found: dict[tuple[str, str, str], Sequel] = {}
    for told, cast in chronicle.with_any((*matter.asker.split("+"), matter.asked)):
        bearing = bearing_of(told.event, cast, matter)
        day = day_of(told)
        if (
            bearing is None
            or told.id in makings
            or (since and (day or told.around.not_before or since) < since)
        ):
            continue
        incident = incident_of.get(told.id)
        key = (incident.id if incident else told.id, told.report_id, bearing.words)
        if key in found:
            continue
        found[key] = Sequel(
            incident_id=incident.id if incident else None,
            event_id=told.id,
            date=day,
            title=incident.title if incident else told.event.mentions[0].text,
            bears=bearing.words,
            reason=_reason(told, matter),
            voice=voice_of(told, voices),
        )
    return tuple(found.values())


def _reason(told: Told, matter: Matter) -> str:
    keys = {*matter.asker.split("+"), matter.asked, *matter.thirds}
    parties = (*told.event.actors, *told.event.recipients)
    return "names " + ", ".join(dict.fromkeys(party.name for party in parties if side_of(party).key in keys))
