"""Stages: what is followed over time. Undated reports are dated, and each step, asking and agreement that a
report tells is sent to the sides or the agreement that it belongs to.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

import msgspec

from demarche.cluster.desk import ALONE, Desk, Facts, bucket_of
from demarche.cluster.joining import HeldRow
from demarche.cluster.telling import SLICE, DayRow, MentionRow, ToldRow
from demarche.collate.courses.accord_groups import groups_of
from demarche.collate.courses.accord_mentions import AccordMention
from demarche.collate.courses.accords import accord_of
from demarche.collate.courses.asking import pairs_asked
from demarche.collate.courses.dating import Dating, dating_of, placed, tells_the_same
from demarche.collate.courses.sequels import IncidentOf
from demarche.collate.courses.steps import Step, step_of
from demarche.collate.telling.told import Told
from demarche.records import Accord


class DatedByRow(msgspec.Struct, frozen=True, array_like=True):
    """An undated report, and a step of a dated one that tells what it tells."""

    report: int
    step: Step


class StepRow(msgspec.Struct, frozen=True, array_like=True):
    """A step by two of those who take part, and the incident that holds it."""

    sides: str
    step: Step
    incident: IncidentOf


class AskRow(msgspec.Struct, frozen=True, array_like=True):
    """Who asks, who is asked, in which event, of which incident."""

    asker: str
    asked: str
    told: Told
    incident: IncidentOf


class GroupRow(msgspec.Struct, frozen=True, array_like=True):
    """To which agreement a mention belongs, and its rank among the mentions of it."""

    number: int
    accord: int
    rank: int


class DealRow(msgspec.Struct, frozen=True, array_like=True):
    """A mention of an agreement with the events that it speaks of and their incidents."""

    accord: int
    rank: int
    mention: AccordMention
    tolds: tuple[Told, ...]
    incidents: dict[str, IncidentOf]


class AccordRow(msgspec.Struct, frozen=True, array_like=True):
    """An agreement, and the mentions that it was made from."""

    accord: Accord
    mentions: tuple[AccordMention, ...]


def date(desk: Desk) -> Facts:
    """The steps of dated reports by which undated ones can be dated."""
    desk.channel("dated_by", desk.slices)
    undated: dict[str, list[tuple[int, Step]]] = defaultdict(list)
    dated: dict[str, list[Step]] = defaultdict(list)
    first, last = desk.facts.first, desk.facts.last
    # as in a ledger: only years about which reports can be from
    years = range(int(first[:4]) - 1, int(last[:4]) + 1) if first and last else range(0)
    for row in desk.rows("days", DayRow, desk.slices):
        if row.report is not None:
            undated[row.key].append((row.report, row.step))
        elif row.step.day and int(row.step.day[:4]) in years:
            dated[row.key].append(row.step)
    for key in sorted(undated):
        for report, step in undated[key]:
            for known in dated.get(key, ()):
                if tells_the_same(step, known):
                    desk.put("dated_by", report >> SLICE, DatedByRow(report, known))
    return Facts()


def group(desk: Desk) -> Facts:
    """Which mentions are of one agreement: all of the corpus at once, without their passages."""
    desk.channel("grouped", desk.slices)
    rows = list(desk.rows("slim", MentionRow, desk.slices))
    number_of = {id(row.mention): row.number for row in rows}
    for accord, found in enumerate(groups_of(row.mention for row in rows)):
        for rank, mention in enumerate(found.mentions):
            number = number_of[id(mention)]
            desk.put("grouped", number >> SLICE, GroupRow(number, accord, rank))
    return Facts()


def send(desk: Desk) -> Facts:
    """The steps of a slice to the pairs of sides that take part, askings to who asks whom, deals to deals."""
    for channel in ("steps", "askings", "deals"):
        desk.channel(channel, desk.parts)
    held = {row.number: IncidentOf(row.incident, row.title) for row in desk.rows("held", HeldRow, desk.parts)}
    rows = list(desk.own("told", ToldRow))
    datings = _datings(desk, rows)
    for row in rows:
        incident = held[row.number]
        told = placed(row.told, datings.get(row.report))
        if (step := step_of(told)) is not None:
            for sides in pairs_in(step):
                desk.put("steps", bucket_of(sides, desk.parts), StepRow(sides, step, incident))
        for asker, asked in sorted({(one.key, other.key) for one, other in pairs_asked(row.told)}):
            bucket = bucket_of(f"{asker}>{asked}", desk.parts)
            desk.put("askings", bucket, AskRow(asker, asked, told, incident))
    _send_deals(desk, rows, held)
    return Facts()


def agree(desk: Desk) -> Facts:
    """One record of each agreement."""
    desk.channel("accords", ALONE)
    deals: dict[int, list[DealRow]] = defaultdict(list)
    for row in desk.rows("deals", DealRow, desk.slices):
        deals[row.accord].append(row)
    for accord in sorted(deals):
        rows = sorted(deals[accord], key=lambda row: row.rank)
        mentions = tuple(row.mention for row in rows)
        tolds = {told.id: told for row in rows for told in row.tolds}
        incidents = {id_: incident for row in rows for id_, incident in row.incidents.items()}
        desk.put("accords", 0, AccordRow(accord_of(mentions, tolds, incidents, {}), mentions))
    return Facts()


def pairs_in(step: Step) -> Iterator[str]:
    """Each two of the sides that take part in a step: what bears on a demarche has two of those concerned."""
    for one, other in combinations(sorted(step.sides - {""}), 2):
        yield f"{one}|{other}"


def _datings(desk: Desk, rows: list[ToldRow]) -> dict[int, Dating | None]:
    known: dict[int, dict[str, Step]] = defaultdict(dict)
    for found in desk.rows("dated_by", DatedByRow, desk.parts):
        known[found.report][found.step.id] = found.step
    undated: dict[int, list[Step]] = defaultdict(list)
    for row in rows:
        if row.report in known and (step := step_of(row.told)) is not None and step.yearless:
            undated[row.report].append(step)
    return {report: dating_of(steps, known[report].values()) for report, steps in undated.items()}


def _send_deals(desk: Desk, rows: list[ToldRow], held: dict[int, IncidentOf]) -> None:
    grouped = {row.number: row for row in desk.rows("grouped", GroupRow, 1)}
    told_by = {row.told.id: row for row in rows}
    for row in desk.own("mentions", MentionRow):
        of = grouped[row.number]
        about = dict.fromkeys((*row.mention.events, *row.mention.beside))
        tolds = [told_by[id_] for id_ in about if id_ in told_by]
        incidents = {one.told.id: held[one.number] for one in tolds}
        deal = DealRow(of.accord, of.rank, row.mention, tuple(one.told for one in tolds), incidents)
        desk.put("deals", of.accord % desk.parts, deal)
