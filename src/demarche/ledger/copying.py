"""A ledger copied into another database, such as from a file to a server, row by row.

What is collated is left: it is made there from the rest, the same.
"""

from sqlalchemy import Connection, func, select

from demarche.errors import LedgerError
from demarche.ledger import fulltext
from demarche.ledger.collation_tables import decisions
from demarche.ledger.tables import (
    agreements,
    event_parties,
    events,
    mentions,
    readings,
    refusals,
    reports,
    spans,
    tolls,
    watched,
)

# a table after those that its rows are tied to
KEPT = (
    reports,
    readings,
    events,
    mentions,
    event_parties,
    tolls,
    agreements,
    spans,
    refusals,
    watched,
    decisions,
)
_TOGETHER = 500  # rows at once: bounds memory


def copy(source: Connection, target: Connection) -> int:
    """Copy all, within the target's transaction, and say how many reports (all versions) there were.

    Raises LedgerError where the target holds anything.
    """
    if any(target.execute(select(func.count()).select_from(table)).scalar() for table in KEPT):
        raise LedgerError("it is not empty: a ledger is copied into a new one")
    copied = 0
    for table in KEPT:
        rows = source.execute(
            select(table).order_by(*table.primary_key.columns).execution_options(yield_per=_TOGETHER)
        )
        for part in rows.partitions():
            target.execute(table.insert(), [dict(row._mapping) for row in part])
            if table is reports:
                fulltext.insert(target, ((row.key, row.title, row.text) for row in part))
                copied += len(part)
    return copied
