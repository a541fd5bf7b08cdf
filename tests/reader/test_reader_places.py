"""Places: located with what the rest of the report tells."""

import pytest
from reader_samples import read_as

from demarche.records import FoundSpan


def place(text: str, words: str, *others: str) -> FoundSpan:
    reading = read_as(text, [], dict.fromkeys((words, *others), "place"))
    return next(span for span in reading.spans if span.text == words)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Libyan guards fired on Libya's harbour in Tripoli.", "LBY"),
        ("Lebanese guards fired on Lebanon's harbour in Tripoli.", "LBN"),
    ],
)
def test_the_countries_of_the_report_choose_among_towns(text: str, country: str) -> None:
    found = place(text, "Tripoli")
    assert found.country_code == country
    assert found.geonameid
    assert found.reason


def test_a_place_is_where_it_is() -> None:
    found = place("Syrian guns shelled Idlib.", "Idlib")
    assert (found.name, found.country_code) == ("Idlib", "SYR")
    assert found.lat == pytest.approx(35.93, abs=0.1)
    assert found.lon == pytest.approx(36.63, abs=0.1)


def test_a_place_that_nobody_knows_keeps_its_words() -> None:
    found = place("Swedish guns shelled Qwertyheim.", "Qwertyheim")
    assert (found.name, found.geonameid, found.lat, found.country_code) == ("Qwertyheim", None, None, None)


def test_the_same_place_told_twice_is_the_same() -> None:
    reading = read_as(
        "Libya shelled Tripoli. Later Tripoli was quiet.", [], {"Tripoli": "place", "Tripoli#1": "place"}
    )
    assert len({(s.name, s.geonameid) for s in reading.spans if s.text == "Tripoli"}) == 1
