"""The ledger: the database of reports and of what was read in them, stored, queried and searched."""

from demarche.ledger.added import Added
from demarche.ledger.ledger import Ledger
from demarche.ledger.query import Query
from demarche.ledger.rows import Page, PartyRow, ReportRow, StoredEvent

__all__ = ["Added", "Ledger", "Page", "PartyRow", "Query", "ReportRow", "StoredEvent"]
