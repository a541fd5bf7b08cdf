"""Rows from CSV and TSV: the first line names the columns; a broken row is refused alone."""

import csv
from collections import deque
from collections.abc import Iterator

from demarche.intake.byte_streams import Readable, lines
from demarche.intake.encoding import decode
from demarche.intake.fields import FieldMapping, columns, delimiter_of
from demarche.intake.limits import Limits
from demarche.intake.refused import RefusedError
from demarche.intake.rows import row_report
from demarche.records import Refusal, Report

_LINE_TOO_LONG = "\0"  # stands for a line over the limit among lines that may hold anything else


def table_reports(
    stream: Readable, label: str, mapping: FieldMapping | None, limits: Limits
) -> Iterator[Report | Refusal]:
    """The report, or the refusal, of each row of `stream`; `path:line` is where the row begins."""
    csv.field_size_limit(max(csv.field_size_limit(), limits.text_chars + 1))
    table = _Table(stream, limits)
    header = [name.strip() for name in table.next_record() or []]
    _check_header(header, mapping)
    rows = 0
    while True:
        try:
            record = table.next_record()
            if record is None:
                break
            if record:
                rows += 1
                yield row_report(_row(header, record), f"{label}:{table.began}", mapping, limits)
        except RefusedError as refused:
            rows += 1
            yield refused.at(f"{label}:{table.began}")
    if not rows:
        raise RefusedError("empty", "a table without a row")


class _Table:
    """The records of a table, one at a time; after a broken one, the next begins a line below."""

    def __init__(self, stream: Readable, limits: Limits) -> None:
        self._lines = lines(stream, limits.line_bytes)
        self._limits = limits
        self._again: deque[str] = deque()  # lines that a broken record had swallowed
        self._line = 0
        self._ended = False
        self.began = 1
        first = self._next_line() or ""
        self._delimiter = delimiter_of(first)
        self._put_back([first])

    def next_record(self) -> list[str] | None:
        """The next record, empty for a blank line, None at the end. Raises RefusedError for a broken one."""
        self.began = self._line + 1
        taken: list[str] = []
        try:
            return next(csv.reader(self._take(taken), delimiter=self._delimiter, strict=True), None)
        except csv.Error as error:
            self._put_back(taken[1:])
            if "limit" in str(error):
                detail = (
                    f"a value of over {self._limits.text_chars:,} characters, or a quote that is never closed"
                )
                raise RefusedError("too-large", detail) from None
            raise RefusedError("broken", f"not a row: {error}") from None

    def _take(self, taken: list[str]) -> Iterator[str]:
        size = 0
        while (line := self._next_line()) is not None:
            taken.append(line)
            size += len(line)
            if line == _LINE_TOO_LONG or size > self._limits.line_bytes:
                if len(taken) > 1:
                    raise csv.Error("a row over the limit")
                raise RefusedError("too-large", f"a line of over {self._limits.line_bytes:,} bytes")
            yield line

    def _next_line(self) -> str | None:
        if not self._again and not self._ended:
            try:
                line = next(self._lines, b"")
            except RefusedError:
                self._ended = True
                self._line += 1
                raise
            if line == b"":
                self._ended = True
            else:
                self._again.append(_LINE_TOO_LONG if line is None else decode(line))
        if not self._again:
            return None
        self._line += 1
        return self._again.popleft()

    def _put_back(self, taken: list[str]) -> None:
        self._again.extendleft(reversed(taken))
        self._line -= len(taken)


def _check_header(header: list[str], mapping: FieldMapping | None) -> None:
    text = columns(header, mapping).get("text")
    if text not in header:
        named = f"no column {text!r}" if text else "no column with the text"
        known = ", ".join(header[:20])
        raise RefusedError("unsupported", f"{named} (columns: {known[:300]}); say which: --field text=COLUMN")


def _row(header: list[str], record: list[str]) -> dict[str, str]:
    if len(record) > len(header):
        raise RefusedError("broken", f"{len(record)} values in a table of {len(header)} columns")
    return dict(zip(header, record, strict=False))
