"""`demarche ledger`: a ledger as a whole."""

from typing import Annotated

import typer

from demarche.cli.options import AsJson, ledger_to_ask

ledger = typer.Typer(no_args_is_help=True, help="Copy a ledger, such as from a file to a server.")


@ledger.callback()
def together() -> None:
    """Copy a ledger, such as from a file to a server."""


@ledger.command()
def copy(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="A ledger, a file or a database URL.")],
    target: Annotated[
        str, typer.Argument(metavar="TARGET", help="Where there is none yet: a file or a URL.")
    ],
    as_json: AsJson = False,
) -> None:
    """Copy a ledger to where none is yet: all versions, refusals, decisions.

    From SQLite to PostgreSQL, back, or within one kind. The copy is there
    whole or not at all; what reports tell together is then made anew in it,
    the same as in the source.

    Examples:

      demarche ledger copy war.db postgresql://desk@db.example/war
      demarche ledger copy postgresql://desk@db.example/war war-2031.db
    """
    from demarche.cli.answer import print_json
    from demarche.cli.collating import collated
    from demarche.cli.summary import counted, held_together, in_words
    from demarche.cli.terminal import out, styled
    from demarche.ledger import Ledger

    with ledger_to_ask(source) as held, Ledger.open(target) as new:
        count = held.copy_to(new)
        collated(new)
        told = held_together(new)
        names = held.name, new.name
    if as_json:
        print_json({"source": names[0], "target": names[1], "reports": count, "held": told})
        return
    out().print(styled(f"{counted(count, 'report')} copied from {names[0]} to {names[1]}."))
    out().print(styled(f"{names[1]} holds {in_words(told)}"))
