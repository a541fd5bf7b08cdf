"""Readings into a ledger in batches, so that whatever stops the program costs one batch at most."""

import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from types import TracebackType

from demarche.cli.progress import Progress
from demarche.cli.readings import read_each
from demarche.knowledge.parties import PartyBase
from demarche.ledger import Added, Ledger
from demarche.ledger.watched import Mark
from demarche.reader import model_name
from demarche.records import Reading, Refusal, Report

BATCH_REPORTS = 50
BATCH_SECONDS = 5.0


class Keeper(AbstractContextManager["Keeper"]):
    """Keeps readings in a ledger and counts what came; on leaving it keeps the last batch.

    `added`: reports by how they stood to the ledger; `types`: events kept, by type; `words`: of reports read.
    """

    def __init__(self, ledger: Ledger, parties: PartyBase | None = None) -> None:
        self.added: Counter[Added] = Counter()
        self.types: Counter[str] = Counter()
        self.words = 0
        self.refusals: list[Refusal] = []
        self._ledger = ledger
        self._parties = parties
        self._batch: list[tuple[Report, Reading]] = []
        self._came = 0
        self._under_way: dict[tuple[str | None, str, str], int] = {}  # as how many-eth it came
        self._marks: deque[tuple[int, Mark]] = deque()
        self._since = time.monotonic()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._write()

    def read(self, reports: Iterable[Report], progress: Progress, workers: int | None = None) -> None:
        """Read the reports that the ledger does not know, by so many processes, and keep them."""
        for report, reading in read_each(self._unknown(reports, progress), self._parties, workers):
            self._batch.append((report, reading))
            self.words += len(report.text.split())
            self.types.update(event.type for event in reading.events)
            progress.done(report)
            if len(self._batch) >= BATCH_REPORTS or time.monotonic() - self._since > BATCH_SECONDS:
                self._write()

    def refuse(self, refusal: Refusal) -> None:
        """Keep an input that is no report, and why."""
        self._ledger.refuse(refusal)
        self.refusals.append(refusal)

    def mark(self, mark: Mark) -> None:
        """Keep a mark with, and not before, the last of the reports that have come so far."""
        self._marks.append((self._came, mark))
        if time.monotonic() - self._since > BATCH_SECONDS:
            self._write()

    def _unknown(self, reports: Iterable[Report], progress: Progress) -> Iterator[Report]:
        for report in reports:
            self._came += 1
            key = _key(report)
            known = key in self._under_way
            if known or self._ledger.state_of(report, model=model_name(self._parties)) is Added.SEEN:
                self.added[Added.SEEN] += 1
                progress.done(report)
            else:
                self._under_way[key] = self._came
                yield report

    def _write(self) -> None:
        batch, self._batch = self._batch, []
        for report, _ in batch:
            del self._under_way[_key(report)]
        oldest = next(iter(self._under_way.values()), None)  # not read yet
        due: list[Mark] = []
        while self._marks and (oldest is None or self._marks[0][0] < oldest):
            due.append(self._marks.popleft()[1])
        self.added.update(self._ledger.add_many(batch, due))
        self._since = time.monotonic()


def _key(report: Report) -> tuple[str | None, str, str]:
    return report.outlet, report.id, report.digest
