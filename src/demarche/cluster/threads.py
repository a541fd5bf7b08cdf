"""Stages: the demarches of one side to another, with the steps that bear on them brought to them."""

from collections import defaultdict

import msgspec

from demarche.cluster.desk import ALONE, Desk, Facts, bucket_of
from demarche.cluster.following import AskRow, StepRow
from demarche.collate.courses.asking import makings_in
from demarche.collate.courses.bearing import Matter
from demarche.collate.courses.chronicle import Chronicle
from demarche.collate.courses.demarches import about_of, demarches_of
from demarche.collate.courses.sequels import CourseDays, IncidentOf, course_days
from demarche.collate.courses.sides import Side
from demarche.collate.courses.steps import Step
from demarche.collate.telling.told import Told
from demarche.records import Demarche


class AskedRow(msgspec.Struct, frozen=True, array_like=True):
    """All that one side asks of another: the makings, their incidents, what it is about, its days."""

    asker: Side
    asked: Side
    makings: tuple[Told, ...]
    incidents: dict[str, IncidentOf]
    matter: Matter
    days: CourseDays


class ReachRow(msgspec.Struct, frozen=True, array_like=True):
    """Two sides whose steps may bear on askings: `part` and `at` say on which."""

    sides: str
    part: int
    at: int
    days: CourseDays


class CourseRow(msgspec.Struct, frozen=True, array_like=True):
    """A step that may bear on the askings at `at` of a part."""

    at: int
    step: Step
    incident: IncidentOf


class DemarcheRow(msgspec.Struct, frozen=True, array_like=True):
    """A demarche, with the matter and the days of all that its asker asks of the one asked."""

    demarche: Demarche
    matter: Matter
    days: CourseDays


def ask(desk: Desk) -> Facts:
    """Askings by who asks whom, and whose steps they want."""
    desk.channel("asked", ALONE)
    desk.channel("reaches", desk.parts)
    asked: dict[tuple[str, str], list[AskRow]] = defaultdict(list)
    for row in desk.rows("askings", AskRow, desk.slices):
        asked[row.asker, row.asked].append(row)
    at = 0
    for keys in sorted(asked):
        rows = asked[keys]
        incidents = {row.told.id: row.incident for row in rows}
        for pair, makings in makings_in(row.told for row in rows).items():
            if (pair[0].key, pair[1].key) != keys:
                continue
            matter = Matter(*keys, frozenset(about_of(makings, *pair)))
            days = course_days(makings)
            desk.put("asked", 0, AskedRow(*pair, tuple(makings), incidents, matter, days))
            for sides in _sides(matter):
                desk.put("reaches", bucket_of(sides, desk.parts), ReachRow(sides, desk.number, at, days))
            at += 1
    return Facts()


def bring(desk: Desk) -> Facts:
    """The steps of two sides to the askings that they may bear on."""
    desk.channel("courses", desk.parts)
    reaches: dict[str, list[ReachRow]] = defaultdict(list)
    for reach in desk.rows("reaches", ReachRow, desk.parts):
        reaches[reach.sides].append(reach)
    for row in desk.rows("steps", StepRow, desk.slices):
        for reach in reaches.get(row.sides, ()):
            if reach.days.may_hold(row.step):
                desk.put("courses", reach.part, CourseRow(reach.at, row.step, row.incident))
    return Facts()


def follow(desk: Desk) -> Facts:
    """The demarches, each with what came of it."""
    desk.channel("demarches", ALONE)
    courses: dict[int, dict[str, CourseRow]] = defaultdict(dict)
    for course in desk.rows("courses", CourseRow, desk.parts):
        courses[course.at][course.step.id] = course
    for at, row in enumerate(desk.own("asked", AskedRow)):
        steps = courses.pop(at, {})
        incidents = row.incidents | {id_: found.incident for id_, found in steps.items()}
        chronicle = Chronicle(found.step for found in steps.values())
        makings = {(row.asker, row.asked): row.makings}
        for demarche in demarches_of(makings, chronicle, incidents, {}, desk.facts.latest):
            desk.put("demarches", 0, DemarcheRow(demarche, row.matter, row.days))
    return Facts()


def _sides(matter: Matter) -> list[str]:
    """Each two of those concerned of whom one asks or is asked."""
    own = {*matter.askers, matter.asked} - {""}
    every = matter.sides - {""}
    return sorted({"|".join(sorted((one, other))) for one in own for other in every if one != other})
