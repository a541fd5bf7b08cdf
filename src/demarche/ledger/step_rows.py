"""Steps in the ledger: kept, found by two who take part and when, dated where other reports date them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import blake2b
from zlib import crc32

import msgspec
from sqlalchemy import Connection, delete, select
from sqlalchemy.sql.elements import ColumnElement

from demarche.collate.courses.chronicle import MOST_STEPS, Reach, Sides, two_of
from demarche.collate.courses.dating import Dating, dating_of, placed
from demarche.collate.courses.steps import Step, step_of
from demarche.collate.telling.told import Told
from demarche.ledger import collation_tables as tables
from demarche.ledger.parts import insert, parts
from demarche.ledger.tables import events
from demarche.ledger.telling import Telling, Tellings

_AT_HAND = 50_000  # steps: some 2 KiB each


class StepRows:
    """The steps of a ledger by the keys of their events, as they stand in the connection's transaction."""

    def __init__(self, connection: Connection, tellings: Tellings) -> None:
        self._connection = connection
        self._tellings = tellings
        self._kept: dict[int, Step] = {}
        self._days: set[int] = set()  # what may date a report and came or went, as `_days_told` numbers it

    def keep(self, batch: Mapping[int, Telling]) -> None:
        """New reports' steps; undated reports are dated by `redate`."""
        for telling in batch.values():
            self._insert(telling.tolds, telling.keys)

    def forget(self, report_keys: Sequence[int]) -> list[Step]:
        """Take out the steps of reports, and say what they were."""
        own = select(events.c.key).where(events.c.report.in_(report_keys))
        gone = self.of_events(self._connection.execute(own).scalars())
        self._take_out(gone)
        self._connection.execute(delete(tables.datings).where(tables.datings.c.report.in_(report_keys)))
        return list(gone.values())

    def forget_vanished(self) -> list[tuple[int, int]]:
        """Take out what is left of events that went with their reading; the sides and days of their steps."""
        ask, pairs, days = self._connection.execute, tables.step_pairs, tables.step_days
        gone = ask(
            select(pairs)
            .join_from(pairs, tables.steps, tables.steps.c.event == pairs.c.event, isouter=True)
            .where(tables.steps.c.event.is_(None))
        ).all()
        dated = ask(
            select(days)
            .join_from(days, tables.steps, tables.steps.c.event == days.c.event, isouter=True)
            .where(tables.steps.c.event.is_(None))
        ).all()
        self._days.update(row.day for row in dated)
        for table, rows in ((pairs, gone), (days, dated)):
            for part in parts(sorted({row.event for row in rows})):
                ask(delete(table).where(table.c.event.in_(part)))
        return [(row.pair, row.day) for row in gone]

    def of_events(self, event_keys: Iterable[int]) -> dict[int, Step]:
        """The steps among these events."""
        wanted = set(event_keys)
        found = {key: self._kept[key] for key in wanted if key in self._kept}
        if len(self._kept) > _AT_HAND:
            self._kept.clear()
        for part in parts(sorted(wanted - found.keys())):
            for row in self._connection.execute(select(tables.steps).where(tables.steps.c.event.in_(part))):
                found[row.event] = self._kept[row.event] = msgspec.msgpack.decode(row.record, type=Step)
        return dict(sorted(found.items()))

    def about(self, sides: Sides, reach: Reach) -> tuple[list[int], Reach]:
        """The events whose steps are next to an asking (as `chronicle.nearest`), and the days looked at.

        A step of these sides on any other day would not be among them.
        """
        if not reach.first:
            return [], reach
        pair, day = number_of(sides), tables.step_pairs.c.day
        first, since, last = (day_number(each) for each in (reach.first, reach.since, reach.last))
        later, end = self._days_of(pair, day.between(since, last), backwards=False)
        earlier, begin = self._days_of(pair, day.between(first, since - 1), backwards=True)
        looked_at = Reach(
            reach.first if begin is None else day_of_number(begin),
            reach.since,
            reach.last if end is None else day_of_number(end),
        )
        return [*earlier, *later], looked_at

    def _days_of(
        self, pair: int, within: ColumnElement[bool], *, backwards: bool
    ) -> tuple[list[int], int | None]:
        """The first events, whole days of them; the last such day where there are more than enough."""
        rows = tables.step_pairs.c
        asked = select(rows.event, rows.day).where(rows.pair == pair, within)
        order = rows.day.desc() if backwards else rows.day
        found = self._connection.execute(asked.order_by(order).limit(MOST_STEPS)).all()
        if len(found) < MOST_STEPS:
            return [row.event for row in found], None
        end = found[-1].day
        same = select(rows.event).where(rows.pair == pair, rows.day == end)
        whole = self._connection.execute(same).scalars()
        return [*(row.event for row in found if row.day != end), *whole], end

    def undated(self, report_keys: Iterable[int]) -> list[int]:
        """The events of undated reports whose steps have no day."""
        found: list[int] = []
        for part in parts(sorted(set(report_keys))):
            own = select(events.c.key).where(events.c.report.in_(part))
            steps = self.of_events(self._connection.execute(own).scalars())
            found += [key for key, step in steps.items() if step.day is None]
        return found

    def redate(self) -> list[Step]:
        """Date undated reports anew by what came and went; the steps that were and that are."""
        changed: list[Step] = []
        of_reports: set[int] = set()
        for part in parts(sorted(self._days)):
            told = tables.step_days.c
            rows = self._connection.execute(
                select(events.c.report)
                .join_from(tables.step_days, events, events.c.key == told.event)
                .where(told.day.in_(part), told.dated.is_(False))
            )
            of_reports.update(rows.scalars())
        for part in parts(sorted(of_reports)):
            held = self.datings(part)
            for report, telling in self._tellings.of(part).items():
                was = self.of_events(telling.keys.values())
                dating = self._dating(was.values())
                if dating == held.get(report):
                    continue
                self._take_out(was)
                tolds = [placed(told, dating) for told in telling.tolds]
                changed += [*was.values(), *self._insert(tolds, telling.keys)]
                row = {"report": report, **msgspec.structs.asdict(dating)} if dating else None
                self._connection.execute(delete(tables.datings).where(tables.datings.c.report == report))
                insert(self._connection, tables.datings, [row] if row else [])
        self._days.clear()
        return changed

    def datings(self, report_keys: Iterable[int]) -> dict[int, Dating]:
        """What dates undated reports, of those that something dates."""
        found: dict[int, Dating] = {}
        for part in parts(sorted(set(report_keys))):
            rows = select(tables.datings).where(tables.datings.c.report.in_(part))
            found.update({row.report: Dating(row.day, row.latest) for row in self._connection.execute(rows)})
        return found

    def _dating(self, steps: Iterable[Step]) -> Dating | None:
        """What dates the undated report of these steps."""
        undated = [step for step in steps if step.yearless]
        told = tables.step_days.c
        days = sorted({day for step in undated for day, _ in _days_told(step)})
        rows = self._connection.execute(select(told.event).where(told.day.in_(days), told.dated.is_(True)))
        found = self.of_events(rows.scalars())
        return dating_of(undated, found.values()) if found else None

    def _insert(self, tolds: Collection[Told], keys: Mapping[str, int]) -> list[Step]:
        found = {keys[told.id]: step for told in tolds if (step := step_of(told))}
        insert(
            self._connection,
            tables.steps,
            [{"event": key, "record": msgspec.msgpack.encode(step)} for key, step in found.items()],
        )
        insert(
            self._connection,
            tables.step_pairs,
            [
                {"pair": number_of(sides), "day": day_number(step.begun), "event": key}
                for key, step in found.items()
                if step.begun
                for sides in two_of(step.sides)
            ],
        )
        days = [(*told, key) for key, step in found.items() for told in _days_told(step)]
        insert(
            self._connection,
            tables.step_days,
            [{"day": day, "dated": dated, "event": key} for day, dated, key in days],
        )
        self._days.update(day for day, _, _ in days)
        return list(found.values())

    def _take_out(self, steps: Mapping[int, Step]) -> None:
        self._days.update(day for step in steps.values() for day, _ in _days_told(step))
        for part in parts(sorted(steps)):
            for table in (tables.steps, tables.step_pairs, tables.step_days):
                self._connection.execute(delete(table).where(table.c.event.in_(part)))
        for key in steps:
            self._kept.pop(key, None)


def number_of(sides: Sides) -> int:
    """Two sides as a whole number of 64 bits: some millions of pairs have each their own."""
    return int.from_bytes(blake2b("|".join(sides).encode(), digest_size=8).digest(), "big", signed=True)


def day_number(day: str) -> int:
    """An ISO day or its beginning as a number in the same order: 20310306, 20310300, 20310000, 0 for none."""
    return int(day.replace("-", "").ljust(8, "0")) if day else 0


def day_of_number(number: int) -> str:
    """The ISO day or its beginning again."""
    year, month, day = f"{number:08d}"[:4], f"{number:08d}"[4:6], f"{number:08d}"[6:]
    return "-".join(part for part in (year, month, day) if part != "00") if number else ""


def _days_told(step: Step) -> list[tuple[int, bool]]:
    """The day of the year, type and place by which it dates a report (True) or is dated, as a number."""
    if not step.place or step.occurrence != "actual" or not (step.doers and step.others):
        return []
    if step.yearless:
        return [(_told_on(step, step.yearless[2:]), False)]
    if step.published and step.day and len(step.day) == 10:
        return [(_told_on(step, step.day[5:]), True)]
    return []


def _told_on(step: Step, day: str) -> int:
    return crc32(f"{day}|{step.type}|{step.place}".encode()) - (1 << 31)
