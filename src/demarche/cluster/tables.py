"""Stages: the tables for other programs. Reports and events by day of publication, all else in parts."""

import hashlib
import io
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import msgspec
import pyarrow
import pyarrow.parquet

from demarche.cluster.copying import CopyRow
from demarche.cluster.desk import Desk, Facts, bucket_of
from demarche.cluster.following import AccordRow
from demarche.cluster.joining import HeldRow, IncidentRow
from demarche.cluster.telling import SLICE, Standing
from demarche.cluster.threads import DemarcheRow
from demarche.export.collated import write_collated
from demarche.export.columns import Columns, write_typed
from demarche.export.parquet import schema
from demarche.export.plover import plover_record
from demarche.export.sink import Sink
from demarche.records import Event, Reading, Refusal, Report

NO_DAY = "__HIVE_DEFAULT_PARTITION__"  # what Spark, DuckDB and polars read as no date
SLICES_A_FILE = 32  # so that the reports of one day are never all in one file, however many there are
_DAY = len("2031-03-04")
REFUSED = {"source": "str", "reason": "str", "detail": "str"}
COPIES = {
    "one": "str",
    "other": "str",
    "score": "float",
    "one_share": "float",
    "other_share": "float",
    "relation": "str",
    "reason": "str",
}
REPORTS = {
    "id": "str",
    "outlet": "str",
    "title": "str",
    "published": "str",
    "url": "str",
    "language": "str",
    "text": "str",
    "source": "str",
    "furniture": ["str"],
    "digest": "str",
    "version": "int",
    "superseded": "bool",
    "words": "int",
    "events": "int",
    "model": "str",
}


class Read(msgspec.Struct, frozen=True, array_like=True):
    """A version of a report with its reading, and the incidents of its events where they are known."""

    day: str
    file: int
    report: Report
    reading: Reading
    version: int
    superseded: bool
    incidents: dict[str, str]


def sort(desk: Desk) -> Facts:
    """Reports to their day of publication, refusals to theirs."""
    desk.channel("by_day", desk.parts)
    desk.channel("refusals", desk.parts)
    standing = {(one.batch, one.row): one for one in desk.rows("standing", Standing, desk.parts)}
    held: dict[int, str] = {}
    if desk.work.collated:
        held = {row.number: row.incident for row in desk.rows("held", HeldRow, desk.parts)}
    number, file = desk.number << SLICE, desk.number // SLICES_A_FILE
    for at, kept in enumerate(desk.batches()):
        for row, (report, reading) in enumerate(kept.pairs):
            one = standing.get((at, row))
            if one is None:
                continue
            incidents = {}
            if one.current and held:
                incidents = {event.id: held[number + place] for place, event in enumerate(reading.events)}
                number += len(reading.events)
            day = day_of(report)
            read = Read(day, file, report, reading, one.version, not one.current, incidents)
            desk.put("by_day", bucket_of(f"{day}|{file}", desk.parts), read)
        for refusal in kept.refusals:
            desk.put("refusals", bucket_of(refusal.source, desk.parts), refusal)
    return Facts()


def write_tables(desk: Desk) -> Facts:
    """The files of this part; the first part of each table is there, be there rows or not."""
    refusals = dict.fromkeys(desk.rows("refusals", Refusal, desk.slices))
    rows = [{name: getattr(one, name) for name in REFUSED} for one in sorted(refusals, key=_where)]
    files = [*_days(desk), *_file(desk, "refused", len(rows), _typed(rows, REFUSED))]
    if desk.work.collated:
        files += _collated(desk)
    return Facts(files=tuple(files))


def day_of(report: Report) -> str:
    """The day of publication, or that there is none as exact as a day."""
    told = (report.published or "").partition("T")[0]
    return told if len(told) == _DAY else NO_DAY


def _days(desk: Desk) -> Iterator[tuple[str, int]]:
    days: dict[tuple[str, int], list[Read]] = defaultdict(list)
    for read in desk.rows("by_day", Read, desk.slices):
        days[read.day, read.file].append(read)
    for day, file in sorted(days):
        held = sorted(days.pop((day, file)), key=_page)
        rows = list(map(_report_row, held))
        yield from _file(desk, f"reports/date={day}", len(rows), _typed(rows, REPORTS))
        told = [(event, read) for read in held if not read.superseded for event in read.reading.events]
        if told:
            yield _put(desk, f"events/date={day}", _events(told), len(told))


def _collated(desk: Desk) -> Iterator[tuple[str, int]]:
    incidents = sorted((row.incident for row in desk.own("incidents", IncidentRow)), key=lambda one: one.id)
    accords = sorted((row.accord for row in desk.own("accords", AccordRow)), key=lambda one: one.id)
    demarches = sorted((row.demarche for row in desk.own("demarches", DemarcheRow)), key=lambda one: one.id)
    for what, items in (
        ("incidents", incidents),
        ("disputes", [incident for incident in incidents if incident.disputes]),
        ("agreements", accords),
        ("demarches", demarches),
    ):
        yield from _file(desk, what, len(items), partial(write_collated, what, items, "parquet"))
    copies = [
        {"one": row.one_page, "other": row.other_page, **msgspec.to_builtins(row.copying)}
        for row in desk.own("copies", CopyRow)
    ]
    yield from _file(desk, "copies", len(copies), _typed(copies, COPIES))


def _typed(rows: Sequence[Mapping[str, Any]], columns: Columns) -> Callable[[io.BytesIO], int]:
    return lambda out: write_typed(iter(rows), columns, Sink(out))


def _file(
    desk: Desk, table: str, count: int, write: Callable[[io.BytesIO], int]
) -> Iterator[tuple[str, int]]:
    if count or desk.number == 0:
        out = io.BytesIO()
        rows = write(out)
        yield _put(desk, table, out.getvalue(), rows)


def _put(desk: Desk, folder: str, data: bytes, rows: int) -> tuple[str, int]:
    """A file named by what is in it: the same rows are the same file."""
    name = f"{folder}/part-{hashlib.sha256(data).hexdigest()[:16]}.parquet"
    desk.store.write(f"{desk.work.run}/out/{name}", data)
    return name, rows


def _report_row(read: Read) -> dict[str, Any]:
    report = read.report
    return {
        **{name: getattr(report, name) for name in REPORTS if name in Report.__struct_fields__},
        "furniture": list(report.furniture),
        "version": read.version,
        "superseded": read.superseded,
        "words": len(report.text.split()),
        "events": len(read.reading.events),
        "model": read.reading.model,
    }


def _events(told: Sequence[tuple[Event, Read]]) -> bytes:
    """The export record of each event; its own date is `event_date`, for `date` is the folder's."""
    wanted = schema()
    wanted = pyarrow.schema(
        [field.with_name("event_date") if field.name == "date" else field for field in wanted]
    )
    out = io.BytesIO()
    with pyarrow.parquet.ParquetWriter(out, wanted, compression="zstd") as writer:
        for start in range(0, len(told), 2000):
            records = [_event_row(*one) for one in told[start : start + 2000]]
            writer.write_batch(pyarrow.RecordBatch.from_pylist(records, schema=wanted))
    return out.getvalue()


def _event_row(event: Event, read: Read) -> Mapping[str, Any]:
    record = plover_record(event, read.report, incident_id=read.incidents.get(event.id))
    return {"event_date" if name == "date" else name: value for name, value in record.items()}


def _page(read: Read) -> tuple[str, str, int]:
    return read.report.outlet or "", read.report.id, read.version


def _where(refusal: Refusal) -> tuple[str, str, str]:
    return refusal.source, refusal.reason, refusal.detail
