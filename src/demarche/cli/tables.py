"""Rows of a ledger as tables for the terminal."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from rich import box
from rich.table import Table

from demarche.cli import wording
from demarche.cli.summary import type_style
from demarche.cli.terminal import one_line, styled
from demarche.ledger import PartyRow, ReportRow, StoredEvent
from demarche.records import Refusal

_ID_CHARS = 10  # of an event's id; `show` takes the beginning of one


def event_table(rows: Sequence[StoredEvent]) -> Table:
    """Events: when, what, who to whom, where, toll, whose word, which outlet."""
    table = _table("date", "event", "who → whom", "where", "toll", "according to", "outlet", "id")
    ids = short_ids([row.event.id for row in rows])
    for row, id_ in zip(rows, ids, strict=True):
        event = row.event
        table.add_row(
            styled(event_date(row)),
            styled((wording.kind(event), type_style(event.type)), *_note(wording.reality(event))),
            styled(wording.who_to_whom(event)),
            styled(wording.place(event.where)),
            styled(wording.tolls(event)),
            styled(wording.sources(event)),
            styled(one_line(row.outlet) or wording.NOT_TOLD),
            styled((id_, "dim")),
        )
    _unwrapped(table, 0, 7)
    return table


def report_table(rows: Sequence[ReportRow]) -> Table:
    """Reports: when, which outlet, title, counts."""
    table = _table("published", "outlet", "title", "words", "events", "version", "id")
    for row in rows:
        table.add_row(
            styled(row.published or wording.NOT_TOLD),
            styled(one_line(row.outlet) or wording.NOT_TOLD),
            styled(one_line(row.title) or _file_name(row.source)),
            styled(f"{row.words:,}"),
            styled(f"{row.events:,}"),
            styled(f"{row.version}"),
            styled((one_line(row.id), "dim")),
        )
    _right(table, 3, 4, 5)
    _unwrapped(table, 0)
    return table


def party_table(rows: Sequence[PartyRow]) -> Table:
    """Parties: who, and in how many events in which role."""
    table = _table("party", "code", "sector", "events", "acts", "is acted on", "is quoted", "known as")
    for row in rows:
        table.add_row(
            styled(one_line(row.name)),
            styled(row.code or ""),
            styled(row.sector or ""),
            *(
                styled(f"{count:,}" if count else "")
                for count in (row.events, row.acts, row.receives, row.says)
            ),
            styled((one_line(row.id), "dim")),
        )
    _right(table, 3, 4, 5, 6)
    return table


def refusal_table(rows: Iterable[Refusal]) -> Table:
    """Refused inputs: which, and why."""
    table = _table("input", "reason", "in words")
    for row in rows:
        table.add_row(
            styled(one_line(row.source)), styled((row.reason, "yellow")), styled(one_line(row.detail))
        )
    return table


def event_date(row: StoredEvent) -> str:
    """The event's own date; its report's, with a ~, where it has none."""
    return wording.date(row.event) or (f"~{row.published}" if row.published else wording.NOT_TOLD)


def short_ids(ids: Sequence[str]) -> list[str]:
    """The beginnings of event ids, long enough to tell these apart."""
    length = _ID_CHARS
    while len({id_[:length] for id_ in ids}) < len(set(ids)):
        length += 2
    return [one_line(id_[:length]) for id_ in ids]


def _file_name(source: str | None) -> str:
    return one_line(Path(source).name) if source else wording.NOT_TOLD


def _table(*headings: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _unwrapped(table: Table, *columns: int) -> None:
    for column in columns:
        table.columns[column].no_wrap = True


def _right(table: Table, *columns: int) -> None:
    for column in columns:
        table.columns[column].justify = "right"


def _note(words: str) -> tuple[str | tuple[str, str], ...]:
    return (" ", (words, "italic")) if words else ()
