"""`demarche export`: events of a ledger, or what is collated, in the forms that others read."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from demarche.cli.options import (
    DEFAULT_LEDGER,
    LedgerPath,
    MinConfidence,
    MinReports,
    OutletFilter,
    PartyFilter,
    PlaceFilter,
    ReportFilter,
    Since,
    TextFilter,
    TypeFilter,
    Until,
    ledger_to_ask,
    query,
)

if TYPE_CHECKING:
    from demarche.ledger import Ledger, Query


class What(StrEnum):
    """What can be written."""

    EVENTS = "events"
    INCIDENTS = "incidents"
    DISPUTES = "disputes"
    AGREEMENTS = "agreements"
    DEMARCHES = "demarches"
    DECISIONS = "decisions"


def export(
    what: Annotated[What, typer.Option("--what", "-w", help="What to write.")] = What.EVENTS,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="Events: plover (the default), csv, parquet, geojson, cameo. All else: jsonl (the default), "
            "csv, parquet.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where to write; - is standard output.")
    ] = "-",
    with_text: Annotated[
        bool, typer.Option("--with-text", help="Events: add each report's text (not for cameo).")
    ] = False,
    all_occurrences: Annotated[
        bool,
        typer.Option(
            "--all-occurrences", help="cameo: also events to come, supposed, or that did not happen."
        ),
    ] = False,
    header: Annotated[
        bool, typer.Option("--header/--no-header", help="cameo: a first line of column names.")
    ] = True,
    party: PartyFilter = None,
    types: TypeFilter = None,
    place: PlaceFilter = None,
    since: Since = None,
    until: Until = None,
    outlet: OutletFilter = None,
    text: TextFilter = None,
    report: ReportFilter = None,
    min_confidence: MinConfidence = 0.0,
    min_reports: MinReports = 1,
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Write events, or what is collated, to a file in a form that others read.

    The file is written whole or not at all. Reports come in the order of their
    publication, their events as they are told. plover is JSON lines, cameo the
    tab-separated daily form of PETRARCH and ICEWS; docs/record.md has them all.
    Incidents, disputes, agreements, demarches and decisions: docs/collation.md;
    filters that do not concern them have no say.

    Examples:

      demarche export --format csv -o events.csv
      demarche export --what incidents --min-reports 2 -o incidents.jsonl
      demarche export --what disputes --format csv -o disputes.csv
      demarche export --format cameo --since 2031-03 --until 2031-03 -o march.tsv
      demarche export --format geojson --type ASSAULT -o assaults.geojson
    """
    import sys

    from demarche.cli.outputs import keep, ledger_files
    from demarche.errors import InputError
    from demarche.export import write_collated, write_events

    format = (format or ("plover" if what is What.EVENTS else "jsonl")).lower()
    if what is What.EVENTS and format == "jsonl":
        format = "plover"
    if what is not What.EVENTS and (with_text or all_occurrences or not header):
        raise InputError(f"--with-text, --all-occurrences and --no-header go with events, not with {what}")
    if format == "parquet" and output == "-" and sys.stdout.isatty():
        raise InputError("parquet is no text for a terminal: name a file with -o")
    asked = query(
        party=party,
        types=types,
        place=place,
        since=since,
        until=until,
        outlet=outlet,
        text=text,
        report=report,
        min_confidence=min_confidence,
        min_reports=min_reports,
        disputed="any" if what is What.DISPUTES else None,
        sort="published" if what is What.EVENTS else "date",
    )
    keep(output, ledger_files(ledger))
    with ledger_to_ask(ledger) as opened:
        if what is What.EVENTS:
            count = write_events(
                opened.pairs(asked),
                format,
                output,
                with_text=with_text,
                incidents=opened.incident_ids(),
                header=header,
                all_occurrences=all_occurrences,
            )
        else:
            from demarche.cli.collating import say_pending

            say_pending(opened, ledger)
            count = write_collated(what.value, _collated(opened, what, asked), format, output)
    if output != "-":
        from demarche.cli.summary import counted
        from demarche.cli.terminal import say

        say(f"{counted(count, _unit(what, format))} written to {output}")


def _collated(ledger: "Ledger", what: What, asked: "Query") -> Iterable[Any]:
    match what:
        case What.AGREEMENTS:
            return ledger.accords(asked).rows
        case What.DEMARCHES:
            return ledger.demarches(asked).rows
        case What.DECISIONS:
            return ledger.decisions()
        case _:
            return ledger.each_incident(asked)


def _unit(what: What, format: str) -> str:
    several_rows = format == "csv" and what in (What.AGREEMENTS, What.DEMARCHES)
    if what is What.DISPUTES or format == "cameo" or several_rows:
        return "row"
    return what.value.removesuffix("s")
