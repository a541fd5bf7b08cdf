"""Accords and demarches kept up to date: those that changed events, mentions or incidents can touch."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec
from sqlalchemy import Connection, delete, func, or_, select

from demarche.collate.accord_mentions import AccordMention, accord_mentions
from demarche.collate.accords import accord_of, groups_of
from demarche.collate.bearing import Matter, bearing_of
from demarche.collate.demarches import demarches_of, makings_in, matter_of, pairs_asked
from demarche.collate.order import day_of
from demarche.collate.sequels import CourseDays, IncidentOf, course_days
from demarche.collate.steps import Chronicle, Step, step_of
from demarche.ledger import collated_rows
from demarche.ledger import collation_tables as tables
from demarche.ledger.parts import insert, parts
from demarche.ledger.tables import events, reports
from demarche.ledger.telling import Telling, Tellings

Pair = tuple[str, str]  # keys of who asks and who is asked


class Courses:
    """One run's accords and demarches, in the connection's transaction.

    `touched`: keys of events whose incident was made anew.
    """

    def __init__(self, connection: Connection, tellings: Tellings) -> None:
        self.touched: set[int] = set()
        self._connection = connection
        self._tellings = tellings
        self._gone: list[Step] = []
        self._pairs: set[Pair] = set()
        self._mentions_changed = False
        self._latest = self._latest_day()

    def forget(self, report_keys: Sequence[int]) -> None:
        """Reports leave: what their events were part of has to be made anew."""
        ask = self._connection.execute
        own = select(events.c.key).where(events.c.report.in_(report_keys))
        rows = ask(select(tables.steps.c.record).where(tables.steps.c.event.in_(own))).scalars()
        self._gone += [msgspec.json.decode(row, type=Step) for row in rows]
        asked = select(tables.askings.c.asker, tables.askings.c.asked).where(tables.askings.c.event.in_(own))
        self._pairs.update((row.asker, row.asked) for row in ask(asked))
        for table in (tables.steps, tables.step_sides, tables.askings):
            ask(delete(table).where(table.c.event.in_(own)))
        gone = ask(delete(tables.accord_mentions).where(tables.accord_mentions.c.report.in_(report_keys)))
        self._mentions_changed |= gone.rowcount > 0

    def take_in(self, batch: Mapping[int, Telling]) -> None:
        """New reports: their steps, what they ask, the agreements that they name."""
        steps, sides, askings, mentions = [], [], [], []
        for report, telling in batch.items():
            for told in telling.tolds:
                event = telling.keys[told.id]
                step = step_of(told)
                if step is not None:
                    steps.append({"event": event, "record": collated_rows.encode(step)})
                    cast = step.cast.doers | step.cast.others
                    day = step.order[0] if step.day else ""
                    sides += [{"side": side, "day": day, "event": event} for side in sorted(cast)]
                askings += [
                    {"asker": asker.key, "asked": asked.key, "event": event}
                    for asker, asked in pairs_asked(told)
                ]
            named = accord_mentions(telling.report, telling.reading, telling.tolds)
            mentions += [
                {"report": report, "position": position, "record": collated_rows.encode(mention)}
                for position, mention in enumerate(named)
            ]
        insert(self._connection, tables.steps, steps)
        insert(self._connection, tables.step_sides, sides)
        insert(self._connection, tables.askings, askings)
        insert(self._connection, tables.accord_mentions, mentions)
        self._mentions_changed |= bool(mentions)

    def bring_up_to_date(self) -> None:
        """Make anew the accords and demarches that were touched."""
        self._accords()
        self._demarches()

    def _accords(self) -> None:
        ask = self._connection.execute
        touching = self._touching(tables.accord_events.c.accord, tables.accord_events.c.event)
        if not (self._mentions_changed or touching):
            return
        rows = ask(
            select(tables.accord_mentions.c.record).order_by(
                tables.accord_mentions.c.report, tables.accord_mentions.c.position
            )
        ).scalars()
        groups = groups_of(msgspec.json.decode(row, type=AccordMention) for row in rows)
        held = {row.mentions: row.key for row in ask(select(tables.accords.c.mentions, tables.accords.c.key))}
        wanted = {_digest(group.mentions): group.mentions for group in groups}
        gone = [key for digest, key in held.items() if digest not in wanted or key in touching]
        for part in parts(gone):
            ask(delete(tables.accords).where(tables.accords.c.key.in_(part)))
        for digest, mentions in wanted.items():
            if held.get(digest) is not None and held[digest] not in touching:
                continue
            key_of = self._keys_of_ids({id_ for m in mentions for id_ in (*m.events, *m.beside)})
            tolds = {told.id: told for told in self._tellings.of_events(key_of.values()).values()}
            accord = accord_of(mentions, tolds, self._incident_of(key_of.values()), {})
            collated_rows.insert_accord(self._connection, accord, digest, key_of)

    def _demarches(self) -> None:
        affected = self._affected()
        if not affected:
            return
        ask = self._connection.execute
        for asker, asked in sorted(affected):
            ask(
                delete(tables.demarches).where(
                    tables.demarches.c.asker == asker, tables.demarches.c.asked == asked
                )
            )
            own = ask(
                select(tables.askings.c.event).where(
                    tables.askings.c.asker == asker, tables.askings.c.asked == asked
                )
            ).scalars()
            tolds = self._tellings.of_events(own)
            makings = {
                pair: told
                for pair, told in makings_in(tolds.values()).items()
                if (pair[0].key, pair[1].key) == (asker, asked)
            }
            if not makings:
                continue
            keys = {told.id: key for key, told in tolds.items()}
            days = course_days(day_of(told) for told in tolds.values())
            thirds = {key for pair in makings for told in makings[pair] for key in matter_of(told, *pair)}
            steps = self._steps_that_bear(Matter(asker, asked, frozenset(thirds)), days)
            keys |= {step.id: key for key, step in steps.items()}
            incident_of = self._incident_of(keys.values())
            chronicle, latest = Chronicle(steps.values()), self._latest_day()
            for demarche in demarches_of(makings, chronicle, incident_of, {}, latest):
                collated_rows.insert_demarche(self._connection, demarche, asker, asked, keys)

    def _affected(self) -> set[Pair]:
        """Who asks whom where a making, a step that bears, or the passing of a deadline may have changed."""
        ask = self._connection.execute
        pairs = set(self._pairs)
        steps = list(self._gone)
        for part in parts(sorted(self.touched)):
            steps += [
                msgspec.json.decode(row, type=Step)
                for row in ask(select(tables.steps.c.record).where(tables.steps.c.event.in_(part))).scalars()
            ]
            asked = select(tables.askings.c.asker, tables.askings.c.asked)
            pairs.update((row.asker, row.asked) for row in ask(asked.where(tables.askings.c.event.in_(part))))
        by_side: dict[str, list[Step]] = {}
        for step in steps:
            for side in step.cast.doers | step.cast.others:
                by_side.setdefault(side, []).append(step)
        later = self._latest_day() != self._latest
        for row in ask(
            select(
                tables.demarches.c.asker,
                tables.demarches.c.asked,
                tables.demarches.c.matter,
                tables.demarches.c.deadline,
                tables.demarches.c.outcome,
            )
        ):
            pair = (row.asker, row.asked)
            if pair in pairs:
                continue
            matter = Matter(
                row.asker, row.asked, frozenset(msgspec.json.decode(row.matter, type=tuple[str, ...]))
            )
            near = {id(s): s for side in (*row.asker.split("+"), row.asked) for s in by_side.get(side, ())}
            if (later and row.deadline and row.outcome in ("open", "ignored")) or any(
                bearing_of(step.type, step.occurrence, step.cast, matter) for step in near.values()
            ):
                pairs.add(pair)
        return pairs

    def _steps_that_bear(self, matter: Matter, days: CourseDays) -> dict[int, Step]:
        """The steps within the days that bear on a matter, by the keys of their events."""
        sides = tables.step_sides.c
        own, any_of = (
            (*matter.asker.split("+"), matter.asked),
            {matter.asked, *matter.asker.split("+"), *matter.thirds},
        )
        within = [or_(sides.day == "", sides.day.between(days.first[:4], days.last))] if days.first else []
        # two of those concerned take part, one of them who asks or is asked
        which = select(sides.event).where(sides.side.in_(sorted(own)), *within)
        meeting = (
            select(sides.event)
            .where(sides.side.in_(sorted(any_of)), sides.event.in_(which))
            .group_by(sides.event)
            .having(func.count() > 1)
        )
        rows = self._connection.execute(select(tables.steps).where(tables.steps.c.event.in_(meeting)))
        steps = ((row.event, msgspec.json.decode(row.record, type=Step)) for row in rows)
        return {
            key: step
            for key, step in steps
            if days.hold(step) and bearing_of(step.type, step.occurrence, step.cast, matter)
        }

    def _incident_of(self, event_keys: Iterable[int]) -> dict[str, IncidentOf]:
        found: dict[str, IncidentOf] = {}
        for part in parts(sorted(set(event_keys))):
            rows = self._connection.execute(
                select(events.c.id, tables.incidents.c.id.label("incident"), tables.incidents.c.title)
                .join_from(tables.incident_events, events, events.c.key == tables.incident_events.c.event)
                .join(tables.incidents, tables.incidents.c.key == tables.incident_events.c.incident)
                .where(events.c.key.in_(part))
            )
            found.update({row.id: IncidentOf(row.incident, row.title) for row in rows})
        return found

    def _touching(self, wanted: object, event: object) -> set[int]:
        found: set[int] = set()
        for part in parts(sorted(self.touched)):
            found.update(self._connection.execute(select(wanted).where(event.in_(part))).scalars())  # type: ignore[attr-defined,call-overload]
        return found

    def _keys_of_ids(self, ids: Collection[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for part in parts(sorted(ids)):
            rows = self._connection.execute(
                select(events.c.id, events.c.key)
                .join_from(events, reports, reports.c.key == events.c.report)
                .where(events.c.id.in_(part), reports.c.superseded_by.is_(None))
            )
            found.update({row.id: row.key for row in rows})
        return found

    def _latest_day(self) -> str | None:
        """The last day on which a report that was collated was published."""
        latest: str | None = self._connection.execute(
            select(func.max(reports.c.published_to))
            .join_from(tables.collated, reports, reports.c.key == tables.collated.c.report)
            .where(reports.c.superseded_by.is_(None))
        ).scalar()
        return latest


def _digest(mentions: Sequence[AccordMention]) -> str:
    told = sorted(
        f"{m.outlet}|{m.report_id}|{m.agreement.start}|{m.agreement.name}|{m.date}" for m in mentions
    )
    return hashlib.sha256(
        "\n".join((*told, *(id_ for m in mentions for id_ in m.events))).encode()
    ).hexdigest()
