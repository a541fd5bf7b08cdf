"""Reports to readings, in their order."""

from collections.abc import Iterable, Iterator

from demarche.records import Reading, Report


def read_each(reports: Iterable[Report]) -> Iterator[tuple[Report, Reading]]:
    """Each report with its reading. The model is loaded when the first report comes. Raises ModelError."""
    from demarche.reader import shared_reader

    for report in reports:
        yield report, shared_reader().read(report)
