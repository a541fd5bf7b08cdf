"""Events as steps in the course of a demarche: short enough that a whole archive's are kept at hand."""

import re

import msgspec

from demarche.collate.courses.bearing import bearing_table, bears
from demarche.collate.courses.kinds import kind_of
from demarche.collate.courses.sides import Cast, cast_of, side_of
from demarche.collate.courses.yearless import yearless_day
from demarche.collate.order import NEVER, day_of
from demarche.collate.telling.told import Told
from demarche.collate.telling.voices import group_of, voice_of
from demarche.records import Occurrence, Stance, Voice

LONGEST_WORDS = 80  # characters
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", re.ASCII)


class Step(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """An event that may bear on a demarche.

    `type`: as `kind_of` has it. `modes`: those that `yields_as_named` knows. `at`: where its sentence begins
    in the report, `start` where its words do. `names`: key and name of who takes part where these differ.
    `day`: when, as far as known; of an undated report `not_before` and `yearless`, such as "--02-03". `by`,
    `by_code`, `stance`, `group`: as of a Voice; none is the report's.
    """

    id: str
    type: str
    occurrence: Occurrence
    doers: tuple[str, ...]
    others: tuple[str, ...]
    names: tuple[tuple[str, str], ...]
    day: str | None
    report_id: str
    outlet: str | None
    published: str | None
    at: int
    start: int
    words: str
    place: str | None
    province: str | None
    by: str | None
    by_code: str | None
    stance: Stance
    group: str
    not_before: str | None
    yearless: str | None
    modes: tuple[str, ...] = ()

    @property
    def cast(self) -> Cast:
        """Who takes part."""
        return Cast(frozenset(self.doers), frozenset(self.others))

    @property
    def sides(self) -> frozenset[str]:
        """The keys of all that take part."""
        return frozenset((*self.doers, *self.others))

    @property
    def order(self) -> tuple[str, str, int, str]:
        """Sorts steps, as `day_order` does events."""
        day = (self.day or self.not_before or NEVER).partition("/")[0]
        return day, self.report_id, self.start, self.id

    @property
    def begun(self) -> str:
        """The first day that it may be on, an ISO day or its beginning; empty where none is known."""
        found = _DAY.match(self.day or self.not_before or "")
        return found[0] if found else ""

    @property
    def voice(self) -> Voice:
        """Who tells it."""
        return Voice(
            report_id=self.report_id,
            event_id=self.id,
            outlet=self.outlet,
            published=self.published,
            by=self.by,
            by_code=self.by_code,
            stance=self.stance,
            group=self.group or group_of((self.outlet or "", self.report_id), {}),
        )


def step_of(told: Told) -> Step | None:
    """The event as a step; None when its type bears on no demarche, it is but thought of, or has one side.

    What one side does to itself is a step: it may date a report.
    """
    event = told.event
    cast = cast_of(event)
    kind = kind_of(told)
    if kind not in bearing_types() or not bears(kind, event.occurrence):
        return None
    if len(cast.doers | cast.others) < 2 and not (cast.doers and cast.others):
        return None
    named = {side_of(party).key: party.name for party in (*event.recipients, *event.actors)}
    undated = told.published is None
    voice = voice_of(told, {})
    return Step(
        id=event.id,
        type=kind,
        occurrence=event.occurrence,
        doers=tuple(sorted(cast.doers)),
        others=tuple(sorted(cast.others)),
        names=tuple((key, name) for key, name in sorted(named.items()) if key != name),
        day=day_of(told),
        report_id=told.report_id,
        outlet=told.outlet,
        published=told.published,
        at=told.passage_start,
        start=min(event.mentions).start,
        words=event.mentions[0].text[:LONGEST_WORDS],
        place=event.where.name if event.where else None,
        province=event.where.province if event.where else None,
        by=voice.by,
        by_code=voice.by_code,
        stance=voice.stance,
        group="" if voice.group == group_of(told.report, {}) else voice.group,
        not_before=told.around.not_before if undated else None,
        yearless=yearless_day(event.when.text) if undated and event.when else None,
        modes=tuple(mode for mode in event.mode if mode in bearing_table().yields_as_named),
    )


def bearing_types() -> frozenset[str]:
    """The types of event that bear on a demarche, whoever does them."""
    table = bearing_table()
    return frozenset((*table.asked, *table.asker, *table.both, *table.third))
