"""Versions: reports that are one page at different times, which are never copies of one another."""

from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode, urlsplit

from demarche.knowledge.folding import fold
from demarche.records import Report

# Parameters by which links are counted: they name no page.
_COUNTING = ("utm_", "fbclid", "gclid")


def page_key(report: Report) -> str:
    """The outlet's name, folded, and its id of the report: the same for each version of it."""
    return f"{fold(report.outlet or '')}/{report.id}"


def same_address(url: str) -> str:
    """The address of a page without what varies from link to link; empty where it names no page."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    host = (parts.netloc.rpartition("@")[2]).lower().removeprefix("www.")
    path = parts.path.rstrip("/")
    query = urlencode(sorted(p for p in parse_qsl(parts.query) if not p[0].lower().startswith(_COUNTING)))
    return f"{host}{path}?{query}" if host and (path or query) else ""


def versions(reports: Iterable[Report]) -> tuple[tuple[Report, ...], ...]:
    """The reports by page: of each page its distinct versions, the latest last; pages in order of its key.

    Two reports are of one page where an outlet (its name folded) gave them one id, or where they have one
    address; equal digests are one version. The later one is that published later, and on one day that of
    the greater digest, so that the order of reports makes no difference.
    """
    every = list(reports)
    page = list(range(len(every)))

    def root(number: int) -> int:
        while page[number] != number:
            page[number] = page[page[number]]
            number = page[number]
        return number

    first: dict[str, int] = {}
    for number, report in enumerate(every):
        address = same_address(report.url) if report.url else ""
        for key in ("id " + page_key(report), "at " + address if address else ""):
            if key:
                page[root(number)] = root(first.setdefault(key, number))
    pages: dict[int, dict[tuple[str, str, str], Report]] = defaultdict(dict)
    for number, report in enumerate(every):
        what = report.digest or f"{report.title}\n{report.text}"
        pages[root(number)].setdefault((report.published or "", what, page_key(report)), report)
    ordered = []
    for found in pages.values():
        distinct = {what: found[published, what, key] for published, what, key in sorted(found)}
        ordered.append(tuple(distinct.values()))
    return tuple(sorted(ordered, key=lambda each: page_key(each[-1])))
