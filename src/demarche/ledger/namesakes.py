"""What of the record bears a name: parties by all words for them, incidents by place, agreements."""

import msgspec
from sqlalchemy import Connection, select

from demarche.ledger import filters, listings
from demarche.ledger.collation_tables import accords
from demarche.ledger.folded import is_code, wanted
from demarche.ledger.query import Query
from demarche.ledger.rows import PartyRow
from demarche.ledger.tables import event_parties
from demarche.records import Accord, Incident


class Namesakes(msgspec.Struct, frozen=True, kw_only=True):
    """A few of each, those with the most events or reports first."""

    parties: tuple[PartyRow, ...]
    incidents: tuple[Incident, ...]
    accords: tuple[Accord, ...]


class PartyNames:
    """All parties of one state of the ledger with the words that reports use for each."""

    def __init__(self, connection: Connection) -> None:
        rows, _ = listings.party_page(connection, Query(sort="-events", limit=None))
        own = (event_parties.c.name, event_parties.c.code, event_parties.c.sector, event_parties.c.identifier)
        words: dict[tuple[str | None, ...], list[str]] = {}
        for *party, folded in connection.execute(select(*own, event_parties.c.folded).distinct()):
            words.setdefault(tuple(party), []).append(folded)
        self._held = [(row, "|".join(words[row.name, row.code, row.sector, row.id])) for row in rows]

    def bearing(self, name: str, most: int) -> tuple[PartyRow, ...]:
        """The parties of that name, that code or worded so, those of the most events first."""
        words, code = wanted(name, "party"), name if is_code(name) else None
        found = []
        for row, held in self._held:
            if words in held or (code is not None and row.code == code):
                found.append(row)
                if len(found) == most:
                    break
        return tuple(found)


def accords_bearing(connection: Connection, name: str, most: int) -> tuple[Accord, ...]:
    """The agreements of that name, or an alias that holds it, those told by the most reports first."""
    rows = connection.execute(
        select(accords.c.record)
        .where(filters.within(accords.c.folded, name, "text"))
        .order_by(accords.c.reports.desc(), accords.c.id)
        .limit(most)
    )
    return tuple(msgspec.json.decode(row.record, type=Accord) for row in rows)
