"""Countries: the table is well formed and its words are found where they are meant."""

import re

import pytest

from demarche.knowledge.countries import countries, country_named, country_words
from demarche.knowledge.folding import fold


def found(text: str) -> list[tuple[str, str, str]]:
    return [(text[word.start : word.end], word.code, word.kind) for word in country_words(text)]


def test_codes_are_three_capitals_and_names_are_there() -> None:
    assert len(countries()) >= 249
    for code, country in countries().items():
        assert re.fullmatch("[A-Z]{3}", code)
        assert code == country.code
        assert re.fullmatch("Q[1-9][0-9]*", country.wikidata)
        assert country.article in ("", "the")
        assert fold(country.name)


def test_members_of_the_united_nations_have_a_capital_and_a_demonym() -> None:
    # Capitals that are also common words or common places elsewhere are left to the gazetteer.
    without_capital = {
        code for code, country in countries().items() if country.official and not country.capitals
    }
    assert without_capital <= {
        "BES",
        "CRI",
        "GGY",
        "GUY",
        "HKG",
        "JEY",
        "LUX",
        "MAC",
        "MCO",
        "SGP",
        "SMR",
        "STP",
        "SYC",
        "SUN",
        "YUG",
        "DDR",
    }
    assert {code for code, country in countries().items() if country.official and not country.adjectives} <= {
        "BES", "DMA", "GGY", "JEY", "MNP",
    }  # fmt: skip


def test_no_word_stands_for_two_countries() -> None:
    owner: dict[str, str] = {}
    for country in countries().values():
        for _, name in country.names():
            assert fold(name)
            assert owner.setdefault(fold(name), country.code) == country.code, name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turkish troops crossed into Syria", [("Turkish", "TUR", "demonym"), ("Syria", "SYR", "name")]),
        ("The Kremlin denied it", [("Kremlin", "RUS", "metonym")]),
        ("a source in Quai d'Orsay said", [("Quai d'Orsay", "FRA", "metonym")]),
        ("ANKARA - Turks", [("ANKARA", "TUR", "capital"), ("Turks", "TUR", "demonym")]),
        ("the People's Republic of China", [("People's Republic of China", "CHN", "official")]),
        ("The U.S. and the U.K.", [("U.S.", "USA", "name"), ("U.K.", "GBR", "name")]),
        (
            "Cote d'Ivoire, Côte d\u2019Ivoire",
            [("Cote d'Ivoire", "CIV", "name"), ("Côte d\u2019Ivoire", "CIV", "name")],
        ),
        (
            "South Korean and North Korea's",
            [("South Korean", "KOR", "demonym"), ("North Korea", "PRK", "name")],
        ),
        ("Nigeriens and Nigerians", [("Nigeriens", "NER", "demonym"), ("Nigerians", "NGA", "demonym")]),
        ("Syrias army", [("Syrias", "SYR", "name")]),
        ("Papua New Guinea, not Guinea", [("Papua New Guinea", "PNG", "name"), ("Guinea", "GIN", "name")]),
    ],
)
def test_mentions_are_found_with_their_kind(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "he told us that",
        "a turkey and some china",
        "South American leaders",
        "an oman",
        "a pole",
        "the Washington Post",
    ],
)
def test_words_that_only_look_like_a_country_are_passed_over(text: str) -> None:
    assert found(text) == []


def test_a_name_does_not_run_across_a_sentence_or_bracket() -> None:
    assert found("went south (Sudan said)") == [("Sudan", "SDN", "name")]


def test_a_country_is_known_by_any_of_its_words() -> None:
    for name in ("turkey", "TÜRKIYE", "Ankara", "the Turkish", "Turkiye"):
        country = country_named(name)
        assert country is not None
        assert country.code == "TUR"
    assert country_named("Ruritania") is None
