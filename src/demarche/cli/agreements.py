"""`demarche agreements` and `demarches`: what was agreed, what was asked, and what came of it."""

from enum import StrEnum
from typing import Annotated

import typer

from demarche.cli.lists import PAGE, Sort, print_page, print_table
from demarche.cli.options import (
    DEFAULT_LEDGER,
    AsJson,
    LedgerPath,
    Limit,
    Offset,
    OutletFilter,
    PartyFilter,
    PlaceFilter,
    ReportFilter,
    Since,
    TextFilter,
    Until,
    ledger_to_ask,
    query,
)


class Come(StrEnum):
    """What came of a demarche."""

    OPEN = "open"
    MET = "met"
    REFUSED = "refused"
    IGNORED = "ignored"
    OVERTAKEN = "overtaken"


def agreements(
    party: PartyFilter = None,
    place: PlaceFilter = None,
    since: Since = None,
    until: Until = None,
    outlet: OutletFilter = None,
    text: TextFilter = None,
    report: ReportFilter = None,
    sort: Sort = "-reports",
    limit: Limit = PAGE,
    offset: Offset = 0,
    ledger: LedgerPath = DEFAULT_LEDGER,
    as_json: AsJson = False,
) -> None:
    """List agreements, each once for all reports that name it.

    With the names it goes by, how it stands according to the report published
    last, and how often somebody is said to have broken it; demarche show has
    who, which term, when and according to whom. Dates are those of the
    agreement. Sorts: reports, date, breaches, name; from the most told down
    unless told otherwise.

    Examples:

      demarche agreements
      demarche agreements --party Sweden --sort -breaches
      demarche agreements --since 2031-03 --json
    """
    from demarche.cli.collated_tables import accord_table
    from demarche.cli.collating import say_pending
    from demarche.export.agreements import accord_record

    asked = query(
        party=party, place=place, since=since, until=until, outlet=outlet, text=text, report=report,
        limit=limit, offset=offset, sort=sort,
    )  # fmt: skip
    with ledger_to_ask(ledger) as opened:
        page = opened.accords(asked)
        say_pending(opened, ledger)
    if as_json:
        print_page(page, [accord_record(row) for row in page.rows])
    else:
        print_table(page, accord_table(page.rows), "agreement")


def demarches(
    outcome: Annotated[
        Come | None,
        typer.Option("--outcome", help="Only those that came to this.", show_default=False),
    ] = None,
    party: PartyFilter = None,
    since: Since = None,
    until: Until = None,
    outlet: OutletFilter = None,
    text: TextFilter = None,
    report: ReportFilter = None,
    sort: Sort = "-open",
    limit: Limit = PAGE,
    offset: Offset = 0,
    ledger: LedgerPath = DEFAULT_LEDGER,
    as_json: AsJson = False,
) -> None:
    """List demarches: what one party asks of another, and what came of it.

    A request or ultimatum with all its repetitions is one. The outcome is what
    later reports tell: met, refused, overtaken (the one who asked took to other
    means), ignored (the deadline passed), else open. --party is who asks or is
    asked; days are those on which it was made. Sorts: open, date (first made),
    last, makings, title; open ones first, the latest on top, unless told
    otherwise.

    Examples:

      demarche demarches
      demarche demarches --party Norway --outcome refused
      demarche demarches --sort -makings --json
    """
    from demarche.cli.collated_tables import demarche_table
    from demarche.cli.collating import say_pending
    from demarche.export.demarches import demarche_record

    asked = query(
        party=party, since=since, until=until, outlet=outlet, text=text, report=report,
        limit=limit, offset=offset, sort=sort,
    )  # fmt: skip
    with ledger_to_ask(ledger) as opened:
        page = opened.demarches(asked, outcome=outcome.value if outcome else None)
        say_pending(opened, ledger)
    if as_json:
        print_page(page, [demarche_record(row) for row in page.rows])
    else:
        print_table(page, demarche_table(page.rows), "demarche")
