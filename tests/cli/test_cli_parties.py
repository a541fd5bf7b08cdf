"""A user's own parties: which are wanted, what a file of them changes, dictionaries brought to its form."""

import json
from pathlib import Path

import pytest
from cli_samples import sample_ledger

from demarche.cli.program import run

OWN = "name\taliases\tkind\tcode\tsector\nLions of Zenda\tZenda Lions\tgroup\tSYR\tREB\n"
REPORT = (
    "Zenda Lions shell a market\n\n"
    "Fighters of the Zenda Lions shelled a market in Homs on Monday, killing nine people."
)


@pytest.fixture
def own(tmp_path: Path) -> str:
    (tmp_path / "own.tsv").write_text(OWN, "utf-8")
    return str(tmp_path / "own.tsv")


@pytest.fixture
def report(tmp_path: Path) -> str:
    (tmp_path / "report.txt").write_text(REPORT, "utf-8")
    return str(tmp_path / "report.txt")


def test_unresolved_parties_are_listed_the_most_frequent_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = str(sample_ledger(tmp_path / "demarche.db"))
    assert run(["parties", "--unresolved", "--ledger", ledger, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    names = [row["name"] for row in found["rows"]]
    assert names[0] == "Government of Norway"  # the sample's parties have no ids
    assert "people" not in names  # no name
    assert found["total"] == len(names)
    assert [row["events"] for row in found["rows"]] == sorted(
        (row["events"] for row in found["rows"]), reverse=True
    )
    run(["parties", "--unresolved", "--ledger", ledger, "--json", "--limit", "1", "--offset", "1"])
    page = json.loads(capsys.readouterr().out)
    assert ([row["name"] for row in page["rows"]], page["total"]) == (names[1:2], len(names))


def test_annotate_with_own_parties(own: str, report: str, capsys: pytest.CaptureFixture[str]) -> None:
    lines = []
    for more in ([], ["--parties", own]):
        assert run(["annotate", report, *more]) == 0
        lines.append(json.loads(capsys.readouterr().out))
    plain, mine = lines
    assert all(span.get("name") != "Lions of Zenda" for span in plain["spans"])
    lions = next(span for span in mine["spans"] if span.get("name") == "Lions of Zenda")
    assert (lions["code"], lions["sector"], lions["id"]) == ("SYR", "REB", "own:lions-of-zenda")
    assert mine["model"].startswith(plain["model"] + "+")


def test_read_again_with_other_parties(
    own: str, report: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def names(*more: str) -> set[str]:
        assert run(["read", report, "--ledger", str(tmp_path / "own.db"), *more]) == 0
        capsys.readouterr()
        assert run(["parties", "--ledger", str(tmp_path / "own.db"), "--json"]) == 0
        return {row["name"] for row in json.loads(capsys.readouterr().out)["rows"]}

    assert "Lions of Zenda" not in names()
    assert "Lions of Zenda" in names("--parties", own)


@pytest.mark.parametrize("command", ["read", "code", "annotate"])
def test_parties_that_are_not_well_formed(
    command: str, report: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.tsv"
    bad.write_text("name\tcode\nLions\tZZZ\n", "utf-8")
    more = ["--ledger", str(tmp_path / "own.db")] if command == "read" else []
    assert run([command, report, "--parties", str(bad), *more]) == 2
    assert capsys.readouterr().err.startswith(f"demarche: {bad}:2: 'ZZZ' is no ISO 3166 alpha-3 code")


def test_dictionaries_become_own_parties(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    actors, table = tmp_path / "own.actors.txt", tmp_path / "own.tsv"
    actors.write_text("LIONS_OF_ZENDA_\n+ZENDA_LIONS_\n\t[SYRREB 120101-150630]\nNOBODY_ [---]\n", "utf-8")
    assert run(["import-parties", str(actors), "-o", str(table)]) == 1
    told = capsys.readouterr()
    assert told.out == f"1 parties and 0 roles written to {table}\n"
    assert f"{actors}:4: [---] is no code" in told.err
    line = table.read_text("utf-8").splitlines()[1].split("\t")
    assert line[:8] == [
        "own:lions-of-zenda",
        "Lions of Zenda",
        "Zenda Lions",
        "group",
        "SYR",
        "REB",
        "2012-01-01",
        "2015-06-30",
    ]


@pytest.mark.parametrize(
    ("output", "words"), [("own.txt", "needs a name in .tsv"), ("own.actors.tsv", "would be lost")]
)
def test_dictionaries_are_not_written_over(
    output: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    actors = tmp_path / "own.actors.tsv"
    actors.write_text("LIONS_OF_ZENDA_ [SYRREB]\n", "utf-8")
    assert run(["import-parties", str(actors), "-o", str(tmp_path / output)]) == 2
    assert words in capsys.readouterr().err
    assert actors.read_text("utf-8") == "LIONS_OF_ZENDA_ [SYRREB]\n"
