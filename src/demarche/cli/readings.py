"""Reports to readings, in their order, on all cores."""

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from itertools import chain

from demarche.knowledge.parties import PartyBase
from demarche.records import Reading, Report

# what one process reads before several are started: each takes a second or two to load the model
FIRST_REPORTS = 200
FIRST_WORDS = 100_000


def read_each(
    reports: Iterable[Report], parties: PartyBase | None = None, workers: int | None = None
) -> Generator[tuple[Report, Reading], None, None]:
    """Each report with its reading. The model is loaded when the first report comes. Raises ModelError.

    parties: the knowledge base with a user's own parties.
    workers: processes that read; None is one, and one a core for what goes beyond `FIRST_REPORTS` reports or
    `FIRST_WORDS` words. Readings do not depend on it.
    """
    coming = iter(reports)
    first = next(coming, None)
    if first is None:
        return
    from demarche.reader import Reader
    from demarche.reader.ahead import cores
    from demarche.reader.loading import loading
    from demarche.reader.workers import read_by_workers

    if workers is not None and workers > 1:
        with closing(read_by_workers(chain([first], coming), workers, parties)) as readings:
            yield from readings
        return
    with loading():  # most is loaded at its first use
        reader = Reader(parties=parties)
        reading = reader.read(first)
    yield first, reading  # alone: whoever waits for one report need not wait for the next
    alone = workers == 1 or cores() == 1
    with closing(reader.read_many(coming if alone else _first_of(coming))) as readings:
        yield from readings
    if not alone:
        with closing(read_by_workers(coming, cores(), parties)) as readings:
            yield from readings


def _first_of(coming: Iterator[Report]) -> Iterator[Report]:
    words = 0
    for number, report in enumerate(coming, 2):
        yield report
        words += len(report.text.split())
        if number >= FIRST_REPORTS or words >= FIRST_WORDS:
            return
