"""A person's hand: decisions change what is collated, are told, undone, and carried to another ledger."""

import json
from pathlib import Path
from typing import Any

import pytest
from unlike_accounts import WORDS, collated_ledger, everything, told

from demarche.cli.program import run


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("DEMARCHE_AUTHOR", "A. Analyst")
    return str(collated_ledger(tmp_path / "demarche.db", [*everything(), _other_town()]))


def _other_town() -> Any:
    return told(
        "Norrland Courier",
        2,
        "a nurse",
        id="other",
        number="two",
        published="2031-03-21",
        town="Hallasund",
        day="2031-03-20",
        words=WORDS[3],
    )


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert run([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def assaults(capsys: pytest.CaptureFixture[str], ledger: str) -> list[Any]:
    found: list[Any] = answer(capsys, "incidents", "--type", "ASSAULT", "--ledger", ledger)["rows"]
    return found


def test_merged_and_undone(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = assaults(capsys, ledger)
    assert [len(one["reports"]) for one in before] == [3, 1]
    ids = [one["incident_id"] for one in before]
    made = answer(capsys, "decide", "merge", *ids, "--note", "one raid", "--ledger", ledger)
    assert made["decision"]["author"] == "A. Analyst"
    assert made["decision"]["date"].endswith("Z")
    assert len(made["incidents"]) == 1
    (one,) = assaults(capsys, ledger)
    assert len(one["reports"]) == 4
    assert run(["show", one["incident_id"], "--ledger", ledger]) == 0
    out = capsys.readouterr().out
    assert "Decisions about it" in out
    assert "one raid" in out
    assert run(["decide", "undo", made["decision"]["id"][:8], "--ledger", ledger]) == 0
    assert "undone: merge" in capsys.readouterr().out
    assert assaults(capsys, ledger) == before
    (kept,) = answer(capsys, "decide", "list", "--ledger", ledger)["rows"]
    assert kept["undone"] is True


def test_a_report_is_split_off(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    first = assaults(capsys, ledger)[0]
    assert run(["decide", "split", first["incident_id"], "fjord", "--ledger", ledger]) == 0
    capsys.readouterr()
    parts = [{part["report_id"] for part in one["reports"]} for one in assaults(capsys, ledger)]
    assert {"fjord"} in parts
    assert {"wire", "lantern"} in parts


def test_renamed_rejected_corrected(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = assaults(capsys, ledger)
    assert run(["decide", "rename", first["incident_id"], "The Torvmark raid", "--ledger", ledger]) == 0
    assert "The Torvmark raid" in capsys.readouterr().out
    fjord = next(part["events"][0] for part in first["reports"] if part["report_id"] == "fjord")
    assert run(["decide", "correct", fjord, "killed", "9", "--ledger", ledger]) == 0
    assert run(["decide", "reject", second["incident_id"], "--ledger", ledger]) == 0
    capsys.readouterr()
    (left,) = assaults(capsys, ledger)
    assert left["title"] == "The Torvmark raid"
    assert left["disputes"] == []  # fourteen was misread
    assert {claim["count"] for claim in left["killed"]} == {9}


def test_of_an_incident_only_those_who_tell_the_toll_are_corrected(
    ledger: str, capsys: pytest.CaptureFixture[str]
) -> None:
    first = assaults(capsys, ledger)[0]
    made = answer(capsys, "decide", "correct", first["incident_id"], "killed", "58", "--ledger", ledger)
    assert len(made["decision"]["events"]) == 3
    made = answer(capsys, "decide", "correct", first["incident_id"], "date", "2031-02-28", "--ledger", ledger)
    assert made["decision"]["value"] == "2031-02-28"
    assert assaults(capsys, ledger)[0]["date"] == "2031-02-28"


def test_decisions_are_replayed_on_another_ledger(
    ledger: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = assaults(capsys, ledger)
    ids = [first["incident_id"], second["incident_id"]]
    assert run(["decide", "merge", *ids, "--date", "2031-04-01", "--ledger", ledger]) == 0
    assert run(["decide", "rename", first["incident_id"], "One raid", "--ledger", ledger]) == 0
    assert run(["decide", "export", str(tmp_path / "made.jsonl"), "--ledger", ledger]) == 0
    assert "2 decisions written" in capsys.readouterr().err
    same = str(collated_ledger(tmp_path / "same.db", [*everything(), _other_town()]))
    taken = answer(capsys, "decide", "import", str(tmp_path / "made.jsonl"), "--ledger", same)
    assert [one["author"] for one in taken["taken"]] == ["A. Analyst"] * 2
    assert taken["unknown_events"] == []
    assert assaults(capsys, same) == assaults(capsys, ledger)
    again = answer(capsys, "decide", "import", str(tmp_path / "made.jsonl"), "--ledger", same)
    assert (again["taken"], len(again["known"])) == ([], 2)


def test_events_that_are_not_there_are_told(
    ledger: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ids = [one["incident_id"] for one in assaults(capsys, ledger)]
    assert run(["decide", "merge", *ids, "--ledger", ledger]) == 0
    assert run(["decide", "reject", ids[1], "--ledger", ledger]) == 2  # it is no incident any more
    assert run(["decide", "export", str(tmp_path / "made.jsonl"), "--ledger", ledger]) == 0
    capsys.readouterr()
    fewer = str(collated_ledger(tmp_path / "fewer.db", everything()))
    assert run(["decide", "import", str(tmp_path / "made.jsonl"), "--ledger", fewer]) == 1
    captured = capsys.readouterr()
    assert "1 decision taken over" in captured.out  # as far as its events are there
    assert "1 event not in this ledger" in captured.err


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["merge", "i-nothing"], "no incident 'i-nothing'"),
        (["merge", "FIRST"], ""),
        (["split", "FIRST", "nowhere"], "no event and no report of the incident"),
        (["split", "FIRST", "wire", "lantern", "fjord"], "split leaves nothing"),
        (["correct", "FIRST", "colour", "red"], "'colour' cannot be corrected; the fields are date,"),
        (["correct", "FIRST", "killed", "many"], "killed is a whole number"),
        (["correct", "FIRST", "date", "last week"], "a date is 2019"),
        (["reject", "FIRST", "--date", "yesterday"], "--date is an ISO date"),
        (["rename", "FIRST", " "], "rename needs a title"),
        (["undo", "d-nothing"], "no decision 'd-nothing'"),
        (["import", "nothing.jsonl"], "nothing.jsonl: cannot be read"),
        (["reject", "FIRST", "--author", " "], "needs its author's name"),
    ],
)
def test_bad_decisions_are_one_line(
    ledger: str, capsys: pytest.CaptureFixture[str], call: list[str], said: str
) -> None:
    first = assaults(capsys, ledger)[0]["incident_id"]
    status = run(["decide", *(first if word == "FIRST" else word for word in call), "--ledger", ledger])
    error = capsys.readouterr().err
    if not said:  # the events of one incident, pinned together, are a decision too
        assert status == 0
        return
    assert status == 2
    assert error.count("\n") == 1
    assert said in error


def test_what_is_no_decision_is_named_by_its_line(
    ledger: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.jsonl").write_text('\n{"action": "merge"}\n')
    assert run(["decide", "import", str(tmp_path / "bad.jsonl"), "--ledger", ledger]) == 2
    assert "bad.jsonl:2: not a decision" in capsys.readouterr().err


@pytest.mark.parametrize(
    "name", ["merge", "split", "rename", "reject", "correct", "undo", "list", "export", "import"]
)
def test_help_has_examples(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["decide", name, "--help"]) == 0
    out = capsys.readouterr().out
    assert f"Usage: demarche decide {name}" in out
    assert f"   demarche decide {name}" in out
    assert run(["decide", "--help"]) == 0
    assert f" {name} " in capsys.readouterr().out
