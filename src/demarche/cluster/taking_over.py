"""What a cluster has read into a ledger, where it can be asked, decided on and shown."""

from collections.abc import Callable, Iterator

from demarche.cluster.batches import kept_in, path_of
from demarche.cluster.corpus import batches_in, corpus
from demarche.cluster.store import Store
from demarche.errors import InputError
from demarche.ledger import Ledger
from demarche.records import Reading, Report

TOGETHER = 500  # reports kept in one transaction
Pair = tuple[Report, Reading]


def into_ledger(out: str, ledger: Ledger, progress: Callable[[int], None] | None = None) -> int:
    """Add all that was read into the folder `out`, in its order, and collate; how many reports there were.

    A report that the ledger has, read by the same model, is passed over. Raises InputError, LedgerError.
    """
    store = Store(out)
    files = corpus(store)
    if not files:
        raise InputError(f"nothing has been read into {out}: demarche cluster read SRC --out {out}")
    added = 0
    waiting: list[Pair] = []
    for pairs in _pairs(store, ledger):
        waiting += pairs
        if len(waiting) >= TOGETHER:
            added += _add(ledger, waiting, progress)
            waiting = []
    added += _add(ledger, waiting, progress)
    ledger.collate()
    return added


def _pairs(store: Store, ledger: Ledger) -> Iterator[tuple[Pair, ...]]:
    for name in batches_in(corpus(store)):
        kept = kept_in(store.read(path_of(name)))
        for refusal in kept.refusals:
            ledger.refuse(refusal)
        yield kept.pairs


def _add(ledger: Ledger, pairs: list[Pair], progress: Callable[[int], None] | None) -> int:
    ledger.add_many(pairs)
    if progress:
        progress(len(pairs))
    return len(pairs)
