"""Screens as pages, as JSON and as CSV."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined

from demarche.errors import InputError
from demarche.web import addresses, table_rows, wording
from demarche.web.assets import asset
from demarche.web.screens import Screen, Sheet
from demarche.web.texts import counted, label, text

NAVIGATION = (
    ("overview", "/"),
    ("demarches", "/demarches"),
    ("agreements", "/agreements"),
    ("parties", "/parties"),
    ("outlets", "/outlets"),
    ("reports", "/reports"),
    ("copies", "/copies"),
    ("decisions", "/decisions"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Surroundings(msgspec.Struct, frozen=True, kw_only=True):
    """What a page is shown in: the ledger's name, which page it is, what can be done on it.

    `to`: the address as a link on this page, empty where it leads nowhere; `mark`: what forms carry.
    """

    ledger: str
    here: str
    query: str = ""
    to: Callable[[str], str] = str
    mark: str = ""
    author: str = ""
    can_change: bool = False
    can_fetch: bool = False
    can_leave: bool = False
    is_site: bool = False


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("demarche.web"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        t=text,
        counted=counted,
        label=label,
        asset=asset,
        wording=wording,
        addresses=addresses,
        navigation=NAVIGATION,
        rows=table_rows.rows,
        is_wide=table_rows.is_wide,
    )
    made.filters["thousands"] = lambda number: f"{number:,}"
    return made


def page(screen: Screen, around: Surroundings) -> str:
    """The page as HTML."""
    return render(
        screen.template,
        around,
        {
            "title": screen.title,
            "sheets": {sheet.name: sheet for sheet in screen.sheets},
            "twins": True,
            **screen.context,
        },
    )


def render(template: str, around: Surroundings, context: Mapping[str, Any]) -> str:
    """A template with its context."""
    given = {"twins": False, "title": "", **context, "around": around, "to": around.to}
    return _environment().get_template(template).render(given)


def as_json(screen: Screen) -> bytes:
    """The page's data."""
    return msgspec.json.encode(screen.data)


def as_csv(screen: Screen, name: str | None = None) -> bytes:
    """The page's tables as they stand on screen: the one of that name, or all, parted by their titles.

    Fields that a spreadsheet would take for a formula get an apostrophe before them. Raises InputError for
    a name that is none.
    """
    sheets = screen.sheets
    if name is not None:
        sheets = tuple(sheet for sheet in sheets if sheet.name == name)
        if not sheets:
            known = ", ".join(sheet.name for sheet in screen.sheets) or "none"
            raise InputError(f"there is no table {name[:40]!r} on this page; there are: {known}")
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    for number, sheet in enumerate(sheets):
        if len(sheets) > 1:
            if number:
                writer.writerow([])
            writer.writerow([_harmless(sheet.title)])
        writer.writerows(_lines(sheet))
    return made.getvalue().encode()


def _lines(sheet: Sheet) -> Iterable[list[str]]:
    yield [_harmless(title) for title in sheet.header]
    for row in sheet.rows:
        yield [_harmless(cell.text) for cell in row]


def _harmless(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value
