"""Bad input to the commands: a clear line each, nothing lost, the right exit status."""

import gzip
import hashlib
import json
import os
import struct
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from demarche.cli.program import run
from demarche.cli.progress import Progress

GOOD = "Norway urged Finland on Tuesday to restrain Sweden, officials in Oslo said."


def png() -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(200))) + chunk(b"IEND", b"")


def row(number: int) -> bytes:
    return json.dumps({"report_id": f"row-{number}", "text": GOOD}).encode() + b"\n"


def truncated() -> bytes:
    """A packed file of 40 rows, each with notes that do not pack well, cut in the middle."""
    notes = [hashlib.shake_256(bytes([number])).hexdigest(4000) for number in range(40)]
    rows = [{"report_id": f"row-{number}", "text": GOOD, "notes": note} for number, note in enumerate(notes)]
    packed = gzip.compress(b"".join(json.dumps(row).encode() + b"\n" for row in rows), mtime=0)
    return packed[: len(packed) // 2]


def long_line() -> bytes:
    return row(1) + b'{"report_id": "long", "text": "' + b"word " * 10_200_000 + b'"}\n' + row(2)


BAD: list[tuple[str, Callable[[], bytes], str, int | None]] = [
    # name, content, reason, reports that must still come out (None: some)
    ("empty.txt", lambda: b"", "empty", 0),
    ("picture.txt", png, "binary", 0),
    ("cut.jsonl.gz", truncated, "broken", None),
    ("rows.jsonl", lambda: row(1) + b'{"report_id": "row-2", "text": \n' + row(3), "broken", 2),
    ("long.jsonl", long_line, "too-large", 2),
    ("few.txt", lambda: b"Too few words.", "not-a-report", 0),
]


@pytest.mark.parametrize(("name", "content", "reason", "reports"), BAD, ids=[bad[0] for bad in BAD])
def test_what_is_no_report_is_refused_and_the_rest_is_kept(
    name: str,
    content: Callable[[], bytes],
    reason: str,
    reports: int | None,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "good.txt").write_text(GOOD)
    bad = tmp_path / name
    bad.write_bytes(content())
    ledger = str(tmp_path / "demarche.db")
    assert run(["read", str(tmp_path / "good.txt"), str(bad), "--ledger", ledger, "--json"]) == 1
    captured = capsys.readouterr()
    assert captured.err == ""
    summary = json.loads(captured.out)
    assert [refusal["reason"] for refusal in summary["refused"]] == [reason]
    assert summary["refused"][0]["source"].startswith(str(bad))
    assert summary["new"] > 2 if reports is None else summary["new"] == 1 + reports
    assert run(["refusals", "--ledger", ledger, "--json"]) == 0
    kept = json.loads(capsys.readouterr().out)
    assert kept["rows"] == summary["refused"]


def test_the_summary_says_which_and_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "good.txt").write_text(GOOD)
    (tmp_path / "picture.txt").write_bytes(png())
    ledger = str(tmp_path / "demarche.db")
    assert run(["read", str(tmp_path / "good.txt"), str(tmp_path / "picture.txt"), "--ledger", ledger]) == 1
    out = capsys.readouterr().out
    assert "1 new report;" in out
    assert "1 input refused:" in out
    refusal = next(line for line in out.splitlines() if "picture.txt" in line)
    assert "binary" in refusal
    assert "Next:" in out


def test_the_filter_tells_refusals_on_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "good.txt").write_text(GOOD)
    (tmp_path / "empty.txt").write_bytes(b"")
    for command in ("code", "annotate"):
        assert run([command, str(tmp_path / "empty.txt"), str(tmp_path / "good.txt")]) == 1
        captured = capsys.readouterr()
        assert captured.err.startswith(f"refused: {tmp_path / 'empty.txt'}: empty: ")
        assert captured.err.count("\n") == 1
        assert all(json.loads(line) for line in captured.out.splitlines())
        assert captured.out


def test_a_folder_without_reports_is_a_bad_call_but_costs_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "one.txt").write_bytes(png())
    (tmp_path / "good.txt").write_text(GOOD)
    good, ledger = str(tmp_path / "good.txt"), str(tmp_path / "demarche.db")
    for folder in ("empty", "pictures"):
        assert run(["read", str(tmp_path / folder), "--ledger", ledger]) == 2
        error = capsys.readouterr().err
        assert error.startswith("demarche: no ")
        assert folder in error
        assert error.count("\n") == 1
    assert run(["read", str(tmp_path / "pictures"), good, "--ledger", ledger]) == 2
    assert "1 new report;" in capsys.readouterr().out
    assert run(["code", good, str(tmp_path / "pictures"), "-o", str(tmp_path / "out.jsonl")]) == 2
    assert (tmp_path / "out.jsonl").stat().st_size > 0


def test_rows_with_fields_of_other_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text(f'site,said,day\nFjord Dispatch,"{GOOD}",2031-03-04\n')
    mapped = ("--field", "text=said", "--field", "outlet=site", "--field", "published=day")
    assert run(["annotate", str(rows), *mapped]) == 0
    line = json.loads(capsys.readouterr().out)
    assert (line["outlet"], line["published"]) == ("Fjord Dispatch", "2031-03-04")


def test_an_output_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "good.txt").write_text(GOOD)
    out = tmp_path / "no" / "folder.jsonl"
    assert run(["code", str(tmp_path / "good.txt"), "-o", str(out)]) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"demarche: {out}: cannot be written")
    assert error.count("\n") == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without named pipes")
def test_a_progress_bar_takes_nothing_out_of_a_pipe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pipe = tmp_path / "rows.jsonl"
    os.mkfifo(pipe)
    ours, shown = os.openpty()
    end = os.open(pipe, os.O_RDWR)
    os.write(end, row(1))
    with capsys.disabled(), open(shown, "w") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        Progress([str(pipe)])
        monkeypatch.undo()
    assert os.read(end, 1000) == row(1)
    os.close(end)
    os.close(ours)


@pytest.mark.parametrize("command", ["code", "annotate"])
def test_what_is_read_is_never_written_over(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("rows.jsonl").write_bytes(row(1))
    Path("also.jsonl").symlink_to("rows.jsonl")
    for named in ("rows.jsonl", "also.jsonl", ".", "*.jsonl"):
        assert run([command, named, "-o", "rows.jsonl"]) == 2
        assert "rows.jsonl is what is read here and would be lost" in capsys.readouterr().err
        assert Path("rows.jsonl").read_bytes() == row(1)


def test_a_ledger_in_the_folder_that_is_read_is_no_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("good.txt").write_text(GOOD)
    for state in ("new", "seen"):
        assert run(["read", ".", "--ledger", "demarche.db", "--json"]) == 0
        summary = json.loads(capsys.readouterr().out)
        assert (summary[state], summary["refused"]) == (1, [])
    assert run(["read", "good.txt", "demarche.db", "--ledger", "demarche.db", "--json"]) == 1  # named, it is
