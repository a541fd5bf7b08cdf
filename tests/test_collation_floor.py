"""The gate: on the written reports of rivals, no figure falls under `benchmarks/floors_collation.yaml`."""

from pathlib import Path

import msgspec
import pytest
from benchmarks.collation_scoring import FIGURES, Score
from benchmarks.collation_truth import truth_at
from benchmarks.rivals import TRUTH, corpus, measure

FLOORS = Path(__file__).parent.parent / "benchmarks/floors_collation.yaml"


class Floors(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What each figure must be."""

    at_least: dict[str, float]
    at_most: dict[str, float]


@pytest.fixture(scope="module")
def floors() -> Floors:
    return msgspec.yaml.decode(FLOORS.read_bytes(), type=Floors)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Score:
    return measure(tmp_path_factory.mktemp("rivals") / "rivals.db")


def test_every_figure_has_a_floor_or_a_ceiling(floors: Floors) -> None:
    assert sorted([*floors.at_least, *floors.at_most]) == sorted(FIGURES)
    assert all(0.0 <= value < 1.0 for value in floors.at_least.values())


@pytest.mark.parametrize("figure", FIGURES)
def test_no_figure_falls_under_its_floor(figure: str, found: Score, floors: Floors) -> None:
    value = found.figures[figure]
    low, high = floors.at_least.get(figure, value), floors.at_most.get(figure, value)
    missed = "\n".join(line for line in found.misses if line.startswith(f"{figure}:"))
    assert low <= value <= high, f"{figure} is {value}, must be {low} to {high}\n{missed}"


def test_the_truth_tells_of_the_reports_that_are_there() -> None:
    truth, texts = truth_at(TRUTH), {report.id: report.text for report in corpus()}
    assert list(truth.main_of) == list(texts)
    told = [(each.id, part) for each in truth.incidents for part in each.reports]
    mains = {part.report_id: id_ for id_, part in told if part.main}
    assert mains == {report: main for report, main in truth.main_of.items() if main}
    for _, part in told:
        assert all(total.text in texts[part.report_id] for total in (*part.killed, *part.injured))
    others = {report for pair in truth.copies for report in pair}
    others |= {report for each in truth.demarches for report in each.makings}
    incidents = {breach.incident for each in truth.accords for breach in each.breaches} - {None}
    assert others <= set(texts)
    assert incidents <= {each.id for each in truth.incidents}
