"""Export: every format from a ledger, filtered, whole or not at all."""

import csv
import json
from pathlib import Path

import pytest
from cli_samples import sample_ledger

from demarche.cli.program import run
from demarche.export import FORMATS


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    return str(sample_ledger(tmp_path / "demarche.db"))


@pytest.mark.parametrize("format", FORMATS)
def test_every_format(ledger: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], format: str) -> None:
    out = tmp_path / f"events.{format}"
    assert run(["export", "--format", format, "-o", str(out), "--ledger", ledger]) == 0
    assert out.stat().st_size > 100
    assert f"written to {out}" in capsys.readouterr().err


def test_csv_rows_follow_publication(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "-f", "CSV", "--ledger", ledger]) == 0
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert [row["type"] for row in rows] == ["ASSAULT", "REJECT", "REQUEST", "MOBILIZE"]
    assert rows[0]["dead"] == "9"


def test_cameo_leaves_out_what_did_not_happen(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "-f", "cameo", "--no-header", "--ledger", ledger]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3
    assert run(["export", "-f", "cameo", "--all-occurrences", "--no-header", "--ledger", ledger]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 4


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (["--until", "2031-03-01"], ["ASSAULT"]),  # told by a report published later
        (["--since", "2031-04"], ["MOBILIZE"]),
        (["--outlet", "fjord", "--type", "REQUEST"], ["REQUEST"]),
        (["--text", "council", "--party", "SWE"], ["ASSAULT", "REJECT"]),
        (["--report", "wire-1"], ["ASSAULT", "REJECT"]),
        (["--place", "Atlantis"], []),
    ],
)
def test_filters_choose_events(
    ledger: str, capsys: pytest.CaptureFixture[str], filters: list[str], expected: list[str]
) -> None:
    assert run(["export", *filters, "--ledger", ledger]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["event"][0] for line in lines] == expected


@pytest.mark.parametrize("url", ["", "sqlite:///"])
def test_the_ledger_is_never_written_over(ledger: str, capsys: pytest.CaptureFixture[str], url: str) -> None:
    before = Path(ledger).read_bytes()
    assert run(["export", "-o", ledger, "--ledger", url + ledger]) == 2
    assert "would be lost" in capsys.readouterr().err
    assert Path(ledger).read_bytes() == before


def test_text_goes_along_when_asked(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "--with-text", "--ledger", ledger]) == 0
    for line in capsys.readouterr().out.splitlines():
        record = json.loads(line)
        for mention in record["mentions"]:
            assert record["text"][mention["start"] : mention["end"]] == mention["text"]


def test_what_cannot_be_written_leaves_the_old_file(
    ledger: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "events.jsonl"
    out.write_text("kept")
    assert run(["export", "--format", "xml", "-o", str(out), "--ledger", ledger]) == 2
    assert "unknown format 'xml'" in capsys.readouterr().err
    assert out.read_text() == "kept"
    assert run(["export", "-o", str(tmp_path / "no" / "such" / "folder.jsonl"), "--ledger", ledger]) == 2
    assert "cannot be written" in capsys.readouterr().err
