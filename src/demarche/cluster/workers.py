"""The two kinds of worker: one opens files and hands out batches, the others read them, a model each."""

from collections.abc import Iterator
from typing import Any

import msgspec

from demarche.cluster.batches import Batch, Kept, batches_of, pack, path_of
from demarche.cluster.sources import Source
from demarche.cluster.store import Store
from demarche.errors import InputError
from demarche.intake import FieldMapping
from demarche.intake.reports import read_stream
from demarche.knowledge.parties import PartyBase
from demarche.records import Reading, Refusal, Report


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of the workers of one run: where to, how rows are to be understood, by which model."""

    store: str
    model: str
    mapping: FieldMapping | None = None
    outlet: str | None = None
    most: int  # reports of a batch


class Handed(msgspec.Struct, frozen=True):
    """A batch as it is handed out: its name, how many reports it has, and whether it has been read before.

    `broken`: its file could not be read to the end, and should be tried another time.
    """

    name: str
    reports: int
    known: bool
    broken: bool


class Receipt(msgspec.Struct, frozen=True):
    """What came of a batch: counts of reports, words, events and refusals."""

    name: str
    reports: int
    words: int
    events: int
    refusals: int


class Opener:
    """Hands out the batches of one file after the other, each when it is asked for and no sooner."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._store = Store(task.store)
        self._label = ""
        self._coming: Iterator[Batch] = iter(())

    def open(self, source: Source) -> None:
        """Begin with a file."""
        self._label = source.label
        self._coming = batches_of(_results(source, self._task), self._task.most)

    def next(self) -> tuple[Handed | None, Batch | None]:
        """The next batch, nothing in it where it has been read before; None at the end of the file."""
        batch = next(self._coming, None)
        if batch is None:
            return None, None
        name = batch.name(self._task.model)
        known = self._store.has(path_of(name))
        broken = any(r.reason == "unreadable" and r.source == self._label for r in batch.refusals)
        return Handed(name, len(batch.reports), known, broken), None if known else batch


class BatchReader:
    """Holds one loaded model, reads batches on one core, and keeps what it read in the store by itself."""

    def __init__(self, task: Task, parties: PartyBase | None = None) -> None:
        from demarche.reader import Reader
        from demarche.reader.loading import loading

        self._store = Store(task.store)
        with loading():
            self._reader = Reader(threads=1, parties=parties)

    def read(self, name: str, batch: Batch) -> Receipt:
        """Read a batch and keep it, whole or not at all."""
        return keep(self._store, name, self.kept(batch))

    def kept(self, batch: Batch) -> Kept:
        """What a batch comes to."""
        pairs: list[tuple[Report, Reading]] = []
        refusals = list(batch.refusals)
        for report in batch.reports:
            try:
                pairs.append((report, self._reader.read(report)))
            except Exception as error:  # one report must not cost the others theirs
                refusals.append(unreadable(report, f"{type(error).__name__}: {error}"))
        return Kept(tuple(pairs), tuple(refusals))

    def process(self) -> int:
        """The number of its process."""
        import os

        return os.getpid()


def keep(store: Store, name: str, kept: Kept) -> Receipt:
    """Put what was read of a batch into the store."""
    store.write(path_of(name), pack(kept))
    return Receipt(
        name,
        len(kept.pairs),
        sum(len(report.text.split()) for report, _ in kept.pairs),
        sum(len(reading.events) for _, reading in kept.pairs),
        len(kept.refusals),
    )


def unreadable(report: Report, why: str) -> Refusal:
    """The refusal of a report that the model could not read."""
    return Refusal(source=report.source or report.id, reason="unreadable", detail=" ".join(why.split())[:200])


def _results(source: Source, task: Task) -> Iterator[Report | Refusal]:
    try:
        with source.open() as stream:
            yield from read_stream(
                stream, source.label, name=source.path, mapping=task.mapping, outlet=task.outlet
            )
    except InputError as error:
        yield Refusal(source=source.label, reason="unreadable", detail=str(error))
    except Exception as error:  # each store has errors of its own
        words = " ".join(str(error).split())[:200] or type(error).__name__
        yield Refusal(source=source.label, reason="unreadable", detail=words)


def as_actors(ray: Any) -> tuple[Any, Any]:
    """Opener and BatchReader as Ray's actors: one core a reader; opening takes next to nothing.

    Ray restarts neither: what a worker's death costs, and whose fault it was, is for who hands out to know.
    """
    opener = ray.remote(num_cpus=0, max_restarts=0)(Opener)
    return opener, ray.remote(num_cpus=1, max_restarts=0)(BatchReader)
