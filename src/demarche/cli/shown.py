"""What `demarche show` shows: a report read, an event taken apart."""

from typing import Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from demarche.cli import wording
from demarche.cli.marks import in_context, marked
from demarche.cli.sheet import Value, values
from demarche.cli.summary import type_style
from demarche.cli.terminal import one_line, out, styled
from demarche.export import plover_record
from demarche.records import Event, Reading, Report

_TEXT_WIDTH = 100  # columns of running text, however wide the terminal


def print_report(report: Report, reading: Reading, *, versions: int = 1) -> None:
    """The text with its events marked, then each event with its values beside their words."""
    console = out()
    console.print(styled((one_line(report.title) or report.id, "bold")))
    console.print(styled((_origin(report), "dim")))
    if versions > 1:
        console.print(styled((f"the last of {versions} versions that the ledger holds", "dim")))
    console.print()
    width = min(console.width, _TEXT_WIDTH)
    console.print(marked(report.text, reading.events), width=width)
    if not reading.events:
        console.print(styled(("\nno events found", "dim")))
    for event in reading.events:
        console.print()
        console.print(event_heading(event, numbered=True))
        console.print(Padding(_beside_words(event), (0, 0, 0, 4)))
    for agreement in reading.agreements:
        console.print()
        console.print(
            styled(("agreement ", "dim"), (one_line(agreement.name), "bold"), f"  {agreement.state}")
        )


def print_event(event: Event, report: Report) -> None:
    """Every value of the event with its words in their context, and why they stand for it."""
    console = out()
    console.print(event_heading(event, numbered=False))
    told_by = f"event {event.sequence} of {report.id}"
    console.print(styled((told_by, "dim")))
    if report.title:
        console.print(styled((one_line(report.title), "italic")))
    console.print(styled((_origin(report), "dim")))
    console.print()
    table = _sheet()
    for value in values(event):
        for number, words in enumerate(value.words or (None,)):
            table.add_row(
                styled((value.label if number == 0 else "", "dim")),
                styled((one_line(value.told), _value_style(value, event))) if number == 0 else Text(),
                in_context(report.text, words) if words else Text(),
            )
        if value.reason:
            table.add_row(Text(), styled((f"because {one_line(value.reason)}", "dim italic")), Text())
    console.print(table)


def report_answer(report: Report, reading: Reading) -> dict[str, Any]:
    """A report and its reading for JSON: `report`, `model`, `events` (export records), `agreements`."""
    return {
        "report": report,
        "model": reading.model,
        "events": [plover_record(event, report) for event in reading.events],
        "agreements": reading.agreements,
    }


def event_answer(event: Event, report: Report) -> dict[str, Any]:
    """An event as JSON has it: `event` (an export record), and `values` with their words and reasons."""
    return {"event": plover_record(event, report), "values": list(values(event))}


def event_heading(event: Event, *, numbered: bool) -> Text:
    """Number, type, modes, confidence and id of an event on one line."""
    number = (f"[{event.sequence}] ", "bold") if numbered else ""
    return styled(
        number, (wording.kind(event), f"bold {type_style(event.type)}".strip()),
        (f"   {event.confidence:.0%} sure   {event.id}", "dim"),
    )  # fmt: skip


def _beside_words(event: Event) -> Table:
    table = _sheet()
    for value in values(event):
        if value.label == "event":
            continue
        words = "; ".join(f"“{one_line(span.text)}”" for span in value.words)
        table.add_row(styled((value.label, "dim")), styled(one_line(value.told)), styled((words, "dim")))
    return table


def _sheet() -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for _ in range(3):
        table.add_column(overflow="fold")
    table.columns[0].no_wrap = True
    return table


def _value_style(value: Value, event: Event) -> str:
    return f"bold {type_style(event.type)}".strip() if value.label == "event" else ""


def _origin(report: Report) -> str:
    parts = (report.outlet, report.published, report.url or report.source)
    return one_line(" · ".join(part for part in parts if part))
