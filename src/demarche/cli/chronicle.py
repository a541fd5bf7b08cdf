"""Events in periods: how `demarche timeline` groups and prints them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from rich.padding import Padding
from rich.table import Table

from demarche.cli import wording
from demarche.cli.lists import print_footer
from demarche.cli.records import Records
from demarche.cli.summary import counted, type_style
from demarche.cli.tables import short_ids
from demarche.cli.terminal import one_line, out, styled
from demarche.ledger import Ledger, Page, StoredEvent

_TYPE_WIDTH = 24
_CHARACTERS = {"day": 10, "month": 7, "year": 4}  # of an ISO date


def periods(rows: Iterable[StoredEvent], by: str) -> dict[str | None, list[StoredEvent]]:
    """Events by period, in order of first appearance; None for those that neither words nor report date.

    A period is an ISO prefix: that of the event's date (an interval's first day), cut to `by`; a date told
    less exactly is a period itself.
    """
    found: dict[str | None, list[StoredEvent]] = {}
    for row in rows:
        day = wording.date(row.event) or row.published
        found.setdefault(day.partition("/")[0][: _CHARACTERS[by]] if day else None, []).append(row)
    return dict(sorted(found.items(), key=lambda item: (item[0] is None, item[0] or "")))


def print_chronicle(page: Page[StoredEvent], by: str) -> None:
    """The periods, each with its events on a line or two."""
    console = out()
    groups = periods(page.rows, by)
    undated = groups.pop(None, [])
    for period, rows in groups.items():
        console.print(
            styled((period_name(period or ""), "bold"), (f"  {counted(len(rows), 'event')}", "dim"))
        )
        console.print(Padding(event_lines(rows), (0, 0, 1, 2)))
    if undated:
        console.print(styled(("Not dated", "bold"), (f"  {counted(len(undated), 'event')}", "dim")))
        console.print(Padding(event_lines(undated), (0, 0, 1, 2)))
    print_footer(page, "event", "events")
    if any(wording.date(row.event) is None and row.published for row in page.rows):
        console.print(styled(("~ tells no date: stands where its report was published", "dim")))


def timeline_answer(ledger: Ledger, page: Page[StoredEvent], by: str) -> dict[str, Any]:
    """The timeline as JSON has it: `periods` with export records, and `undated` ones apart."""
    records = Records(ledger)
    groups = periods(page.rows, by)
    undated = groups.pop(None, [])
    return {
        "by": by,
        "periods": [
            {"period": period, "events": [records.record(row) for row in rows]}
            for period, rows in groups.items()
        ],
        "undated": [records.record(row) for row in undated],
        "total": page.total,
        "limit": page.limit,
        "offset": page.offset,
    }


def event_lines(rows: list[StoredEvent]) -> Table:
    """One row an event: type, what happened, whose word, id; as wide as the console, so that tables align."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0), expand=True)
    table.add_column(width=_TYPE_WIDTH, overflow="fold")
    table.add_column(ratio=3, overflow="fold")
    table.add_column(ratio=2, overflow="fold")
    table.add_column(no_wrap=True)
    for row, id_ in zip(rows, short_ids([row.event.id for row in rows]), strict=True):
        event = row.event
        where = wording.place(event.where) if event.where else ""
        happened = (wording.who_to_whom(event, codes=False), where, wording.tolls(event))
        told_by = (one_line(row.outlet), wording.sources(event))
        table.add_row(
            styled(
                ("~" if row.published and not wording.date(event) else "", "dim"),
                (wording.kind(event), type_style(event.type)),
            ),
            styled(
                " · ".join(part for part in happened if part),
                (f"  {wording.reality(event)}".rstrip(), "italic"),
            ),
            styled((": ".join(part for part in told_by if part), "dim")),
            styled((id_, "dim")),
        )
    return table


def period_name(period: str) -> str:
    """`Sat 1 March 2031`, `March 2031`, `2031`."""
    try:
        if len(period) == _CHARACTERS["day"]:
            day = date.fromisoformat(period)
            return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"
        if len(period) == _CHARACTERS["month"]:
            return f"{_MONTHS[int(period[5:]) - 1]} {period[:4]}"
    except (ValueError, IndexError):
        pass
    return one_line(period)


_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")  # strftime would follow the locale
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
