"""What one machine makes of reports, and what a cluster made of them, side by side."""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from demarche.cluster.batches import Kept, kept_in, pack, path_of
from demarche.cluster.collated import Collated, collated_by
from demarche.cluster.committing import manifest_of
from demarche.cluster.corpus import Finished, batches_in, corpus
from demarche.cluster.plan import go_through, one_by_one, work_of
from demarche.cluster.store import Store
from demarche.intake import read_inputs
from demarche.ledger import Ledger, Query
from demarche.reader import Reader
from demarche.records import Reading, Refusal, Report

ALL = Query(limit=None)
Pair = tuple[Report, Reading]


RIVALS = Path(__file__).parents[2] / "benchmarks" / "rivals" / "reports.jsonl"


def canonical(value: Any) -> bytes:
    """Every value of records, for comparing."""
    return msgspec.json.encode(value, order="sorted")


def read_here(inputs: Sequence[str]) -> tuple[list[Pair], list[Refusal]]:
    """The reports with their readings, and the refusals, of one process."""
    results = list(read_inputs(inputs))
    reports = [result for result in results if isinstance(result, Report)]
    refusals = [result for result in results if isinstance(result, Refusal)]
    return list(Reader(threads=1).read_many(reports)), refusals


@cache
def rivals_read() -> tuple[Pair, ...]:
    """The written reports of rival accounts, read once by one process."""
    return tuple(read_here([str(RIVALS)])[0])


def collated_here(pairs: Iterable[Pair]) -> Ledger:
    """A ledger of the pairs, collated."""
    ledger = Ledger.open(":memory:")
    ledger.add_many(pairs)
    ledger.collate()
    return ledger


def record_of(ledger: Ledger) -> dict[str, list[Any]]:
    """All that a ledger has collated."""
    links = [link for group in ledger.copies() for link in (*group.links, *group.outside)]
    return {
        "incidents": sorted(ledger.incidents(ALL).rows, key=lambda one: one.id),
        "accords": sorted(ledger.accords(ALL).rows, key=lambda one: one.id),
        "demarches": sorted(ledger.demarches(ALL).rows, key=lambda one: one.id),
        "copies": sorted({(link.one, link.other): link for link in links}.values(), key=canonical),
    }


def record_in(held: Collated) -> dict[str, list[Any]]:
    """All that a cluster has collated."""
    return {
        "incidents": sorted((row.incident for row in held.incidents()), key=lambda one: one.id),
        "accords": sorted((row.accord for row in held.accords()), key=lambda one: one.id),
        "demarches": sorted((row.demarche for row in held.demarches()), key=lambda one: one.id),
        "copies": sorted(held.copies(), key=canonical),
    }


def read_there(out: str) -> tuple[list[Pair], list[Refusal]]:
    """The reports with their readings, and the refusals, that a cluster has read."""
    store = Store(out)
    kept = [kept_in(store.read(path_of(name))) for name in batches_in(corpus(store))]
    return [pair for one in kept for pair in one.pairs], [r for one in kept for r in one.refusals]


def keep(store: Store, pairs: Sequence[Pair], each: int) -> None:
    """Put pairs into a store as if they had been read there, in batches of so many."""
    names = []
    for start in range(0, len(pairs), each):
        names.append(f"{start:032d}")
        store.write(path_of(names[-1]), pack(Kept(tuple(pairs[start : start + each]))))
    file = Finished(label="rows", mark="", task="", batches=tuple(names), reports=len(pairs))
    file.write(store, "rows")


def collated_in_parts(store: Store, parts: int) -> Collated:
    """What comes of the store's reports in so many parts, one piece after the other in this process."""
    work = work_of(store, corpus(store), collated=True, parts=parts)
    go_through(work, one_by_one)
    return Collated(store, work.run, work.parts)


def held_in(out: str) -> Collated:
    """What the folder of a finished run has collated."""
    manifest = manifest_of(Store(out))
    assert manifest is not None
    return collated_by(Store(out), manifest)
