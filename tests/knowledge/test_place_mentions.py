"""Names of places found in running text by the words beside them, and what they tell of each other."""

import pytest

from demarche.knowledge.gazetteer import people, places_named
from demarche.knowledge.place_context import report_context
from demarche.knowledge.place_keys import exact_key
from demarche.knowledge.place_mentions import find_places, sign_weights
from demarche.knowledge.place_signs import Signs
from demarche.knowledge.place_tokens import ROLES, mention_words
from demarche.knowledge.place_weights import weights
from demarche.knowledge.places import PlaceContext, resolve_place
from demarche.knowledge.tables import table_rows


def found(text: str) -> list[str]:
    return [one.text for one in find_places(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Shells fell on Aleppo and Idlib on Monday.", ["Aleppo", "Idlib"]),
        ("He was born in Paris, Texas, and lives in Walker County.", ["Paris", "Texas", "Walker County"]),
        ("Fighters left Deir ez-Zor for the town of Khan Sheikhoun.", ["Deir ez-Zor", "Khan Sheikhoun"]),
        ("The talks in North Korea failed, said the mayor of St. Louis.", ["North Korea", "St. Louis"]),
        ("BEIRUT (Reuters) - Syria's army advanced near Homs.", ["BEIRUT", "Syria", "Homs"]),
    ],
)
def test_places_are_found_where_they_stand(text: str, names: list[str]) -> None:
    assert found(text) == names
    for one in find_places(text):
        assert text[one.start : one.end] == one.text
        assert 0.6 <= one.sureness <= 1


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Lancaster met John Paris. Lancaster said nothing.",
        "Syrian and American officers spoke of Europeans.",
        "In March the NATO chief and the SANA agency said so. May is next.",
        "The Police and the Senate met on Sunday.",
        "nothing in small letters, not even paris or london",
        "",
    ],
)
def test_people_offices_months_and_acronyms_are_no_places(text: str) -> None:
    assert found(text) == []


def test_surer_places_are_fewer() -> None:
    text = "Clinton police and officials in Damascus and Reading met Jordan. Salem was quiet, said Mercer."
    names = [{one.text for one in find_places(text, sure=sure)} for sure in (0.1, 0.6, 0.95)]
    assert names[0] >= names[1] >= names[2]
    assert "Damascus" in names[2]


@pytest.mark.parametrize(
    "text",
    ["A" * 50_000, "New " * 9000, "St. " * 5000, ", Texas" * 5000, "\u202e\x00Homs\n" * 500, "é" * 5000],
)
def test_hostile_text_is_read_without_failing(text: str) -> None:
    for one in find_places(text):
        assert text[one.start : one.end] == one.text
    report_context(text, [(0, 10), (-5, 3), (7, 7), (10**9, 10**9 + 1)])


def test_a_report_tells_countries_other_places_and_provinces() -> None:
    text = "A fire broke out in Paris, Texas, on Monday. Crews of Lamar County came, American papers said."
    start = text.index("Paris")
    context = report_context(text, [(start, start + 5)])
    assert context.countries == {"USA": 2.0}  # Texas is a word of the country too
    assert context.others[0] == "Paris"
    assert "Lamar County" in context.others
    assert context.within == {"paris": ("Texas",)}


@pytest.mark.parametrize(
    ("text", "name", "province"),
    [
        ("The court in Paris heard the case. Paris, Texas, has 25,000 people.", "Paris", "Texas"),
        (
            "Paris schools closed. Henry County and Tennessee officials spoke.",
            "Paris",
            "Tennessee",
        ),
        ("Huntsville is the seat of Walker County, and lies north of Houston.", "Huntsville", "Texas"),
        ("Dublin and Franklin County, near Columbus, were hit by storms.", "Dublin", "Ohio"),
        ("New York City is in New York, which Gov. Smith leads from Albany.", "New York", "New York"),
        ("London, Ont., police said a man from Woodstock was held.", "London", "Ontario"),
    ],
)
def test_the_places_of_a_report_decide_together(text: str, name: str, province: str) -> None:
    found_place = resolve_place(name, context=report_context(text))
    assert found_place is not None
    assert found_place.province == province


@pytest.mark.parametrize(
    ("name", "country"), [("Paris", "FRA"), ("Moscow", "RUS"), ("Havana", "CUB"), ("Berlin", "DEU")]
)
def test_a_capital_stays_itself_in_reports_of_another_country(name: str, country: str) -> None:
    others = (name, "Washington", "New York", "United States", "Syria", "Beijing", "White House", "U.S.")
    place = resolve_place(name, context=PlaceContext({"USA": 9.0, "SYR": 8.0, "CHN": 1.0}, others))
    assert place is not None
    assert place.country == country


def test_the_city_is_the_one_of_the_country_that_the_report_is_about() -> None:
    place = resolve_place("the city", context=PlaceContext({"SYR": 8.0, "RUS": 1.0}, ("Aleppo", "Moscow")))
    assert place is not None
    assert place.name == "Aleppo"


def test_new_york_is_the_state_where_the_city_is_told_apart() -> None:
    context = PlaceContext({"USA": 2.0}, ("New York City", "New York", "Albany"))
    state = resolve_place("New York", context=context)
    assert state is not None
    assert state.kind == "province"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ohioans", "Ohio"),
        ("South Ossetian", "South Ossetia"),
        ("N.Y.", "New York"),
        ("L.A.", "Los Angeles"),
        ("Mt. Pleasant, Iowa", "Mount Pleasant"),
        ("EU", "European Union"),
    ],
)
def test_short_forms_and_people_of_places(text: str, name: str) -> None:
    place = resolve_place(text, context=PlaceContext())
    assert place is not None
    assert place.name == name


def test_a_short_form_is_never_the_town() -> None:
    place = resolve_place("N.Y.", context=PlaceContext())
    assert place is not None
    assert place.kind == "province"


def test_words_stay_with_their_signs() -> None:
    signs = Signs("Police in the U.S. city of St. Louis, Mo., met Syria's envoy.")
    assert [token.folded for token in signs.tokens][:5] == ["police", "in", "the", "u.s.", "city"]
    at = next(i for i, token in enumerate(signs.tokens) if token.folded == "st")
    assert signs.words(at, signs.longest(at)[0]) == "St. Louis"
    end = signs.region(at + 2)
    assert end is not None
    assert signs.words(at + 2, end) == "Mo."


def test_the_tables_of_mentions_are_well_formed() -> None:
    assert all(roles <= ROLES for roles in mention_words().values())
    assert all(word == word.lower() and word for word in mention_words())
    assert {role for roles in mention_words().values() for role in roles} == ROLES
    assert {"always", "strength"} <= set(sign_weights())
    assert all(-10 < weight < 10 for weight in sign_weights().values())


def test_the_weights_are_named_once_and_keep_the_abstention() -> None:
    rows = table_rows("places/weights.tsv", 3)
    assert len({name for name, _, _ in rows}) == len(rows)
    assert weights()["clearly"] > 0
    assert weights()["enough"] > 0


def test_people_and_provinces_of_the_tables_exist() -> None:
    for word, name in people().items():
        assert places_named(exact_key(name)), word
    for code, lat, lon in table_rows("places/province_points.tsv", 3):
        assert "." in code
        assert -90 <= float(lat) <= 90
        assert -180 <= float(lon) <= 180
