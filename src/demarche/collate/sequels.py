"""What followed a demarche: the later events that bear on it, each with why."""

from collections.abc import Collection, Iterable, Mapping

import msgspec

from demarche.collate.bearing import Matter, bearing_of
from demarche.collate.days import days_of, iso
from demarche.collate.steps import Chronicle, Step
from demarche.records import Sequel

AFTERWARDS = 365  # days after it was last made within which an event can still be what came of it


class CourseDays(msgspec.Struct, frozen=True):
    """From the first day it was made to `AFTERWARDS` days after the last; empty where no making is dated."""

    first: str
    last: str

    def hold(self, step: Step) -> bool:
        """Whether the step falls within; one that has no day does unless its report tells of a later one."""
        told = days_of(step.day or step.not_before)
        if told is None or not self.first:
            return True
        return iso(told[1], told[1]) >= self.first and (not step.day or iso(told[0], told[0]) <= self.last)


def course_days(dates: Iterable[str | None]) -> CourseDays:
    """The days of a demarche that was made on these dates."""
    spans = [span for span in map(days_of, dates) if span]
    if not spans:
        return CourseDays("", "")
    first, last = min(span[0] for span in spans), max(span[1] for span in spans) + AFTERWARDS
    return CourseDays(iso(first, first), iso(last, last))


class IncidentOf(msgspec.Struct, frozen=True):
    """The incident that an event belongs to, by id and title."""

    id: str
    title: str


def sequels_of(
    chronicle: Chronicle,
    makings: Collection[str],
    days: CourseDays,
    matter: Matter,
    incident_of: Mapping[str, IncidentOf],
) -> tuple[Sequel, ...]:
    """The steps but `makings` that bear on the matter within its days, in order; undated ones last.

    Of several tellings of one incident by one report only the first counts.
    """
    found: dict[tuple[str, str, str], Sequel] = {}
    for step in chronicle.with_any((*matter.asker.split("+"), matter.asked)):
        bearing = bearing_of(step.type, step.occurrence, step.cast, matter)
        if bearing is None or step.id in makings or not days.hold(step):
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
