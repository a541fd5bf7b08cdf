"""Accords and demarches kept up to date: those that changed events, mentions or incidents can touch."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

import msgspec
from sqlalchemy import Connection, delete, func, select, tuple_

from demarche.collate.courses.accord_groups import groups_of
from demarche.collate.courses.accord_mentions import AccordMention, accord_mentions
from demarche.collate.courses.accords import accord_of
from demarche.collate.courses.asking import Pair, makings_in, pairs_asked
from demarche.collate.courses.bearing import Matter, bearing_of
from demarche.collate.courses.dating import placed
from demarche.collate.courses.demarches import about_of, demarches_of
from demarche.collate.courses.sequels import IncidentOf, course_days
from demarche.collate.courses.steps import Chronicle, Step
from demarche.collate.telling.told import Told
from demarche.ledger import collated_rows
from demarche.ledger import collation_tables as tables
from demarche.ledger.event_keys import event_keys
from demarche.ledger.parts import insert, parts
from demarche.ledger.step_rows import StepRows
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

    def take_in(self, batch: Mapping[int, Telling]) -> None:
        """New reports: their steps, what they ask, the agreements that they name."""
        self._steps.keep(batch)
        askings, mentions = [], []
        for report, telling in batch.items():
            self.touched.update(telling.keys[told.id] for told in telling.tolds)
            self._taken.add(report)
            askings += [
                {"asker": asker, "asked": asked, "event": telling.keys[told.id]}
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
            accord = accord_of(mentions, tolds, self.incident_of(key_of.values()), {})
            collated_rows.insert_accord(self._connection, accord, digest, key_of)

    def _demarches(self) -> None:
        affected = self._affected()
        asked = tables.askings.c
        for some in parts(sorted(affected), 200):
            wanted = set(some)
            self._connection.execute(
                delete(tables.demarches).where(
                    tuple_(tables.demarches.c.asker, tables.demarches.c.asked).in_(some)
                )
            )
            rows = self._connection.execute(
                select(asked.event).where(tuple_(asked.asker, asked.asked).in_(some)).distinct()
            )
            tolds = self._dated(self._tellings.of_events(rows.scalars()))
            keys = {told.id: key for key, told in tolds.items()}
            for pair, makings in makings_in(tolds.values()).items():
                if (pair[0].key, pair[1].key) in wanted:
                    self._make(pair, makings, keys)

    def _make(self, pair: Pair, makings: Sequence[Told], keys: Mapping[str, int]) -> None:
        """The threads of who asks whom."""
        asker, asked = pair
        matter = Matter(asker.key, asked.key, frozenset(about_of(makings, asker, asked)))
        days = course_days(makings)
        steps = self._steps.that_may_bear(matter, days)
        key_of = {step.id: key for key, step in steps.items()} | {t.id: keys[t.id] for t in makings}
        found = demarches_of(
            {pair: makings}, Chronicle(steps.values()), self.incident_of(key_of.values()), {}, self._now
        )
        for demarche in found:
            collated_rows.insert_demarche(self._connection, demarche, matter, days, key_of)

    def _dated(self, tolds: Mapping[int, Told]) -> dict[int, Told]:
        """The events, those of undated reports with the year that other reports give."""
        found = dict(tolds)
        undated = sorted(key for key, told in tolds.items() if told.published is None)
        for part in parts(undated):
            rows = self._connection.execute(
                select(events.c.key, events.c.report).where(events.c.key.in_(part))
            )
            for key, report in rows.all():
                telling = self._tellings.of([report])[report]
                dating = self._steps.dating(self._steps.of_events(telling.keys.values()).values())
                found[key] = placed(tolds[key], dating)
        return found

    def _affected(self) -> set[Sides]:
        """Who asks whom where a making, a step that bears, or the passing of a deadline may have changed."""
        ask = self._connection.execute
        pairs = set(self._pairs)
        steps = [*self._changed, *self._steps.of_events(self.touched).values()]
        self._now = self._latest_day()
        for part in parts(
            sorted(self.touched.union(event_keys(self._connection, {s.id for s in self._changed}).values()))
        ):
            asked = select(tables.askings.c.asker, tables.askings.c.asked)
            pairs.update((row.asker, row.asked) for row in ask(asked.where(tables.askings.c.event.in_(part))))
        by_side: dict[str, list[Step]] = {}
        for step in steps:
            for side in step.sides:
                by_side.setdefault(side, []).append(step)
        columns = tables.demarches.c
        for row in ask(
            select(
                columns.asker,
                columns.asked,
                columns.matter,
                columns.deadline,
                columns.outcome,
            )
        ):
            pair = (row.asker, row.asked)
            if pair in pairs:
                continue
            if row.deadline and row.outcome in ("open", "ignored") and self._now != self._latest:
                pairs.add(pair)
                continue
            reach = msgspec.json.decode(row.matter, type=collated_rows.Reach)
            matter = Matter(*pair, frozenset(reach.thirds))
            near = {
                step.id: step for side in (*matter.askers, matter.asked) for step in by_side.get(side, ())
            }
            if any(
                reach.days.may_hold(step) and bearing_of(step.type, step.occurrence, step.cast, matter)
                for step in near.values()
            ):
                pairs.add(pair)
        return pairs

    def incident_of(self, event_keys: Iterable[int]) -> dict[str, IncidentOf]:
        """By event id, the incident that holds the event."""
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


def _digest(mentions: Sequence[AccordMention]) -> str:
    told = sorted(
        f"{m.outlet}|{m.report_id}|{m.agreement.start}|{m.agreement.name}|{m.date}" for m in mentions
    )
    return hashlib.sha256(
        "\n".join((*told, *(id_ for m in mentions for id_ in (*m.events, *m.beside)))).encode()
    ).hexdigest()
