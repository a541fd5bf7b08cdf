"""How far a place reaches: a town, what lies around it, its province, a quarter of it, or no place at all."""

import pytest

from demarche.knowledge.place_mentions import find_places
from demarche.knowledge.place_words import no_places
from demarche.knowledge.places import PlaceContext, ResolvedPlace, resolve_place
from demarche.knowledge.tables import table_rows

SYRIA = PlaceContext(countries={"SYR": 6.0, "TUR": 2.0, "RUS": 1.0})


def place(text: str, *others: str, **countries: float) -> ResolvedPlace:
    context = PlaceContext(countries=countries or SYRIA.countries, others=others)
    found = resolve_place(text, context=context)
    assert found is not None, text
    return found


@pytest.mark.parametrize(
    "text",
    ["the outskirts of Aleppo", "Aleppo's outskirts", "Aleppo outskirts", "the outskirts of Aleppo city"],
)
def test_the_outskirts_of_a_town_are_a_region_at_it(text: str) -> None:
    town, found = place("Aleppo city"), place(text)
    assert (found.name, found.kind, found.geonameid) == ("Aleppo outskirts", "region", None)
    assert (found.lat, found.lon, found.province) == (town.lat, town.lon, "Aleppo")


def test_a_side_of_the_suburbs_keeps_its_side() -> None:
    assert place("the southern suburbs of Paris", FRA=3.0).name == "southern Paris suburbs"
    assert place("Baghdad's eastern suburbs", IRQ=3.0).name == "eastern Baghdad suburbs"


@pytest.mark.parametrize(
    "text", ["Hama countryside", "the countryside of Hama", "Hama's countryside", "rural Hama", "Rural Hama"]
)
def test_the_countryside_of_a_town_is_the_province_named_after_it(text: str) -> None:
    found = place(text)
    assert (found.name, found.kind) == ("Hama", "province")
    assert found.geonameid == place("Hama province").geonameid


def test_the_countryside_of_a_town_without_a_province_of_its_name_is_a_region_at_it() -> None:
    found = place("Manbij countryside")
    assert (found.name, found.kind, found.province) == ("Manbij countryside", "region", "Aleppo")


def test_the_suburbs_and_the_countryside_of_the_capital_lie_in_its_own_province() -> None:
    for text in ("Damascus suburbs", "the suburbs of Damascus", "Damascus' eastern suburbs"):
        assert (place(text).kind, place(text).province) == ("region", "Rif Dimashq")
    for text in ("Damascus countryside", "rural Damascus", "Rif Dimashq", "Damascus's countryside"):
        assert (place(text).kind, place(text).name) == ("province", "Rif Dimashq")


def test_a_province_is_one_however_its_town_is_written() -> None:
    found = place("Hasakeh province")
    assert (found.kind, found.province) == ("province", "Hasakah")


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("the northern city of Aleppo", "Aleppo", "city"),
        ("the northern Syrian city of Aleppo", "Aleppo", "city"),
        ("the northwestern province of Idlib", "Idlib", "province"),
        ("northern Idlib province", "northern Idlib", "region"),
    ],
)
def test_the_side_before_a_city_is_where_in_the_country_it_lies(text: str, name: str, kind: str) -> None:
    assert (place(text).name, place(text).kind) == (name, kind)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the Damascus suburb of Douma", "Douma"),
        ("the Idlib town of Saraqib", "Saraqib"),
        ("the Aleppo neighbourhood of Sukkari", "Sukkari"),
        ("Midan district of Damascus", "Midan"),
    ],
)
def test_of_two_names_the_place_is_the_smaller(text: str, name: str) -> None:
    assert place(text).name == name


def test_a_quarter_is_not_the_town_of_its_name_elsewhere() -> None:
    assert place("Shahba neighbourhood of Aleppo").province == "Aleppo"
    assert place("Shahba", "Suwayda", "Daraa").province == "Suwayda"
    assert place("Shahba", "Aleppo", "Castello Road").province == "Aleppo"
    assert place("Salem mosque in Ariha").province == "Idlib"


@pytest.mark.parametrize("text", ["University Hospital", "Grand Mosque", "Sana neighborhood"])
def test_a_building_or_quarter_is_not_a_town_in_a_country_not_told_of(text: str) -> None:
    assert resolve_place(text, context=SYRIA) is None


@pytest.mark.parametrize("text", ["Aleppo University", "Aleppo prison", "hospital in Aleppo"])
def test_a_building_called_after_a_town_is_in_the_town_not_its_province(text: str) -> None:
    assert (place(text).name, place(text).kind) == ("Aleppo", "city")


def test_an_airport_of_a_known_town_needs_no_report_of_its_country() -> None:
    assert place("Gaziantep airport", SYR=9.0).country == "TUR"


def test_a_short_name_does_not_sound_like_one_of_a_country_only_mentioned() -> None:
    assert place("Tariq", RUS=9.0).country == "RUS"  # Tarki
    assert resolve_place("Tariq", context=PlaceContext(countries={"SYR": 9.0, "RUS": 1.0})) is None
    assert place("Gaziyantep", SYR=9.0, TUR=1.0).country == "TUR"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Saraqeb Idlib province", "Saraqib"),
        ("Qamishli north east Syria", "Qamishli"),
        ("Aleppo Syrias", "Aleppo"),
    ],
)
def test_a_place_and_what_holds_it_are_told_apart_without_a_comma(text: str, name: str) -> None:
    assert place(text).name == name


def test_geneva_is_in_switzerland_though_washington_is_told_of() -> None:
    assert place("Geneva", "Washington", "Damascus", SYR=9.0, USA=4.0).country == "CHE"


@pytest.mark.parametrize("text", ["Ramadan", "Iftar", "Eid al-Fitr", "the U.N. Security Council"])
def test_feasts_and_bodies_are_no_places(text: str) -> None:
    assert resolve_place(text, context=SYRIA) is None
    assert find_places(f"Shells fell in {text} on Friday.") == []


def test_the_list_of_what_is_no_place_is_well_formed() -> None:
    rows = [word for (word,) in table_rows("places/no_places.tsv", 1)]
    assert len(rows) == len(set(rows))
    assert all(word == word.lower().strip() for word in rows)
    assert len(no_places()) > 20
