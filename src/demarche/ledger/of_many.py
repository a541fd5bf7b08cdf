"""What a ledger tells of many reports together: incidents, accords, demarches, copies, framing, decisions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Select, Table, case, delete, func, or_, select

from demarche.collate.copies.copying import Copying
from demarche.collate.copies.groups import CopyGroup, CopyLink, copy_groups, link_of
from demarche.collate.framing.counting import framing_of
from demarche.collate.incidents.linking import Link, links_among
from demarche.collate.version import collation_version
from demarche.errors import InputError
from demarche.ledger import collated_filters, listings
from demarche.ledger.collated_rows import encode, next_key
from demarche.ledger.collating import Collated, Collating, Progress, held_decisions
from demarche.ledger.collation_tables import (
    accords,
    collated,
    copies,
    decisions,
    demarches,
    incident_events,
    incidents,
)
from demarche.ledger.connected import Connected
from demarche.ledger.event_keys import event_keys
from demarche.ledger.parts import parts
from demarche.ledger.query import Query
from demarche.ledger.rows import Page
from demarche.ledger.tables import events, readings, reports
from demarche.ledger.telling import Tellings
from demarche.records import Accord, Decision, Demarche, Framing, Incident, Reading, Report

R = TypeVar("R", Incident, Accord, Demarche)
SHORTEST_PREFIX = 6
_ALL = Query(limit=None)

_INCIDENT_SORTS: listings.Sorts = {
    "date": (incidents.c.day_from, incidents.c.day_to),
    "reports": (incidents.c.reports,),
    "sources": (incidents.c.sources,),
    "disputes": (incidents.c.disputes,),
    "killed": (incidents.c.killed,),
    "type": (incidents.c.type,),
    "place": (incidents.c.place,),
    "title": (incidents.c.title_folded,),
    "confidence": (incidents.c.confidence,),
}
_ACCORD_SORTS: listings.Sorts = {
    "date": (accords.c.day_from, accords.c.day_to),
    "reports": (accords.c.reports,),
    "breaches": (accords.c.breaches,),
    "name": (accords.c.folded,),
}
_DEMARCHE_SORTS: listings.Sorts = {
    "date": (demarches.c.day_from, demarches.c.day_to),
    "last": (demarches.c.day_to,),
    "makings": (demarches.c.makings,),
    "title": (demarches.c.title,),
    # what is asked of nobody in particular is of second rank
    "open": (
        case((demarches.c.asked != "", 1), else_=0),
        case((demarches.c.outcome == "open", 1), else_=0),
        demarches.c.day_to,
    ),
}


class OfMany(Connected):
    """The part of a Ledger that speaks of reports together. What is collated is as of the last `collate`."""

    def collate(self, progress: Progress | None = None) -> Collated:
        """Bring incidents, accords and demarches up to date with the reports, whole or not at all."""
        with self._writing("collating") as connection:
            return Collating(connection).run(progress=progress)

    def pending(self) -> int:
        """How many reports are not collated yet, or were corrected since."""
        with self._reading() as connection:
            new = (
                select(func.count())
                .select_from(readings)
                .join(reports, reports.c.key == readings.c.report)
                .where(reports.c.superseded_by.is_(None), readings.c.report.not_in(select(collated.c.report)))
            )
            gone = (
                select(func.count())
                .select_from(collated)
                .join(reports, reports.c.key == collated.c.report)
                .where(or_(reports.c.superseded_by.is_not(None), collated.c.version != collation_version()))
            )
            return int(connection.execute(new).scalar_one() + connection.execute(gone).scalar_one())

    def incidents(self, q: Query = Query()) -> Page[Incident]:  # noqa: B008 - frozen
        """The incidents that match, by date, reports, sources, disputes, killed, type, place or title."""
        found = select(incidents.c.record).where(*collated_filters.of_incidents(q))
        return self._page(found, q, _INCIDENT_SORTS, "incidents", incidents, Incident)

    def each_incident(self, q: Query = _ALL) -> Iterator[Incident]:
        """The incidents that match, one after the other as the ledger stands at the first: for exports."""
        found = select(incidents.c.record).where(*collated_filters.of_incidents(q))
        order = listings.order(q, _INCIDENT_SORTS, "incidents")
        with self._reading() as connection:
            for row in listings.cut(connection, found.order_by(*order, incidents.c.id), q):
                yield msgspec.json.decode(row.record, type=Incident)

    def incident_ids(self) -> dict[str, str]:
        """By event id, the incident that the event is part of."""
        with self._reading() as connection:
            rows = connection.execute(
                select(events.c.id, incidents.c.id)
                .join_from(incident_events, incidents, incidents.c.key == incident_events.c.incident)
                .join(events, events.c.key == incident_events.c.event)
            )
            return {row[0]: row[1] for row in rows}

    def incident(self, id: str) -> Incident:
        """The incident of that id, or the only one whose id begins so. Raises InputError."""
        return self._one(id, incidents, Incident, "incident")

    def incident_of(self, event_id: str) -> Incident:
        """The incident that an event is part of. Raises InputError when there is none."""
        with self._reading() as connection:
            record = connection.execute(
                select(incidents.c.record)
                .join_from(incidents, incident_events, incident_events.c.incident == incidents.c.key)
                .join(events, events.c.key == incident_events.c.event)
                .where(events.c.id == event_id)
            ).scalar()
        if record is None:
            raise InputError(f"event {event_id!r} is in no incident of {self.name}; collate first")
        return msgspec.json.decode(record, type=Incident)

    def accords(self, q: Query = Query()) -> Page[Accord]:  # noqa: B008 - frozen
        """The agreements across reports that match, sorted by date, reports, breaches or name."""
        found = select(accords.c.record).where(*collated_filters.of_accords(q))
        return self._page(found, q, _ACCORD_SORTS, "agreements", accords, Accord)

    def accord(self, id: str) -> Accord:
        """The agreement of that id, or the only one whose id begins so. Raises InputError."""
        return self._one(id, accords, Accord, "agreement")

    def demarches(self, q: Query = Query(), *, outcome: str | None = None) -> Page[Demarche]:  # noqa: B008
        """The demarches that match, by date, last, makings, title or open; of one `outcome` where asked."""
        found = select(demarches.c.record).where(*collated_filters.of_demarches(q))
        if outcome is not None:
            found = found.where(demarches.c.outcome == outcome)
        return self._page(found, q, _DEMARCHE_SORTS, "demarches", demarches, Demarche)

    def demarche(self, id: str) -> Demarche:
        """The demarche of that id, or the only one whose id begins so. Raises InputError."""
        return self._one(id, demarches, Demarche, "demarche")

    def copies(self) -> tuple[CopyGroup, ...]:
        """The groups of reports whose news is mainly the same."""
        with self._reading() as connection:
            one, other = collated.alias(), collated.alias()
            rows = connection.execute(
                select(one.c.page, other.c.page, copies.c.record)
                .join_from(copies, one, one.c.report == copies.c.report)
                .join(other, other.c.report == copies.c.other)
            )
            return copy_groups(_copy_link(*row) for row in rows)

    def explain(self, id: str) -> tuple[Link, ...]:
        """Why the events of an incident are one: each pair compared, with scores and reasons."""
        incident = self.incident(id)
        with self._reading() as connection:
            keys = event_keys(connection, incident.events)
            tolds = Tellings(connection, held_decisions(connection)).of_events(keys.values())
        return links_among(tolds.values())

    def framing(self, q: Query = _ALL) -> Framing:
        """How the reports that match name, attribute and leave out (`demarche.collate.framing`)."""
        told = self.incidents(Query(since=q.since, until=q.until, min_reports=2, limit=None)).rows
        return framing_of(self._read(q), told)

    def decide(self, decision: Decision) -> Collated:
        """Keep a person's decision and carry it out at once. Raises InputError for unknown events."""
        with self._writing("collating") as connection:
            held = {made.id: made for made in held_decisions(connection)}
            if decision.id in held and not held[decision.id].undone:
                raise InputError(f"decision {decision.id} has been taken already")
            keys = event_keys(connection, (*decision.events, *decision.others))
            unknown = [id_ for id_ in (*decision.events, *decision.others) if id_ not in keys]
            if unknown:
                raise InputError(f"there is no event {unknown[0]!r} in {self.name}")
            connection.execute(delete(decisions).where(decisions.c.id == decision.id))
            key = next_key(connection, decisions.c.key)
            connection.execute(
                decisions.insert(), {"key": key, "id": decision.id, "record": encode(decision)}
            )
            return _carry_out(connection, decision, keys)

    def undo(self, id: str) -> Decision:
        """Take a decision back, by its id or how it begins. Raises InputError for none or several."""
        with self._writing("collating") as connection:
            held = [made for made in held_decisions(connection) if made.id.startswith(id)]
            if len(held) != 1 or len(id) < 3:
                raise InputError(f"{'no' if not held else 'more than one'} decision {id!r} in {self.name}")
            if held[0].undone:
                raise InputError(f"decision {held[0].id} has been undone already")
            made = msgspec.structs.replace(held[0], undone=True)
            connection.execute(
                decisions.update().where(decisions.c.id == made.id).values(record=encode(made))
            )
            _carry_out(connection, made, event_keys(connection, (*made.events, *made.others)))
            return made

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions in the order in which they were made, the undone ones too."""
        with self._reading() as connection:
            return held_decisions(connection)

    def _read(self, q: Query) -> Iterator[tuple[Report, Reading]]:
        with self._reading() as connection:
            keys = connection.execute(
                listings.report_page(q).with_only_columns(reports.c.key).order_by(None)
            ).scalars()
            tellings = Tellings(connection, ())
            for part in parts(sorted(keys), 200):
                for telling in tellings.of(part).values():
                    yield telling.report, telling.reading

    def _page(
        self, found: Select[Any], q: Query, sorts: listings.Sorts, what: str, table: Table, kind: type[R]
    ) -> Page[R]:
        with self._reading() as connection:
            order = listings.order(q, sorts, what)
            rows, total = listings.page(connection, found.order_by(*order, table.c.id), q)
        return Page(
            rows=tuple(msgspec.json.decode(row.record, type=kind) for row in rows),
            total=total,
            limit=q.limit,
            offset=q.offset,
        )

    def _one(self, id: str, table: Table, kind: type[R], what: str) -> R:
        with self._reading() as connection:
            begins = table.c.id == id
            if len(id) >= SHORTEST_PREFIX:
                begins |= table.c.id.between(id, f"{id}\U0010ffff")
            rows = connection.execute(
                select(table.c.id, table.c.record)
                .where(begins)
                .order_by(table.c.id != id, table.c.id)
                .limit(2)
            ).all()
        if not rows:
            raise InputError(f"no {what} {id!r} in {self.name}")
        if rows[0].id != id and len(rows) > 1:
            raise InputError(f"{id!r} begins the ids of several {what}s: {rows[0].id}, {rows[1].id}")
        return msgspec.json.decode(rows[0].record, type=kind)


def _carry_out(connection: Connection, decision: Decision, keys: dict[str, int]) -> Collated:
    """What a decision, or its undoing, changes: corrected events are compared anew, others regrouped."""
    collating = Collating(connection)
    if decision.action in ("correct", "reject"):
        of_reports = select(events.c.report).where(events.c.key.in_(list(keys.values())))
        collating.forget(sorted(set(connection.execute(of_reports).scalars())))
        return collating.run()
    return collating.run(keys.values())


def _copy_link(one: str, other: str, record: str) -> CopyLink:
    return link_of(one, other, msgspec.json.decode(record, type=Copying))
