"""Five real reports as their outlets' pages gave them (found through DEMARCHE_DATA)."""

import os
from pathlib import Path

import pytest

from demarche.intake import read_inputs
from demarche.records import Report

DATA = os.environ.get("DEMARCHE_DATA")
pytestmark = pytest.mark.skipif(not DATA, reason="DEMARCHE_DATA is not set: the real reports are not here")

PUBLISHED = {"000": None, "001": "2020-02-04", "002": None, "003": "2019-07-05", "004": None}
FURNITURE_LINES = {"000": 0, "001": 5, "002": 5, "003": 2, "004": 2}
HEADED = {"000": False, "001": True, "002": True, "003": True, "004": True}


@pytest.fixture(scope="module")
def seeds() -> dict[str, Report]:
    reports = list(read_inputs([Path(DATA or "") / "seeds"]))
    assert all(isinstance(report, Report) for report in reports)
    return {Path(report.source or "").name[:3]: report for report in reports if isinstance(report, Report)}


def test_dates_are_those_that_the_pages_carry(seeds: dict[str, Report]) -> None:
    assert {name: report.published for name, report in seeds.items()} == PUBLISHED


def test_headlines_are_found(seeds: dict[str, Report]) -> None:
    assert {name: bool(report.title) for name, report in seeds.items()} == HEADED
    assert all(report.text.startswith(report.title) for report in seeds.values())


def test_furniture_is_taken_out(seeds: dict[str, Report]) -> None:
    assert {name: len(report.furniture) for name, report in seeds.items()} == FURNITURE_LINES
    for report in seeds.values():
        for words in (
            "Published",
            "no comments",
            "Facebook",
            "NEWS OF THE DAY",
            "Associated Press",
            "AFP",
            "(L)",
        ):
            assert words not in report.text
        assert "ISTANBUL" not in report.text


def test_nothing_else_is_lost(seeds: dict[str, Report]) -> None:
    for report in seeds.values():
        page = Path(report.source or "").read_text("utf-8")
        lines = [line.strip() for line in page.split("\n") if line.strip()]
        kept = [line for line in report.text.split("\n") if line]
        assert sorted(lines) == sorted([*kept, *report.furniture])
