"""Reports to readings, in their order, on all cores."""

from collections.abc import Generator, Iterable
from contextlib import closing

from demarche.knowledge.parties import PartyBase
from demarche.records import Reading, Report


def read_each(
    reports: Iterable[Report], parties: PartyBase | None = None
) -> Generator[tuple[Report, Reading], None, None]:
    """Each report with its reading. The model is loaded when the first report comes. Raises ModelError.

    parties: the knowledge base with a user's own parties.
    """
    coming = iter(reports)
    first = next(coming, None)
    if first is None:
        return
    from demarche.reader import Reader

    reader = Reader(parties=parties)
    yield first, reader.read(first)  # alone: whoever waits for one report need not wait for the next
    with closing(reader.read_many(coming)) as readings:
        yield from readings
