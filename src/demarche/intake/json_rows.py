"""Rows from JSON: one object a line (JSONL), or one document that holds an object or a list of them."""

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from demarche.intake.byte_streams import Readable, lines, read_whole
from demarche.intake.encoding import decode
from demarche.intake.fields import FieldMapping
from demarche.intake.limits import Limits
from demarche.intake.refused import RefusedError
from demarche.intake.rows import row_report
from demarche.records import Refusal, Report


def jsonl_reports(
    stream: Readable, label: str, mapping: FieldMapping | None, limits: Limits
) -> Iterator[Report | Refusal]:
    """The report, or the refusal, of each line of `stream` that is not blank."""
    number = 0
    try:
        for number, line in enumerate(lines(stream, limits.line_bytes), 1):
            if line is None or not line.isspace():
                yield _of_line(line, f"{label}:{number}", mapping, limits)
    except RefusedError as refused:  # the stream itself broke off
        yield refused.at(f"{label}:{number + 1}")


def json_reports(
    stream: Readable, label: str, mapping: FieldMapping | None, limits: Limits
) -> Iterator[Report | Refusal]:
    """The reports of a JSON document: an object, or a list of objects, numbered from 1."""
    advice = " of one JSON document; one report a line (JSONL) may be of any size"
    document = _parsed(read_whole(stream, limits.file_bytes, advice))
    if isinstance(document, list):
        if not document:
            raise RefusedError("empty", "an empty list")
        for number, row in enumerate(document, 1):
            yield _of_row(row, f"{label}:{number}", mapping, limits)
    else:
        yield _of_row(document, label, mapping, limits)


def _of_line(
    line: bytes | None, source: str, mapping: FieldMapping | None, limits: Limits
) -> Report | Refusal:
    if line is None:
        return RefusedError("too-large", f"a line of over {limits.line_bytes:,} bytes").at(source)
    try:
        row = _parsed(line)
    except RefusedError as refused:
        return refused.at(source)
    return _of_row(row, source, mapping, limits)


def _of_row(row: Any, source: str, mapping: FieldMapping | None, limits: Limits) -> Report | Refusal:
    try:
        if not isinstance(row, dict):
            raise RefusedError("broken", "not a JSON object")
        return row_report(row, source, mapping, limits)
    except RefusedError as refused:
        return refused.at(source)


def _parsed(data: bytes) -> Any:
    try:
        return msgspec.json.decode(data)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        pass
    try:  # slower and more lenient: lone surrogates, NaN, other encodings, a byte order mark
        return json.loads(decode(data), strict=False)
    except json.JSONDecodeError as error:
        raise RefusedError("broken", f"not JSON: {error.msg} (column {error.colno})") from None
    except RecursionError:
        raise RefusedError("broken", "not usable JSON: nested too deeply") from None
    except ValueError as error:
        raise RefusedError("broken", f"not usable JSON: {type(error).__name__}") from None
