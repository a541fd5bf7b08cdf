"""Bringing what is collated up to date: only what new, corrected or decided reports can touch is made anew.

What comes out is the same whatever the order in which reports came, at once or one by one: pairs of events
are judged by themselves, and happenings grow only within what hangs together by such pairs.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing

import msgspec
from sqlalchemy import Connection, delete, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from demarche.collate.copies.copying import copying_of
from demarche.collate.copies.sketches import Sketch, bands_of, may_be_copies, sketch_of
from demarche.collate.copies.versions import page_key
from demarche.collate.copies.wording import Wording, wording_of
from demarche.collate.version import collation_version
from demarche.ledger import filing
from demarche.ledger.collation_tables import (
    bands,
    collated,
    copies,
    decisions,
    gists,
    incident_events,
    incidents,
    links,
    meeting_keys,
)
from demarche.ledger.courses import Courses
from demarche.ledger.grouping import Grouping
from demarche.ledger.meeting import Meeting
from demarche.ledger.parts import insert, parts
from demarche.ledger.tables import events, readings, reports
from demarche.ledger.telling import Telling, Tellings
from demarche.ledger.voices import joined_by_copies
from demarche.records import Decision

BATCH = 200  # reports taken in at once
_WORDINGS = 2000  # reports' wordings at hand: some 3 KiB each
Progress = Callable[[int], None]


class Collated(msgspec.Struct, frozen=True, kw_only=True):
    """What one run did: reports taken in, incidents made or made anew, and those left as they were."""

    reports: int
    incidents: int
    kept: int


class Collating:
    """One run, in the connection's transaction: it sees one state, and nobody else collates beside it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.decisions = held_decisions(connection)
        self._tellings = Tellings(connection, self.decisions)
        self._touched: set[int] = set()  # events whose incidents have to be made anew
        self._meeting = Meeting(connection, self._tellings)
        self._courses = Courses(connection, self._tellings)
        self._grouping = Grouping(connection, self._tellings, self.decisions, self._courses)
        self._wordings: dict[int, Wording] = {}

    def run(self, touched: Iterable[int] = (), progress: Progress | None = None) -> Collated:
        """Take in what has come since the last run; `touched`: events that a decision speaks of."""
        with closing(self._tellings):
            return self._run(touched, progress)

    def _run(self, touched: Iterable[int], progress: Progress | None) -> Collated:
        self._touched.update(touched)
        self._let_go()
        pending = self._pending()
        for keys in parts(pending, BATCH):
            self._take_in(self._tellings.of(keys))
            if progress:
                progress(len(keys))
        self._meeting.compare()
        made = self._grouping.make(self._touched)
        self._courses.bring_up_to_date()
        held = self._connection.execute(select(func.count()).select_from(incidents)).scalar_one()
        return Collated(reports=len(pending), incidents=made, kept=held - made)

    def forget(self, report_keys: Sequence[int]) -> None:
        """Undo what was collated of some reports, so that the run takes them in anew, if they are current."""
        for part in parts(report_keys):
            own = select(events.c.key).where(events.c.report.in_(part))
            self._touch_voices(part)
            # what they linked to may hang together otherwise without them
            for one, other in ((links.c.event, links.c.other), (links.c.other, links.c.event)):
                self._touched.update(self._connection.execute(select(other).where(one.in_(own))).scalars())
            self._courses.forget(part)
            for table in (meeting_keys, gists, links, incident_events):
                self._connection.execute(delete(table).where(table.c.event.in_(own)))
            self._connection.execute(delete(links).where(links.c.other.in_(own)))
            self._connection.execute(delete(collated).where(collated.c.report.in_(part)))
            # what they told is told no more, unless they are taken in anew
            self._touched.difference_update(self._connection.execute(own).scalars())

    def _let_go(self) -> None:
        """Superseded reports and what other rules collated leave; what was read anew has left already."""
        gone = self._connection.execute(
            select(collated.c.report)
            .join_from(collated, reports, reports.c.key == collated.c.report)
            .where(or_(reports.c.superseded_by.is_not(None), collated.c.version != collation_version()))
        ).scalars()
        self.forget(list(gone))
        held = (
            select(incident_events.c.incident, func.count().label("held"))
            .group_by(incident_events.c.incident)
            .subquery()
        )
        short = (
            select(incidents.c.key)
            .join_from(incidents, held, held.c.incident == incidents.c.key, isouter=True)
            .where(func.coalesce(held.c.held, 0) != incidents.c.events)
        )
        if self._connection.execute(short.limit(1)).first() is not None:
            self._courses.forget_vanished()
        self._touch_incidents_with(incident_events.c.incident.in_(short))
        self._connection.execute(delete(incidents).where(incidents.c.key.in_(short)))

    def _touch_incidents_with(self, condition: ColumnElement[bool]) -> None:
        which = select(incident_events.c.incident).where(condition)
        rows = select(incident_events.c.event).where(incident_events.c.incident.in_(which))
        self._touched.update(self._connection.execute(rows).scalars())

    def _pending(self) -> Sequence[int]:
        return (
            self._connection.execute(
                select(readings.c.report)
                .join_from(readings, reports, reports.c.key == readings.c.report)
                .where(reports.c.superseded_by.is_(None), readings.c.report.not_in(select(collated.c.report)))
                .order_by(readings.c.report)
            )
            .scalars()
            .all()
        )

    def _take_in(self, batch: dict[int, Telling]) -> None:
        ask = self._connection.execute
        sketches = {}
        for key, telling in batch.items():
            report = telling.report
            sketches[key] = sketch_of(page_key(report), report.text, report.title, published=report.published)
        ask(
            collated.insert(),
            [
                {
                    "report": key,
                    "page": sketch.key,
                    "version": collation_version(),
                    "sketch": msgspec.msgpack.encode(sketch),
                }
                for key, sketch in sketches.items()
            ],
        )
        insert(
            self._connection,
            bands,
            [{"band": band, "report": key} for key, sketch in sketches.items() for band in bands_of(sketch)],
        )
        self._find_copies(sketches)
        new = {
            telling.keys[told.id]: telling.keys[told.about] if told.about else None
            for telling in batch.values()
            for told in telling.tolds
        }
        self._meeting.take_in(new)
        self._touched.update(new)
        self._courses.take_in(batch)

    def _find_copies(self, sketches: dict[int, Sketch]) -> None:
        """Compare the new reports with all whose sketches are like theirs, and keep which are copies."""
        ask = self._connection.execute
        mine, theirs = bands.alias(), bands.alias()
        shared: dict[tuple[int, int], int] = {}
        for part in parts(sorted(sketches)):
            rows = ask(
                select(mine.c.report, theirs.c.report.label("other"), func.count())
                .join_from(mine, theirs, mine.c.band == theirs.c.band)
                .where(mine.c.report.in_(part), theirs.c.report != mine.c.report)
                .group_by(mine.c.report, theirs.c.report)
            )
            shared.update({(min(one, other), max(one, other)): count for one, other, count in rows})
        others = {key for pair in shared for key in pair} - sketches.keys()
        known = dict(sketches)
        for part in parts(sorted(others)):
            for row in ask(select(collated.c.report, collated.c.sketch).where(collated.c.report.in_(part))):
                known[row.report] = msgspec.msgpack.decode(row.sketch, type=Sketch)
        likely = [
            (one, other)
            for (one, other), count in sorted(shared.items())
            if may_be_copies(known[one], known[other], count)
        ]
        copied: set[int] = set()
        for some in parts(likely):
            held = self._tellings.of({key for pair in some for key in pair})
            for one, other in some:
                copying = copying_of(self._wording(one, held[one]), self._wording(other, held[other]))
                if copying is not None:
                    ask(copies.insert(), {"report": one, "other": other, "record": filing.encode(copying)})
                    copied.update((one, other))
        self._touch_voices(copied)

    def _wording(self, key: int, telling: Telling) -> Wording:
        if key not in self._wordings:
            if len(self._wordings) >= _WORDINGS:
                self._wordings.clear()
            self._wordings[key] = wording_of(telling.report.text, telling.report.title)
        return self._wordings[key]

    def _touch_voices(self, report_keys: Iterable[int]) -> None:
        """Who speaks with one voice bears on every incident that any of them tells."""
        for keys in parts(sorted(joined_by_copies(self._connection, report_keys))):
            own = select(events.c.key).where(events.c.report.in_(keys))
            self._touch_incidents_with(incident_events.c.event.in_(own))


def held_decisions(connection: Connection) -> tuple[Decision, ...]:
    """All decisions, undone ones too, in the order in which they were kept."""
    rows = connection.execute(select(decisions.c.record).order_by(decisions.c.key)).scalars()
    return tuple(msgspec.json.decode(row, type=Decision) for row in rows)
