"""The SQL of listings: which columns, in which order, which page."""

from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Result, Row, Select, case, func, select

from demarche.errors import InputError
from demarche.ledger import filters
from demarche.ledger.query import Query
from demarche.ledger.rows import PartyRow
from demarche.ledger.tables import agreements, event_parties, events, readings, reports

Sorts = Mapping[str, tuple[ColumnElement[Any], ...]]

_REPORT = (reports.c.id, reports.c.outlet_folded)

_EVENT_SORTS: Sorts = {
    "date": (events.c.day_from, events.c.day_to),
    "published": (reports.c.published_from, reports.c.published_to),
    "confidence": (events.c.confidence,),
    "report": (reports.c.id,),
    "outlet": (reports.c.outlet,),
    "type": (events.c.type,),
    "place": (events.c.place,),
}
_REPORT_SORTS: Sorts = {
    "date": (reports.c.published_from, reports.c.published_to),
    "report": (reports.c.id,),
    "outlet": (reports.c.outlet,),
    "title": (reports.c.title,),
    "events": (readings.c.events,),
    "words": (reports.c.words,),
}
_REPORT_COLUMNS = (
    reports.c.id,
    reports.c.title,
    reports.c.outlet,
    reports.c.published,
    reports.c.url,
    reports.c.source,
    reports.c.digest,
    func.coalesce(readings.c.events, 0).label("events"),
    reports.c.version,
    reports.c.superseded_by.is_not(None).label("superseded"),
    reports.c.words,
)
_PARTY = (event_parties.c.name, event_parties.c.code, event_parties.c.sector, event_parties.c.identifier)


def stored_events() -> Select[Any]:
    """Events with what a StoredEvent says of their report, unfiltered."""
    return select(
        events.c.record,
        reports.c.id.label("report_id"),
        reports.c.outlet,
        reports.c.title,
        reports.c.published,
        reports.c.url,
        reports.c.digest,
    ).join_from(events, reports, reports.c.key == events.c.report)


def event_page(q: Query) -> Select[Any]:
    """The events that match, in order."""
    found = stored_events().where(*filters.of_events(q))
    return found.order_by(*order(q, _EVENT_SORTS, "events"), *_REPORT, events.c.position)


def report_versions() -> Select[Any]:
    """All versions of all reports as ReportRows, unfiltered."""
    return select(*_REPORT_COLUMNS).join_from(
        reports, readings, readings.c.report == reports.c.key, isouter=True
    )


def report_page(q: Query) -> Select[Any]:
    """The reports that match, in order."""
    ordered = order(q, _REPORT_SORTS, "reports")
    return report_versions().where(*filters.of_reports(q)).order_by(*ordered, *_REPORT)


def language_counts(q: Query) -> Select[Any]:
    """How many of the reports that match are in each language, most first."""
    found = report_versions().add_columns(reports.c.language).where(*filters.of_reports(q)).subquery()
    count = func.count()
    return (
        select(found.c.language, count.label("reports"))
        .group_by(found.c.language)
        .order_by(count.desc(), found.c.language)
    )


def party_page(connection: Connection, q: Query) -> tuple[tuple[PartyRow, ...], int]:
    """The parties of the events that match, and how many there are: in one go, since counting is slow."""
    total = func.count().over().label("total")
    rows = list(cut(connection, _parties(q).add_columns(total), q))
    if rows:
        return tuple(map(_party, rows)), rows[0].total
    every = _parties(q).order_by(None).subquery()
    return (), connection.execute(select(func.count()).select_from(every)).scalar_one()


def _party(row: Row[Any]) -> PartyRow:
    return PartyRow(
        name=row.name,
        code=row.code,
        sector=row.sector,
        id=row.id,
        acts=row.acts,
        receives=row.receives,
        says=row.says,
        events=row.events,
    )


def _parties(q: Query) -> Select[Any]:
    """The parties of the events that match; a party filter chooses among the parties, not the events."""
    counts = {
        "events": func.count(event_parties.c.event.distinct()),
        "acts": _in_role("actor"),
        "receives": _in_role("recipient"),
        "says": _in_role("source"),
    }
    # parties have no date of their own: the Query's default order is the most telling one
    sorts: dict[str, tuple[ColumnElement[Any], ...]] = {
        **{name: (count,) for name, count in counts.items()},
        "name": (func.lower(event_parties.c.name),),
        "code": (event_parties.c.code,),
    }
    ordered = order(q, sorts, "parties") if q.sort not in ("date", "-date") else [counts["events"].desc()]
    found = (
        select(*_PARTY[:3], _PARTY[3].label("id"), *(count.label(name) for name, count in counts.items()))
        .join_from(event_parties, events, events.c.key == event_parties.c.event)
        .join(reports, reports.c.key == events.c.report)
        .where(*filters.of_events(_without_party(q)))
        .group_by(*_PARTY)
    )
    if q.party is not None:
        alike = select(event_parties.c.name).where(filters.is_party(q.party))
        found = found.where(event_parties.c.name.in_(alike))  # so that not all parties are counted
        found = found.having(func.max(case((filters.is_party(q.party), 1), else_=0)) == 1)
    return found.order_by(*ordered, *_PARTY)


def type_counts(q: Query) -> Select[Any]:
    """How many of the events that match are of each type, most first."""
    count = func.count()
    return (
        select(events.c.type, count.label("events"))
        .join_from(events, reports, reports.c.key == events.c.report)
        .where(*filters.of_events(q))
        .group_by(events.c.type)
        .order_by(count.desc(), events.c.type)
    )


def agreement_page(q: Query) -> Select[Any]:
    """The agreements that match, by name and then by publication."""
    return (
        select(
            agreements.c.record,
            reports.c.id.label("report_id"),
            reports.c.outlet,
            reports.c.published,
            reports.c.digest,
        )
        .join_from(agreements, reports, reports.c.key == agreements.c.report)
        .where(*filters.of_agreements(q))
        .order_by(agreements.c.name, reports.c.published_from, *_REPORT, agreements.c.position)
    )


def page(connection: Connection, found: Select[Any], q: Query) -> tuple[list[Row[Any]], int]:
    """The rows of the page that the query asks for, and how many rows there are in all."""
    rows = list(cut(connection, found, q))
    if q.limit is None and q.offset == 0:
        return rows, len(rows)
    total = connection.execute(select(func.count()).select_from(found.order_by(None).subquery())).scalar_one()
    return rows, total


def cut(connection: Connection, found: Select[Any], q: Query) -> Result[Any]:
    """The rows of the page that the query asks for, drawn one by one."""
    if q.offset < 0 or (q.limit is not None and q.limit < 0):
        raise InputError(f"limit and offset must not be negative: {q.limit}, {q.offset}")
    return connection.execute(found.limit(q.limit).offset(q.offset or None))


def _in_role(role: str) -> ColumnElement[int]:
    return func.count(case((event_parties.c.role == role, event_parties.c.event)).distinct())


def _without_party(q: Query) -> Query:
    return msgspec.structs.replace(q, party=None)


def order(q: Query, sorts: Sorts, what: str) -> list[ColumnElement[Any]]:
    """The columns to sort by. Raises InputError, naming the good ones, for what is none."""
    columns = sorts.get(q.sort.removeprefix("-"))
    if columns is None:
        raise InputError(
            f"{what} cannot be sorted by {q.sort!r}; try {', '.join(sorts)}, or -{next(iter(sorts))}"
        )
    down = q.sort.startswith("-")
    return [(column.desc() if down else column.asc()).nulls_last() for column in columns]
