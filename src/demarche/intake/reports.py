"""Reports out of whatever the caller names, one at a time; what is no report comes out as a refusal."""

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from msgspec.structs import replace

from demarche.errors import InputError
from demarche.intake.byte_streams import PeekedStream, Readable, Utf8Stream, read_whole, unpacked
from demarche.intake.encoding import bom_encoding, storable
from demarche.intake.fields import FieldMapping
from demarche.intake.identity import content_digest, content_id
from demarche.intake.inputs import STDIN, Input, named_inputs
from demarche.intake.json_rows import json_reports, jsonl_reports
from demarche.intake.kinds import HEAD_BYTES, Kind, kind_of
from demarche.intake.language import ENGLISH, language_of
from demarche.intake.limits import Limits
from demarche.intake.page import page_report
from demarche.intake.parquet_rows import copy_to, parquet_reports
from demarche.intake.plain_text import text_report
from demarche.intake.publication import normalised, published_in
from demarche.intake.refused import RefusedError
from demarche.intake.table_rows import table_reports
from demarche.intake.web_archives import wacz_reports, warc_reports
from demarche.records import Refusal, Report

_DEFAULT_LIMITS = Limits()


def read_inputs(
    inputs: Sequence[str | Path],
    *,
    mapping: FieldMapping | None = None,
    limits: Limits = _DEFAULT_LIMITS,
    stdin: BinaryIO | None = None,
    leave_out: Sequence[str | Path] = (),
    outlet: str | None = None,
) -> Iterator[Report | Refusal]:
    """The reports of `inputs`, read as they are asked for, in the order given and sorted inside folders.

    An input is a file, a folder (with all below it, but for hidden files), a glob pattern, or `-` for `stdin`
    (standard input if None). A file that two inputs name is read once. A folder or pattern passes over the
    files `leave_out`. `outlet` is that of reports that name none.
    Raises InputError at once for an input that is not there, and at the end, when all else has been read,
    for a folder or pattern in which nothing was a report.
    """
    left_out = {os.path.realpath(path) for path in leave_out}
    name = " ".join(storable(outlet or "").split())
    if outlet is not None and not name:
        raise InputError("the name of the outlet is empty")
    results = _read(named_inputs(inputs), mapping, limits, stdin, left_out)
    return (_by(name, result) for result in results) if name else results


def read_stream(
    raw: Readable,
    label: str,
    *,
    name: str = "",
    mapping: FieldMapping | None = None,
    limits: Limits = _DEFAULT_LIMITS,
    outlet: str | None = None,
    start: int = 0,
) -> Iterator[Report | Refusal]:
    """The reports of one open file, as `read_inputs` reads it: for files on stores of any kind.

    `label` is where its reports say they are from; `name` the file's, whose ending may tell its form.
    `start`: records of a web archive to pass over; other forms are read from their beginning.
    """
    try:
        for result in _stream_reports(raw, label, name, mapping, limits, start):
            yield _by(outlet, result) if outlet else result
    except RefusedError as refused:
        yield refused.at(label)
    except OSError as error:
        yield Refusal(source=label, reason="unreadable", detail=error.strerror or type(error).__name__)


def report_from_text(
    text: str,
    *,
    title: str = "",
    published: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    id: str | None = None,
) -> Report:
    """A report of exactly `text`: offsets are those of the caller's text. Raises InputError if blank.

    Not even a wrong decoding is mended: the caller could not know where the words went.
    """
    if not isinstance(text, str) or not text.strip():
        raise InputError("no text to read: it is empty")
    text, title = storable(text), storable(title)
    date = published_in(text, title)
    if published is not None and (date := normalised(published)) is None:
        raise InputError(f"not a date: {published!r} (write 2019-07-05, 2019-07 or 2019)")
    return Report(
        id=id or content_id(title, text, date, outlet),
        text=text,
        title=title,
        published=date,
        outlet=outlet,
        url=url,
        language=language_of(text) or ENGLISH,
        digest=content_digest(title, text, date),
    )


def _by(outlet: str, result: Report | Refusal) -> Report | Refusal:
    """The report as `outlet`'s where it names none; an id from its words is made anew."""
    if not isinstance(result, Report) or result.outlet is not None:
        return result
    words = result.title, result.text, result.published
    by_words = result.id == content_id(*words, None)
    return replace(result, outlet=outlet, id=content_id(*words, outlet) if by_words else result.id)


def _read(
    inputs: Sequence[Input],
    mapping: FieldMapping | None,
    limits: Limits,
    stdin: BinaryIO | None,
    left_out: set[str],
) -> Iterator[Report | Refusal]:
    seen: set[str] = set()
    barren: list[str] = []
    for one in inputs:
        reports = False
        reasons: Counter[str] = Counter()
        for path in one.paths():
            key = STDIN if path == STDIN else os.path.realpath(path)
            if one.many and key in left_out:
                continue
            if key in seen:
                reports = True  # its reports came out under the input that named it first
                continue
            seen.add(key)
            for result in _file_reports(path, mapping, limits, stdin):
                if isinstance(result, Report):
                    reports = True
                else:
                    reasons[result.reason] += 1
                yield result
        if one.many and not reports:
            why = ", ".join(f"{count} {reason}" for reason, count in sorted(reasons.items()))
            barren.append(f"{one.name} ({why or 'nothing in it'})")
    if barren:
        raise InputError(f"no readable report in {'; '.join(barren)}")


def _file_reports(
    path: str, mapping: FieldMapping | None, limits: Limits, stdin: BinaryIO | None
) -> Iterator[Report | Refusal]:
    label = os.fsencode(path).decode("utf-8", "replace")  # a name that is no Unicode could not be stored
    if path == STDIN:
        yield from read_stream(stdin or sys.stdin.buffer, label, mapping=mapping, limits=limits)
        return
    try:
        with open(path, "rb", buffering=0) as file:
            yield from read_stream(file, label, name=path, mapping=mapping, limits=limits)
    except OSError as error:
        yield Refusal(source=label, reason="unreadable", detail=error.strerror or type(error).__name__)


def _stream_reports(
    raw: Any, label: str, name: str, mapping: FieldMapping | None, limits: Limits, start: int = 0
) -> Iterator[Report | Refusal]:
    stream = unpacked(raw, limits)
    head = stream.peek(HEAD_BYTES)
    kind = kind_of(head, _suffix(name))
    if kind in ("jsonl", "table") and (encoded := bom_encoding(head)) and encoded[0] != "utf-8":
        stream.read(encoded[1])
        stream = PeekedStream(Utf8Stream(stream, encoded[0]))
    yield from _of_kind(kind, stream, label, mapping, limits, start)


def _of_kind(
    kind: Kind, stream: PeekedStream, label: str, mapping: FieldMapping | None, limits: Limits, start: int
) -> Iterator[Report | Refusal]:
    if kind == "jsonl":
        yield from jsonl_reports(stream, label, mapping, limits)
    elif kind == "json":
        yield from json_reports(stream, label, mapping, limits)
    elif kind == "table":
        yield from table_reports(stream, label, mapping, limits)
    elif kind == "parquet":
        with tempfile.TemporaryFile() as file:
            yield from parquet_reports(copy_to(stream, file), label, mapping, limits)
    elif kind == "warc":
        yield from warc_reports(stream, label, limits, start=start)
    elif kind == "wacz":
        with tempfile.TemporaryFile() as file:
            yield from wacz_reports(copy_to(stream, file), label, limits, start=start)
    elif kind == "html":
        yield page_report(read_whole(stream, limits.file_bytes), label, limits)
    else:
        yield text_report(read_whole(stream, limits.file_bytes), label, limits)


def _suffix(name: str) -> str:
    path = Path(name.lower())
    return Path(path.stem).suffix if path.suffix in (".gz", ".gzip") else path.suffix
