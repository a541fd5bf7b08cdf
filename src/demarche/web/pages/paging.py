"""Pages of a listing: which rows are shown, and where the ones before and after are."""

import msgspec

from demarche.web.addresses import Pairs, address


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
    """By column title, the address that sorts by it; again, and it is the other way round."""
    rest = [(name, value) for name, value in query if name not in ("sort", "offset")]
    return {
        title: address(path, [*rest, ("sort", f"-{sort}" if current == sort else sort)])
        for title, sort in columns.items()
    }
