"""Bringing what is collated up to date, with how far it is; and saying so where it is not."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from demarche.cli.naming import command_line
from demarche.cli.summary import counted
from demarche.cli.terminal import err, styled
from demarche.ledger import Ledger

if TYPE_CHECKING:
    from demarche.ledger.collating import Collated


def collated(ledger: Ledger) -> "Collated":
    """Collate what has come, showing on a terminal how far it is; stopped half-way, all is as before."""
    with _bar(ledger.pending()) as progress:
        return ledger.collate(progress)


def say_pending(ledger: Ledger, path: str) -> None:
    """One line on standard error when reports have come since the last collation."""
    waiting = ledger.pending()
    if waiting:
        are = "is" if waiting == 1 else "are"
        words = f"{counted(waiting, 'report')} {are} not collated yet: {command_line('collate', path)}"
        err().print(styled((words, "dim")), soft_wrap=True)


@contextmanager
def _bar(total: int) -> Iterator[Callable[[int], None] | None]:
    if not total or not sys.stderr.isatty():
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), BarColumn(bar_width=30), MofNCompleteColumn(), TextColumn("reports collated"))
    with Progress(*columns, console=err(), transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda count: bar.advance(task, count)
