"""An archive read and collated on Ray, from and to any store that fsspec knows: the record of one machine."""

from demarche.cluster.archive import Done, collate, read
from demarche.cluster.committing import Manifest
from demarche.cluster.taking_over import into_ledger

__all__ = ["Done", "Manifest", "collate", "into_ledger", "read"]
