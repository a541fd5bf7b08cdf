"""How far a long piece of work is: reports, words a second and time left, on a terminal only."""

import os
import stat
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from types import TracebackType
from typing import TYPE_CHECKING, Self

from demarche.records import Report

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

_UNPACKED = 4  # times its packed size, where a gzip file does not tell
_GZIP_MAGIC = b"\x1f\x8b"


class Progress(AbstractContextManager["Progress"]):
    """Counts reports as they are done. Shows nothing unless `shown` and standard error is a terminal.

    What is left is reckoned in bytes: of files not yet begun, and of the file at hand less the texts it gave.
    """

    def __init__(self, inputs: Sequence[str], *, shown: bool = True) -> None:
        self.reports = 0
        self.words = 0
        self._sizes: dict[str, int] = {}
        self._file = ""
        self._before = 0  # bytes of files that are through
        self._within = 0  # bytes of text that the file at hand gave
        self._bar: Bar | None = None
        if shown and sys.stderr.isatty():
            self._sizes = _sizes(inputs) if inputs else {}
            self._bar = _bar()
            self._task = self._bar.add_task("", total=sum(self._sizes.values()) or None, reports="", rate="")

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def done(self, report: Report) -> None:
        """Count a report that is through."""
        self.reports += 1
        words = len(report.text.split())
        self.words += words
        if self._bar is not None:
            self._show(self._bar, report)

    def _show(self, bar: "Bar", report: Report) -> None:
        file = _file_of(report.source or "", self._sizes)
        if file != self._file:
            self._before += self._sizes.get(self._file, self._within)
            self._file, self._within = file, 0
        self._within += len(report.text.encode())
        task = bar.tasks[0]
        rate = f"{self.words / task.elapsed:,.0f} words/s" if task.elapsed else ""
        bar.update(
            self._task,
            completed=self._before + min(self._within, self._sizes.get(file, self._within)),
            reports=f"{self.reports:,} report{'s' * (self.reports != 1)}",
            rate=rate,
        )


def _file_of(source: str, sizes: dict[str, int]) -> str:
    """The file of `path` or `path:line`."""
    return source if source in sizes else source.rpartition(":")[0]


def _sizes(inputs: Sequence[str]) -> dict[str, int]:
    """Bytes to be read of each file; standard input is not known beforehand."""
    from demarche.intake.inputs import STDIN, named_inputs

    found: dict[str, int] = {}
    for one in named_inputs(inputs):
        for path in one.paths():
            if path != STDIN:
                found[path] = _unpacked_size(path)
    return found


def _unpacked_size(path: str) -> int:
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):  # what is taken out of a pipe here would be lost to the reading
            return 0
        size = status.st_size
        with open(path, "rb") as file:
            if file.read(2) != _GZIP_MAGIC:
                return size
            file.seek(-4, os.SEEK_END)
            told = int.from_bytes(file.read(4), "little")  # the last member's size, modulo 2^32
        return told if told > size else size * _UNPACKED
    except OSError:
        return 0


def _bar() -> "Bar":
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

    from demarche.cli.terminal import err

    return Progress(
        SpinnerColumn(),
        BarColumn(bar_width=30),
        TextColumn("{task.fields[reports]}", markup=False),
        TextColumn("{task.fields[rate]}", markup=False),
        TimeRemainingColumn(),
        console=err(),
        transient=True,
    )
