"""Lists: filters, pages, sorting, JSON twins, and what an empty answer says."""

import json
from pathlib import Path
from typing import Any

import pytest
from cli_samples import demarche, sample_ledger

from demarche.cli.program import run


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    return str(sample_ledger(tmp_path / "demarche.db"))


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert run([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_events_as_a_table(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["events", "--ledger", ledger]) == 0
    out = capsys.readouterr().out
    shelling = next(line for line in out.splitlines() if "e-aaaa0000" in line)
    for told in (
        "2031-03-01",
        "ASSAULT heavy-weapons",
        "killed at least 9",
        "Hallasund (NOR)",
        "Meridian Wire",
    ):
        assert told in shelling
    assert "~2031-03-02" in out  # the denial tells no date: its report's
    assert "only supposed" in out
    assert "4 events" in out


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (["--type", "REQUEST"], ["e-bbbb0000"]),
        (["--type", "request", "--type", "REJECT"], ["e-aaaa9999", "e-bbbb0000"]),
        (["--party", "FIN"], ["e-bbbb0000"]),
        (["--party", "swedish armed"], ["e-aaaa0000"]),
        (["--place", "hallasund"], ["e-aaaa0000"]),
        (["--since", "2031-03-03"], ["e-bbbb0000", "e-bbbb9999"]),
        (["--until", "2031-03-01"], ["e-aaaa0000"]),
        (["--outlet", "fjord"], ["e-bbbb0000", "e-bbbb9999"]),
        (["--text", "council"], ["e-aaaa0000", "e-aaaa9999"]),
        (["--report", "wire-1", "--sort", "confidence"], ["e-aaaa9999", "e-aaaa0000"]),
        (["--sort", "-date", "--limit", "1"], ["e-bbbb9999"]),
        (["--limit", "0", "--offset", "3"], ["e-bbbb9999"]),
        (["--min-confidence", "0.85"], ["e-aaaa0000", "e-bbbb0000"]),
        (["--min-confidence", "1"], []),
        (["--party", "Atlantis"], []),
    ],
)
def test_filters(
    ledger: str, capsys: pytest.CaptureFixture[str], filters: list[str], expected: list[str]
) -> None:
    found = answer(capsys, "events", "--ledger", ledger, *filters)
    assert [row["id"][:10] for row in found["rows"]] == expected


def test_every_view_leaves_out_the_less_sure(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    surest = ("--ledger", ledger, "--min-confidence", "0.95")
    assert [row["id"] for row in answer(capsys, "reports", *surest)["rows"]] == ["fjord-1"]
    parties = answer(capsys, "parties", *surest)["rows"]
    assert {row["name"] for row in parties} == {"Government of Norway", "Government of Finland"}
    (period,) = answer(capsys, "timeline", *surest)["periods"]
    assert [event["id"][:10] for event in period["events"]] == ["e-bbbb0000"]
    assert run(["export", *surest]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["confidence"] == 0.95


def test_a_json_event_is_the_export_record(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "events", "--ledger", ledger, "--limit", "1")
    assert (found["total"], found["limit"], found["offset"]) == (4, 1, 0)
    assert run(["export", "--ledger", ledger]) == 0
    first = json.loads(capsys.readouterr().out.splitlines()[0])
    assert found["rows"] == [first]
    assert first["size"]["dead"] == 9


def test_pages_say_how_to_go_on(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(["events", "--ledger", ledger, "--limit", "3"])
    assert "1 to 3 of 4 events; the next: --offset 3" in capsys.readouterr().out
    run(["events", "--ledger", ledger, "--limit", "3", "--offset", "3"])
    assert "4 to 4 of 4 events\n" in capsys.readouterr().out
    run(["events", "--ledger", ledger, "--party", "Atlantis"])
    assert capsys.readouterr().out == "no events match\n"


def test_reports(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = answer(capsys, "reports", "--ledger", ledger, "--sort", "title")["rows"]
    assert [(row["id"], row["events"]) for row in rows] == [("fjord-1", 2), ("wire-1", 2)]
    run(["reports", "--ledger", ledger])
    assert "Norway turns to Finland" in capsys.readouterr().out


def test_parties(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = answer(capsys, "parties", "--ledger", ledger)["rows"]
    assert rows[0]["name"] == "Government of Norway"  # in the most events
    assert (rows[0]["acts"], rows[0]["receives"]) == (2, 0)
    run(["parties", "--ledger", ledger, "--party", "council"])
    out = capsys.readouterr().out
    assert "Hallasund town council" in out
    assert "1 party" in out


def test_refusals(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    refused = {"source": "pictures/map.txt", "reason": "binary", "detail": "a PNG image"}
    assert answer(capsys, "refusals", "--ledger", ledger)["rows"] == [refused]
    run(["refusals", "--ledger", ledger])
    assert "pictures/map.txt" in capsys.readouterr().out


def test_the_ledger_may_be_named_by_the_environment(tmp_path: Path) -> None:
    sample_ledger(tmp_path / "named.db")
    done = demarche("events", "--json", cwd=tmp_path, DEMARCHE_LEDGER="named.db")
    assert json.loads(done.stdout)["total"] == 4
