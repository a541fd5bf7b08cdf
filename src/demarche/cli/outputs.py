"""Files that a command writes: never in the place of what it reads."""

import os
from collections.abc import Iterable, Sequence

from demarche.errors import InputError


def keep_inputs(output: str, inputs: Sequence[str]) -> None:
    """Raise InputError when `output` is one of the files that `inputs` stand for."""
    from demarche.intake.inputs import STDIN, named_inputs

    if os.path.isfile(output):
        paths = (path for one in named_inputs(inputs) for path in one.paths())
        keep(output, (0 if path == STDIN else path for path in paths))


def keep(output: str, sources: Iterable[str | int]) -> None:
    """Raise InputError when `output` is one of the files `sources`, paths or descriptors."""
    if output != "-" and os.path.isfile(output) and any(_is(output, source) for source in sources):
        raise InputError(f"{output} is what is read here and would be lost: name another file with -o")


def ledger_files(ledger: str) -> list[str]:
    """The files of the ledger at a path or URL: the database and what SQLite lays beside it."""
    path = ledger.removeprefix("sqlite:///")
    return [path + ending for ending in ("", "-wal", "-shm", "-journal")]


def _is(output: str, source: str | int) -> bool:
    try:
        return os.path.samestat(os.stat(output), os.stat(source))
    except OSError:
        return False
