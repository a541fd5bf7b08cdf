"""Listings as polars frames: the same columns and types whatever they hold, also when empty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

from demarche.ledger import filing
from demarche.ledger.days import days_of
from demarche.ledger.rows import PartyRow, ReportRow, StoredEvent
from demarche.records import Agreement, Toll, TollKind

if TYPE_CHECKING:
    import polars

_TOLLS: tuple[str, ...] = get_args(TollKind)
# str, int, float, bool, date; a list of strings is strs
EVENT_COLUMNS: Mapping[str, str] = {
    "id": "str",
    "report_id": "str",
    "outlet": "str",
    "title": "str",
    "published": "str",
    "url": "str",
    "sequence": "int",
    "type": "str",
    "mode": "strs",
    "context": "strs",
    "actors": "strs",
    "actor_codes": "strs",
    "actor_sectors": "strs",
    "recipients": "strs",
    "recipient_codes": "strs",
    "recipient_sectors": "strs",
    "trigger": "str",
    "date": "str",
    "day_from": "date",
    "day_to": "date",
    "place": "str",
    "country": "str",
    "province": "str",
    "geonameid": "int",
    "lat": "float",
    "lon": "float",
    **dict.fromkeys(_TOLLS, "int"),
    "occurrence": "str",
    "hedged": "bool",
    "sources": "strs",
    "stances": "strs",
    "agreement": "str",
    "confidence": "float",
    "digest": "str",
}
REPORT_COLUMNS: Mapping[str, str] = {
    "id": "str",
    "title": "str",
    "outlet": "str",
    "published": "str",
    "url": "str",
    "source": "str",
    "digest": "str",
    "events": "int",
    "version": "int",
    "superseded": "bool",
    "words": "int",
}
PARTY_COLUMNS: Mapping[str, str] = {
    "name": "str",
    "code": "str",
    "sector": "str",
    "id": "str",
    "acts": "int",
    "receives": "int",
    "says": "int",
    "events": "int",
}
AGREEMENT_COLUMNS: Mapping[str, str] = {
    "name": "str",
    "report_id": "str",
    "outlet": "str",
    "published": "str",
    "parties": "strs",
    "date": "str",
    "place": "str",
    "terms": "strs",
    "state": "str",
    "text": "str",
    "start": "int",
    "end": "int",
}


def events(rows: Iterable[StoredEvent]) -> polars.DataFrame:
    """One row an event: `day_from` and `day_to` from its own date, a toll the largest of its kind."""
    return _frame(EVENT_COLUMNS, (_event(row) for row in rows))


def reports(rows: Iterable[ReportRow]) -> polars.DataFrame:
    """One row a report."""
    return _frame(REPORT_COLUMNS, (_fields(row, REPORT_COLUMNS) for row in rows))


def parties(rows: Iterable[PartyRow]) -> polars.DataFrame:
    """One row a party."""
    return _frame(PARTY_COLUMNS, (_fields(row, PARTY_COLUMNS) for row in rows))


def agreements(rows: Iterable[tuple[Agreement, str, str | None, str | None]]) -> polars.DataFrame:
    """One row an agreement of a report: the agreement, and the report's id, outlet and publication."""
    told = ("name", "parties", "date", "place", "terms", "state", "text", "start", "end")
    return _frame(
        AGREEMENT_COLUMNS,
        (
            {**_fields(agreement, told), "report_id": id_, "outlet": outlet, "published": published}
            for agreement, id_, outlet, published in rows
        ),
    )


def _event(row: StoredEvent) -> dict[str, Any]:
    event, where = row.event, row.event.where
    told = event.when.date if event.when else None
    days = days_of(told)
    return {
        **_fields(row, ("report_id", "outlet", "title", "published", "url", "digest")),
        **_fields(
            event,
            ("id", "sequence", "type", "mode", "context", "occurrence", "hedged", "agreement", "confidence"),
        ),
        "actors": [party.name for party in event.actors],
        "actor_codes": [party.code for party in event.actors],
        "actor_sectors": [party.sector for party in event.actors],
        "recipients": [party.name for party in event.recipients],
        "recipient_codes": [party.code for party in event.recipients],
        "recipient_sectors": [party.sector for party in event.recipients],
        "trigger": event.mentions[0].text if event.mentions else None,
        "date": told,
        "day_from": date.fromisoformat(days[0]) if days else None,
        "day_to": date.fromisoformat(days[1]) if days else None,
        "place": where.name if where else None,
        "country": where.country if where else None,
        "province": where.province if where else None,
        "geonameid": where.geonameid if where else None,
        "lat": where.lat if where else None,
        "lon": where.lon if where else None,
        **{kind: _largest(event.toll, kind) for kind in _TOLLS},
        "sources": [source.party.name for source in event.attribution],
        "stances": [source.stance for source in event.attribution],
    }


def _largest(tolls: Iterable[Toll], kind: str) -> int | None:
    return max((min(toll.count, 2**63 - 1) for toll in tolls if toll.kind == kind), default=None)


def _fields(record: object, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names}


def _frame(columns: Mapping[str, str], rows: Iterable[dict[str, Any]]) -> polars.DataFrame:
    import polars as pl

    types: dict[str, Any] = {
        "str": pl.String,
        "int": pl.Int64,
        "float": pl.Float64,
        "bool": pl.Boolean,
        "date": pl.Date,
        "strs": pl.List(pl.String),
    }
    values: dict[str, list[Any]] = {name: [] for name in columns}
    for row in rows:
        for name, column in values.items():
            column.append(row[name])
    return pl.DataFrame(
        [
            # lists go in as JSON: twenty times as fast as one polars series for each
            pl.Series(name, map(filing.encode, values[name]), pl.String).str.json_decode(types[kind])
            if kind == "strs"
            else pl.Series(name, values[name], types[kind])
            for name, kind in columns.items()
        ]
    )
