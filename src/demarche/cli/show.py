"""`demarche show`: a report with its events marked, or an event with every value beside its words."""

from typing import Annotated

import typer

from demarche.cli.options import DEFAULT_LEDGER, AsJson, LedgerPath, ledger_to_ask


def show(
    id: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="A report, or an event: its id or how it begins.", show_default=False
        ),
    ],
    outlet: Annotated[
        str | None,
        typer.Option(
            "--outlet", metavar="TEXT", help="Whose report, where several have the id.", show_default=False
        ),
    ] = None,
    ledger: LedgerPath = DEFAULT_LEDGER,
    as_json: AsJson = False,
) -> None:
    """Show a report with its events marked, or an event with its words.

    In a report [2 shelled] marks the words that tell event 2. Of an event every
    value stands beside the words that it came from. Ids are in the lists; of an
    event's id the first 6 characters do. Where several outlets have a report of
    the id, --outlet chooses one; "" is the report without an outlet.

    Examples:

      demarche show meridian-wire-0302
      demarche show e-3f9c1d20
      demarche show meridian-wire-0302 --json
      demarche show 302 --outlet "meridian wire"
    """
    from demarche.cli.answer import print_json
    from demarche.cli.shown import event_answer, print_event, print_report, report_answer
    from demarche.errors import InputError
    from demarche.ledger import Query

    with ledger_to_ask(ledger) as opened:
        if opened.reports(Query(report_id=id, outlet=outlet)).total:
            versions = len(opened.versions(id, outlet=outlet))
            report, reading = opened.report(id, outlet=outlet), opened.reading(id, outlet=outlet)
            if as_json:
                print_json(report_answer(report, reading))
            else:
                print_report(report, reading, versions=versions)
            return
        try:
            row = opened.event(id, outlet=outlet)
        except InputError as error:
            raise InputError(f"no report {id!r}; {error}") from None
        report = opened.report(row.report_id, digest=row.digest, outlet=row.outlet or "")
        if as_json:
            print_json(event_answer(row.event, report))
        else:
            print_event(row.event, report)
