"""Reading and collating an archive, from the call to the tables."""

from collections.abc import Sequence
from importlib.metadata import version
from typing import Protocol

import msgspec

from demarche.cluster.batches import MOST_REPORTS
from demarche.cluster.committing import Manifest, commit, make_up, manifest_of
from demarche.cluster.corpus import corpus
from demarche.cluster.plan import Progress, go_through, work_of
from demarche.cluster.reading import Reading
from demarche.cluster.session import session
from demarche.cluster.sources import sources_of
from demarche.cluster.store import Store
from demarche.cluster.team import team_of
from demarche.cluster.workers import Task
from demarche.errors import InputError
from demarche.intake import FieldMapping
from demarche.knowledge.parties import PartyBase
from demarche.reader import model_name


class Watching(Protocol):
    """Whoever wants to know how far it is."""

    def reading(self, reports: int, words: int) -> None:
        """So many reports and words have just been read."""

    def collating(self, stage: str, done: int, of: int) -> None:
        """So many pieces of a stage are done."""


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What one call did: reports and words read now, reports known from before, and what the folder holds."""

    reports: int
    words: int
    known: int
    held: Manifest


def read(
    inputs: Sequence[str],
    out: str,
    *,
    mapping: FieldMapping | None = None,
    outlet: str | None = None,
    parties: PartyBase | None = None,
    workers: int | None = None,
    address: str | None = None,
    batch: int = MOST_REPORTS,
    collated: bool = True,
    watching: Watching | None = None,
) -> Done:
    """Read the reports of `inputs` into the folder `out`, both on any store, and collate them.

    What an earlier call has read, whole or stopped half-way, is not read again. `workers`: cores that read,
    by default all of the cluster at `address` (or RAY_ADDRESS), else of this machine. Raises InputError,
    ClusterError.
    """
    sources = sources_of(inputs)
    store = Store(out)
    store.check()
    make_up(store)
    with session(address, workers) as count:
        task = Task(store=out, model=model_name(parties), mapping=mapping, outlet=outlet, most=batch)
        reading = Reading(task, count, parties, watching.reading if watching else None)
        reading.read(sources)
        held = _made(store, count, collated, watching.collating if watching else None)
    return Done(
        reports=sum(receipt.reports for receipt in reading.receipts),
        words=sum(receipt.words for receipt in reading.receipts),
        known=reading.known,
        held=held,
    )


def collate(
    out: str, *, workers: int | None = None, address: str | None = None, watching: Watching | None = None
) -> Manifest:
    """Collate what was read into the folder `out`, and make its tables. Raises InputError, ClusterError."""
    store = Store(out)
    if not corpus(store):
        raise InputError(f"nothing has been read into {out}: demarche cluster read SRC --out {out}")
    store.check()
    make_up(store)
    with session(address, workers) as count:
        return _made(store, count, True, watching.collating if watching else None)


def _made(store: Store, workers: int, collated: bool, progress: Progress | None) -> Manifest:
    files = corpus(store)
    work = work_of(store, files, collated=collated)
    held = manifest_of(store)
    if held is not None and held.run == work.run:
        return held
    facts = go_through(work, team_of(workers), progress)
    return commit(store, work, facts, (file.label for file in files), version("demarche"))
