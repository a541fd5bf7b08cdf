"""How the program is called here, for the commands that it proposes."""

import shlex
import shutil
import sys
from pathlib import Path

from demarche.cli.options import DEFAULT_LEDGER

NAME = "demarche"


def command_line(command: str, ledger: str, *arguments: str) -> str:
    """A call that can be pasted into this shell, naming the ledger unless it is the default one."""
    from demarche.ledger.databases.addresses import shown

    which = [] if ledger == DEFAULT_LEDGER else ["--ledger", shown(ledger)]
    return " ".join([_program(), command, *map(shlex.quote, [*arguments, *which])])


def _program() -> str:
    """`demarche` where the shell finds it under that name, else the path by which it was called."""
    called = Path(sys.argv[0])
    if called.name != NAME or not called.is_file():
        return NAME
    found = shutil.which(NAME)
    return NAME if found and Path(found).resolve() == called.resolve() else shlex.quote(sys.argv[0])
