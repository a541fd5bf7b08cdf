"""Killing a writer, and several programs at one ledger, never leave it broken."""

import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from ledger_samples import story

from demarche.ledger import Added, Ledger, Query

WRITER = Path(__file__).with_name("ledger_writer.py")
BATCH = 30


def start(path: Path, *, first: int = 0, batches: int = 1000) -> "subprocess.Popen[str]":
    arguments = [sys.executable, str(WRITER), str(path), str(first), str(batches), str(BATCH)]
    writer = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "awake\n"
    return writer


def said(writer: "subprocess.Popen[str]") -> list[int]:
    """The batches that the writer said were kept; waits for its end."""
    out, _ = writer.communicate(timeout=60)
    return [int(line) for line in out.splitlines() if line]


def check(path: Path) -> int:
    """Assert that the ledger is sound, and give how many reports it holds."""
    connection = sqlite3.connect(path)

    def ask(sql: str) -> list[tuple[object, ...]]:
        return connection.execute(sql).fetchall()

    assert ask("PRAGMA integrity_check") == [("ok",)]
    assert ask("PRAGMA foreign_key_check") == []
    assert ask("SELECT id FROM reports GROUP BY id HAVING sum(superseded_by IS NULL) <> 1") == []
    assert ask("SELECT key FROM reports WHERE key NOT IN (SELECT report FROM readings)") == []
    counted = "SELECT count(*) FROM events WHERE events.report = readings.report"
    assert ask(f"SELECT report FROM readings WHERE events <> ({counted})") == []
    for table in ("mentions", "event_parties", "tolls"):
        assert ask(f"SELECT key FROM events WHERE key NOT IN (SELECT event FROM {table})") == []
    (reports,) = connection.execute("SELECT count(*) FROM reports").fetchone()
    assert ask("SELECT count(*) FROM report_search") == [(reports,)]
    connection.close()
    return int(reports)


def test_killed_at_any_moment(tmp_path: Path) -> None:
    # from before the file is there to the middle of some batch
    for number, moment in enumerate((0.0, 0.1, 0.2, 0.35, 0.5)):
        path = tmp_path / f"{number}.db"
        writer = start(path)
        time.sleep(moment)
        writer.kill()
        kept = said(writer)
        with Ledger.open(path) as ledger:  # what was said to be kept is there, whole
            for batch in kept:
                of, read = story(batch * BATCH, events=3)
                assert ledger.report(of.id) == of
                assert ledger.reading(of.id) == read
        reports = check(path)
        assert reports % BATCH == 0  # a batch is in or out
        assert reports // BATCH in (len(kept), len(kept) + 1)  # kept, but killed before it could say so
        with Ledger.open(path) as ledger:  # and the work goes on
            again = [story(number, events=3) for number in range((len(kept) + 2) * BATCH)]
            done = ledger.add_many(again)
            assert done.get(Added.SEEN, 0) == reports
        assert check(path) == len(again)


def test_a_killed_writers_ledger_opens_for_reading_and_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    writer = start(path)
    assert writer.stdout is not None
    writer.stdout.readline()
    writer.kill()
    writer.wait()
    writer.stdout.close()
    files = {file.name: file.read_bytes() for file in tmp_path.iterdir() if not file.name.endswith("-shm")}
    with Ledger.open(path, readonly=True) as ledger:
        assert ledger.reports().total >= BATCH
        assert ledger.events(Query(party="Russia")).total >= 3 * BATCH
    assert {
        file.name: file.read_bytes() for file in tmp_path.iterdir() if not file.name.endswith("-shm")
    } == files
    check(path)


def test_one_writes_while_others_read(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    Ledger.open(path).close()
    writer = start(path, batches=8)
    totals = []
    with Ledger.open(path, readonly=True) as reader, Ledger.open(path) as other:
        while writer.poll() is None:
            page = reader.reports(Query(limit=1))
            totals.append(page.total)
            assert other.events(Query(limit=1)).total % (3 * BATCH) == 0
    assert said(writer) == list(range(8))
    assert totals == sorted(totals)
    assert all(total % BATCH == 0 for total in totals)
    assert check(path) == 8 * BATCH


def test_writers_wait_for_each_other(tmp_path: Path) -> None:
    path = tmp_path / "l.db"  # which both of them make
    writers = [start(path, first=first, batches=6) for first in (0, 4)]  # batches 4 and 5 are in both
    assert [said(writer) for writer in writers] == [list(range(0, 6)), list(range(4, 10))]
    assert [writer.returncode for writer in writers] == [0, 0]
    assert check(path) == 10 * BATCH
    with Ledger.open(path) as ledger:
        assert ledger.reports(Query(limit=1)).total == 10 * BATCH


def test_a_writer_that_waits_too_long_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from demarche.errors import LedgerError
    from demarche.ledger.databases import database

    path = tmp_path / "l.db"
    Ledger.open(path).close()
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.1)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with Ledger.open(path) as ledger:
        with pytest.raises(LedgerError, match="in use"):
            ledger.add(*story(1))
        holder.execute("ROLLBACK")
        assert ledger.add(*story(1)) is Added.NEW
    holder.close()


def test_an_export_under_way_sees_one_state_and_holds_up_nobody(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l.db") as ledger:
        ledger.add_many([story(number) for number in range(20)])
        pairs = ledger.pairs()
        next(pairs)
        assert ledger.add(*story(99)) is Added.NEW
        assert len(list(pairs)) == 39
        assert len(list(ledger.pairs())) == 42
