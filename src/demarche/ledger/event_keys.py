"""The keys of events in the tables, by their ids."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from demarche.ledger.parts import parts
from demarche.ledger.tables import events, reports


def event_keys(connection: Connection, ids: Collection[str]) -> dict[str, int]:
    """The key of each event that a current report tells; ids of no such event are left out."""
    found: dict[str, int] = {}
    for some in parts(sorted(set(ids))):
        rows = connection.execute(
            select(events.c.id, events.c.key)
            .join_from(events, reports, reports.c.key == events.c.report)
            .where(events.c.id.in_(some), reports.c.superseded_by.is_(None))
        )
        found.update({row.id: row.key for row in rows})
    return found
