"""Places resolved: which one of a name is meant, and when none can be told."""

import os
import subprocess
import sys

import pytest

from demarche.knowledge.countries import countries
from demarche.knowledge.gazetteer import abbreviations, additions, country_points, gazetteer, places_named
from demarche.knowledge.place_keys import exact_key, sound_key
from demarche.knowledge.place_span import place_span
from demarche.knowledge.place_words import ROLES, place_words
from demarche.knowledge.places import PlaceContext, ResolvedPlace, resolve_place
from demarche.knowledge.tables import table_rows

NOWHERE = PlaceContext()
SYRIA = PlaceContext(countries={"SYR": 6.0, "TUR": 2.0, "RUS": 1.0})
KINDS = {"country", "province", "district", "city", "facility", "region", "water"}


def place(text: str, context: PlaceContext = SYRIA) -> ResolvedPlace:
    found = resolve_place(text, context=context)
    assert found is not None, text
    return found


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("the city of Homs", "Homs", "city"),
        ("Aleppo", "Aleppo", "city"),
        ("Idlib province", "Idlib", "province"),
        ("Syria's Idlib", "Idlib", "city"),
        ("Syrias Aleppo", "Aleppo", "city"),
        ("Aleppos opposition districts", "Aleppo", "city"),  # a feed that lost its apostrophes
        ("Hasakahs", "Hasakah", "city"),
        ("Aleppo's provincial capital", "Aleppo", "city"),  # not the country's
        ("eastern Ghouta", "Eastern Ghouta", "region"),
        ("village of Hass", "Hass", "city"),
        ("near Aleppo", "Aleppo", "city"),
        ("south of the city of Hasakeh", "Hasakah", "city"),
        ("capital Damascus", "Damascus", "city"),
        ("the Syrian capital", "Damascus", "city"),
        ("Shayrat Airfield", "Shayrat Airbase", "facility"),
        ("Menagh military air base", "Menagh Air Base", "facility"),
        ("Midan neighbourhood of Damascus", "Midan", "district"),
        ("a market in the Bustan al-Qasr neighbourhood", "Bustan al-Qasr", "district"),
        ("northern Aleppo countryside", "northern Aleppo countryside", "region"),
        ("across the country", "Syria", "country"),
    ],
)
def test_a_span_is_read_past_the_words_around_the_name(text: str, name: str, kind: str) -> None:
    found = place(text)
    assert (found.name, found.kind, found.country) == (name, kind, "SYR")
    assert found.reason


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (["Raqqa", "Raqa", "Raqqah", "Ar Raqqah"], "Raqqa"),
        (["Deir ez-Zor", "Deir Ezzor", "Dayr az Zawr", "Deir al-Zor", "Dier el-Zour"], "Deir ez-Zor"),
        (["Khan Sheikhoun", "Khan Shaykhun", "Khan Sheikhun"], "Khan Sheikhoun"),
        (["Manbij", "Menbij", "Minbej"], "Manbij"),
        (["Maarrat al-Numan", "Maaret al-Numan", "Maaret Al Numan"], "Maarrat al-Numan"),
        (["Hasakah", "Hassakeh", "Hasaka", "al-Hasakah"], "Hasakah"),
    ],
)
def test_romanisations_of_a_name_are_one_place(texts: list[str], name: str) -> None:
    assert {place(text).name for text in texts} == {name}


@pytest.mark.parametrize(
    ("text", "country", "lat", "lon"),
    [
        ("Kyiv", "UKR", 50.45, 30.52),
        ("the Libyan capital", "LBY", 32.89, 13.19),
        ("Hatay", "TUR", 36.4, 36.2),
        ("Paris", "FRA", 48.86, 2.35),
        ("Charlotte, North Carolina", "USA", 35.23, -80.84),
        ("LONDON, Ky.", "USA", 37.13, -84.08),
        ("Washington", "USA", 38.9, -77.0),
        ("the Gaza Strip", "PSE", 31.4, 34.4),
        ("US", "USA", 39.8, -98.5),
    ],
)
def test_well_known_places_are_where_they_are(text: str, country: str, lat: float, lon: float) -> None:
    found = place(text, NOWHERE)
    assert found.country == country
    assert found.lat == pytest.approx(lat, abs=0.3)
    assert found.lon == pytest.approx(lon, abs=0.3)


def test_the_report_tells_which_of_a_name_is_meant() -> None:
    libya, lebanon = PlaceContext(countries={"LBY": 3.0}), PlaceContext(countries={"LBN": 3.0})
    assert (place("Tripoli", libya).country, place("Tripoli", lebanon).country) == ("LBY", "LBN")
    state = PlaceContext(countries={"USA": 4.0}, others=("Atlanta", "Savannah", "Augusta"))
    assert place("Georgia", PlaceContext(countries={"GEO": 2.0, "RUS": 3.0})).kind == "country"
    assert place("Athens", state).province == "Georgia"
    assert place("Midan", PlaceContext({"SYR": 3.0}, ("Homs", "Damascus", "Jobar"))).province == "Damascus"


@pytest.mark.parametrize(
    "text",
    ["Springfield", "Midan", "San Jose de la Nada", "besieged areas", "", "the", "1,200", "Falcon Street"],
)
def test_nothing_is_guessed(text: str) -> None:
    assert resolve_place(text, context=NOWHERE) is None


def test_a_small_foreign_namesake_is_not_taken() -> None:
    assert resolve_place("Sevre", context=SYRIA) is None


def test_an_unlisted_place_is_where_it_is_said_to_be() -> None:
    found = place("Nonesuch Hotel in Homs")
    assert (found.name, found.province, found.country, found.geonameid) == (
        "Nonesuch Hotel",
        "Homs",
        "SYR",
        None,
    )
    assert (found.lat, found.lon) == (place("Homs").lat, place("Homs").lon)
    assert "not listed" in found.reason


def test_the_city_is_the_one_that_the_report_names() -> None:
    assert place("the city", PlaceContext({"SYR": 3.0}, ("Palmyra", "Syria"))).name == "Palmyra"
    assert resolve_place("the city", context=PlaceContext({"SYR": 3.0}, ("Palmyra", "Homs"))) is None


def test_a_part_of_a_country_lies_on_its_side_and_has_no_identifier_of_its_own() -> None:
    north, south = place("northern Syria"), place("the south of Syria")
    assert north.geonameid is None
    assert north.lat is not None
    assert north.lat > 35.5
    assert south.country == "SYR"


def test_a_name_from_geonames_keeps_its_identifier() -> None:
    aleppo = place("Aleppo")
    assert (aleppo.geonameid, aleppo.province, aleppo.country) == (170063, "Aleppo", "SYR")


@pytest.mark.parametrize(
    "text", ["in " * 200, "of " * 200, "and " * 200, "'s " * 200, "A, " * 200, "\u202e\x00Homs\n", "é" * 5000]
)
def test_hostile_spans_are_read_without_failing(text: str) -> None:
    resolve_place(text, context=PlaceContext({"SYR": 1.0, "": 1.0}, [text] * 500))


def test_the_same_words_give_the_same_place_in_another_process() -> None:
    code = (
        "from demarche.knowledge.places import *;"
        "c=PlaceContext({'USA':1.0,'GBR':1.0},('Boston','Salem','Oxford'));"
        "print([resolve_place(t,context=c) for t in ('Cambridge','Manchester','Plymouth','Bath','Salem')])"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_a_span_taken_apart() -> None:
    span = place_span("the embattled northern Syrian town of Dabiq")
    assert (span.core, span.role, span.side, span.people) == ("Dabiq", "city", "", ("Syria",))
    assert place_span("Crown Heights neighborhood of Brooklyn").within == ("Brooklyn",)


def test_the_sound_of_a_name_needs_three_consonants() -> None:
    assert sound_key("hama") is None
    assert sound_key("khan sheikhoun") == sound_key("khan shaykhun")


def test_the_gazetteer_holds_the_world() -> None:
    assert len(gazetteer()) > 250_000
    kinds = {one.kind for one in places_named(exact_key("Aleppo"))}
    assert kinds == {"city", "province"}
    for name in ("Mosul", "Donetsk", "Kabul", "Juba", "Port-au-Prince", "Nuuk"):
        assert any(one.kind == "city" for one in places_named(exact_key(name))), name


def test_the_additions_are_well_formed() -> None:
    rows = table_rows("places/additions.tsv", 7)
    assert len(rows) > 500
    seen = set()
    for name, kind, country, province, lat, lon, _ in rows:
        assert kind in KINDS - {"country", "province"}, name
        assert not country or country in countries(), name
        assert -90 <= float(lat) <= 90, name
        assert -180 <= float(lon) <= 180, name
        assert (name, country, province, lat, lon) not in seen, name
        seen.add((name, country, province, lat, lon))
    assert all(exact_key(row[0]) in additions() for row in rows)


def test_the_provinces_of_additions_are_provinces_of_geonames() -> None:
    wrong = []
    for name, _, country, province, _, _, _ in table_rows("places/additions.tsv", 7):
        bearers = places_named(exact_key(province)) if province else ()
        if province and not any(
            one.kind == "province" and one.country == country and one.name == province for one in bearers
        ):
            wrong.append(f"{name}: {province}, {country}")
    assert wrong == []


def test_the_other_place_tables_are_well_formed() -> None:
    assert set(place_words().values()) <= ROLES
    assert all(word == word.lower() for word in place_words())
    for code, (geonameid, lat, lon) in country_points().items():
        assert code in countries(), code
        assert geonameid > 0
        assert -90 <= lat <= 90
        assert -180 <= lon <= 180
    for short, name in abbreviations().items():
        assert any(one.kind in ("province", "city") for one in places_named(exact_key(name))), short
    for code, name, _ in table_rows("places/province_names.tsv", 3):
        assert any(one.kind == "province" for one in places_named(exact_key(name))), code
    for identifier, name in table_rows("places/english_names.tsv", 2):
        assert any(one.geonameid == int(identifier) for one in places_named(exact_key(name))), name


def test_a_town_of_ours_that_geonames_has_keeps_its_identifier() -> None:
    assert place("Bakhmut", PlaceContext(countries={"UKR": 1.0})).geonameid is not None
    assert len([one for one in places_named("bakhmut") if one.country == "UKR" and one.kind == "city"]) == 1
