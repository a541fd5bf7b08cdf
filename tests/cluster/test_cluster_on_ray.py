"""A small Ray of two workers: the record of one machine, whoever is killed on the way."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator
from functools import cache
from pathlib import Path

import msgspec
import polars
import pyarrow
import pyarrow.parquet
import pytest

pytest.importorskip("ray", reason="needs demarche[cluster]")
pytest.importorskip("fsspec", reason="needs demarche[cluster]")

from one_machine import (
    ALL,
    RIVALS,
    Pair,
    canonical,
    collated_here,
    held_in,
    read_here,
    read_there,
    record_in,
    record_of,
)

from demarche.cli.program import run
from demarche.cluster import into_ledger, read
from demarche.cluster.session import ray_module
from demarche.cluster.store import Store
from demarche.cluster.tables import NO_DAY
from demarche.demo import sample
from demarche.export import plover_record
from demarche.ledger import Ledger
from demarche.records import Refusal

HOSTILE = [
    "not JSON at all",
    "[1, 2, 3]",
    '{"text": ""}',
    '{"text": "too short"}',
    '{"body": "a row without the field, whose text is elsewhere"}',
    '{"text": "\\ud800 halves of a pair \\u0000 and zeros in a row of words", "report_id": "../../../etc/x"}',
    json.dumps({"text": "The army shelled a town on Monday, killing five.", "published": "2031-13-45"}),
    json.dumps({"text": "Rebels shelled a village.\n" * 40, "outlet": "a|b>c/d=e", "report_id": "x" * 400}),
    json.dumps({"text": "<script>alert(1)</script> Norway urged Finland to restrain Sweden today."}),
]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A Ray of two cores on this machine, for the calls of this process and of others."""
    ray = ray_module()
    folder = tempfile.mkdtemp(prefix="ray", dir="/tmp")  # a socket's path must be short
    context = ray.init(
        address="local",
        num_cpus=2,
        include_dashboard=False,
        object_store_memory=100 * 2**20,
        _temp_dir=folder,
        log_to_driver=False,
        logging_level="ERROR",
    )
    yield context.address_info["gcs_address"]
    ray.shutdown()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled sample, the written rivals as Parquet with a corrected report, and hostile rows."""
    folder = tmp_path_factory.mktemp("archive")
    with sample() as reports:
        shutil.copytree(reports, folder / "sample")
    rows = [json.loads(line) for line in RIVALS.read_text("utf-8").splitlines()]
    corrected = {**rows[3], "text": rows[3]["text"] + " It was the second such attack in a week."}
    for number, some in enumerate((rows[:40], [*rows[40:], corrected])):
        pyarrow.parquet.write_table(pyarrow.Table.from_pylist(some), folder / f"rivals-{number}.parquet")
    (folder / "z-hostile.jsonl").write_text("\n".join(HOSTILE) + "\n", "utf-8")
    (folder / "z-empty.csv").write_text("")
    return folder


@cache
def here(archive: Path) -> tuple[list[Pair], list[Refusal], bytes]:
    """What one process makes of the archive."""
    pairs, refusals = read_here([str(archive)])
    with collated_here(pairs) as ledger:
        return pairs, refusals, canonical(record_of(ledger))


def same_as_here(out: str, archive: Path) -> None:
    """Every report, reading, refusal, incident, agreement, demarche and copy is that of one process."""
    pairs, refusals, record = here(archive)
    read_pairs, read_refusals = read_there(out)
    assert canonical(read_pairs) == canonical(pairs)
    assert canonical(sorted(read_refusals, key=canonical)) == canonical(sorted(refusals, key=canonical))
    assert canonical(record_in(held_in(out))) == record


def processes(named: bytes, file: str = "cmdline") -> list[Path]:
    """A file of each process whose command has this in it."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if named in (folder / "cmdline").read_bytes() and (folder / file).read_bytes():
                found.append(folder / file)
        except OSError:
            continue
    return found


def kill(named: bytes, spare: Collection[int] = ()) -> list[int]:
    """Kill one process of that name that is not spared, if there is any."""
    numbers = [int(path.parent.name) for path in processes(named)]
    for number in [number for number in numbers if number not in spare][:1]:
        os.kill(number, signal.SIGKILL)
        return [number]
    return []


class Killing:
    """Watches a run and kills a reader whenever so many batches are done."""

    def __init__(self, when: Callable[[int], bool]) -> None:
        self.batches = self.killed = 0
        self._when = when

    def reading(self, reports: int, words: int) -> None:
        self.batches += 1
        if self._when(self.batches):
            self.killed += len(kill(b"ray::BatchReader"))

    def collating(self, stage: str, done: int, of: int) -> None:
        pass


def test_the_record_is_that_of_one_machine(address: str, archive: Path, tmp_path: Path) -> None:
    out = str(tmp_path / "war")
    done = read([str(archive)], out, workers=2, batch=7)
    same_as_here(out, archive)
    pairs, refusals, _ = here(archive)
    assert (done.reports, done.known, done.held.rows["refused"]) == (len(pairs), 0, len(refusals))
    files = {path: path.stat().st_mtime_ns for path in Path(out).rglob("*") if path.is_file()}
    assert not [path for path in files if path.name.endswith(".part") or "_run" in path.parts]

    again = read([str(archive)], out, workers=2, batch=7)
    assert (again.reports, again.known, again.held) == (0, len(pairs), done.held)
    assert {path: path.stat().st_mtime_ns for path in Path(out).rglob("*") if path.is_file()} == files

    its_tables_open_in_other_programs(out, archive)
    a_ledger_takes_it_over(out, archive, tmp_path)


def its_tables_open_in_other_programs(out: str, archive: Path) -> None:
    pairs, refusals, _ = here(archive)
    with collated_here(pairs) as ledger:
        incident_of = ledger.incident_ids()
        told = [
            plover_record(event, report, incident_id=incident_of[event.id])
            for event, report in ledger.pairs()
        ]
        held = ledger.incidents(ALL).rows
        sides = [side for one in held for dispute in one.disputes for side in dispute.sides]
        counts = {"agreements": ledger.accords().total, "demarches": ledger.demarches().total}
    reports = polars.read_parquet(f"{out}/reports/**/*.parquet", hive_partitioning=True)
    assert reports["superseded"].sum() == 1
    assert sorted(reports["id"]) == sorted(report.id for report, _ in pairs)
    days = {str(day) if day else None for day in reports["date"]}
    assert days >= {"2031-03-02", "2031-09-03", None}
    assert (Path(out) / "reports" / f"date={NO_DAY}").is_dir()
    events = polars.read_parquet(f"{out}/events/**/*.parquet", hive_partitioning=True)
    assert sorted(events["id"]) == sorted(record["id"] for record in told)
    by_id = {record["id"]: record for record in told}
    names = ("event", "incident_id", "actor", "event_loc", "toll", "attribution")
    for row in events.to_dicts():
        record = by_id[row["id"]]
        assert row["event_date"] == record["date"]
        assert {name: row[name] for name in names} == {name: record[name] for name in names}
    table = polars.read_parquet(f"{out}/incidents/*.parquet")
    assert sorted(table["incident_id"]) == sorted(one.id for one in held)
    disputes = polars.read_parquet(f"{out}/disputes/*.parquet")
    assert len(disputes) == sum(len(side.claims) for side in sides)
    for name, count in counts.items():
        assert len(polars.read_parquet(f"{out}/{name}/*.parquet")) == count
    refused = polars.read_parquet(f"{out}/refused/*.parquet")
    assert sorted(refused.rows()) == sorted({(r.source, r.reason, r.detail) for r in refusals})


def a_ledger_takes_it_over(out: str, archive: Path, folder: Path) -> None:
    pairs, refusals, record = here(archive)
    with Ledger.open(folder / "war.db") as ledger:
        assert into_ledger(out, ledger) == len(pairs)
        assert canonical(record_of(ledger)) == record
        assert len(ledger.refusals()) == len(set(refusals))
        assert not ledger.pending()
        into_ledger(out, ledger)
        assert canonical(record_of(ledger)) == record
        # it grows on as any other
        late = msgspec.structs.replace(pairs[-1][0], id="late", outlet="Late", digest="late")
        reading = msgspec.structs.replace(
            pairs[0][1], report_id="late", report_digest="late", events=(), spans=(), agreements=()
        )
        ledger.add(late, reading)
        assert ledger.collate().reports == 1


def test_a_reader_that_is_killed_costs_only_its_batch(address: str, archive: Path, tmp_path: Path) -> None:
    out = str(tmp_path / "war")
    killing = Killing(lambda batches: batches == 2)
    done = read([str(archive)], out, workers=2, batch=7, watching=killing)
    assert killing.killed == 1
    assert done.reports == len(here(archive)[0])
    same_as_here(out, archive)


def test_a_batch_that_costs_lives_is_read_report_by_report(address: str, tmp_path: Path) -> None:
    out, rows = str(tmp_path / "war"), tmp_path / "rows.jsonl"
    lines = RIVALS.read_text("utf-8").splitlines()
    rows.write_text("\n".join(lines[:12]) + "\n", "utf-8")
    call = [sys.executable, "-m", "demarche", "cluster", "read", str(rows), "--out", out]
    options = ["--batch", "12", "--workers", "1", "--address", address, "--no-collate", "--json"]
    driver = subprocess.Popen([*call, *options], stdout=subprocess.PIPE, text=True)
    killed: list[int] = []
    while len(killed) < 2 and driver.poll() is None:
        # the name of the process says when it is at its batch
        killed += kill(b"ray::BatchReader.read", killed)
        time.sleep(0.02)
    answer = json.loads(driver.communicate(timeout=60)[0])
    assert len(killed) == 2
    assert answer["held"]["reports"] == 12
    assert canonical(read_there(out)[0]) == canonical(read_here([str(rows)])[0])

    # what is appended alone is read
    rows.write_text("\n".join(lines[:14]) + "\n", "utf-8")
    done = read([str(rows)], out, workers=1, batch=12)
    assert (done.reports, done.known, done.held.rows["reports"]) == (2, 12, 14)
    assert run(["cluster", "collate", out]) == 0


def test_a_driver_that_is_killed_is_made_up_for(address: str, archive: Path, tmp_path: Path) -> None:
    out = str(tmp_path / "war")
    call = ["cluster", "read", str(archive), "--out", out, "--batch", "7", "--workers", "2"]
    driver = subprocess.Popen([sys.executable, "-m", "demarche", *call, "--address", address])
    store, kept = Store(out), list[str]()
    while len(kept) < 3 and driver.poll() is None:
        time.sleep(0.05)
        kept = store.names("_read/batches")
    driver.kill()
    assert driver.wait() == -signal.SIGKILL
    done = read([str(archive)], out, workers=2, batch=7)
    assert done.known >= 3
    assert done.known + done.reports == len(here(archive)[0])
    same_as_here(out, archive)


def test_an_empty_archive_is_a_refusal_and_empty_tables(address: str, tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text("")
    out = str(tmp_path / "war")
    assert run(["cluster", "read", str(tmp_path / "rows.jsonl"), "--out", out]) == 1
    assert polars.read_parquet(f"{out}/refused/*.parquet")["reason"].to_list() == ["empty"]
    assert polars.read_parquet(f"{out}/incidents/*.parquet").is_empty()


def test_ray_tells_nobody(address: str) -> None:
    told = {path: path.read_bytes() for path in processes(b"gcs_server", "environ")}
    assert told
    assert all(b"RAY_USAGE_STATS_ENABLED=0\0" in environment for environment in told.values())
    assert not processes(b"dashboard/dashboard.py", "environ") or not _listening(8265)


def _listening(port: int) -> bool:
    with socket.socket() as trying:
        return trying.connect_ex(("127.0.0.1", port)) == 0
