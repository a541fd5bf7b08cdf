"""Reading on a cluster: batches go from files to readers and into the store, and a death costs one batch.

Nothing is taken from a file before a reader has room for it, so what is on its way is bounded.
"""

from collections import Counter, deque
from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from demarche import records
from demarche.cluster.batches import Batch, Kept
from demarche.cluster.corpus import Finished, finished
from demarche.cluster.session import ray_module
from demarche.cluster.sources import Source
from demarche.cluster.store import Store
from demarche.cluster.workers import Handed, Receipt, Task, as_actors, keep, unreadable
from demarche.errors import ClusterError
from demarche.knowledge.parties import PartyBase
from demarche.records import Report

GIVEN = 2  # batches that a reader has at hand: it need not wait for the next
READERS_FED = 16  # by one opener: taking a report out of a file costs a fiftieth of reading it
DEATHS = 2  # of readers by one batch, before its reports are read one by one, and by one report
REPLACED = 10  # times as many readers as there are may die before the run is given up
Progress = Callable[[int, int], None]  # reports and words that have just been read


class _Piece:
    """A batch on its way."""

    def __init__(self, handed: Handed, batch: Any) -> None:
        self.handed, self.batch = handed, batch


class _Open:
    """A file being read: its batches in order, and how many of them are not kept yet."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.names: list[str] = []
        self.reports = 0
        self.waiting: set[str] = set()
        self.ended = False
        self.broken = False


class Reading:
    """One run over some files; `receipts` are what has been read in it, not what was there before."""

    def __init__(
        self, task: Task, workers: int, parties: PartyBase | None = None, progress: Progress | None = None
    ) -> None:
        self._ray = ray_module()
        self._task, self._parties, self._progress = task, self._ray.put(parties), progress
        self._store = Store(task.store)
        self._opener, self._reader = as_actors(self._ray)
        self._count = workers
        self._lives = REPLACED * workers
        self._readers: dict[Any, deque[tuple[Any, _Piece]]] = {}
        self._ready: deque[_Piece] = deque()
        self._openers: dict[Any, tuple[_Open | None, Any, Any]] = {}  # opener: file, what it was asked, batch
        self._of: dict[str, list[_Open]] = {}  # files that hold a batch of that name
        self._deaths: Counter[str] = Counter()
        self.receipts: list[Receipt] = []
        self.known = 0  # reports of batches that had been read before

    def read(self, sources: Sequence[Source]) -> None:
        """Read all files that have not been read as they are. Raises ClusterError when readers keep dying."""
        self._left = deque(source for source in sources if not self._is_finished(source))
        try:
            for _ in range(min(len(self._left), -(-self._count // READERS_FED))):
                self._openers[self._opener.remote(self._task)] = (None, None, None)
            while self._left or self._openers or self._ready or any(self._readers.values()):
                self._give()
                self._ask()
                self._take()
        finally:
            for actor in (*self._openers, *self._readers):
                self._ray.kill(actor)

    def _is_finished(self, source: Source) -> bool:
        held = finished(self._store, source.key)
        if held is None or (held.mark, held.task) != (source.mark, _told(self._task)):
            return False
        self.known += held.reports
        return True

    def _give(self) -> None:
        """Give what is ready to who has least to do; readers come into being as there is work for them."""
        while self._ready:
            idle = min(self._readers, key=lambda reader: len(self._readers[reader]), default=None)
            if (idle is None or self._readers[idle]) and len(self._readers) < self._count:
                idle = self._reader.remote(self._task, self._parties)
                self._readers[idle] = deque()
            if idle is None or len(self._readers[idle]) >= GIVEN:
                return
            piece = self._ready.popleft()
            asked = idle.read.remote(piece.handed.name, piece.batch)
            self._readers[idle].append((asked, piece))

    def _ask(self) -> None:
        """Ask openers for a batch each while there is room for it."""
        for opener, (file, asked, _) in list(self._openers.items()):
            if asked is not None or len(self._ready) >= len(self._openers):
                continue
            if file is None:
                if not self._left:
                    self._ray.kill(opener)
                    del self._openers[opener]
                    continue
                file = _Open(self._left.popleft())
                opener.open.remote(file.source)
            head, batch = opener.next.options(num_returns=2).remote()
            self._openers[opener] = (file, head, batch)

    def _take(self) -> None:
        """Wait for whoever is first with something."""
        heads = {asked: opener for opener, (_, asked, _) in self._openers.items() if asked is not None}
        reads = {given[0][0]: reader for reader, given in self._readers.items() if given}
        waiting = [*heads, *reads]
        if not waiting:
            return
        for done in self._ray.wait(waiting, num_returns=1)[0]:
            if done in heads:
                self._handed(heads[done], done)
            else:
                self._received(reads[done], done)

    def _handed(self, opener: Any, asked: Any) -> None:
        file, _, batch = self._openers[opener]
        assert file is not None
        try:
            handed: Handed | None = self._ray.get(asked)
        except self._ray.exceptions.RayActorError:
            self._bury_opener(opener, file)
            return
        self._openers[opener] = (None if handed is None else file, None, None)
        if handed is None:
            file.ended = True
            self._close(file)
            return
        file.names.append(handed.name)
        file.reports += handed.reports
        file.broken |= handed.broken
        if handed.known:
            self.known += handed.reports
            return
        file.waiting.add(handed.name)
        holders = self._of.setdefault(handed.name, [])
        holders.append(file)
        if len(holders) == 1:  # the same words may be in two files
            self._ready.append(_Piece(handed, batch))

    def _bury_opener(self, opener: Any, file: _Open) -> None:
        """Its file is opened anew: batches that are kept by then are known, those on their way stay so."""
        del self._openers[opener]
        self._spend()
        for name in file.waiting:
            self._of[name].remove(file)
            self._of[name] = self._of[name] or [_Open(file.source)]  # somebody is reading it
        self._left.appendleft(file.source)
        self._openers[self._opener.remote(self._task)] = (None, None, None)

    def _received(self, reader: Any, done: Any) -> None:
        try:
            receipt: Receipt = self._ray.get(done)
        except self._ray.exceptions.RayActorError:
            self._bury_reader(reader)
            return
        self._readers[reader].popleft()
        self._kept(receipt)

    def _kept(self, receipt: Receipt) -> None:
        self.receipts.append(receipt)
        if self._progress:
            self._progress(receipt.reports, receipt.words)
        for file in self._of.pop(receipt.name, ()):
            file.waiting.discard(receipt.name)
            self._close(file)

    def _close(self, file: _Open) -> None:
        if file.ended and not file.waiting:
            mark = "" if file.broken else file.source.mark
            Finished(
                label=file.source.label,
                mark=mark,
                task=_told(self._task),
                batches=tuple(file.names),
                reports=file.reports,
            ).write(self._store, file.source.key)

    def _bury_reader(self, reader: Any) -> None:
        """What it had at hand goes to others; the batch that it was at may be to blame."""
        given = self._readers.pop(reader)
        self._spend()
        guilty = given[0][1]
        self._deaths[guilty.handed.name] += 1
        if self._deaths[guilty.handed.name] >= DEATHS:
            given.popleft()
            self._one_by_one(guilty)
        for _, piece in reversed(given):
            self._ready.appendleft(piece)

    def _one_by_one(self, piece: _Piece) -> None:
        """Read a batch that costs readers their lives report by report, and refuse those to blame."""
        batch: Batch = self._ray.get(piece.batch)
        pairs: list[tuple[Report, records.Reading]] = []
        refusals = list(batch.refusals)
        reader = None
        for report in batch.reports:
            for _ in range(DEATHS):
                reader = reader or self._reader.remote(self._task, self._parties)
                try:
                    held: Kept = self._ray.get(reader.kept.remote(Batch((report,))))
                except self._ray.exceptions.RayActorError:
                    self._spend()
                    reader = None
                else:
                    pairs += held.pairs
                    refusals += held.refusals
                    break
            else:
                refusals.append(unreadable(report, f"reading it ended {DEATHS} workers"))
        if reader is not None:
            self._readers[reader] = deque()
        self._kept(keep(self._store, piece.handed.name, Kept(tuple(pairs), tuple(refusals))))

    def _spend(self) -> None:
        self._lives -= 1
        if self._lives < 0:
            raise ClusterError("workers keep dying: look at their memory; the same command goes on from here")


def _told(task: Task) -> str:
    return msgspec.json.encode((task.model, task.mapping, task.outlet)).decode()
