"""Word states of reports, worked out by threads while earlier reports are decoded.

The encoder leaves the interpreter free, so that it works on the next reports' windows on every core while one
thread turns the states of the report at hand into events.
"""

import os
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from demarche.reader.document import Document, document_of
from demarche.reader.encoder import Encoder
from demarche.reader.heads import Floats
from demarche.records import Report

WORDS = 2000  # on their way for each thread: some reports, so that none waits while a long one is decoded


@dataclass(frozen=True)
class _Coming:
    report: Report
    document: Document | None  # None where it could not be made
    states: list[Future[Floats]]
    error: Exception | None = None

    @property
    def words(self) -> int:
        return len(self.document.starts) if self.document else 0

    def ready(self) -> bool:
        return all(states.done() for states in self.states)

    def take(self) -> tuple[Report, Document, list[Floats]]:
        if self.error is not None or self.document is None:
            raise self.error or RuntimeError("a report without a document")
        return self.report, self.document, [states.result() for states in self.states]


def encoded(
    reports: Iterable[Report], encoder: Encoder, threads: int
) -> Generator[tuple[Report, Document, list[Floats]], None, None]:
    """Each report in order with its document and the word states of each window, `threads` windows at a time.

    What goes wrong with a report, or in `reports`, is raised when its turn comes. When the iterator is
    closed, windows not begun are dropped.
    """
    waiting: deque[_Coming] = deque()
    words = 0
    ended: Exception | None = None
    coming = iter(reports)
    with ThreadPoolExecutor(threads, "encoder") as pool:
        try:
            while True:
                try:
                    report = next(coming)
                except StopIteration:
                    break
                except Exception as error:
                    ended = error
                    break
                waiting.append(_begun(report, encoder, pool))
                words += waiting[-1].words
                # when all is encoded, the reports come slowly, and none is kept back for the next
                while waiting and (words > WORDS * threads or waiting[-1].ready()):
                    words -= waiting[0].words
                    yield waiting.popleft().take()
            while waiting:
                yield waiting.popleft().take()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
    if ended is not None:
        raise ended


def _begun(report: Report, encoder: Encoder, pool: ThreadPoolExecutor) -> _Coming:
    try:
        document = document_of(report.text)
    except Exception as error:
        return _Coming(report, None, [], error)
    return _Coming(report, document, [pool.submit(encoder.window, window) for window in document.windows])


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
