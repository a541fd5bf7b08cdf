"""Accords and demarches kept up to date: those that changed events, mentions or incidents can touch."""

import hashlib
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, func, select, tuple_

from demarche.collate.courses.accord_groups import groups_of
from demarche.collate.courses.accord_mentions import AccordMention, accord_mentions
from demarche.collate.courses.accords import accord_of
from demarche.collate.courses.asking import Pair, makings_in, pairs_asked
from demarche.collate.courses.bearing import Matter
from demarche.collate.courses.chronicle import Chronicle, sides_of_matter, two_of
from demarche.collate.courses.dating import placed
from demarche.collate.courses.demarches import about_of, demarche_of
from demarche.collate.courses.sequels import IncidentOf, course_of
from demarche.collate.courses.steps import Step
from demarche.collate.courses.threads import threads_of
from demarche.collate.days import days_of
from demarche.collate.telling.told import Told
from demarche.ledger import collated_rows
from demarche.ledger import collation_tables as tables
from demarche.ledger.event_keys import event_keys
from demarche.ledger.parts import insert, parts
from demarche.ledger.step_rows import StepRows, day_number, number_of
from demarche.ledger.tables import events, reports
from demarche.ledger.telling import Telling, Tellings

Sides = tuple[str, str]  # keys of who asks and who is asked


class Courses:
    """One run's accords and demarches, in the connection's transaction.

    `touched`: keys of events that are new, or whose incident has another id or title than before.
    """

    def __init__(self, connection: Connection, tellings: Tellings) -> None:
        self.touched: set[int] = set()
        self._connection = connection
        self._tellings = tellings
        self._steps = StepRows(connection, tellings)
        self._changed: list[Step] = []  # steps that are no more, or were dated anew
        self._vanished: list[tuple[int, int]] = []  # two sides and a day of steps that are no more
        self._pairs: set[Sides] = set()
        self._taken: set[int] = set()  # reports
        self._mentions_changed = False
        self._latest = self._latest_day()

    def forget(self, report_keys: Sequence[int]) -> None:
        """Reports leave: what their events were part of has to be made anew."""
        ask = self._connection.execute
        own = select(events.c.key).where(events.c.report.in_(report_keys))
        self._changed += self._steps.forget(report_keys)
        asked = select(tables.askings.c.asker, tables.askings.c.asked).where(tables.askings.c.event.in_(own))
        self._pairs.update((row.asker, row.asked) for row in ask(asked))
        ask(delete(tables.askings).where(tables.askings.c.event.in_(own)))
        gone = ask(delete(tables.accord_mentions).where(tables.accord_mentions.c.report.in_(report_keys)))
        self._mentions_changed |= gone.rowcount > 0

    def forget_vanished(self) -> None:
        """As `forget`, of reports whose readings are gone already."""
        ask, askings = self._connection.execute, tables.askings
        self._vanished += self._steps.forget_vanished()
        gone = ask(
            select(askings.c.asker, askings.c.asked, askings.c.event)
            .join_from(askings, tables.gists, tables.gists.c.event == askings.c.event, isouter=True)
            .where(tables.gists.c.event.is_(None))
        ).all()
        self._pairs.update((row.asker, row.asked) for row in gone)
        for part in parts(sorted({row.event for row in gone})):
            ask(delete(askings).where(askings.c.event.in_(part)))

    def take_in(self, batch: Mapping[int, Telling]) -> None:
        """New reports: their steps, what they ask, the agreements that they name."""
        self._steps.keep(batch)
        askings, mentions = [], []
        for report, telling in batch.items():
            self.touched.update(telling.keys[told.id] for told in telling.tolds)
            self._taken.add(report)
            askings += [
                {
                    "asker": asker,
                    "asked": asked,
                    "event": telling.keys[told.id],
                    "report": report,
                    "record": collated_rows.packed(told),
                }
                for told in telling.tolds
                for asker, asked in sorted({(pair[0].key, pair[1].key) for pair in pairs_asked(told)})
            ]
            named = accord_mentions(telling.report, telling.reading, telling.tolds)
            mentions += [
                {"report": report, "position": position, "record": collated_rows.encode(mention)}
                for position, mention in enumerate(named)
            ]
        insert(self._connection, tables.askings, askings)
        insert(self._connection, tables.accord_mentions, mentions)
        self._mentions_changed |= bool(mentions)

    def bring_up_to_date(self) -> None:
        """Make anew the accords and demarches that were touched."""
        self._accords()
        self._changed += self._steps.redate()
        self._demarches()

    def _accords(self) -> None:
        ask = self._connection.execute
        touching = self._touching_accords()
        if not (self._mentions_changed or touching):
            return
        rows = ask(
            select(tables.accord_mentions.c.report, tables.accord_mentions.c.record).order_by(
                tables.accord_mentions.c.report, tables.accord_mentions.c.position
            )
        )
        report_of = {}
        for row in rows:
            report_of[msgspec.json.decode(row.record, type=AccordMention)] = row.report
        groups = groups_of(report_of)
        held = {row.mentions: row.key for row in ask(select(tables.accords.c.mentions, tables.accords.c.key))}
        wanted = {_digest(group.mentions): group.mentions for group in groups}
        anew = {
            digest
            for digest, mentions in wanted.items()
            if held.get(digest) is None
            or held[digest] in touching
            or any(report_of[mention] in self._taken for mention in mentions)
        }
        gone = [key for digest, key in held.items() if digest not in wanted or digest in anew]
        for part in parts(gone):
            ask(delete(tables.accords).where(tables.accords.c.key.in_(part)))
        for digest in sorted(anew):
            mentions = wanted[digest]
            key_of = event_keys(self._connection, {id_ for m in mentions for id_ in (*m.events, *m.beside)})
            tolds = {told.id: told for told in self._tellings.of_events(key_of.values()).values()}
            held_by = self.incidents_of(key_of.values())
            incident_of = {id_: held_by[key] for id_, key in key_of.items() if key in held_by}
            accord = accord_of(mentions, tolds, incident_of, {})
            collated_rows.insert_accord(self._connection, accord, digest, key_of)

    def _demarches(self) -> None:
        ask = self._connection.execute
        asked, made = tables.askings.c, tables.demarches.c
        for some in parts(sorted(self._affected()), 100):
            ask(delete(tables.demarches).where(tuple_(made.asker, made.asked).in_(some)))
            rows = ask(select(tables.askings).where(tuple_(asked.asker, asked.asked).in_(some)))
            of_sides: dict[Sides, list[Row[Any]]] = {}
            for row in rows:
                of_sides.setdefault((row.asker, row.asked), []).append(row)
            for sides, found in sorted(of_sides.items()):
                self._make(sides, found)

    def _make(self, sides: Sides, rows: Sequence[Row[Any]]) -> None:
        """The threads of who asks whom."""
        datings = self._steps.datings(row.report for row in rows)
        tolds = {}
        for row in rows:
            told = collated_rows.unpacked(row.record, Told)
            tolds[told.id] = placed(told, datings.get(row.report))
        event_of = {id_: row.event for id_, row in zip(tolds, rows, strict=True)}
        report_of = {id_: row.report for id_, row in zip(tolds, rows, strict=True)}
        for pair, makings in makings_in(tolds.values()).items():
            if (pair[0].key, pair[1].key) == sides:
                for thread in threads_of(makings, *pair):
                    own = {told.id: event_of[told.id] for told in thread}
                    undated = {report_of[told.id] for told in thread if told.published is None}
                    self._make_thread(pair, thread, own, undated)

    def _make_thread(
        self, pair: Pair, thread: Sequence[Told], own: Mapping[str, int], undated: Collection[int]
    ) -> None:
        """One thread; `own`: the keys of its events by id, `undated`: the keys of its undated reports."""
        matter = Matter(pair[0].key, pair[1].key, frozenset(about_of(thread, *pair)))
        course = course_of(thread, matter)
        near = self._steps.undated(undated)
        looked_at = []
        for sides in sides_of_matter(matter):
            found, days = self._steps.about(sides, course.reach)
            near += found
            looked_at.append((day_number(days.first), day_number(days.last)))
        steps = self._steps.of_events(near)
        key_of = {step.id: key for key, step in steps.items()} | dict(own)
        held_by = self.incidents_of(key_of.values())
        incident_of = {id_: held_by[key] for id_, key in key_of.items() if key in held_by}
        made = demarche_of(*pair, thread, Chronicle(steps.values()), incident_of, {}, self._now)
        reach = collated_rows.Reach(tuple(sorted(matter.thirds)), tuple(looked_at))
        collated_rows.insert_demarche(self._connection, made, pair, reach, key_of)

    def _affected(self) -> set[Sides]:
        """Who asks whom where a making, a step that bears, or the passing of a deadline may have changed."""
        ask = self._connection.execute
        self._now = self._latest_day()
        pairs = set(self._pairs)
        days: dict[int, list[int]] = {}  # on which steps of two sides came, went or changed
        for number, day in self._vanished:
            days.setdefault(number, []).append(day)
        for step in self._changed:
            for sides in two_of(step.sides):
                days.setdefault(number_of(sides), []).append(day_number(step.begun))
        changed = event_keys(self._connection, {step.id for step in self._changed})
        asked, step_pairs = tables.askings.c, tables.step_pairs.c
        held = ask(select(tables.demarches.c.key).limit(1)).first() is not None
        for part in parts(sorted(self.touched.union(changed.values()))):
            # of the report, not only of the event: what has no day bears on what its own report tells
            own = select(events.c.report).where(events.c.key.in_(part))
            rows = ask(select(asked.asker, asked.asked).where(asked.report.in_(own)))
            pairs.update((row.asker, row.asked) for row in rows)
            if held:
                for row in ask(select(step_pairs.pair, step_pairs.day).where(step_pairs.event.in_(part))):
                    days.setdefault(row.pair, []).append(row.day)
        for told in days.values():
            told.sort()
        made = tables.demarches.c
        for asker, asks_of, reach, deadline, outcome in ask(
            select(made.asker, made.asked, made.matter, made.deadline, made.outcome)
        ):
            sides = asker, asks_of
            if sides not in pairs and (
                self._is_overdue(deadline, outcome) or _is_reached(sides, reach, days)
            ):
                pairs.add(sides)
        return pairs

    def _is_overdue(self, deadline: str | None, outcome: str) -> bool:
        """Whether a deadline has passed since, or is yet to come again."""
        by, now = days_of(deadline), days_of(self._now)
        has_passed = by is not None and now is not None and now[0] > by[1]
        return (outcome == "open" and has_passed) or (outcome == "ignored" and not has_passed)

    def incidents_of(self, event_keys: Iterable[int]) -> dict[int, IncidentOf]:
        """By key of event, the incident that holds the event."""
        found: dict[int, IncidentOf] = {}
        for part in parts(sorted(set(event_keys))):
            own, incidents = tables.incident_events.c, tables.incidents.c
            rows = self._connection.execute(
                select(own.event, incidents.id, incidents.title)
                .join_from(tables.incident_events, tables.incidents, incidents.key == own.incident)
                .where(own.event.in_(part))
            )
            found.update({row.event: IncidentOf(row.id, row.title) for row in rows})
        return found

    def _touching_accords(self) -> set[int]:
        found: set[int] = set()
        for part in parts(sorted(self.touched)):
            about = select(tables.accord_events.c.accord).where(tables.accord_events.c.event.in_(part))
            found.update(self._connection.execute(about).scalars())
        return found

    def _latest_day(self) -> str | None:
        """The last day on which a report that was collated was published."""
        latest: str | None = self._connection.execute(
            select(func.max(reports.c.published_to))
            .join_from(tables.collated, reports, reports.c.key == tables.collated.c.report)
            .where(reports.c.superseded_by.is_(None))
        ).scalar()
        return latest


def _is_reached(sides: Sides, matter: str, days: Mapping[int, Sequence[int]]) -> bool:
    """Whether any of some days, by two sides, is one that a demarche's course was looked for on."""
    reach = msgspec.json.decode(matter, type=collated_rows.Reach)
    concerned = Matter(*sides, frozenset(reach.thirds))
    for two, (first, last) in zip(sides_of_matter(concerned), reach.looked_at, strict=True):
        told = days.get(number_of(two), ())
        at = bisect_left(told, first)
        if at < len(told) and told[at] <= last:
            return True
    return False


def _digest(mentions: Sequence[AccordMention]) -> str:
    told = sorted(
        f"{m.outlet}|{m.report_id}|{m.agreement.start}|{m.agreement.name}|{m.date}" for m in mentions
    )
    return hashlib.sha256(
        "\n".join((*told, *(id_ for m in mentions for id_ in (*m.events, *m.beside)))).encode()
    ).hexdigest()
