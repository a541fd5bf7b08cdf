"""Reports from a browser: pasted, uploaded, or by the address of a page."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from demarche.errors import InputError
from demarche.intake import Limits, read_inputs, report_from_text
from demarche.intake.fetching import Fetched
from demarche.records import Refusal, Report
from demarche.web.jobs import Source

_ODD = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_NAME = 80
_ENDINGS = {"text/plain": ".txt"}


def pasted(*, text: str, title: str, published: str, outlet: str, url: str) -> Source:
    """A job for a pasted text. Raises InputError for an empty one or a bad date."""
    report = report_from_text(
        text, title=title, published=published or None, outlet=outlet or None, url=url or None
    )

    def source(folder: Path, refuse: Callable[[Refusal], None]) -> Iterable[Report]:
        return (report,)

    return source


def uploaded(held: Sequence[tuple[str, bytes]], limits: Limits, outlet: str = "") -> Source:
    """A job for files by their names."""
    if not held:
        raise InputError("choose at least one file")

    def source(folder: Path, refuse: Callable[[Refusal], None]) -> Iterator[Report]:
        paths = []
        for number, (name, content) in enumerate(held):
            own = folder / str(number)
            own.mkdir()
            path = own / file_name(name)
            path.write_bytes(content)
            paths.append(path)
        for report in _read(paths, limits, refuse):
            told = Path(report.source or "").name
            named = report.outlet or outlet or None
            yield msgspec.structs.replace(report, source=told, outlet=named)

    return source


def fetched(url: str, get: Callable[[str], Fetched], limits: Limits) -> Source:
    """A job for the page at an address, which is fetched when its turn comes."""
    if not url:
        raise InputError("type the address of a page")

    def source(folder: Path, refuse: Callable[[Refusal], None]) -> Iterator[Report]:
        page = get(url)
        path = folder / f"page{_ENDINGS.get(page.kind, '.html')}"
        path.write_bytes(page.body)
        for report in _read([path], limits, refuse):
            yield msgspec.structs.replace(report, source=page.url, url=report.url or page.url)

    return source


def file_name(told: str) -> str:
    """A harmless file name that keeps the letters and the ending of the one told."""
    bare = _ODD.sub("_", Path(told.replace("\\", "/")).name).lstrip(".")[-_LONGEST_NAME:]
    return bare or "upload.txt"


def _read(paths: Sequence[Path], limits: Limits, refuse: Callable[[Refusal], None]) -> Iterator[Report]:
    for found in read_inputs(paths, limits=limits):
        if isinstance(found, Refusal):
            refuse(found)
        else:
            yield found
