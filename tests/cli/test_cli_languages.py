"""Reports that are not English are kept and counted; plain text gets its outlet from the call."""

import json
from pathlib import Path

import pytest

from demarche.cli.program import run

GOOD = "Norway urges Sweden to stop\n\nNorway urged Sweden on Friday to stop the shelling of Karsin.\n"
FRENCH = """Le ministère retire ses soldats

Le ministère de la Veltrie a annoncé vendredi que ses soldats avaient quitté la vallée et que les
négociations avec les rebelles se poursuivraient dans la ville de Karsin. Un porte-parole des rebelles a
démenti. Personne n'a été blessé, et la route du nord est de nouveau ouverte pour les habitants.
"""


@pytest.fixture
def inputs(tmp_path: Path) -> list[str]:
    (tmp_path / "en.txt").write_text(GOOD, "utf-8")
    (tmp_path / "fr.txt").write_text(FRENCH, "utf-8")
    return [str(tmp_path / "en.txt"), str(tmp_path / "fr.txt")]


def test_the_summary_and_the_list_say_how_many_are_not_english(
    inputs: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = str(tmp_path / "l.db")
    assert run(["read", *inputs, "--ledger", ledger]) == 0
    assert [line for line in capsys.readouterr().out.splitlines() if line.startswith("not English: 1 ")]
    assert run(["reports", "--ledger", ledger]) == 0
    out = capsys.readouterr().out
    assert "2 reports" in out
    assert "not English: 1 " in out
    assert run(["reports", "--ledger", ledger, "--text", "soldats"]) == 0
    assert "not English: 1 " in capsys.readouterr().out


def test_nothing_is_said_where_all_is_english(
    inputs: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = str(tmp_path / "l.db")
    assert run(["read", inputs[0], "--ledger", ledger, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["held"]["not_english"] == 0
    assert run(["reports", "--ledger", ledger]) == 0
    assert "not English" not in capsys.readouterr().out


def test_coding_says_it_beside_what_it_writes(inputs: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["code", *inputs]) == 0
    captured = capsys.readouterr()
    assert "not English: 1 " in captured.err
    assert all(json.loads(line) for line in captured.out.splitlines())


def test_an_outlet_is_given_to_what_names_none(
    inputs: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text(json.dumps({"report_id": "a", "outlet": "Karsin Herald", "text": GOOD}) + "\n", "utf-8")
    ledger = str(tmp_path / "l.db")
    assert run(["read", inputs[0], str(rows), "--ledger", ledger, "--outlet", " River  Post "]) == 0
    capsys.readouterr()
    assert run(["reports", "--ledger", ledger, "--json"]) == 0
    assert {row["outlet"] for row in json.loads(capsys.readouterr().out)["rows"]} == {
        "River Post",
        "Karsin Herald",
    }
    assert run(["code", inputs[0], "--outlet", "River Post"]) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {record["cite_info"]["publication"] for record in records} == {"River Post"}


def test_the_same_words_of_two_outlets_are_two_reports(
    inputs: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = str(tmp_path / "l.db")
    for outlet in ("River Post", "Karsin Herald", "River Post"):
        assert run(["read", inputs[0], "--ledger", ledger, "--outlet", outlet]) == 0
    capsys.readouterr()
    assert run(["reports", "--ledger", ledger, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert sorted(row["outlet"] for row in rows) == ["Karsin Herald", "River Post"]
    assert len({row["id"] for row in rows}) == 2


def test_an_empty_outlet_is_a_bad_call(inputs: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["code", inputs[0], "--outlet", "  "]) == 2
    assert "outlet" in capsys.readouterr().err
