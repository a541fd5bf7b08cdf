"""No bytes whatever make intake raise: what is no report is a refusal with a known reason."""

import gzip
import io
import json
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.intake import Limits, read_inputs
from demarche.records import Refusal, Report

REASONS = {"empty", "binary", "too-large", "not-a-report", "broken", "unreadable", "unsupported"}
SUFFIXES = (
    ".txt",
    ".html",
    ".jsonl",
    ".json",
    ".csv",
    ".tsv",
    ".parquet",
    ".gz",
    ".warc",
    ".wacz",
    ".jsonl.gz",
    ".csv.gz",
    "",
)
LIMITS = Limits(file_bytes=50_000, text_chars=5_000, line_bytes=2_000)


def _parquet() -> bytes:
    out = io.BytesIO()
    pyarrow.parquet.write_table(pa.table({"text": ["five words stand in here"] * 3, "id": [1, 2, 3]}), out)
    return out.getvalue()


SEEDS = (
    b'{"id": 1, "text": "five words stand in here"}\n{"id": 2, "text": "and five words in there"}\n',
    b'id,text\n1,"five words stand in here"\n2,"and five words in there"\n',
    b"<!doctype html><html lang='en'><body><article><h1>Words</h1><p>Five words stand in here.</p></article>",
    b"A headline of four words\n\nPublished 05.07.2019 00:07\n\nFive words stand in here, then more.\n",
    gzip.compress(b'{"id": 1, "text": "five words stand in here"}\n'),
    _parquet(),
    json.dumps([{"text": "five words stand in here"}]).encode(),
)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A good input with some bytes changed, doubled or left out."""
    data = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(data)))
        data[start : start + draw(st.integers(0, 5))] = draw(st.binary(max_size=5))
    return bytes(data) * draw(st.integers(1, 3))


@settings(deadline=None, max_examples=150)
@given(
    st.one_of(st.binary(max_size=600), st.text(max_size=600).map(str.encode), damaged()),
    st.sampled_from(SUFFIXES),
)
def test_any_bytes_give_reports_or_refusals(data: bytes, suffix: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"input{suffix}"
        path.write_bytes(data)
        results = list(read_inputs([path], limits=LIMITS))
        assert results
        assert results == list(read_inputs([path], limits=LIMITS))
    for result in results:
        if isinstance(result, Refusal):
            assert result.reason in REASONS
            assert "\n" not in result.detail
        else:
            assert isinstance(result, Report)
            assert result.text.strip()
            assert result.id
            assert len(result.digest) == 64
            result.text.encode()
