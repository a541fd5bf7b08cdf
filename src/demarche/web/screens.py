"""What a page shows, before it has a form: its tables, its data, what its template is given."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from demarche.web.addresses import Pairs
from demarche.web.asked import Asked
from demarche.web.holdings import Holdings


class Cell(msgspec.Struct, frozen=True, gc=False):
    """One field of a table: what it says, where it leads, how it looks (`num`, `tag`, `dim`, ...)."""

    text: str
    href: str = ""
    look: str = ""


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """A table: `name` in addresses, `title` on screen; `sorts` gives the address that sorts by a column.

    `ordered`: the title of the column by which it is sorted, and `ascending` or `descending`.
    """

    name: str
    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    looks: tuple[str, ...] = ()
    sorts: Mapping[str, str] = {}
    ordered: tuple[str, str] = ("", "")


class Screen(msgspec.Struct, frozen=True, kw_only=True):
    """A page: `data` is its JSON twin, `sheets` its CSV, `context` what the template needs beside them."""

    template: str
    title: str
    data: Any
    sheets: tuple[Sheet, ...] = ()
    context: Mapping[str, Any] = {}


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """A call of a page: the ledger and what is known of it, the parts of the path, the query."""

    holdings: Holdings
    path: str
    parts: Mapping[str, str]
    asked: Asked
    query: Pairs


class PageKind(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the application: where it is, which parameters it knows, what makes it.

    `alike`: it holds no form but those that only ask, so all who are not signed in get the same.
    `long`: it can take seconds, so it is made beside the others, who would else wait for it.
    """

    name: str
    pattern: str
    parameters: tuple[str, ...]
    make: Callable[[Visit], Screen]
    alike: bool = False
    long: bool = False
