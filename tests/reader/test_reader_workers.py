"""Several processes that read: some are killed, one report is broken, and the readings are those of one."""

import multiprocessing
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from demarche.knowledge.parties import party_base
from demarche.reader import Reader
from demarche.reader.workers import AHEAD, read_by_workers
from demarche.records import Report

LINE = "Norway urged Finland to withdraw its guns from Hallasund on Tuesday, the ministry said. "


def reports(count: int) -> Iterator[Report]:
    for number in range(count):
        yield Report(id=f"r{number}", text=f"{number} shells fell. " + LINE * (1 + number % 4))


def test_a_killed_process_costs_no_report_and_none_is_read_twice() -> None:
    readings = read_by_workers(reports(24), 2)
    read = [next(readings)]
    victim, other = multiprocessing.active_children()
    victim.kill()
    read += readings
    alone = Reader(threads=1)
    assert read == [(report, alone.read(report)) for report in reports(24)]
    assert not victim.is_alive()
    assert not other.is_alive()


def test_where_no_process_lives_long_the_rest_is_read_here() -> None:
    read = []
    for one in read_by_workers(reports(8), 1):
        read.append(one)
        for process in multiprocessing.active_children():
            process.kill()
    alone = Reader(threads=1)
    assert read == [(report, alone.read(report)) for report in reports(8)]


def test_a_broken_report_is_complained_of_when_its_turn_comes_and_all_processes_end() -> None:
    taken = 0

    def coming() -> Iterator[Report]:
        nonlocal taken
        for report in reports(500):
            taken += 1
            yield Report(id="odd", text=b"no text") if taken == 4 else report  # type: ignore[arg-type]

    read: list[str] = []
    with pytest.raises(TypeError):
        read.extend(report.id for report, _ in read_by_workers(coming(), 2))
    assert read == ["r0", "r1", "r2"]
    assert taken <= 2 * AHEAD + 4
    assert multiprocessing.active_children() == []


def test_no_report_starts_no_process() -> None:
    assert list(read_by_workers([], 2)) == []
    assert multiprocessing.active_children() == []


def test_own_parties_go_to_another_process(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("id,name,kind,code,sector,aliases\nx-1,Dockers' League,group,NOR,OPP,the Dockers\n")
    base = party_base(own)
    again = pickle.loads(pickle.dumps(base))
    assert again.version == base.version != ""
    assert again.resolve("the Dockers") == base.resolve("the Dockers")
    assert again.resolve("the Dockers").id == "x-1"
    assert pickle.loads(pickle.dumps(party_base())) is party_base()
