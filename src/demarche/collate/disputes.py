"""What is disputed about an incident: fields on which sources differ, with who says which."""

from collections.abc import Mapping, Sequence

from demarche.collate.rival_tolls import toll_disputes
from demarche.collate.told import Told
from demarche.collate.tolls import toll_claims
from demarche.records import Dispute


def disputes_of(tolds: Sequence[Told], voices: Mapping[str, str]) -> tuple[Dispute, ...]:
    """The disputes of one incident."""
    return toll_disputes(toll_claims(tolds, voices))
