"""Columns told in words (`str`, `int`, `float`, `bool`; a list of one; a dict of fields), and their files."""

import csv
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from demarche.export.sink import Sink
from demarche.export.table import Encoded, safe

Columns = Mapping[str, Any]
_BATCH = 1000  # rows held at a time, and rows a row group


def write_cells(rows: Iterator[Mapping[str, Any]], columns: Columns, out: Sink) -> int:
    """CSV in UTF-8 with a header line, safe to open in a spreadsheet. Returns the lines below it."""
    writer = csv.writer(Encoded(out), lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(columns)
    count = 0
    for row in rows:
        writer.writerow([safe(_cell(row[name])) for name in columns])
        count += 1
    return count


def write_typed(rows: Iterator[Mapping[str, Any]], columns: Columns, out: Sink) -> int:
    """A Parquet file of typed, nested columns, zstd-compressed, written batch by batch. Returns its rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(name, _type(told)) for name, told in columns.items()])
    count = 0
    with pa.PythonFile(out, mode="w") as file, pq.ParquetWriter(file, schema, compression="zstd") as writer:
        while batch := [dict(row) for row in islice(rows, _BATCH)]:
            writer.write_batch(pa.RecordBatch.from_pylist(batch, schema=schema))
            count += len(batch)
    return count


def _cell(value: Any) -> Any:
    return ("yes" if value else "no") if isinstance(value, bool) else value


def _type(told: Any) -> Any:
    import pyarrow as pa

    if isinstance(told, list):
        return pa.list_(_type(told[0]))
    if isinstance(told, Mapping):
        return pa.struct([(name, _type(of)) for name, of in told.items()])
    return {"str": pa.string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_()}[told]
