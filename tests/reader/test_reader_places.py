"""Places: located with what the rest of the report tells."""

import pytest
from reader_samples import Trigger, only, read_as

from demarche.reader.places import nouns_of_kinds
from demarche.records import FoundSpan, Place


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


@pytest.mark.parametrize("words", ["Qwertyheim quarter", "town of Qwertyheim", "Qwertyheim"])
def test_an_unknown_place_is_one_with_and_without_the_word_for_what_it_is(words: str) -> None:
    assert place(f"Swedish guns shelled the {words}.", words).name == "Qwertyheim"


@pytest.mark.parametrize("words", ["Qwertyheim and Asdfheim quarter", "Shiite villages", "Qwertyheim bridge"])
def test_what_is_no_single_town_or_quarter_keeps_its_words(words: str) -> None:
    assert place(f"Swedish guns shelled the {words}.", words).name == words


def test_the_same_place_told_twice_is_the_same() -> None:
    reading = read_as(
        "Libya shelled Tripoli. Later Tripoli was quiet.", [], {"Tripoli": "place", "Tripoli#1": "place"}
    )
    assert len({(s.name, s.geonameid) for s in reading.spans if s.text == "Tripoli"}) == 1


def where(text: str, words: str, *others: str) -> Place:
    """Where the one event of a text happens; `words` fill the role."""
    told = Trigger("shelled", "ASSAULT", {"Norway": "actor", words: "where"})
    spans = {"Norway": "party", **dict.fromkeys((words, *others), "place")}
    event = only(read_as(text, [told], spans), "ASSAULT")
    assert event.where is not None
    return event.where


def test_the_city_is_the_last_city_named_before() -> None:
    found = where(
        "They left Homs for Aleppo in Syria. Norway shelled the city.", "city", "Homs", "Aleppo", "Syria"
    )
    assert (found.name, found.country, found.text) == ("Aleppo", "SYR", "city")
    assert "Aleppo" in (found.reason or "")


def told_with_both(text: str) -> Place:
    """Where an event happens whose place is a market, surely, or Homs, less surely."""
    told = Trigger("shelled", "ASSAULT", {"Norway": "actor", "market": "where", "Homs": "where"})
    spans = {"Norway": "party", "market": "place", "Homs": "place", "Syria": "place"}
    event = only(read_as(text, [told], spans), "ASSAULT")
    assert event.where is not None
    return event.where


def test_a_place_without_a_name_is_in_the_named_one_told_with_it() -> None:
    found = told_with_both("In Syria, Norway shelled a market as markets opened in Homs.")
    assert (found.name, found.country, found.text) == ("Homs", "SYR", "market")
    assert "told with it" in found.reason


def test_the_country_is_no_city() -> None:
    text = "They left Syria for Aleppo. Norway shelled parts of the country."
    assert where(text, "parts of the country", "Aleppo", "Syria").name == "Syria"


@pytest.mark.parametrize(
    "text",
    [
        "Norway shelled the city. They left Aleppo for Homs.",  # not named yet
        "They left Aleppo. Norway shelled the depot; no city was hit.",  # what a depot is nobody knows
    ],
)
def test_what_stands_for_no_place_named_before_keeps_its_words(text: str) -> None:
    words = "depot" if "depot" in text else "city"
    assert where(text, words, *(name for name in ("Aleppo", "Homs") if name in text)).name == words


def test_every_noun_has_kinds_of_the_gazetteer() -> None:
    assert {kind for kinds in nouns_of_kinds().values() for kind in kinds} <= {
        "city", "province", "country", "district", "region"
    }  # fmt: skip
    assert all(kinds for kinds in nouns_of_kinds().values())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Norway shelled Syria and Idlib.", "city"),
        ("Norway shelled Syria and Idlib city.", "city"),
        ("Norway shelled Syria and Idlib province.", "province"),
        ("Norway shelled Syria and the province of Idlib.", "province"),
        ("Norway shelled Syria and the Idlib countryside.", "province"),
        ("Norway shelled Syria, Idlib and Hama provinces.", "province"),
        ("Norway shelled Syria and the countryside of Hama and Idlib.", "province"),
        ("Norway shelled Syria and villages in southern Idlib.", "province"),
        ("Norway shelled Syria and Idlib, where several towns burned.", "province"),
        ("Norway shelled Syria and the outskirts of Idlib.", "region"),
        ("Norway shelled Syria and the suburbs of Hama and Idlib.", "region"),
    ],
)
def test_the_words_beside_a_place_say_how_far_it_reaches(text: str, kind: str) -> None:
    found = where(text, "Idlib", "Syria")
    assert (found.text, found.kind, found.country) == ("Idlib", kind, "SYR")


def test_the_word_after_a_place_may_belong_to_the_next() -> None:
    assert where("Norway shelled Syria and Idlib city of late.", "Idlib", "Syria").kind == "city"
    assert where("Norway shelled Saraqib province in Syria.", "Saraqib", "Syria").kind == "city"
    assert where("Norway shelled villages in Syria.", "Syria").name == "Syria"
