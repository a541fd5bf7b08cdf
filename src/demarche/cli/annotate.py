"""`demarche annotate`: every span that the reader finds."""

from typing import Annotated, Any

import typer

from demarche.cli.code import Output, goes_to_screen
from demarche.cli.options import Fields, Inputs, OwnParties, Workers, mapping, own_parties
from demarche.records import Reading, Report


def annotate(
    inputs: Inputs,
    output: Output = "-",
    with_text: Annotated[bool, typer.Option("--with-text", help="Add each report's text.")] = False,
    fields: Fields = None,
    parties: OwnParties = None,
    workers: Workers = None,
) -> None:
    """Write every span that the reader finds in reports, keeping nothing.

    One JSON object a report on one line. A span has kind (party, place, time,
    number, agreement), start, end, text, and what it resolves to: name, code,
    sector and id of a party; name, geonameid, lat, lon, province and
    country_code of a place; value of a time or number; reason says why. What
    could not be resolved is left out.

    Examples:

      demarche annotate report.txt
      demarche annotate 'pages/*.html' -o spans.jsonl --with-text
    """
    from demarche.cli.feed import Feed, say_refused
    from demarche.cli.outputs import keep_inputs
    from demarche.cli.progress import Progress
    from demarche.cli.readings import read_each
    from demarche.export.plover import json_line
    from demarche.export.sink import opened

    feed = Feed(inputs, mapping(fields))
    keep_inputs(output, inputs)
    base = own_parties(parties)
    with Progress(inputs, shown=not goes_to_screen(output)) as progress, opened(output) as sink:
        for report, reading in read_each(feed.reports(say_refused), base, workers):
            sink.write(json_line(annotated(report, reading, with_text=with_text)) + b"\n")
            progress.done(report)
    feed.close()


def annotated(report: Report, reading: Reading, *, with_text: bool) -> dict[str, Any]:
    """The line of one report."""
    line: dict[str, Any] = {
        "report_id": report.id,
        "outlet": report.outlet,
        "title": report.title,
        "published": report.published,
        "url": report.url,
        "model": reading.model,
        "spans": reading.spans,
    }
    return {**line, "text": report.text} if with_text else line
