"""When an undated report is from: a day that it tells without a year, known from a dated report of the same.

"The Feb. 3 attack" of a report without a date is the attack of 3 February 2020 when a report of that year
tells of one by the same on the same in the same place. Only dated reports date others, so nothing chains.
"""

from collections.abc import Iterable

import msgspec

from demarche.collate.courses.steps import Step
from demarche.collate.courses.yearless import nearest, yearless_day
from demarche.collate.telling.told import Told


class Dating(msgspec.Struct, frozen=True, array_like=True):
    """What dates a report: the year of `day`, on which a dated report tells of the same event.

    `latest`: the last day that the report tells of as past with that year: it is no older.
    """

    day: str
    latest: str


def tells_the_same(undated: Step, dated: Step) -> bool:
    """Whether a dated event is the one that an undated report tells of by a day without a year."""
    return (
        undated.yearless is not None
        and dated.published is not None
        and dated.day is not None
        and len(dated.day) == 10
        and dated.day[5:] == undated.yearless[2:]
        and undated.type == dated.type
        and undated.occurrence == dated.occurrence == "actual"
        and undated.place is not None
        and undated.place == dated.place
        and not undated.cast.doers.isdisjoint(dated.cast.doers)
        and not undated.cast.others.isdisjoint(dated.cast.others)
    )


def dating_of(undated: Iterable[Step], dated: Iterable[Step]) -> Dating | None:
    """What dates the report of some steps; None where nothing does, or different years would."""
    told, known = tuple(undated), tuple(dated)
    days = {other.day for step in told for other in known if other.day and tells_the_same(step, other)}
    if len({day[:4] for day in days}) != 1:
        return None
    day = max(days)
    past = (nearest(step.yearless, day) for step in told if step.yearless and step.occurrence == "actual")
    return Dating(day, max((one for one in past if one), default=day))


def placed(told: Told, dating: Dating | None) -> Told:
    """The event with the year that dates its report: a day without one gets it; it is no older."""
    if dating is None:
        return told
    event, when = told.event, told.event.when
    day = yearless_day(when.text) if when and not when.date else None
    if when and day:
        dated = msgspec.structs.replace(when, date=nearest(day, dating.day))
        event = msgspec.structs.replace(event, when=dated)
    no_older = max(dating.latest, told.around.not_before or "")
    around = msgspec.structs.replace(told.around, not_before=no_older)
    return msgspec.structs.replace(told, event=event, around=around)
