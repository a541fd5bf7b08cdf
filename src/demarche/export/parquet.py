"""Parquet: the export record as typed, nested columns."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from demarche.export.form import Form, Row
from demarche.export.plover import SIZE_NAMES, record_as
from demarche.export.sink import Sink

_BATCH = 2000  # rows held at a time, and rows a row group


def schema() -> Any:
    """The pyarrow schema of the file: the record's keys in their order, and `text`, null unless asked for."""
    import pyarrow as pa

    def struct(**fields: Any) -> Any:
        return pa.struct(list(fields.items()))

    text, number, real = pa.string(), pa.int64(), pa.float64()
    span = {"start": number, "end": number}
    party = {
        "entity_text": text,
        "identifier_text": text,
        "identifier_id": text,
        "code": text,
        "sector": text,
    }
    source = {"entity_text": text, "identifier_text": text, "code": text, "sector": text, "stance": text}
    place = {"extracted_place": text, "resolved_place": text, "geonameid": number, "lat": real, "lon": real}
    cite = dict.fromkeys(("publication", "title", "url", "language", "date"), text)
    return pa.schema(
        {
            "id": text,
            "report_id": text,
            "date": text,
            "event": pa.list_(text),
            "mode": pa.list_(text),
            "context": pa.list_(text),
            "actor": pa.list_(struct(**party, **span)),
            "recipient": pa.list_(struct(**party, **span)),
            "event_loc": struct(**place, province=text, country_code=text, **span),
            "event_text": pa.list_(text),
            "size": struct(**dict.fromkeys(SIZE_NAMES.values(), number)),
            "text_info": struct(sequence=number, **span),
            "cite_info": struct(**cite),
            "mentions": pa.list_(struct(**span, text=text)),
            "occurrence": text,
            "hedged": pa.bool_(),
            "attribution": pa.list_(struct(**source, **span)),
            "when": struct(text=text, date=text, **span),
            "toll": pa.list_(struct(kind=text, count=number, bound=text, who=text, **span)),
            "agreement": text,
            "confidence": real,
            "incident_id": text,
            "text": text,
        }
    )


def write_parquet(rows: Iterator[Row], out: Sink, form: Form) -> int:
    """A Parquet file, zstd-compressed, written batch by batch. Returns the number of rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    wanted = schema()
    count = 0
    with pa.PythonFile(out, mode="w") as file, pq.ParquetWriter(file, wanted, compression="zstd") as writer:
        while records := [record_as(event, report, form) for event, report in islice(rows, _BATCH)]:
            writer.write_batch(pa.RecordBatch.from_pylist(records, schema=wanted))
            count += len(records)
    return count
