"""The course of a demarche: the events that bear on it, each with why."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from demarche.collate.courses.bearing import (
    Bearing,
    Matter,
    as_asked,
    bearing_of,
    bearing_table,
    unasked_modes,
)
from demarche.collate.courses.chronicle import Chronicle, Reach, Report
from demarche.collate.courses.steps import Step
from demarche.collate.days import days_of, iso
from demarche.collate.order import day_of
from demarche.collate.telling.told import Told
from demarche.knowledge.countries import countries
from demarche.records import Sequel

AFTERWARDS = 365  # days after it was last made within which an event can still be what came of it
GROUND = 3 * 365  # days before it was first made to which what both undertook together belongs
LONGEST_STEP = 62  # days: what is dated less closely cannot be said to follow
MOST_TELLINGS = 5  # reports of one incident that are kept as steps of one course


class IncidentOf(msgspec.Struct, frozen=True):
    """The incident that an event belongs to, by id and title."""

    id: str
    title: str


class CourseDays(msgspec.Struct, frozen=True, array_like=True):
    """From the first day that it was made to `AFTERWARDS` days after the last, as far as known.

    `ground`: from when on what both undertook together belongs to it. All empty where nothing places it.
    """

    first: str
    last: str
    ground: str

    def may_hold(self, step: Step) -> bool:
        """Whether a step can be in the course, whatever it is to it."""
        return not self.first or step.day is None or self.hold(step, ground=True)

    def hold(self, step: Step, *, ground: bool) -> bool:
        """Whether a step is in them; one without a day is by the last day that its report tells of."""
        told = days_of(step.day or step.not_before)
        if told is None or not self.first:
            return False
        if not ground and told[1] - told[0] > LONGEST_STEP:
            return False
        begun = self.ground if ground else self.first
        return iso(told[1], told[1]) >= begun and iso(told[0], told[0]) <= self.last


class Course(msgspec.Struct, frozen=True):
    """What can belong to a demarche: its matter, days and places; events, reports, sentences that make it.

    `unasked`: modes of yielding that are not what is asked for.
    """

    matter: Matter
    days: CourseDays
    reach: Reach
    makings: frozenset[str]
    reports: frozenset[Report]
    sentences: frozenset[tuple[Report, int]]
    places: frozenset[str]
    unasked: frozenset[str]

    def bearing(self, step: Step) -> Bearing | None:
        """What a step is to the demarche; None: nothing, or a part of the asking itself."""
        if step.id in self.makings:
            return None
        bearing = bearing_of(step.type, step.occurrence, step.cast, self.matter)
        if bearing is None:
            return None
        bearing = as_asked(bearing, step.modes, self.unasked)
        report = (step.report_id, step.outlet)
        if bearing.doer == "asker":
            # what the asker says in one breath with it, or told with no day, is how it was asked
            with_it = bearing.words in bearing_table().goes_with_asking and report in self.reports
            if step.day is None or with_it or (report, step.at) in self.sentences:
                return None
        if not self._is_where(step):
            return None
        if step.day is None and report in self.reports:
            return bearing
        return bearing if self.days.hold(step, ground=bearing.words in bearing_table().ground) else None

    def _is_where(self, step: Step) -> bool:
        """Whether what bears only in its place is there, or concerns the asker itself."""
        if step.type not in bearing_table().local or not self.places:
            return True
        return not step.sides.isdisjoint(self.matter.askers) or not self.places.isdisjoint(
            (step.place, step.province)
        )


def course_of(makings: Sequence[Told], matter: Matter) -> Course:
    """The course of what was asked by these events."""
    days = course_days(makings)
    return Course(
        matter,
        days,
        Reach(days.ground[:4], max(map(_begun, makings)), days.last),
        frozenset(told.id for told in makings),
        frozenset((told.report_id, told.outlet) for told in makings),
        frozenset(((told.report_id, told.outlet), told.passage_start) for told in makings),
        frozenset(place for told in makings for place in _places(told)),
        unasked_modes(told.passage for told in makings),
    )


def _places(told: Told) -> set[str]:
    """The places of an asking and their provinces; not countries, which say nothing of where in a war."""
    named = [
        (span.name or span.text, span.province)
        for span in told.nearby
        if told.passage_start <= span.start < told.passage_start + len(told.passage)
    ]
    if told.event.where:
        named.append((told.event.where.name, told.event.where.province))
    names = {country.name for country in countries().values()}
    return {place for pair in named for place in pair if place and place not in names}


def _begun(told: Told) -> str:
    return (day_of(told) or told.around.not_before or "").partition("/")[0]


def course_days(makings: Sequence[Told]) -> CourseDays:
    """The days of a demarche that was made by these events."""
    spans = [span for told in makings if (span := days_of(day_of(told) or told.around.not_before))]
    if not spans:
        return CourseDays("", "", "")
    first, last = min(span[0] for span in spans), max(span[1] for span in spans) + AFTERWARDS
    last, ground = min(last, date.max.toordinal()), max(first - GROUND, 1)
    return CourseDays(iso(first, first), iso(last, last), iso(ground, ground))


def sequels_of(
    chronicle: Chronicle, course: Course, incident_of: Mapping[str, IncidentOf]
) -> tuple[Sequel, ...]:
    """The steps that bear on it, in order; undated ones by the last day that their report tells of, or last.

    Of several tellings of one incident by one report only the first counts, of many reports the first few.
    """
    found: dict[tuple[str, str, Report], Sequel] = {}
    tellings: Counter[tuple[str, str]] = Counter()
    matter = course.matter
    for step in chronicle.about(matter, course.reach, course.reports):
        bearing = course.bearing(step)
        if bearing is None:
            continue
        incident = incident_of.get(step.id)
        what = (incident.id if incident else step.id, bearing.words)
        key = (*what, (step.report_id, step.outlet))
        if key in found or tellings[what] == MOST_TELLINGS:
            continue
        tellings[what] += 1
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
    keys = [key for key in dict.fromkeys((*step.doers, *step.others)) if key in matter.sides]
    names = dict(step.names)
    return "names " + ", ".join(names.get(key, key) for key in keys) + _how_placed(step)


def _how_placed(step: Step) -> str:
    if step.published is not None:
        return ""
    if step.yearless and step.day:
        return "; its report has no date: the year is that of an event which a dated report tells too"
    if step.not_before and not step.day:
        return f"; its report has no date: it tells of {step.not_before}, so it is no older"
    return "; its report has no date"
