"""`demarche site`: the pages as files."""

from pathlib import Path
from typing import Annotated

import typer

from demarche.cli.options import DEFAULT_LEDGER, LedgerPath

Out = Annotated[
    Path, typer.Argument(metavar="OUT", help="The folder to write; a site that it holds is replaced.")
]


def site(out: Out, ledger: LedgerPath = DEFAULT_LEDGER) -> None:
    """Write the record as a folder of web pages, for any web server.

    The same pages as demarche serve shows, without what needs a program behind
    it: search, free filters, decisions. Each page has its JSON and CSV beside it.

    Examples:

      demarche site public
      demarche site public --ledger war.db
    """
    from demarche.cli.summary import counted
    from demarche.cli.terminal import out as console
    from demarche.cli.terminal import styled
    from demarche.ledger import Ledger
    from demarche.web.site import write_site

    with Ledger.open(ledger, create=False, readonly=True) as opened:
        pages = write_site(opened, out)
    console().print(styled(f"{out} holds {counted(pages, 'page')}; open {out / 'index.html'}"))
