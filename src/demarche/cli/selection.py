"""The events of a ledger that match, with their reports, one report at a time."""

from collections.abc import Iterator

import msgspec

from demarche.ledger import Ledger, Query
from demarche.records import Event, Report

_REPORTS = 500  # listed at once: what is held does not grow with the ledger


def selected(ledger: Ledger, asked: Query) -> Iterator[tuple[Event, Report]]:
    """All events that match, by their reports' publication and then as told; limit and sort have no say."""
    # dates filter events here, not reports: a report tells of days before it was published
    listed = msgspec.structs.replace(asked, since=None, until=None, sort="date", limit=_REPORTS, offset=0)
    of_one = msgspec.structs.replace(asked, outlet=None, text=None, sort="report", limit=None, offset=0)
    while rows := ledger.reports(listed).rows:
        for row in rows:
            events = (
                ledger.events(msgspec.structs.replace(of_one, report_id=row.id)).rows if row.events else ()
            )
            if events:
                report = ledger.report(row.id, digest=events[0].digest)
                yield from ((stored.event, report) for stored in events if stored.digest == report.digest)
        listed = msgspec.structs.replace(listed, offset=listed.offset + _REPORTS)
