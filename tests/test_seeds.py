"""Five real reports, each telling of what Turkey asks of Russia (found through DEMARCHE_DATA)."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from demarche.intake import read_inputs
from demarche.plover import ontology
from demarche.reader import shared_reader
from demarche.reader.sentences import sentences_of
from demarche.records import Event, Reading, Report

DATA = os.environ.get("DEMARCHE_DATA")
pytestmark = pytest.mark.skipif(not DATA, reason="DEMARCHE_DATA is not set: the real reports are not here")

ASKING = ("000", "001", "003", "004")
# what Russia is asked to do to Syria would be one of these if it were taken for done
DONE = {"RETREAT", "CONCEDE"} | {
    n for n, kind in ontology().types.items() if kind.quad == "material conflict"
}


@pytest.fixture(scope="module")
def seeds() -> dict[str, tuple[Report, Reading]]:
    found: dict[str, tuple[Report, Reading]] = {}
    for report in read_inputs([Path(DATA or "") / "seeds"]):
        assert isinstance(report, Report)
        found[Path(report.source or "").name[:3]] = report, shared_reader().read(report)
    return found


def codes(event: Event) -> tuple[set[str | None], set[str | None]]:
    return {p.code for p in event.actors}, {p.code for p in event.recipients}


def requests(reading: Reading) -> Iterator[Event]:
    """What Turkey asks of Russia."""
    for event in reading.events:
        actors, recipients = codes(event)
        if event.type == "REQUEST" and "TUR" in actors and "RUS" in recipients:
            yield event


def test_all_five_tell_enough(seeds: dict[str, tuple[Report, Reading]]) -> None:
    assert sorted(seeds) == ["000", "001", "002", "003", "004"]
    assert sum(len(reading.events) for _, reading in seeds.values()) >= 50


def test_dates_are_those_in_the_text(seeds: dict[str, tuple[Report, Reading]]) -> None:
    assert seeds["003"][0].published == "2019-07-05"
    assert seeds["001"][0].published == "2020-02-04"


@pytest.mark.parametrize("seed", ASKING)
def test_the_request_is_found(seed: str, seeds: dict[str, tuple[Report, Reading]]) -> None:
    assert any(event.occurrence == "actual" for event in requests(seeds[seed][1]))


@pytest.mark.parametrize("seed", ASKING)
def test_what_is_asked_for_is_not_told_as_done(seed: str, seeds: dict[str, tuple[Report, Reading]]) -> None:
    report, reading = seeds[seed]
    asked = [m.start for event in requests(reading) for m in event.mentions]
    lines = [(s, e) for s, e in sentences_of(report.text) if any(s <= at < e for at in asked)]
    assert lines
    for event in reading.events:
        actors, recipients = codes(event)
        if event.type in DONE and event.occurrence == "actual" and actors == {"RUS"} and "SYR" in recipients:
            told = [m.text for m in event.mentions if any(s <= m.start < e for s, e in lines)]
            assert not told, (event.type, told)


def test_every_value_points_at_its_words(seeds: dict[str, tuple[Report, Reading]]) -> None:
    for report, reading in seeds.values():
        for event in reading.events:
            parties = [*event.actors, *event.recipients, *(a.party for a in event.attribution)]
            for one in (*event.mentions, *parties, *event.toll, event.where, event.when):
                if one is not None:
                    assert report.text[one.start : one.end] == one.text
        for span in reading.spans:
            assert report.text[span.start : span.end] == span.text
