"""Which part a report belongs to: by its id alone, for ever."""

from collections import Counter

import pytest
from training.split import part_of


@pytest.mark.parametrize(
    ("report_id", "part"),
    [
        # settled with the first model: after a change, models would be measured on what they were trained on
        ("accord-007", "held"),
        ("manner-012", "held"),
        ("conflict-035", "tune"),
        ("order-030", "tune"),
        ("accord-001", "train"),
        ("fakes-1915433684", "train"),
    ],
)
def test_the_parts_never_change(report_id: str, part: str) -> None:
    assert part_of(report_id) == part


def test_about_a_tenth_is_held_back() -> None:
    parts = Counter(part_of(f"harbour-{n:05}") for n in range(20_000))
    assert parts["held"] / 20_000 == pytest.approx(0.10, abs=0.01)
    assert parts["tune"] / 20_000 == pytest.approx(0.04, abs=0.01)


def test_real_reports_are_never_the_corpus_test() -> None:
    for source in ("fakes", "voa", "re3d", "gwn", "tr"):
        parts = Counter(part_of(f"{source}-{n}") for n in range(2_000))
        assert set(parts) == {"train", "tune"}
