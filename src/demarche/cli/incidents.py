"""`demarche incidents` and `disputes`: what reports tell together, and where they differ."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from demarche.cli.lists import PAGE, Sort, print_footer, print_page, print_table
from demarche.cli.options import (
    DEFAULT_LEDGER,
    AsJson,
    LedgerPath,
    Limit,
    MinConfidence,
    MinReports,
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

if TYPE_CHECKING:
    from demarche.ledger import Page
    from demarche.records import Incident

SHORT_PAGE = 10  # incidents with their disputes


class Kind(StrEnum):
    """What can be disputed."""

    TOLL = "toll"
    AUTHOR = "author"
    WHAT = "what"
    WHETHER = "whether"
    WHEN = "when"
    WHERE = "where"


def incidents(
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
    sort: Sort = "-reports",
    limit: Limit = PAGE,
    offset: Offset = 0,
    ledger: LedgerPath = DEFAULT_LEDGER,
    as_json: AsJson = False,
) -> None:
    """List incidents: what reports tell of one happening, merged.

    Reports: that tell it. Sources: independent ones; copies of one text and
    quotes of one source count once. JSON rows are the records of
    docs/collation.md. Sorts: reports, date, sources, disputes, killed, type,
    place, title, confidence; from the most told down unless told otherwise.

    Examples:

      demarche incidents --min-reports 2
      demarche incidents --type ASSAULT --place Hallasund --sort date
      demarche incidents --outlet lantern --since 2031-03 --json
    """
    from demarche.cli.collated_tables import incident_table
    from demarche.cli.collating import say_pending
    from demarche.export.incidents import incident_record

    asked = query(
        party=party, types=types, place=place, since=since, until=until, outlet=outlet, text=text,
        report=report, min_confidence=min_confidence, min_reports=min_reports,
        limit=limit, offset=offset, sort=sort,
    )  # fmt: skip
    with ledger_to_ask(ledger) as opened:
        page = opened.incidents(asked)
        say_pending(opened, ledger)
    if as_json:
        print_page(page, [incident_record(row) for row in page.rows])
    else:
        print_table(page, incident_table(page.rows), "incident")


def disputes(
    kind: Annotated[
        Kind | None, typer.Option("--kind", help="Only disputes of this kind.", show_default=False)
    ] = None,
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
    sort: Sort = "-reports",
    limit: Limit = SHORT_PAGE,
    offset: Offset = 0,
    ledger: LedgerPath = DEFAULT_LEDGER,
    as_json: AsJson = False,
) -> None:
    """List incidents on which sources differ, with who says what.

    toll: rival totals. author: different parties are blamed, or the blamed one
    denies it. what: what it was. whether: somebody says that it did not happen.
    when, where: different days or places. Updates, subsets and sources that
    copy one another are no dispute. Sorts as of demarche incidents.

    Examples:

      demarche disputes --kind toll
      demarche disputes --party SWE --since 2031-03 --sort date
      demarche disputes --kind author --json
    """
    from demarche.cli.collating import say_pending
    from demarche.export.incidents import incident_record

    asked = query(
        party=party, types=types, place=place, since=since, until=until, outlet=outlet, text=text,
        report=report, min_confidence=min_confidence, min_reports=min_reports,
        disputed=kind.value if kind else "any", limit=limit, offset=offset, sort=sort,
    )  # fmt: skip
    with ledger_to_ask(ledger) as opened:
        page = opened.incidents(asked)
        say_pending(opened, ledger)
    if as_json:
        print_page(page, [incident_record(row) for row in page.rows])
    else:
        print_disputes(page, kind)


def print_disputes(page: "Page[Incident]", kind: Kind | None = None) -> None:
    """Each incident of the page with its disputes, those of a kind where one is asked for."""
    from rich.padding import Padding

    from demarche.cli.disputed import question, same_text, side_table
    from demarche.cli.summary import counted, type_style
    from demarche.cli.terminal import one_line, out, styled

    console = out()
    for incident in page.rows:
        told = f"   told by {counted(len(incident.reports), 'report')}   {incident.id}"
        console.print(
            styled((one_line(incident.title), f"bold {type_style(incident.type)}".strip()), (told, "dim"))
        )
        for dispute in incident.disputes:
            if kind is None or dispute.kind == kind.value:
                console.print(Padding(question(dispute), (0, 0, 0, 2)))
                console.print(Padding(side_table(dispute, same_text(incident)), (0, 0, 0, 4)))
        console.print()
    print_footer(page, "disputed incident", "disputed incidents")
