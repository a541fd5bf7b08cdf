"""`demarche show`: a report, an event, an incident, an agreement or a demarche, with the words behind it."""

from typing import TYPE_CHECKING, Annotated

import typer

from demarche.cli.explain import Everything
from demarche.cli.options import DEFAULT_LEDGER, AsJson, LedgerPath, ledger_to_ask

if TYPE_CHECKING:
    from demarche.ledger import Ledger


def show(
    id: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="A report, or an event, incident, agreement or demarche: its id or how it begins.",
            show_default=False,
        ),
    ],
    outlet: Annotated[
        str | None,
        typer.Option(
            "--outlet", metavar="TEXT", help="Whose report, where several have the id.", show_default=False
        ),
    ] = None,
    everything: Everything = False,
    ledger: LedgerPath = DEFAULT_LEDGER,
    as_json: AsJson = False,
) -> None:
    """Show a report, an event, an incident, an agreement or a demarche.

    In a report [2 shelled] marks the words that tell event 2. Of an event (e-)
    every value stands beside the words that it came from. An incident (i-) shows
    what nobody disputes, each dispute side by side, the tolls, and the reports
    in their words; an agreement (a-) its terms, its state over time and who is
    said to have broken it; a demarche (q-) each time that it was made and what
    followed. Ids are in the lists; the first 6 characters do. Where several
    outlets have a report of the id, --outlet chooses one; "" is the report
    without an outlet.

    Examples:

      demarche show meridian-wire-0302
      demarche show e-3f9c1d20
      demarche show i-3f9c1d20 --all
      demarche show meridian-wire-0302 --json
      demarche show 302 --outlet "meridian wire"
    """
    from demarche.errors import InputError
    from demarche.ledger import Query

    with ledger_to_ask(ledger) as opened:
        if opened.reports(Query(report_id=id, outlet=outlet)).total:
            _show_report(opened, id, outlet, as_json=as_json)
            return
        try:
            if id.startswith(_COLLATED):
                _show_collated(opened, ledger, id, everything=everything, as_json=as_json)
            else:
                _show_event(opened, id, outlet, as_json=as_json)
        except InputError as error:
            raise InputError(f"no report {id!r}; {error}") from None


_COLLATED = ("i-", "a-", "q-")


def _show_report(ledger: "Ledger", id: str, outlet: str | None, *, as_json: bool) -> None:
    from demarche.cli.answer import print_json
    from demarche.cli.shown import print_report, report_answer

    versions = len(ledger.versions(id, outlet=outlet))
    report, reading = ledger.report(id, outlet=outlet), ledger.reading(id, outlet=outlet)
    if as_json:
        print_json(report_answer(report, reading))
    else:
        print_report(report, reading, versions=versions)


def _show_event(ledger: "Ledger", id: str, outlet: str | None, *, as_json: bool) -> None:
    from demarche.cli.answer import print_json
    from demarche.cli.shown import event_answer, print_event

    row = ledger.event(id, outlet=outlet)
    report = ledger.report(row.report_id, digest=row.digest, outlet=row.outlet or "")
    if as_json:
        print_json(event_answer(row.event, report))
    else:
        print_event(row.event, report)


def _show_collated(ledger: "Ledger", path: str, id: str, *, everything: bool, as_json: bool) -> None:
    from demarche.cli.accord_page import print_accord
    from demarche.cli.answer import print_json
    from demarche.cli.collating import say_pending
    from demarche.cli.demarche_page import print_demarche
    from demarche.cli.incident_page import incident_answer, print_incident
    from demarche.export.agreements import accord_record
    from demarche.export.demarches import demarche_record

    say_pending(ledger, path)
    if id.startswith("i-"):
        incident = ledger.incident(id)
        if as_json:
            print_json(incident_answer(ledger, incident))
        else:
            print_incident(ledger, path, incident, everything=everything)
    elif id.startswith("a-"):
        accord = ledger.accord(id)
        if as_json:
            print_json({"agreement": accord_record(accord)})
        else:
            print_accord(ledger, path, accord, everything=everything)
    else:
        demarche = ledger.demarche(id)
        if as_json:
            print_json({"demarche": demarche_record(demarche)})
        else:
            print_demarche(ledger, demarche, everything=everything)
