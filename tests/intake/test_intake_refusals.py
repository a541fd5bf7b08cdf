"""Every bad input: a clear line each, nothing else lost."""

import gzip
import io
import json
import os
import struct
import sys
import zlib
from pathlib import Path

import pytest

from demarche.errors import InputError
from demarche.intake import Limits, read_inputs, report_from_text
from demarche.records import Refusal, Report

GOOD = "Veltria called on Ostmark to halt the shelling of Karsin, its foreign minister said."


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0\0\0\0"))
        + chunk(b"IEND", b"")
    )


def refusal(tmp_path: Path, data: bytes, name: str = "input.txt", limits: Limits | None = None) -> Refusal:
    path = tmp_path / name
    path.write_bytes(data)
    (result,) = read_inputs([path], limits=limits or Limits())
    assert isinstance(result, Refusal), result
    assert result.source.startswith(str(path))
    assert result.detail
    assert "\n" not in result.detail
    return result


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "input.txt", "empty"),
        (b" \n\t\r\n ", "input.txt", "empty"),
        (b"\xef\xbb\xbf\n", "input.txt", "empty"),
        (b"", "rows.jsonl", "empty"),
        (b"", "rows.csv", "empty"),
        (b"", "rows.parquet", "empty"),
        (gzip.compress(b""), "input.txt.gz", "empty"),
        (b"[]", "rows.json", "empty"),
        (b"id,text\n", "rows.csv", "empty"),
        (png(), "input.txt", "binary"),
        (png(), "rows.jsonl", "binary"),
        (gzip.compress(png()), "input.txt.gz", "binary"),
        (b"%PDF-1.4\nsome words that look like text but are a document", "input.txt", "binary"),
        (GOOD.encode() + b"\0" + GOOD.encode(), "input.txt", "binary"),
        (b"\x01\x02\x03words\x04\x05\x06and\x07\x08more", "input.txt", "binary"),
        (b"PK\x03\x04 a zip archive with words in it", "input.txt", "unsupported"),
        (
            b"<?xml version='1.0'?><rss><channel><title>News</title></channel></rss>",
            "feed.xml",
            "unsupported",
        ),
        (b"Two words", "input.txt", "not-a-report"),
        (b"There are no comments.\n\nShare on Facebook\n", "input.txt", "not-a-report"),
        (b"1 2 3 4 5 6 7 8 9", "input.txt", "not-a-report"),
        (gzip.compress(GOOD.encode() * 50)[:-9], "input.txt.gz", "broken"),
        (b"\x1f\x8b\x08 no gzip at all, whatever its first bytes", "input.txt.gz", "broken"),
        (gzip.compress(gzip.compress(GOOD.encode())), "input.txt.gz", "unsupported"),
        (b'{"text": "broken from the first', "one.json", "broken"),
    ],
)
def test_input_that_is_no_report_is_refused_with_its_reason(
    tmp_path: Path, data: bytes, name: str, reason: str
) -> None:
    assert refusal(tmp_path, data, name).reason == reason


def test_file_over_the_limit_is_refused_without_being_read_to_its_end(tmp_path: Path) -> None:
    class Counted(io.BytesIO):
        taken = 0

        def read(self, size: int | None = -1) -> bytes:
            data = super().read(size)
            self.taken += len(data)
            return data

    stream = Counted(GOOD.encode() * 100_000)
    (result,) = read_inputs(["-"], stdin=stream, limits=Limits(file_bytes=100_000))
    assert isinstance(result, Refusal)
    assert result.reason == "too-large"
    assert stream.taken < 2_000_000


def test_report_of_too_many_characters_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, GOOD.encode() * 10, limits=Limits(text_chars=500)).reason == "too-large"


def test_json_nested_too_deeply_is_told_in_words(tmp_path: Path) -> None:
    assert refusal(tmp_path, b"[" * 100_000, "deep.json").detail == "not usable JSON: nested too deeply"


@pytest.mark.parametrize("name", ["bomb.txt.gz", "bomb.jsonl.gz", "bomb.csv.gz"])
def test_gzip_bomb_is_refused(tmp_path: Path, name: str) -> None:
    bomb = gzip.compress(b"five words to begin with" + b" " * 30_000_000)
    assert refusal(tmp_path, bomb, name, Limits(file_bytes=1_000_000)).reason == "too-large"


def test_rows_before_the_end_of_a_cut_gzip_file_are_kept(tmp_path: Path) -> None:
    rows = "".join(json.dumps({"id": n, "text": f"{GOOD} {n * 7919}"}) + "\n" for n in range(2000))
    packed = gzip.compress(rows.encode())
    (tmp_path / "rows.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    *reports, last = read_inputs([tmp_path / "rows.jsonl.gz"])
    assert len(reports) > 100
    assert all(isinstance(report, Report) for report in reports)
    assert isinstance(last, Refusal)
    assert (last.reason, last.source) == ("broken", f"{tmp_path}/rows.jsonl.gz:{len(reports) + 1}")


def test_file_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    results = {result.source: result for result in read_inputs([tmp_path])}
    assert isinstance(results[f"{tmp_path}/good.txt"], Report)
    gone = results[f"{tmp_path}/gone.txt"]
    assert isinstance(gone, Refusal)
    assert gone.reason == "unreadable"


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="whoever may read everything cannot be denied"
)
def test_file_without_permission_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(GOOD)
    (tmp_path / "secret.txt").chmod(0)
    (result,) = read_inputs([tmp_path / "secret.txt"])
    assert isinstance(result, Refusal)
    assert result.reason == "unreadable"


@pytest.mark.parametrize("text", ["", "  \n"])
def test_blank_text_given_directly_is_a_bad_call(text: str) -> None:
    with pytest.raises(InputError, match="empty"):
        report_from_text(text)


def test_date_given_directly_must_be_one() -> None:
    with pytest.raises(InputError, match="not a date"):
        report_from_text(GOOD, published="some day soon")
