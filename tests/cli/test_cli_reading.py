"""The sample of the demo, read for real: what is found in it, read again, killed, corrected."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from cli_samples import demarche

from demarche.cli.accounts import best_told
from demarche.cli.program import run
from demarche.demo import sample
from demarche.errors import LedgerError
from demarche.ledger import Ledger, Query
from demarche.records import Party, Place, Span, Toll, When

OUTLETS = {"Fjord Dispatch", "Meridian Wire", "Norrland Courier", "The Lantern"}
ROWS = 150


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "demarche.db"
    with sample() as folder:
        done = demarche("read", str(folder), "--ledger", str(path), cwd=path.parent)
    assert done.returncode == 0, done.stderr
    assert done.stderr == b""
    return path


def events(ledger: Path, *filters: str) -> list[dict[str, Any]]:
    done = demarche("events", "--json", "--limit", "0", *filters, "--ledger", str(ledger), cwd=ledger.parent)
    assert done.returncode == 0, done.stderr
    rows: list[dict[str, Any]] = json.loads(done.stdout)["rows"]
    return rows


def names(parties: list[dict[str, Any]]) -> set[str]:
    return {party["identifier_text"] for party in parties}


def test_all_reports_are_read_without_their_furniture(ledger: Path) -> None:
    with Ledger.open(ledger, readonly=True) as opened:
        rows = opened.reports(Query(limit=None)).rows
        assert len(rows) == 12
        assert {row.outlet for row in rows if row.outlet} == OUTLETS
        assert all(row.published and row.published.startswith("2031-03-") and row.title for row in rows)
        for row in rows:
            text = opened.report(row.id).text
            for furniture in (
                "LEAVE A COMMENT",
                "Share on",
                "Published",
                "NEWS OF THE DAY",
                "Related",
                "OSLO",
            ):
                assert furniture not in text


def test_every_value_points_at_its_words(ledger: Path) -> None:
    with Ledger.open(ledger, readonly=True) as opened:
        for stored in opened.events(Query(limit=None)).rows:
            text, event = opened.report(stored.report_id).text, stored.event
            sources = [source.party for source in event.attribution]
            pointing: list[Span | Party | Place | When | Toll] = [*event.mentions, *event.actors]
            pointing += [*event.recipients, *sources, *event.toll]
            pointing += [named for named in (event.where, event.when) if named is not None]
            assert event.mentions
            assert all(text[at.start : at.end] == at.text for at in pointing)


def test_the_request_is_found_and_what_is_asked_is_not_recorded_as_done(ledger: Path) -> None:
    told = events(ledger, "--text", '"urges Finland to restrain Sweden"')
    request = next(row for row in told if row["event"] == ["REQUEST"])
    assert "Government of Norway" in names(request["actor"])
    assert "Government of Finland" in names(request["recipient"])
    # nobody restrained Sweden, stopped attacks or closed ports: all that was asked only
    done = [
        row
        for row in told
        if row["occurrence"] == "actual" and row["event"][0] in ("COERCE", "RETREAT", "SANCTION")
    ]
    assert done == []


def test_four_outlets_tell_one_story_with_different_tolls(ledger: Path) -> None:
    with Ledger.open(ledger, readonly=True) as opened:
        accounts = best_told(opened.events(Query(limit=None)).rows)
    assert set(accounts) == OUTLETS
    killed = {
        outlet: {toll.count for row in rows for toll in row.event.toll if toll.kind == "killed"}
        for outlet, rows in accounts.items()
    }
    assert len({frozenset(counts) for counts in killed.values()}) == 4
    assert 14 in killed["Fjord Dispatch"]
    assert 9 in killed["Meridian Wire"]


def test_read_again_nothing_changes(ledger: Path, tmp_path: Path) -> None:
    before = events(ledger)
    with sample() as folder:
        done = demarche("read", str(folder), "--ledger", str(ledger), "--json", cwd=tmp_path)
    summary = json.loads(done.stdout)
    assert (summary["new"], summary["seen"], summary["corrected"]) == (0, 12, 0)
    assert events(ledger) == before


def test_code_writes_what_the_ledger_holds(ledger: Path, tmp_path: Path) -> None:
    with sample() as folder:
        done = demarche("code", str(folder), "-o", "events.jsonl", "--with-text", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    coded = [json.loads(line) for line in (tmp_path / "events.jsonl").read_text().splitlines()]
    for record in coded:
        text = record.pop("text")
        assert all(text[at["start"] : at["end"]] == at["text"] for at in record["mentions"])
    by_id = {row["id"]: row for row in events(ledger)}
    assert {record["id"]: record for record in coded} == by_id


def test_code_leaves_out_what_is_less_sure(ledger: Path, tmp_path: Path) -> None:
    surest = max(row["confidence"] for row in events(ledger))
    with sample() as folder:
        done = demarche("code", str(folder), "--min-confidence", str(surest), cwd=tmp_path)
    coded = [json.loads(line)["confidence"] for line in done.stdout.splitlines()]
    assert coded
    assert set(coded) == {surest}


def test_the_demo_shows_the_record(tmp_path: Path) -> None:
    done = demarche("demo", "--ledger", "demo.db", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    out = done.stdout.decode()
    for told in (
        "12 reports read",
        "Sat 1 March 2031",
        "One story, 4 accounts: Hallasund",
        "urged]",
        "Next, try",
    ):
        assert told in out
    heading = next(line for line in out.splitlines() if line.startswith("One report: "))
    example = heading[heading.index("[") : heading.index("]") + 1]
    assert " ".join(out.split()).count(example) == 2  # in the heading, and in the text below it
    command = next(line for line in out.splitlines() if "events --party FIN" in line)
    assert "--ledger demo.db" in command
    assert demarche("events", "--party", "FIN", "--ledger", "demo.db", cwd=tmp_path).returncode == 0


def test_a_corrected_report_supersedes_the_old_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows, ledger = tmp_path / "rows.jsonl", str(tmp_path / "demarche.db")
    for words, state in (("nine", "new"), ("eleven", "corrected"), ("eleven", "seen"), ("nine", "seen")):
        text = f"Shells fired by Swedish troops killed {words} civilians in Hallasund on Saturday."
        rows.write_text(json.dumps({"report_id": "wire-1", "published": "2031-03-02", "text": text}))
        assert run(["read", str(rows), "--ledger", ledger, "--json"]) == 0
        assert json.loads(capsys.readouterr().out)[state] == 1
    assert run(["show", "wire-1", "--ledger", ledger, "--json"]) == 0
    assert "eleven" in json.loads(capsys.readouterr().out)["report"]["text"]


def test_two_outlets_that_number_their_reports_alike(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger, text = str(tmp_path / "l.db"), "Norway urged Finland on Tuesday to restrain Sweden."
    for outlet in ("Fjord Dispatch", "Meridian Wire"):
        row = {"report_id": "1", "outlet": outlet, "text": text}
        (tmp_path / f"{outlet}.jsonl").write_text(json.dumps(row))
    for state in ("new", "seen"):
        assert run(["read", *map(str, sorted(tmp_path.glob("*.jsonl"))), "--ledger", ledger, "--json"]) == 0
        assert json.loads(capsys.readouterr().out)[state] == 2
    assert run(["export", "--ledger", ledger]) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {record["cite_info"]["publication"] for record in records} == {
        "Fjord Dispatch",
        "Meridian Wire",
    }
    assert run(["events", "--ledger", ledger, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["total"] == len(records)


def test_the_same_report_twice_in_a_call_is_read_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = json.dumps({"report_id": "twice", "text": "Norway urged Finland on Tuesday to restrain Sweden."})
    (tmp_path / "rows.jsonl").write_text(f"{row}\n{row}\n")
    assert run(["read", str(tmp_path / "rows.jsonl"), "--ledger", str(tmp_path / "l.db"), "--json"]) == 0
    summary = json.loads(capsys.readouterr().out)
    assert (summary["new"], summary["seen"]) == (1, 1)


def test_a_killed_read_goes_on_where_it_was(tmp_path: Path) -> None:
    with (tmp_path / "rows.jsonl").open("w") as rows:
        for number in range(ROWS):
            text = (
                f"Swedish guns shelled Hallasund on Saturday, killing {number + 2} soldiers, the army said."
            )
            rows.write(json.dumps({"report_id": f"row-{number}", "text": text}) + "\n")
    process = subprocess.Popen(
        [sys.executable, "-m", "demarche", "read", "rows.jsonl", "--ledger", "l.db"],
        cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while not (kept := held(tmp_path / "l.db")):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    kept = held(tmp_path / "l.db")
    done = demarche("read", "rows.jsonl", "--ledger", "l.db", "--json", cwd=tmp_path)
    summary = json.loads(done.stdout)
    assert (summary["seen"], summary["new"]) == (kept, ROWS - kept)
    assert summary["held"]["reports"] == ROWS


def held(path: Path) -> int:
    """Reports that a ledger holds, 0 as long as there is none."""
    try:
        with Ledger.open(path, create=False, readonly=True) as ledger:
            return ledger.reports(Query(limit=0)).total
    except LedgerError:
        return 0
