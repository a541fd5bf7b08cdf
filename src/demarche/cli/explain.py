"""`demarche explain`: why the events of an incident were merged."""

from typing import Annotated

import typer

from demarche.cli.options import DEFAULT_LEDGER, AsJson, LedgerPath, ledger_to_ask

Everything = Annotated[bool, typer.Option("--all", help="Show all of what is long.")]


def explain(
    id: Annotated[
        str,
        typer.Argument(metavar="ID", help="An incident, or an event that is in one.", show_default=False),
    ],
    everything: Everything = False,
    ledger: LedgerPath = DEFAULT_LEDGER,
    as_json: AsJson = False,
) -> None:
    """Tell why the events of an incident were merged.

    Each pair of its events with how surely they are one happening (0 to 1),
    what speaks for it (+) and what against it (-), the weightiest first: pairs
    that hold it together, then pairs that are doubted. Decisions of a person
    that bear on it are told too. --json has all pairs.

    Examples:

      demarche explain i-3f9c1d20
      demarche explain e-3f9c1d20 --json
    """
    from demarche.cli.answer import print_json
    from demarche.cli.collating import say_pending
    from demarche.cli.decided import decisions_about
    from demarche.cli.explained import print_explanation, weightiest_first

    with ledger_to_ask(ledger) as opened:
        say_pending(opened, ledger)
        incident = (
            opened.incident_of(opened.event(id).event.id) if id.startswith("e-") else opened.incident(id)
        )
        links = weightiest_first(opened.explain(incident.id))
        decisions = decisions_about(opened, incident.events)
        if as_json:
            print_json(
                {
                    "incident_id": incident.id,
                    "title": incident.title,
                    "events": incident.events,
                    "pairs": links,
                    "decisions": decisions,
                }
            )
        else:
            print_explanation(opened, incident, links, decisions, everything=everything)
