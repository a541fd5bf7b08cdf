"""What followed a demarche: the later events that bear on it, each with why."""

from collections.abc import Collection, Mapping

import msgspec

from demarche.collate.bearing import Matter, bearing_of
from demarche.collate.steps import Chronicle, Step
from demarche.records import Sequel


class IncidentOf(msgspec.Struct, frozen=True):
    """The incident that an event belongs to, by id and title."""

    id: str
    title: str


def sequels_of(
    chronicle: Chronicle,
    makings: Collection[str],
    since: str | None,
    matter: Matter,
    incident_of: Mapping[str, IncidentOf],
) -> tuple[Sequel, ...]:
    """The steps but `makings` that bear on the matter from the day `since` on, in order; undated ones last.

    Of several tellings of one incident by one report only the first counts.
    """
    found: dict[tuple[str, str, str], Sequel] = {}
    for step in chronicle.with_any((*matter.asker.split("+"), matter.asked)):
        bearing = bearing_of(step.type, step.occurrence, step.cast, matter)
        earlier = since is not None and (step.day or step.not_before or since) < since
        if bearing is None or earlier or step.id in makings:
            continue
        incident = incident_of.get(step.id)
        key = (incident.id if incident else step.id, step.voice.report_id, bearing.words)
        if key in found:
            continue
        found[key] = Sequel(
            incident_id=incident.id if incident else None,
            event_id=step.id,
            date=step.day,
            title=incident.title if incident else step.words,
            bears=bearing.words,
            reason=_reason(step, matter),
            voice=step.voice,
        )
    return tuple(found.values())


def _reason(step: Step, matter: Matter) -> str:
    keys = {*matter.asker.split("+"), matter.asked, *matter.thirds}
    return "names " + ", ".join(dict.fromkeys(name for key, name in step.names if key in keys))
