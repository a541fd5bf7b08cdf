"""Rows from Parquet, read in small batches of the columns that matter."""

from collections.abc import Iterator
from typing import IO

from demarche.intake.byte_streams import CHUNK, Readable
from demarche.intake.fields import FieldMapping, columns
from demarche.intake.limits import Limits
from demarche.intake.refused import RefusedError
from demarche.intake.rows import row_report
from demarche.records import Refusal, Report

_BATCH_ROWS = 128


def parquet_reports(
    file: IO[bytes], label: str, mapping: FieldMapping | None, limits: Limits
) -> Iterator[Report | Refusal]:
    """The report, or the refusal, of each row of the seekable `file`, numbered from 1."""
    import pyarrow
    import pyarrow.parquet

    number = 0
    try:
        table = pyarrow.parquet.ParquetFile(file)
        names = table.schema_arrow.names
        found = columns(names, mapping)
        wanted = [name for name in dict.fromkeys(found.values()) if name in names]
        if found.get("text") not in wanted:
            known = ", ".join(names[:20])
            raise RefusedError(
                "unsupported",
                f"no column with the text (columns: {known[:300]}); say which: --field text=COLUMN",
            )
        for batch in table.iter_batches(batch_size=_BATCH_ROWS, columns=wanted):
            for row in batch.to_pylist():
                number += 1
                try:
                    yield row_report(row, f"{label}:{number}", mapping, limits)
                except RefusedError as refused:
                    yield refused.at(f"{label}:{number}")
        if not number:
            raise RefusedError("empty", "a table without a row")
    except (pyarrow.ArrowException, OSError, ValueError, OverflowError) as error:
        place = f"{label}:{number + 1}" if number else label
        yield RefusedError("broken", f"not a Parquet file that can be read ({_line(error)})").at(place)


def copy_to(stream: Readable, file: IO[bytes]) -> IO[bytes]:
    """`file` with all of `stream` in it, at its start: Parquet is read from its end."""
    while chunk := stream.read(CHUNK):
        file.write(chunk)
    file.seek(0)
    return file


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:160] or type(error).__name__
