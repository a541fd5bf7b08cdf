"""Many reports in a row: the encoder runs ahead, and nobody can tell but by the clock."""

import threading
from collections.abc import Iterator

import pytest

from demarche.reader import Reader
from demarche.reader.ahead import WORDS
from demarche.records import Report

LINE = "Norway urged Finland to withdraw its guns from Hallasund on Tuesday, the ministry said. "


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(threads=3)


def reports(count: int, lines: int = 2) -> list[Report]:
    return [Report(id=f"r{n}", text=f"{n} shells fell. " + LINE * (lines + n % 3)) for n in range(count)]


def test_readings_come_in_order_and_are_those_of_one_report_alone(reader: Reader) -> None:
    given = [*reports(6), Report(id="none", text=""), *reports(2, lines=40)]
    alone = Reader(threads=1)
    assert list(reader.read_many(given)) == [(report, alone.read(report)) for report in given]


def test_what_is_wrong_with_a_report_is_raised_when_its_turn_comes(reader: Reader) -> None:
    given = reports(5)
    given[3] = Report(id="odd", text=b"no text")  # type: ignore[arg-type]
    read: list[str] = []
    with pytest.raises(TypeError):
        read.extend(report.id for report, _ in reader.read_many(given))
    assert read == ["r0", "r1", "r2"]


def test_reports_that_came_before_their_source_broke_are_read(reader: Reader) -> None:
    def broken() -> Iterator[Report]:
        yield from reports(2)
        raise OSError("the disk is gone")

    read: list[str] = []
    with pytest.raises(OSError, match="the disk is gone"):
        read.extend(report.id for report, _ in reader.read_many(broken()))
    assert read == ["r0", "r1"]


def test_few_reports_are_taken_ahead(reader: Reader) -> None:
    taken = 0

    def coming() -> Iterator[Report]:
        nonlocal taken
        for report in reports(200, lines=20):
            taken += 1
            yield report

    readings = reader.read_many(coming())
    next(readings)
    assert taken <= 3 * WORDS // 280 + 2
    readings.close()


def test_whoever_stops_half_way_leaves_no_thread_behind(reader: Reader) -> None:
    before = threading.active_count()
    readings = reader.read_many(reports(50))
    next(readings)
    assert threading.active_count() > before
    readings.close()
    assert threading.active_count() == before
