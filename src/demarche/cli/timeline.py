"""`demarche timeline`: events in date order, grouped by day, month or year."""

from enum import StrEnum
from typing import Annotated

import typer

from demarche.cli.options import (
    DEFAULT_LEDGER,
    AsJson,
    LedgerPath,
    Limit,
    MinConfidence,
    Offset,
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

MOST_EVENTS = 200


class Span(StrEnum):
    """What events are grouped by."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


def timeline(
    by: Annotated[Span, typer.Option("--by", help="What to group by.")] = Span.DAY,
    party: PartyFilter = None,
    types: TypeFilter = None,
    place: PlaceFilter = None,
    since: Since = None,
    until: Until = None,
    outlet: OutletFilter = None,
    text: TextFilter = None,
    report: ReportFilter = None,
    min_confidence: MinConfidence = 0.0,
    limit: Limit = MOST_EVENTS,
    offset: Offset = 0,
    ledger: LedgerPath = DEFAULT_LEDGER,
    as_json: AsJson = False,
) -> None:
    """Show events in date order, by day, month or year.

    A date told less exactly than the group has a group of its own. An event
    that tells no date stands where its report was published, marked ~; those
    with neither are counted at the end.

    Examples:

      demarche timeline --party NOR --since 2031-03
      demarche timeline --by month --type PROTEST --json
    """
    from demarche.cli.answer import print_json
    from demarche.cli.chronicle import print_chronicle, timeline_answer

    asked = query(
        party=party, types=types, place=place, since=since, until=until, outlet=outlet, text=text,
        report=report, min_confidence=min_confidence, limit=limit, offset=offset, sort="date",
    )  # fmt: skip
    with ledger_to_ask(ledger) as opened:
        page = opened.events(asked)
        if as_json:
            print_json(timeline_answer(opened, page, by.value))
        else:
            print_chronicle(page, by.value)
