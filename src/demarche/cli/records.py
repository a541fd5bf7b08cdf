"""Events of a ledger in the form of the export record."""

from functools import lru_cache
from typing import Any

from demarche.export import plover_record
from demarche.ledger import Ledger, StoredEvent
from demarche.records import Report

_KEPT = 256  # reports at hand, for the events of one report mostly come together


class Records:
    """Makes export records of a ledger's events; they need more of the report than a listing has."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._report = lru_cache(maxsize=_KEPT)(self._look_up)

    def report(self, row: StoredEvent) -> Report:
        """The version of the report that tells the event."""
        return self._report(row.report_id, row.digest, row.outlet or "")

    def record(self, row: StoredEvent) -> dict[str, Any]:
        """The event as `docs/record.md` has it."""
        return plover_record(row.event, self.report(row))

    def _look_up(self, id: str, digest: str, outlet: str) -> Report:
        return self._ledger.report(id, digest=digest, outlet=outlet)
