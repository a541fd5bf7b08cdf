"""Steps in the ledger: kept, found by who takes part and when, dated anew where other reports date them."""

from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec
from sqlalchemy import Connection, delete, func, or_, select

from demarche.collate.courses.bearing import Matter
from demarche.collate.courses.dating import Dating, dating_of, placed
from demarche.collate.courses.sequels import CourseDays
from demarche.collate.courses.steps import Step, step_of
from demarche.collate.telling.told import Told
from demarche.ledger import collation_tables as tables
from demarche.ledger.collated_rows import encode
from demarche.ledger.parts import insert, parts
from demarche.ledger.tables import events, reports
from demarche.ledger.telling import Telling, Tellings

_AT_HAND = 20_000  # steps: some 2 KiB each
_UNDATED = ""  # the side under which the days without a year of undated reports stand


class StepRows:
    """The steps of a ledger by the keys of their events, as they stand in the connection's transaction."""

    def __init__(self, connection: Connection, tellings: Tellings) -> None:
        self._connection = connection
        self._tellings = tellings
        self._kept: dict[int, Step] = {}
        self._days: set[str] = set()  # days of years, as "--02-03", of which something was told or taken back

    def keep(self, batch: Mapping[int, Telling]) -> None:
        """New reports' steps; undated reports are dated by `redate`."""
        for telling in batch.values():
            self._insert(telling.tolds, telling.keys)

    def forget(self, report_keys: Sequence[int]) -> list[Step]:
        """Take out the steps of reports, and say what they were."""
        own = select(events.c.key).where(events.c.report.in_(report_keys))
        gone = self.of_events(self._connection.execute(own).scalars())
        self._days.update(day for step in gone.values() for day in _days_of_years(step))
        for table in (tables.steps, tables.step_sides):
            self._connection.execute(delete(table).where(table.c.event.in_(own)))
        for key in gone:
            self._kept.pop(key, None)
        return list(gone.values())

    def of_events(self, event_keys: Iterable[int]) -> dict[int, Step]:
        """The steps among these events."""
        wanted = set(event_keys)
        found = {key: self._kept[key] for key in wanted if key in self._kept}
        if len(self._kept) > _AT_HAND:
            self._kept.clear()
        for part in parts(sorted(wanted - found.keys())):
            for row in self._connection.execute(select(tables.steps).where(tables.steps.c.event.in_(part))):
                found[row.event] = self._kept[row.event] = msgspec.json.decode(row.record, type=Step)
        return dict(sorted(found.items()))

    def that_may_bear(self, matter: Matter, days: CourseDays) -> dict[int, Step]:
        """The steps about the days of two of those concerned, one of them who asks or is asked."""
        sides = tables.step_sides.c
        within = [or_(sides.day == "", sides.day.between(days.ground[:4], days.last))] if days.first else []
        own = sorted({*matter.askers, matter.asked} - {_UNDATED})
        which = select(sides.event).where(sides.side.in_(own), *within)
        meeting = (
            select(sides.event)
            .where(sides.side.in_(sorted(matter.sides - {_UNDATED})), sides.event.in_(which))
            .group_by(sides.event)
            .having(func.count() > 1)
        )
        return self.of_events(self._connection.execute(meeting).scalars())

    def redate(self) -> list[Step]:
        """Date undated reports anew by what came and went; the steps that were and that are."""
        changed: list[Step] = []
        sides = tables.step_sides.c
        of_reports: set[int] = set()
        for part in parts(sorted(self._days)):
            rows = self._connection.execute(
                select(events.c.report)
                .join_from(tables.step_sides, events, events.c.key == sides.event)
                .where(sides.side == _UNDATED, sides.day.in_(part))
            )
            of_reports.update(rows.scalars())
        self._days.clear()
        for telling in self._tellings.of(of_reports).values():
            was = self.of_events(telling.keys.values())
            dating = self.dating(was.values())
            now = {telling.keys[told.id]: step_of(placed(told, dating)) for told in telling.tolds}
            if all(now[key] == step for key, step in was.items()):
                continue
            changed += [*was.values(), *(step for step in now.values() if step)]
            for key in was:
                self._kept.pop(key, None)
            for table in (tables.steps, tables.step_sides):
                self._connection.execute(delete(table).where(table.c.event.in_(list(was))))
            self._insert([placed(told, dating) for told in telling.tolds], telling.keys)
        self._days.clear()
        return changed

    def dating(self, steps: Iterable[Step]) -> Dating | None:
        """What dates the undated report of these steps."""
        undated = [step for step in steps if step.yearless]
        sides = tables.step_sides.c
        found: set[int] = set()
        for step in undated:
            days = [f"{year:04d}{(step.yearless or '')[1:]}" for year in self._years()]
            rows = select(sides.event).where(sides.side.in_(sorted(step.doers)), sides.day.in_(days))
            found.update(self._connection.execute(rows).scalars())
        return dating_of(undated, self.of_events(found).values()) if found else None

    def _years(self) -> range:
        first, last = self._connection.execute(
            select(func.min(reports.c.published_from), func.max(reports.c.published_to))
        ).one()
        return range(int(first[:4]) - 1, int(last[:4]) + 1) if first and last else range(0)

    def _insert(self, tolds: Collection[Told], keys: Mapping[str, int]) -> None:
        found = {keys[told.id]: step for told in tolds if (step := step_of(told))}
        insert(
            self._connection,
            tables.steps,
            [{"event": key, "record": encode(step)} for key, step in found.items()],
        )
        insert(
            self._connection,
            tables.step_sides,
            [
                {"side": side, "day": day, "event": key}
                for key, step in found.items()
                for side, day in _found_by(step)
            ],
        )
        self._days.update(day for step in found.values() for day in _days_of_years(step))


def _found_by(step: Step) -> list[tuple[str, str]]:
    day = (step.day or "").partition("/")[0]
    found = [(side, day) for side in sorted(step.sides - {_UNDATED})]
    return [*found, (_UNDATED, step.yearless)] if step.yearless else found


def _days_of_years(step: Step) -> list[str]:
    """The day of the year on which the step is told to be: what an undated report can be dated by."""
    if step.yearless:
        return [step.yearless]
    dated = step.published and step.place and step.day and len(step.day) == 10
    return ["-" + step.day[4:]] if dated and step.day else []
