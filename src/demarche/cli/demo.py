"""`demarche demo`: the bundled sample, read and shown."""

from typing import Annotated

import typer


def demo(
    ledger: Annotated[
        str | None,
        typer.Option(
            "--ledger",
            metavar="PATH",
            help="Where to keep the record (a temporary folder if not told).",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Read twelve made-up reports that come with it and show the record.

    They tell of a dispute that never was, from both of its sides.

    Examples:

      demarche demo
      demarche demo --ledger demo.db
    """
    import tempfile
    from pathlib import Path

    from demarche.cli.demonstration import demonstrate

    demonstrate(ledger or str(Path(tempfile.mkdtemp(prefix="demarche-demo-")) / "demo.db"))
