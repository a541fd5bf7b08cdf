"""The rows of a table as HTML: a page has hundreds of cells, so they are written here, not by a template."""

from collections.abc import Callable
from html import escape

from markupsafe import Markup

from demarche.web import wording
from demarche.web.screens import Cell, Sheet

WIDE = 4  # columns; on a small screen each row of a table with more becomes a card that names its fields
_HEADS = ("title", "head")
_DASH = " \u2013 "


def is_wide(sheet: Sheet) -> bool:
    """Whether it has so many columns that its fields have to say what they are on a small screen."""
    return len(sheet.header) > WIDE


def rows(sheet: Sheet, to: Callable[[str], str]) -> Markup:
    """All rows; `to` gives where an address leads on this page, empty for nowhere."""
    looks = (*sheet.looks, *[""] * (len(sheet.header) - len(sheet.looks)))
    labels = [f' data-label="{escape(title)}"' if is_wide(sheet) else "" for title in sheet.header]
    columns = list(zip(looks, labels, strict=True))
    made = []
    for row in sheet.rows:
        cells = (_cell(cell, *column, to) for cell, column in zip(row, columns, strict=True))
        made.append(f"<tr>{''.join(cells)}</tr>\n")
    return Markup("".join(made))  # every text in it is escaped below


def _cell(cell: Cell, look: str, label: str, to: Callable[[str], str]) -> str:
    there = to(cell.href) if cell.href else ""
    words = escape(cell.text)
    if there:
        words = f'<a href="{escape(there)}">{words}</a>'
    elif look == "date":
        words = _days(words)
    untold = " untold" if cell.text == wording.NOT_TOLD else ""
    attributes = f'class="{look} {cell.look}{untold}"{label}'
    if look in _HEADS:
        return f'<th scope="row" {attributes}>{words}</th>'
    return f"<td {attributes}>{words}</td>"


def _days(words: str) -> str:
    """A day, or two with a dash; a line may break between them, not within one."""
    days = words.split(_DASH)
    return " ".join(
        f'<span class="day">{day}{_DASH.rstrip() if number < len(days) else ""}</span>'
        for number, day in enumerate(days, 1)
    )
