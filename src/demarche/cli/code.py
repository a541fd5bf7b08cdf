"""`demarche code`: the reader as a filter."""

from collections.abc import Iterator
from typing import Annotated

import typer

from demarche.cli.options import (
    Fields,
    Inputs,
    MinConfidence,
    OutletName,
    OwnParties,
    Workers,
    mapping,
    own_parties,
)
from demarche.records import Event, Report

Output = Annotated[
    str, typer.Option("--output", "-o", metavar="FILE", help="Where to write; - is standard output.")
]


def code(
    inputs: Inputs,
    output: Output = "-",
    with_text: Annotated[
        bool, typer.Option("--with-text", help="Add each report's text to its events.")
    ] = False,
    min_confidence: MinConfidence = 0.0,
    fields: Fields = None,
    outlet: OutletName = None,
    parties: OwnParties = None,
    workers: Workers = None,
) -> None:
    """Write the events of reports as PLOVER records, keeping nothing.

    One JSON object a line, one line an event, as described in docs/record.md.
    Offsets count characters of the report's text, which --with-text adds.
    Inputs are plain text, web pages, and rows of JSONL, CSV or Parquet, each
    also packed with gzip. An input that is no report is told on standard error,
    and the exit status is 1.

    Examples:

      demarche code report.txt
      demarche code archive/ -o events.jsonl --with-text
      demarche code - --field text=body --min-confidence 0.7 < rows.jsonl
    """
    from demarche.cli.feed import Feed, not_english_told, say_refused
    from demarche.cli.outputs import keep_inputs
    from demarche.cli.progress import Progress
    from demarche.cli.readings import read_each
    from demarche.cli.terminal import say
    from demarche.export import write_events

    feed = Feed(inputs, mapping(fields), outlet=outlet)
    keep_inputs(output, inputs)
    base = own_parties(parties)
    with Progress(inputs, shown=not goes_to_screen(output)) as progress:

        def events() -> Iterator[tuple[Event, Report]]:
            for report, reading in read_each(feed.reports(say_refused), base, workers):
                yield from ((e, report) for e in reading.events if e.confidence >= min_confidence)
                progress.done(report)

        write_events(events(), "plover", output, with_text=with_text)
    if feed.not_english:
        say(not_english_told(feed.not_english))
    feed.close()


def goes_to_screen(output: str) -> bool:
    """Whether what is written shows on the terminal, where a progress bar would get in its way."""
    import sys

    return output == "-" and sys.stdout.isatty()
