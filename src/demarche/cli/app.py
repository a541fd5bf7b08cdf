"""The commands, put together. What a command needs is imported when it is called, so that help is quick."""

from collections.abc import Callable
from typing import Annotated

import typer

from demarche.cli.agreements import agreements, demarches
from demarche.cli.annotate import annotate
from demarche.cli.cluster import cluster
from demarche.cli.code import code
from demarche.cli.collate import collate
from demarche.cli.copies import copies
from demarche.cli.decide import decide
from demarche.cli.demo import demo
from demarche.cli.explain import explain
from demarche.cli.export import export
from demarche.cli.framing import framing
from demarche.cli.import_parties import import_parties
from demarche.cli.incidents import disputes, incidents
from demarche.cli.ledger import ledger
from demarche.cli.lists import events, parties, refusals, reports
from demarche.cli.read import read
from demarche.cli.serve import serve
from demarche.cli.show import show
from demarche.cli.site import site
from demarche.cli.timeline import timeline
from demarche.cli.watch import watch

app = typer.Typer(
    add_completion=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        import demarche

        typer.echo(f"demarche {demarche.__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def demarche(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Read news reports and keep who did or said what to whom.

    When, where, with what toll and according to whom are kept too, and every
    value points at the words it came from. To see it at work: demarche demo

    Exit status: 0 done; 1 some inputs were refused; 2 a bad call.
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


COMMANDS: tuple[tuple[str, tuple[Callable[..., None], ...]], ...] = (
    ("Read", (demo, read, watch, collate, code, annotate, import_parties)),
    ("Ask", (timeline, events, reports, parties, show, export, refusals)),
    ("Ask of many reports", (incidents, disputes, agreements, demarches, framing, copies, explain)),
    ("Show", (serve, site)),
)
for panel, commands in COMMANDS:
    for command in commands:
        app.command(rich_help_panel=panel)(command)
app.add_typer(cluster, name="cluster", rich_help_panel="Read")
app.add_typer(ledger, name="ledger", rich_help_panel="Read")
app.add_typer(decide, name="decide", rich_help_panel="Ask of many reports")
