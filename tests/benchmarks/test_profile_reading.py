"""Where the time of reading is said to go."""

import time
from pathlib import Path

import pytest
from benchmarks.profile_reading import RESOLUTION, STAGES, Samples, dearest, profile, stage_of

from demarche.knowledge.places import PlaceContext, resolve_place

WORKING = ("demarche.reader.encoder", "demarche.knowledge.party_resolver", "demarche.knowledge.gazetteer")


def test_modules_belong_to_the_stage_they_work_for() -> None:
    assert [stage_of(module) for module in WORKING] == ["encoder", "parties", "places"]
    assert stage_of("demarche.knowledge.folding") is None  # whoever folds pays for it
    assert set(RESOLUTION) <= set(STAGES.values())


def test_time_goes_to_the_function_that_spends_it() -> None:
    def spin(until: float) -> int:
        rounds = 0
        while time.process_time() < until:
            rounds += 1
        return rounds

    samples = Samples()
    with samples.taken():
        spin(time.process_time() + 0.1)
    name, seconds = dearest(samples.alone)[0]
    assert name.endswith("spin")
    assert seconds == pytest.approx(0.1, abs=0.05)


def test_knowledge_is_told_by_who_asks_for_it() -> None:
    samples = Samples()
    with samples.taken():
        until = time.process_time() + 0.1
        number = 0
        while time.process_time() < until:
            number += 1
            resolve_place(f"Hallasund {number}", context=PlaceContext())
    assert samples.stages["places"] > 0.03


def test_all_time_has_a_stage(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    line = '{"text": "Swedish guns shelled Hallasund on Saturday, killing nine people, Finland said."}\n'
    rows.write_text(line * 3, encoding="utf-8")
    samples, reports, words = profile(rows)
    assert (reports, words) == (2, 22)
    assert set(samples.stages) <= {*STAGES.values(), "other"}
