"""The gate: on reports no model was trained on, the figures do not fall under `benchmarks/floors.yaml`."""

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec
import pytest
from benchmarks.accuracy import corpus_part, measure, shown
from benchmarks.scoring import Tally
from training.gold import read_gold

from demarche.reader import shared_reader

DATA = os.environ.get("DEMARCHE_DATA")
FLOORS = Path(__file__).parent.parent / "benchmarks/floors.yaml"


class Floors(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What each figure must be."""

    at_least: dict[str, float]
    at_most: dict[str, float]


@pytest.fixture(scope="module")
def floors() -> Floors:
    return msgspec.yaml.decode(FLOORS.read_bytes(), type=Floors)


@pytest.fixture(scope="module")
def tally() -> Tally:
    return measure(corpus_part("held"), shared_reader())


def beyond(figures: Mapping[str, float], floors: Floors) -> dict[str, tuple[float, float]]:
    """The figures that are under their floor, or over their ceiling, with it."""
    under = {n: (round(figures[n], 3), floor) for n, floor in floors.at_least.items() if figures[n] < floor}
    over = {n: (round(figures[n], 3), top) for n, top in floors.at_most.items() if figures[n] > top}
    return under | over


def test_every_figure_has_a_floor(floors: Floors) -> None:
    assert {*floors.at_least, *floors.at_most} == set(Tally().figures())
    assert all(0.0 < value < 1.0 for value in (*floors.at_least.values(), *floors.at_most.values()))


def test_the_held_back_part_is_large_enough_to_tell(tally: Tally) -> None:
    assert tally.n["gold"] >= 300


def test_no_figure_falls_under_its_floor(tally: Tally, floors: Floors) -> None:
    assert beyond(tally.figures(), floors) == {}, shown("corpus (held)", tally)


@pytest.mark.skipif(not DATA, reason="DEMARCHE_DATA is not set: the annotated real reports are not here")
def test_real_reports_are_read_as_well(floors: Floors, capsys: pytest.CaptureFixture[str]) -> None:
    """Their figures are shown; the issue asks for 0.60 and 0.40 of a first model."""
    gold = Path(DATA or "") / "gold"
    tally = measure(read_gold(gold / "dev.reports.jsonl", gold / "dev.gold.json"), shared_reader())
    with capsys.disabled():
        print("\n" + shown("dev", tally))
    assert tally.figures()["detect"] >= 0.60
    assert tally.figures()["coded"] >= 0.40
