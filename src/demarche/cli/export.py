"""`demarche export`: events of a ledger in the forms that others read."""

from typing import Annotated

import typer

from demarche.cli.options import (
    DEFAULT_LEDGER,
    LedgerPath,
    MinConfidence,
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


def export(
    format: Annotated[
        str, typer.Option("--format", "-f", metavar="FORMAT", help="plover, csv, parquet, geojson or cameo.")
    ] = "plover",
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where to write; - is standard output.")
    ] = "-",
    with_text: Annotated[
        bool, typer.Option("--with-text", help="Add each report's text to its events (not for cameo).")
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
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Write events to a file in a form that others read.

    The file is written whole or not at all. Reports come in the order of their
    publication, their events as they are told. plover is JSON lines, cameo the
    tab-separated daily form of PETRARCH and ICEWS; docs/record.md has them all.

    Examples:

      demarche export --format csv -o events.csv
      demarche export --format cameo --since 2031-03 --until 2031-03 -o march.tsv
      demarche export --format geojson --type ASSAULT -o assaults.geojson
    """
    import sys

    from demarche.cli.outputs import keep, ledger_files
    from demarche.errors import InputError
    from demarche.export import write_events

    format = format.lower()
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
        sort="published",
    )
    keep(output, ledger_files(ledger))
    with ledger_to_ask(ledger) as opened:
        count = write_events(
            opened.pairs(asked),
            format,
            output,
            with_text=with_text,
            header=header,
            all_occurrences=all_occurrences,
        )
    if output != "-":
        from demarche.cli.summary import counted
        from demarche.cli.terminal import say

        say(f"{counted(count, _UNITS.get(format, 'event'))} written to {output}")


_UNITS = {"cameo": "row"}
