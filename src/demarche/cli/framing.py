"""`demarche framing`: how each outlet names a party, what it tells as its own word, what it leaves out."""

from typing import Annotated

import typer

from demarche.cli.options import (
    DEFAULT_LEDGER,
    AsJson,
    LedgerPath,
    OutletFilter,
    PartyFilter,
    ReportFilter,
    Since,
    TextFilter,
    TypeFilter,
    Until,
    ledger_to_ask,
    query,
)

MOST_PARTIES = 6


def framing(
    party: PartyFilter = None,
    types: TypeFilter = None,
    since: Since = None,
    until: Until = None,
    outlet: OutletFilter = None,
    text: TextFilter = None,
    report: ReportFilter = None,
    limit: Annotated[
        int, typer.Option("--limit", min=0, metavar="N", help="Parties at most; 0 for all.")
    ] = MOST_PARTIES,
    ledger: LedgerPath = DEFAULT_LEDGER,
    as_json: AsJson = False,
) -> None:
    """Count how each outlet words what it tells.

    The words by which it names a party, those that take a side marked *; how
    often it tells what a party did in its own voice, attributes it, or carries
    a denial; which incidents it leaves out that two or more others tell, while
    it published reports of those days. Counts, no score. --party chooses the
    parties (and words for a deed, such as an attack), --type what is told;
    outlet, text, report and days choose the reports. --json has the passages.

    Examples:

      demarche framing --party Sweden
      demarche framing --party SWE --type ASSAULT --outlet courier
      demarche framing --since 2031-03 --json
    """
    from demarche.cli.answer import print_json
    from demarche.cli.collating import say_pending
    from demarche.cli.framed import chosen, print_framing

    asked = query(since=since, until=until, outlet=outlet, text=text, report=report)
    of_incidents = query(party=party, types=types, since=since, until=until, min_reports=2)
    with ledger_to_ask(ledger) as opened:
        say_pending(opened, ledger)
        found = opened.framing(asked)
        if party or types:
            told = {incident.id for incident in opened.each_incident(of_incidents)}
            found = chosen(found, party, of_incidents.type, told)
    if as_json:
        print_json(found)
    else:
        print_framing(found, limit or None)
