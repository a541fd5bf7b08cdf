"""Steps as a demarche's course takes them: of each two sides the nearest in time to when it was last asked.

Of some sides an archive tells thousands of steps. A reader can use those that lie about the asking: what came
of it, and what went before. So a course holds whole days, from the asking on and back from it, until there
are enough; however many reports tell of these sides, it stays as long.
"""

from bisect import bisect_left
from collections.abc import Iterable

import msgspec

from demarche.collate.courses.bearing import Matter
from demarche.collate.courses.steps import Step

MOST_STEPS = 50  # of two sides, either way
Sides = tuple[str, str]  # keys, in order
Report = tuple[str, str | None]  # id and outlet


class Reach(msgspec.Struct, frozen=True, array_like=True):
    """The days whose steps may be in a course: `first` to `last`, seen from `since`, when it was last asked.

    ISO days or their beginnings, such as "2031", which stand before all days in them. All empty: none.
    """

    first: str
    since: str
    last: str


class Chronicle:
    """Steps in order, found by the sides that take part: made once, asked for every demarche."""

    def __init__(self, steps: Iterable[Step]) -> None:
        self._of: dict[Sides, list[Step]] = {}
        self._undated: dict[Report, list[Step]] = {}
        for step in sorted(steps, key=lambda step: step.order):
            for sides in two_of(step.sides):
                self._of.setdefault(sides, []).append(step)
            if step.day is None:
                self._undated.setdefault((step.report_id, step.outlet), []).append(step)

    def about(self, matter: Matter, reach: Reach, reports: Iterable[Report]) -> list[Step]:
        """The steps of a matter about the asking, in order, and undated ones of the reports that tell it."""
        found: dict[str, Step] = {}
        for sides in sides_of_matter(matter):
            found.update((step.id, step) for step in nearest(self._of.get(sides, ()), reach))
        for report in reports:
            found.update((step.id, step) for step in self._undated.get(report, ()))
        return sorted(found.values(), key=lambda step: step.order)


def nearest(steps: Iterable[Step], reach: Reach) -> list[Step]:
    """Of steps in order, those within reach on the days next to the asking: `MOST_STEPS` either way."""
    if not reach.first:
        return []
    within = [step for step in steps if step.begun and reach.first <= step.begun <= reach.last]
    days = [step.begun for step in within]
    asked = bisect_left(days, reach.since)
    first, last = asked - MOST_STEPS, asked + MOST_STEPS - 1
    begin = days[first] if first >= 0 else ""
    end = days[last] if last < len(days) else reach.last
    return [step for step in within if begin <= step.begun <= end]


def two_of(sides: Iterable[str]) -> list[Sides]:
    """Each two of some sides."""
    ordered = sorted(set(sides) - {""})
    return [(one, other) for at, one in enumerate(ordered) for other in ordered[at + 1 :]]


def sides_of_matter(matter: Matter) -> list[Sides]:
    """Each two of those concerned of whom one asks or is asked: no other step bears on it."""
    own = {*matter.askers, matter.asked}
    return [sides for sides in two_of(matter.sides) if not own.isdisjoint(sides)]
