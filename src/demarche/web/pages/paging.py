"""Pages of a listing: which rows are shown, and where the ones before and after are."""

import msgspec

from demarche.web.addresses import Pairs, address

_BY_LETTER = ("title", "name", "type", "place", "outlet", "code")


class Pager(msgspec.Struct, frozen=True, kw_only=True):
    """Rows `first` to `last` of `total`; where the page before and the one after are, if there are any."""

    first: int
    last: int
    total: int
    before: str
    after: str


def pager(path: str, query: Pairs, *, offset: int, limit: int, shown: int, total: int) -> Pager:
    """The pager of a listing at `path`; `query` is what it is asked with."""
    rest = [(name, value) for name, value in query if name != "offset"]

    def at(start: int) -> str:
        return address(path, [*rest, ("offset", str(start))] if start else rest)

    return Pager(
        first=offset + 1 if shown else 0,
        last=offset + shown,
        total=total,
        before=at(max(0, offset - limit)) if offset else "",
        after=at(offset + limit) if offset + shown < total else "",
    )


def sort_links(path: str, query: Pairs, columns: dict[str, str], current: str) -> dict[str, str]:
    """By column title, the address that sorts by it; again, and it is the other way round.

    Names begin with the first letter, all else with the most or the latest.
    """
    rest = [(name, value) for name, value in query if name not in ("sort", "offset")]
    links = {}
    for title, sort in columns.items():
        first, again = (sort, f"-{sort}") if sort in _BY_LETTER else (f"-{sort}", sort)
        links[title] = address(path, [*rest, ("sort", again if current == first else first)])
    return links


def ordered(columns: dict[str, str], current: str) -> tuple[str, str]:
    """The title of the column by which a table is sorted, and which way; empty for none of the columns."""
    title = next((title for title, sort in columns.items() if sort == current.removeprefix("-")), "")
    return title, "descending" if current.startswith("-") else "ascending"
