"""Reports to readings, in their order, on all cores."""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from demarche.knowledge.parties import PartyBase
from demarche.records import Reading, Report

_AHEAD = 3  # reports on their way for each core: enough to keep all busy, few enough to stay small


def read_each(
    reports: Iterable[Report], parties: PartyBase | None = None
) -> Iterator[tuple[Report, Reading]]:
    """Each report with its reading. The model is loaded when the first report comes. Raises ModelError.

    parties: the knowledge base with a user's own parties.
    Reports are read side by side, each on one core, which is faster than one at a time on several.
    """
    coming = iter(reports)
    first = next(coming, None)
    if first is None:
        return
    from demarche.reader import Reader

    reader = Reader(threads=1, parties=parties)
    yield first, reader.read(first)  # alone, so that what is loaded at first use is loaded once
    cores = _cores()
    waiting: deque[tuple[Report, Future[Reading]]] = deque()
    with ThreadPoolExecutor(cores) as pool:
        try:
            for report in coming:
                waiting.append((report, pool.submit(reader.read, report)))
                while waiting and (len(waiting) >= _AHEAD * cores or waiting[0][1].done()):
                    yield _next(waiting)
            while waiting:
                yield _next(waiting)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _next(waiting: deque[tuple[Report, Future[Reading]]]) -> tuple[Report, Reading]:
    report, reading = waiting.popleft()
    return report, reading.result()


def _cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
