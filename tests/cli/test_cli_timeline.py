"""Timelines: periods, partial dates, and events that tell none."""

import json
from pathlib import Path
from typing import Any

import pytest
from cli_samples import hostile, sample_ledger

from demarche.cli.program import run
from demarche.ledger import Ledger


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    path = sample_ledger(tmp_path / "demarche.db")
    with Ledger.open(path) as opened:
        opened.add(*hostile())  # which has no date at all
    return str(path)


def periods(capsys: pytest.CaptureFixture[str], ledger: str, by: str) -> Any:
    assert run(["timeline", "--by", by, "--json", "--ledger", ledger]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [event["id"][:6] for event in answer["undated"]] == ["e-cccc"]
    return {period["period"]: len(period["events"]) for period in answer["periods"]}


def test_by_day_month_and_year(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert periods(capsys, ledger, "day") == {"2031-03-01": 1, "2031-03-02": 1, "2031-03-04": 1, "2031-04": 1}
    assert periods(capsys, ledger, "month") == {"2031-03": 3, "2031-04": 1}
    assert periods(capsys, ledger, "year") == {"2031": 4}


def test_printed(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["timeline", "--ledger", ledger]) == 0
    out = capsys.readouterr().out
    headings = [line for line in out.splitlines() if line and not line.startswith((" ", "~"))]
    assert headings == [
        "Sat 1 March 2031  1 event", "Sun 2 March 2031  1 event", "Tue 4 March 2031  1 event",
        "April 2031  1 event", "Not dated  1 event", "5 events",
    ]  # fmt: skip
    assert "Swedish Armed Forces → people · Hallasund (NOR) · killed at least 9" in out
    assert "~REJECT" in out


def test_filters_and_an_empty_answer(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["timeline", "--type", "REQUEST", "--ledger", ledger]) == 0
    out = capsys.readouterr().out
    assert "Tue 4 March 2031" in out
    assert "1 March" not in out
    assert run(["timeline", "--party", "Atlantis", "--ledger", ledger]) == 0
    assert capsys.readouterr().out == "no events match\n"
