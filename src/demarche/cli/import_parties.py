"""`demarche import-parties`: actor and agent dictionaries into a file of one's own parties."""

from typing import Annotated

import typer

Dictionaries = Annotated[
    list[str],
    typer.Argument(metavar="FILE", help="Dictionaries in PETRARCH's text format.", show_default=False),
]
Overlay = Annotated[
    str, typer.Option("--output", "-o", metavar="OVERLAY", help="The file to write: a name in .tsv.")
]


def import_parties(files: Dictionaries, output: Overlay) -> None:
    """Bring PETRARCH and CAMEO dictionaries to the form of --parties.

    Actors with their synonyms and dated codes, agents with their plurals.
    Countries, and agents that the knowledge base knows alike, are left out.
    A line that says nothing usable is told on standard error, and the exit
    status is 1. Form and limits: docs/parties.md.

    Examples:

      demarche import-parties own.actors.txt own.agents.txt -o own.tsv
      demarche code report.txt --parties own.tsv
    """
    from demarche.cli.feed import SOME_REFUSED
    from demarche.cli.outputs import keep
    from demarche.cli.terminal import say
    from demarche.errors import InputError
    from demarche.knowledge.party_overlay import write_overlay
    from demarche.knowledge.petrarch import read_petrarch

    if not output.endswith(".tsv"):
        raise InputError(f"{output}: the file to write is a table and needs a name in .tsv")
    keep(output, files)
    imported = read_petrarch(files)
    for line in imported.unread:
        say(f"passed over: {line.place}: {line.reason}")
    parties = len({row[0] for row in imported.rows if row[0]})
    roles = sum(1 for row in imported.rows if not row[0])
    write_overlay(imported.rows, output)
    typer.echo(f"{parties:,} parties and {roles:,} roles written to {output}")
    if imported.unread:
        raise typer.Exit(SOME_REFUSED)
