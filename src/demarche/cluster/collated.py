"""What a cluster has collated, read back whole, record by record."""

from collections.abc import Iterator
from typing import TypeVar

import msgspec

from demarche.cluster.committing import RECORDS, Manifest
from demarche.cluster.copying import CopyRow
from demarche.cluster.desk import rows_of
from demarche.cluster.following import AccordRow
from demarche.cluster.joining import IncidentRow, LinkRow
from demarche.cluster.store import Store
from demarche.cluster.threads import DemarcheRow
from demarche.collate.copies.groups import CopyLink, link_of

Row = TypeVar("Row")


class Collated(msgspec.Struct, frozen=True):
    """The records of a run, in the folder where it left or a manifest put them, in so many parts.

    All of them are read one part at a time.
    """

    store: Store
    folder: str
    parts: int

    def incidents(self) -> Iterator[IncidentRow]:
        """All incidents."""
        return self._rows("incidents", IncidentRow)

    def accords(self) -> Iterator[AccordRow]:
        """All agreements, with the mentions that they were made from."""
        return self._rows("accords", AccordRow)

    def demarches(self) -> Iterator[DemarcheRow]:
        """All demarches, with the matter and days of all that is asked by and of these sides."""
        return self._rows("demarches", DemarcheRow)

    def links(self) -> Iterator[LinkRow]:
        """The pairs of events that may be one happening; one found in several parts comes several times."""
        return self._rows("links", LinkRow)

    def copies(self) -> Iterator[CopyLink]:
        """The pairs of reports that are copies."""
        for row in self._rows("copies", CopyRow):
            yield link_of(row.one_page, row.other_page, row.copying)

    def _rows(self, what: str, row: type[Row]) -> Iterator[Row]:
        for part in range(self.parts):
            yield from rows_of(self.store, f"{self.folder}/{what}/{part}", 0, row)


def collated_by(store: Store, held: Manifest) -> Collated:
    """What a finished run has collated."""
    return Collated(store, f"{RECORDS}/{held.run.rpartition('/')[2]}", held.parts)
