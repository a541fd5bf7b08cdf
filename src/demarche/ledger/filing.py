"""Records as rows, and rows as records again."""

from math import isfinite
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Table

from demarche.errors import InputError, LedgerError
from demarche.ledger import tables
from demarche.ledger.days import days_of
from demarche.ledger.folded import folded
from demarche.records import Agreement, Event, FoundSpan, Party, Reading, Report

R = TypeVar("R", Report, Event, Agreement)
Row = dict[str, Any]
_LARGEST = 2**63 - 1  # of a column; the record keeps what is beyond


def check(report: Report, reading: Reading) -> None:
    """Raise InputError for a report and reading that do not belong together or cannot be told apart later."""
    if not report.id or not report.digest:
        raise InputError(
            f"a report needs an id and a digest to be kept (id {report.id!r}, digest {report.digest!r})"
        )
    if (reading.report_id, reading.report_digest) != (report.id, report.digest):
        raise InputError(
            f"the reading is of report {reading.report_id!r}, not of these words of {report.id!r}"
        )
    seen: set[str] = set()
    for event in reading.events:
        if event.report_id != report.id:
            raise InputError(f"event {event.id!r} is of report {event.report_id!r}, not of {report.id!r}")
        if event.id in seen or not event.id:
            raise InputError(f"events of report {report.id!r} need ids of their own; {event.id!r} is not")
        seen.add(event.id)
        figures = (event.confidence, *((event.where.lat, event.where.lon) if event.where else ()))
        if not all(figure is None or isfinite(figure) for figure in figures):
            raise InputError(f"event {event.id!r} has a confidence or a position that is no number")


class Filing:
    """Rows of several reports on their way into the tables, inserted table by table."""

    def __init__(self) -> None:
        self.rows: dict[Table, list[Row]] = {table: [] for table in tables.metadata.sorted_tables}

    def report(self, key: int, report: Report, *, version: int) -> None:
        """File a version of a report, current."""
        days = days_of(report.published) or (None, None)
        self.rows[tables.reports].append(
            {
                "key": key,
                "id": report.id,
                "digest": report.digest,
                "version": version,
                "superseded_by": None,
                "title": report.title,
                "text": report.text,
                "outlet": report.outlet,
                "outlet_folded": folded(report.outlet),
                "published": report.published,
                "published_from": days[0],
                "published_to": days[1],
                "url": report.url,
                "source": report.source,
                "language": report.language,
                "words": len(report.text.split()),
                "record": encode(msgspec.structs.replace(report, text="")),
            }
        )

    def reading(self, key: int, report: Report, reading: Reading, *, first_event: int) -> int:
        """File a reading of the report under `key`; gives the next free key for events."""
        self.rows[tables.readings].append(
            {"report": key, "model": reading.model, "events": len(reading.events)}
        )
        published = days_of(report.published)
        for position, event in enumerate(reading.events):
            self._event(first_event + position, key, position, event, published)
        for position, agreement in enumerate(reading.agreements):
            days = days_of(agreement.date) or published or (None, None)
            self.rows[tables.agreements].append(
                {
                    "report": key,
                    "position": position,
                    "name": agreement.name,
                    "parties_folded": folded(*agreement.parties),
                    "date": agreement.date,
                    "day_from": days[0],
                    "day_to": days[1],
                    "place_folded": folded(agreement.place),
                    "state": agreement.state,
                    "record": encode(agreement),
                }
            )
        self.rows[tables.spans].append({"report": key, "record": encode(reading.spans)})
        return first_event + len(reading.events)

    def insert(self, connection: Connection) -> None:
        """Put all rows into their tables, parents first."""
        for table, rows in self.rows.items():
            if rows:
                connection.execute(table.insert(), rows)

    def _event(
        self, key: int, report: int, position: int, event: Event, published: tuple[str, str] | None
    ) -> None:
        when, where = event.when, event.where
        days = days_of(when.date if when else None) or published or (None, None)
        self.rows[tables.events].append(
            {
                "key": key,
                "report": report,
                "position": position,
                "id": event.id,
                "type": event.type,
                "mode": encode(event.mode),
                "context": encode(event.context),
                "occurrence": event.occurrence,
                "hedged": event.hedged,
                "confidence": event.confidence,
                "date": when.date if when else None,
                "day_from": days[0],
                "day_to": days[1],
                "place": where.name if where else None,
                "place_folded": folded(where.name, where.text, where.province) if where else "",
                "country": where.country if where else None,
                "province": where.province if where else None,
                "geonameid": where.geonameid if where else None,
                "lat": where.lat if where else None,
                "lon": where.lon if where else None,
                "agreement": event.agreement,
                "record": encode(event),
            }
        )
        self.rows[tables.mentions].extend(
            {
                "event": key,
                "position": rank,
                "start": mention.start,
                "stop": mention.end,
                "text": mention.text,
            }
            for rank, mention in enumerate(event.mentions)
        )
        told = [("actor", rank, party, None) for rank, party in enumerate(event.actors)]
        told += [("recipient", rank, party, None) for rank, party in enumerate(event.recipients)]
        said = [
            ("source", rank, source.party, source.stance) for rank, source in enumerate(event.attribution)
        ]
        self.rows[tables.event_parties].extend(_party_row(key, *member) for member in (*told, *said))
        self.rows[tables.tolls].extend(
            {
                "event": key,
                "position": rank,
                "kind": toll.kind,
                "count": min(toll.count, _LARGEST),
                "bound": toll.bound,
                "who": toll.who,
                "text": toll.text,
                "start": toll.start,
                "stop": toll.end,
            }
            for rank, toll in enumerate(event.toll)
        )


def encode(value: object) -> str:
    """Canonical JSON."""
    return msgspec.json.encode(value).decode()


def decode(record: str, kind: type[R]) -> R:
    """The record that was encoded. Raises LedgerError when it is damaged."""
    try:
        return msgspec.json.decode(record, type=kind)
    except (msgspec.DecodeError, ValueError) as error:
        raise LedgerError(f"the ledger holds a damaged {kind.__name__.lower()}: {error}") from error


def spans(record: str) -> tuple[FoundSpan, ...]:
    """The spans that were encoded together. Raises LedgerError when they are damaged."""
    try:
        return msgspec.json.decode(record, type=tuple[FoundSpan, ...])
    except (msgspec.DecodeError, ValueError) as error:
        raise LedgerError(f"the ledger holds damaged spans: {error}") from error


def _party_row(event: int, role: str, position: int, party: Party, stance: str | None) -> Row:
    return {
        "event": event,
        "role": role,
        "position": position,
        "start": party.start,
        "stop": party.end,
        "text": party.text,
        "name": party.name,
        "code": party.code,
        "sector": party.sector,
        "identifier": party.id,
        "stance": stance,
        "folded": folded(party.name, party.text),
    }
