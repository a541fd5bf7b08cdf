"""The ledger itself: open one, add to it, ask it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self

import msgspec
from sqlalchemy import Connection, Row, select

from demarche.errors import InputError, LedgerError
from demarche.ledger import copying, filing, frames, listings, schema, writing
from demarche.ledger.added import Added
from demarche.ledger.databases.addresses import database_at
from demarche.ledger.glances import Glances
from demarche.ledger.identity import identity_of, meant, of_outlet, several
from demarche.ledger.of_many import OfMany
from demarche.ledger.query import Query
from demarche.ledger.rows import Page, PartyRow, ReportRow, StoredEvent
from demarche.ledger.tables import agreements, events, readings, refusals, reports, spans
from demarche.ledger.watched import Mark, Watched, put
from demarche.records import Agreement, Event, Reading, Refusal, Report

if TYPE_CHECKING:
    import polars

What = Literal["events", "reports", "parties", "agreements"]
_SHORTEST_PREFIX = 6
_ALL = Query(limit=None)


class Ledger(OfMany, Glances, Watched):
    """A database of reports and readings: `Ledger.open` it, use it as a context manager or close it.

    Every method raises LedgerError when the database cannot be read or written. Threads may share it.
    Where several outlets have a report of one id, asking by it raises InputError unless `outlet` chooses:
    an outlet's name or enough of it, "" for the report without one.
    """

    @classmethod
    def open(cls, path: str | Path, *, create: bool = True, readonly: bool = False) -> Self:
        """Open the ledger at a path or a URL of SQLite or PostgreSQL, `:memory:` for one thread's short one.

        A missing one is made, unless `create` is False or `readonly` True; one of an older schema is brought
        up to date. `readonly` changes nothing. Raises LedgerError for what is no ledger or cannot be opened.
        """
        database = database_at(path)
        engine = database.engine(create=create, readonly=readonly)
        ledger = cls(database, engine, readonly=readonly)
        try:
            with database.complaints():
                schema.ensure(engine, database, create=create, readonly=readonly)
        except BaseException:
            ledger.close()
            raise
        return ledger

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    def state_of(self, report: Report, *, model: str | None = None) -> Added:
        """What adding the report would be; REREAD only when a `model` other than the one kept is named."""
        with self._reading() as connection:
            held = writing.versions_of(connection, [report.id]).get(identity_of(report), [])
        return writing.standing(held, report.digest, model)

    def add(self, report: Report, reading: Reading) -> Added:
        """Keep a report and its reading, in one transaction. Raises InputError if they do not go together."""
        return next(iter(self.add_many([(report, reading)])))

    def add_many(
        self, pairs: Iterable[tuple[Report, Reading]], marks: Sequence[Mark] = ()
    ) -> dict[Added, int]:
        """Keep all the pairs, and the marks with them, or, when one fails, none: how many were what.

        The pairs are drawn before the database is locked, so a slow source holds up no other writer.
        """
        drawn = list(pairs)
        if not drawn and not marks:
            return {}
        with self._writing() as connection:
            added = writing.add_all(connection, drawn)
            put(connection, marks)
            return dict(added)

    def copy_to(self, target: Ledger) -> int:
        """Copy every version of all reports, readings, refusals, decisions, and what watching has seen.

        In one transaction; the target collates by itself. Gives the number of reports. Raises LedgerError
        where the target holds anything.
        """
        with self._reading() as held, target._writing() as new:
            try:
                return copying.copy(held, new)
            except LedgerError as error:
                raise LedgerError(f"nothing is copied to {target.name}: {error}") from None

    def refuse(self, refusal: Refusal) -> None:
        """Keep an input that could not be read, and why; the same refusal is kept once."""
        with self._writing() as connection:
            writing.add_refusal(connection, refusal)

    def refusals(self) -> tuple[Refusal, ...]:
        """All refusals, in the order in which they came."""
        with self._reading() as connection:
            rows = connection.execute(
                select(refusals.c.source, refusals.c.reason, refusals.c.detail).order_by(refusals.c.key)
            )
            return tuple(Refusal(**row._mapping) for row in rows)

    def report(self, id: str, *, digest: str | None = None, outlet: str | None = None) -> Report:
        """A report's current version, or the one with that digest. Raises InputError when there is none."""
        with self._reading() as connection:
            return _report(_version(connection, id, digest, outlet))

    def versions(self, id: str, *, outlet: str | None = None) -> tuple[ReportRow, ...]:
        """All versions of a report, oldest first. Raises InputError when there is none."""
        with self._reading() as connection:
            report = _version(connection, id, None, outlet)
            found = listings.report_versions().where(
                reports.c.id == id, reports.c.outlet_folded == report.outlet_folded
            )
            return tuple(map(_report_row, connection.execute(found.order_by(reports.c.version))))

    def reading(self, id: str, *, digest: str | None = None, outlet: str | None = None) -> Reading:
        """The reading of the current version, or of the one with that digest. Raises InputError for none."""
        with self._reading() as connection:
            report = _version(connection, id, digest, outlet)
            model = connection.execute(
                select(readings.c.model).where(readings.c.report == report.key)
            ).scalar_one()
            told = _records(connection, events, report.key)
            agreed = _records(connection, agreements, report.key)
            found = connection.execute(
                select(spans.c.record).where(spans.c.report == report.key)
            ).scalar_one()
            return Reading(
                report_id=report.id,
                report_digest=report.digest,
                model=model,
                events=tuple(filing.decode(record, Event) for record in told),
                agreements=tuple(filing.decode(record, Agreement) for record in agreed),
                spans=filing.spans(found),
            )

    def event(self, id: str, *, outlet: str | None = None) -> StoredEvent:
        """The event of that id or, from 6 characters on, the only one whose id begins so.

        When several versions of a report have it, the current one counts, then the newest.
        Raises InputError when there is none or several.
        """
        with self._reading() as connection:
            begins = events.c.id == id
            if len(id) >= _SHORTEST_PREFIX:
                begins |= events.c.id.between(id, f"{id}\U0010ffff")
            found = (
                listings.stored_events()
                .add_columns(events.c.id, reports.c.outlet_folded)
                .where(begins)
                .order_by(
                    events.c.id != id,
                    events.c.id,
                    reports.c.outlet_folded,
                    reports.c.superseded_by.is_not(None),
                    reports.c.version.desc(),
                )
            )
            rows = connection.execute(found.limit(1000)).all()
        exact = [row for row in rows if row.id == id]
        candidates = of_outlet(exact or rows, outlet)
        if not candidates:
            raise InputError(f"no event {id!r}{_whose(outlet)} in {self.name}")
        if len({(row.id, row.report_id) for row in candidates}) > 1:
            some = ", ".join(dict.fromkeys(row.id for row in candidates[:5]))
            raise InputError(f"{id!r} begins the ids of several events: {some}")
        if len({row.outlet_folded for row in candidates}) > 1:
            raise several(f"an event {candidates[0].id!r}", candidates)
        return _stored_event(candidates[0])

    def reports(self, q: Query = Query()) -> Page[ReportRow]:  # noqa: B008 - frozen
        """The reports that match, sorted by date, report, outlet, title, events or words."""
        with self._asking(q) as (connection, q):
            rows, total = listings.page(connection, listings.report_page(q), q)
        return Page(rows=tuple(map(_report_row, rows)), total=total, limit=q.limit, offset=q.offset)

    def languages(self, q: Query = Query()) -> dict[str, int]:  # noqa: B008 - frozen
        """How many of the reports that match are in each language, most first; limit and sort have no say."""
        with self._asking(q) as (connection, q):
            return {row.language: row.reports for row in connection.execute(listings.language_counts(q))}

    def events(self, q: Query = Query()) -> Page[StoredEvent]:  # noqa: B008 - frozen
        """The events that match, sorted by date, published, confidence, report, outlet, type or place."""
        with self._asking(q) as (connection, q):
            rows, total = listings.page(connection, listings.event_page(q), q)
        return Page(rows=tuple(map(_stored_event, rows)), total=total, limit=q.limit, offset=q.offset)

    def pairs(self, q: Query = _ALL) -> Iterator[tuple[Event, Report]]:
        """The events that match, each with its report, one after the other as the ledger stands at the first.

        None are held but the reports of late: for exports. Writers are not held up meanwhile.
        """
        with self._asking(q) as (connection, q):

            @lru_cache(maxsize=500)
            def told_by(key: int) -> Report:
                return _report(connection.execute(select(reports).where(reports.c.key == key)).one())

            for row in listings.cut(connection, listings.event_page(q).add_columns(reports.c.key), q):
                yield filing.decode(row.record, Event), told_by(row.key)

    def parties(self, q: Query = Query()) -> Page[PartyRow]:  # noqa: B008 - frozen
        """The parties of the events that match, most events first, or by acts, receives, says, name or code.

        A party filter chooses among the parties, which are counted over all events that match the rest.
        """
        with self._asking(q) as (connection, q):
            rows, total = listings.party_page(connection, q)
        return Page(rows=rows, total=total, limit=q.limit, offset=q.offset)

    def type_counts(self, q: Query = Query()) -> dict[str, int]:  # noqa: B008 - frozen
        """How many of the events that match are of each type, most first; limit and sort have no say."""
        with self._asking(q) as (connection, q):
            return {row.type: row.events for row in connection.execute(listings.type_counts(q))}

    def frame(self, what: What, q: Query = _ALL) -> polars.DataFrame:
        """A listing as a polars frame with the columns of `frames`; `.to_pandas()` makes a pandas one."""
        match what:
            case "events":
                return frames.events(self.events(q).rows)
            case "reports":
                return frames.reports(self.reports(q).rows)
            case "parties":
                return frames.parties(self.parties(q).rows)
            case "agreements":
                with self._asking(q) as (connection, q):
                    rows, _ = listings.page(connection, listings.agreement_page(q), q)
                return frames.agreements(
                    (filing.decode(row.record, Agreement), row.report_id, row.outlet, row.published)
                    for row in rows
                )
        raise InputError(f"there is no frame of {what!r}; try events, reports, parties, agreements")

    @contextmanager
    def _asking(self, q: Query) -> Iterator[tuple[Connection, Query]]:
        """A connection, and the query with the whole name of the outlet whose report it asks for."""
        with self._reading() as connection:
            if q.report_id is not None and (one := meant(connection, q.report_id, q.outlet)) is not None:
                q = msgspec.structs.replace(q, outlet=one.outlet or "")
            yield connection, q


def _version(connection: Connection, id: str, digest: str | None, outlet: str | None) -> Row[Any]:
    one = meant(connection, id, outlet, digest)
    if one is None:
        version = "" if digest is None else f" with digest {digest!r}"
        raise InputError(f"the ledger has no report {id!r}{_whose(outlet)}{version}")
    return connection.execute(select(reports).where(reports.c.key == one.key)).one()


def _whose(outlet: str | None) -> str:
    return "" if outlet is None else f" of outlet {outlet!r}"


def _report(row: Row[Any]) -> Report:
    return msgspec.structs.replace(filing.decode(row.record, Report), text=row.text)


def _records(connection: Connection, table: Any, report: int) -> Iterable[str]:
    return connection.execute(
        select(table.c.record).where(table.c.report == report).order_by(table.c.position)
    ).scalars()


def _report_row(row: Row[Any]) -> ReportRow:
    return ReportRow(**row._mapping)


def _stored_event(row: Row[Any]) -> StoredEvent:
    return StoredEvent(
        event=filing.decode(row.record, Event),
        report_id=row.report_id,
        outlet=row.outlet,
        title=row.title,
        published=row.published,
        url=row.url,
        digest=row.digest,
    )
