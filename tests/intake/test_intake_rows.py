"""Rows of archives: JSONL, JSON, CSV, TSV and Parquet give the same reports; their texts stay as they are."""

import csv
import gzip
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.errors import InputError
from demarche.intake import FieldMapping, Limits, read_inputs
from demarche.records import Refusal, Report

TEXT = 'Sun 05 Jul 2015 22 dead  in Karsin.\r\n\tOstmark said "no" — and “left”; Share on Facebook\n\n'
ROW = {
    "report_id": "k-1",
    "outlet": "The Courier",
    "title": "Raid on Karsin",
    "text": TEXT,
    "published": "2015-07-06T10:00:00Z",
    "url": "https://courier.example/k-1",
    "language": "fr",
}


def jsonl(rows: Sequence[object]) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def table(rows: Sequence[dict[str, Any]], delimiter: str = ",") -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def parquet(rows: Sequence[dict[str, Any]]) -> bytes:
    out = io.BytesIO()
    pyarrow.parquet.write_table(pa.Table.from_pylist(list(rows)), out)
    return out.getvalue()


def from_bytes(data: bytes, **options: Any) -> list[Report | Refusal]:
    return list(read_inputs(["-"], stdin=io.BytesIO(data), **options))


def only_report(data: bytes, **options: Any) -> Report:
    (report,) = from_bytes(data, **options)
    assert isinstance(report, Report), report
    return report


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl", jsonl([ROW])),
        ("a.json", json.dumps([ROW], indent=2).encode()),
        ("one.json", json.dumps(ROW, indent=2).encode()),
        ("a.csv", table([ROW])),
        ("semicolons.csv", table([ROW], ";")),
        ("a.tsv", table([ROW], "\t")),
        ("a.parquet", parquet([ROW])),
        ("a.jsonl.gz", gzip.compress(jsonl([ROW]))),
        ("a.csv.gz", gzip.compress(table([ROW]))),
        ("a.parquet.gz", gzip.compress(parquet([ROW]))),
        ("bom.csv", b"\xef\xbb\xbf" + table([ROW])),
        ("utf16.jsonl", jsonl([ROW]).decode().encode("utf-16")),
        ("no-suffix", jsonl([ROW])),
        ("rows.txt", jsonl([ROW])),
    ],
)
def test_every_form_gives_the_same_report(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    (report,) = read_inputs([tmp_path / name])
    assert isinstance(report, Report), report
    assert (report.id, report.outlet, report.title) == ("k-1", "The Courier", "Raid on Karsin")
    assert (report.published, report.url, report.language) == ("2015-07-06", ROW["url"], "fr")
    assert report.text == TEXT
    assert report.furniture == ()
    assert report.source is not None
    assert report.source.startswith(str(tmp_path / name))


@pytest.mark.parametrize(
    "row",
    [
        {"id": 7, "source": "SANA", "headline": "H", "body": TEXT, "pub_date": "06/07/2015", "link": "u"},
        {"article_id": 7.0, "publisher": "SANA", "heading": "H", "content": TEXT, "date": "6 July 2015"},
        {"doc_id": "7", "publication": "SANA", "Title": "H", "Full Text": TEXT, "publishedAt": "2015-07-06"},
        {"ID": "7", "domain": "SANA", "TITLE": "H", "maintext": TEXT, "date_publish": "2015-07-06 10:11:12"},
        {"uid": "7", "outlet": "SANA", "article_title": "H", "article": TEXT, "created": 1436140800},
    ],
)
def test_common_names_of_fields_are_known(row: dict[str, Any]) -> None:
    report = only_report(jsonl([row]))
    assert (report.id, report.outlet, report.title, report.text) == ("7", "SANA", "H", TEXT)
    assert report.published in (
        "2015-07-06",
        "2015-06-07",
    )  # 06/07/2015 may be either; both are days, not lost


def test_own_names_go_before_common_ones_and_reach_inside_objects() -> None:
    row = {"text": "a teaser that is not the report itself", "article": {"body": TEXT, "by": "SANA"}}
    mapping = FieldMapping.parse(["text=article.body", "outlet = article.by"])
    report = only_report(jsonl([row]), mapping=mapping)
    assert (report.text, report.outlet) == (TEXT, "SANA")


@pytest.mark.parametrize("pair", ["text", "text=", "=col", "body=col", ""])
def test_mapping_that_makes_no_sense_is_a_bad_call(pair: str) -> None:
    with pytest.raises(InputError, match="FIELD=COLUMN"):
        FieldMapping.parse([pair])


def test_row_without_a_date_takes_the_one_its_text_opens_with_and_loses_none_of_it() -> None:
    report = only_report(jsonl([{"text": TEXT}]))
    assert report.published == "2015-07-05"
    assert report.text == TEXT


def test_row_whose_text_repeats_its_title_is_dated_by_what_follows_it() -> None:
    title = "Seven hurt as rockets fall on the old city"
    text = f"{title} 6 October 2016 rockets fell. {TEXT[11:]}"
    report = only_report(jsonl([{"title": title, "text": text}]))
    assert report.published == "2016-10-06"


def test_source_names_the_line() -> None:
    data = b"\n" + jsonl([ROW]) + b"\n\n" + jsonl([ROW])
    assert [result.source for result in from_bytes(data)] == ["-:2", "-:5"]


def test_row_of_a_table_is_named_by_its_first_line(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        'id,text\n1,"five words are enough\nfor one"\n\n2,five more words stand here\n'
    )
    results = list(read_inputs([tmp_path / "a.csv"]))
    assert [result.source for result in results] == [f"{tmp_path}/a.csv:2", f"{tmp_path}/a.csv:5"]


def test_broken_lines_are_refused_one_by_one_and_the_rest_is_read() -> None:
    good = {"id": "g", "text": "Ostmark denied the charge on Monday."}
    bad = [
        b'{"text": "never closed\n',
        b"[1, 2]\n",
        b'"just words"\n',
        b"\xff\xfe\x00 not json\n",
        b'{"title": "no text at all"}\n',
        b'{"text": null}\n',
        b'{"text": 12}\n',
        b'{"text": ["a", "list"]}\n',
        b'{"text": "   "}\n',
        b'{"text": "too few words"}\n',
        b'{"text": ' + b"[" * 100_000 + b"}\n",
    ]
    data = jsonl([good]) + b"".join(line + jsonl([good]) for line in bad)
    results = from_bytes(data)
    assert [type(result) for result in results] == [Report] + [Refusal, Report] * len(bad)
    refusals = [result for result in results if isinstance(result, Refusal)]
    assert [refusal.source for refusal in refusals] == [f"-:{2 * n}" for n in range(1, len(bad) + 1)]
    expected = "broken broken broken broken broken empty broken broken empty not-a-report broken"
    assert " ".join(refusal.reason for refusal in refusals) == expected
    assert all(refusal.detail and "\n" not in refusal.detail for refusal in refusals)


def test_line_of_fifty_megabytes_is_refused_in_little_memory_and_the_next_is_read() -> None:
    class Endless(io.RawIOBase):
        """A line of 60 MB that is never in memory at once, then a good one."""

        left = 60

        def read(self, size: int = -1) -> bytes:
            self.left -= 1
            if self.left >= 0:
                return b"x" * 1_000_000
            return b'"}\n' + jsonl([ROW]) if self.left == -1 else b""

    start = b'{"text": "'
    stream = io.BytesIO(start)
    raw = Endless()

    class Joined(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            return stream.read(size) or raw.read(size)

    import tracemalloc

    tracemalloc.start()
    results = list(read_inputs(["-"], stdin=Joined()))  # type: ignore[arg-type]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [type(result) for result in results] == [Refusal, Report]
    assert isinstance(results[0], Refusal)
    assert (results[0].reason, results[0].source) == ("too-large", "-:1")
    assert peak < 120_000_000


def test_row_whose_text_is_too_long_is_refused() -> None:
    limits = Limits(text_chars=100)
    (refusal,) = from_bytes(jsonl([{"text": "word " * 30}]), limits=limits)
    assert isinstance(refusal, Refusal)
    assert refusal.reason == "too-large"


def test_broken_row_of_a_table_does_not_swallow_the_rows_below(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "id,text\n"
        "1,the first of four rows here\n"
        '2,"a quote that nobody closes\n'
        "3,the third of four rows here\n"
        "4,a comma, too many, in this row\n"
        "5\n"
        "6,the last of the rows here\n"
    )
    results = list(read_inputs([tmp_path / "a.csv"]))
    assert [result.id for result in results if isinstance(result, Report)] == ["1", "3", "6"]
    refusals = [result for result in results if isinstance(result, Refusal)]
    assert [refusal.source.rpartition(":")[2] for refusal in refusals] == ["3", "5", "6"]
    assert {refusal.reason for refusal in refusals} == {"broken"}


def test_table_without_a_text_column_says_which_columns_it_has(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,words\n1,the first of the rows here\n")
    (refusal,) = read_inputs([tmp_path / "a.csv"])
    assert isinstance(refusal, Refusal)
    assert refusal.reason == "unsupported"
    assert "id, words" in refusal.detail
    assert "--field text=COLUMN" in refusal.detail
    (report,) = read_inputs([tmp_path / "a.csv"], mapping=FieldMapping(text="words"))
    assert isinstance(report, Report)


def test_parquet_rows_are_refused_one_by_one(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [{"text": "the first of three rows here"}, {"text": None}, {"text": TEXT}]
    (tmp_path / "a.parquet").write_bytes(parquet(rows))
    results = list(read_inputs([tmp_path / "a.parquet"]))
    assert [type(result) for result in results] == [Report, Refusal, Report]
    assert results[1].source == f"{tmp_path}/a.parquet:2"


def test_damaged_parquet_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(parquet([ROW])[:-20])
    (tmp_path / "b.parquet").write_bytes(b"PAR1 and no more")
    (tmp_path / "c.parquet").write_bytes(b"plain words under a false name")
    results = list(read_inputs([tmp_path / f"{name}.parquet" for name in "abc"]))
    assert [result.reason for result in results if isinstance(result, Refusal)] == ["broken"] * 3


@pytest.mark.parametrize(
    "value", ["1" * 400, "-1e999", "1e308", "true", "[]", "{}", '"' + "x" * 5000 + '"', '"\\u0000"']
)
def test_field_of_any_other_kind_does_not_lose_the_report(value: str) -> None:
    fields = ", ".join(f'"{name}": {value}' for name in ("id", "outlet", "title", "date", "url", "lang"))
    report = only_report(f'{{"text": "five words stand in here", {fields}}}\n'.encode())
    assert report.id
    assert report.published is None
    assert len(report.id) <= 200
    report.id.encode()


def test_same_id_with_other_words_comes_out_twice() -> None:
    first = {"id": "a", "text": "Three people were killed in Karsin."}
    second = {"id": "a", "text": "Four people were killed in Karsin."}
    one, other, again = from_bytes(jsonl([first, second, first]))
    assert isinstance(one, Report)
    assert isinstance(other, Report)
    assert isinstance(again, Report)
    assert one.id == other.id
    assert one.digest != other.digest
    assert one.digest == again.digest


def test_what_json_cannot_hold_is_replaced_one_for_one() -> None:
    data = b'{"text": "one \\ud800 two \\u0000 three four five six"}\n'
    assert (
        only_report(data).text
        == "one \N{REPLACEMENT CHARACTER} two \N{REPLACEMENT CHARACTER} three four five six"
    )


def test_refusal_that_quotes_what_cannot_be_stored_is_told_in_what_can() -> None:
    refusal, report = from_bytes(b'{"\\ud800": 1}\n' + jsonl([{"text": "One two three four five six."}]))
    assert isinstance(refusal, Refusal)
    assert refusal.detail == "no field with the text (fields: \N{REPLACEMENT CHARACTER})"
    assert isinstance(report, Report)


def test_words_once_decoded_wrongly_are_mended() -> None:
    words = "The minister Çavuşoğlu said “we can\u2019t accept this” and left."
    garbled = words.encode().decode("cp1252", "replace").replace("\ufffd", "\x9d")
    assert garbled != words
    assert only_report(jsonl([{"text": garbled}])).text == words


SCRIPTS = (
    "Karsin",
    "Çavuşoğlu",
    "Erdoğan",
    "café",
    "Łódź",
    "Москва",
    "مصر",
    "北京",
    "e\u0301",
    "\ufb01rst",
    "\uff21",
)
SIGNS = (
    "“said”",
    "\u2018no\u2019",
    "it\u2019s",
    "—",
    "…",
    "&amp;",
    "<p>",
    "£5",
    "50°",
    "(R)",
    '"',
    "'",
    "\\",
)
SPACES = ("\n", "\r\n", "\t", "\r", "\u2028", "\u00a0", "\u200b", "  ")
LINES = ("Share on Facebook", "Published 05.07.2019")
CLEAN = st.lists(st.sampled_from(SCRIPTS + SIGNS + SPACES + LINES), min_size=1, max_size=40)


@given(CLEAN)
def test_clean_text_comes_out_character_by_character(words: list[str]) -> None:
    text = "Five words to begin with. " + " ".join(words)
    assert only_report(jsonl([{"text": text}])).text == text
    assert only_report(table([{"id": "1", "text": text}])).text == text
    assert only_report(parquet([{"id": "1", "text": text}])).text == text
