"""How a report introduces a person, and words that take a person up by it."""

import pytest

from demarche.knowledge.parties import party_base
from demarche.knowledge.party_introductions import (
    introduced_words,
    introduction,
    named_after,
    title_code,
)
from demarche.knowledge.resolution import Resolution


@pytest.mark.parametrize(
    ("sentence", "name", "expected"),
    [
        ("Norwegian fisheries minister Kari Lunde arrived.", "Kari Lunde", "Norwegian fisheries minister"),
        (
            "Kari Lunde, the Norwegian envoy to Ruritania, spoke.",
            "Kari Lunde",
            "the Norwegian envoy to Ruritania",
        ),
        ("They met Maj. Gen. Olav Berg in Oslo.", "Olav Berg", "Maj. Gen"),
        ("Swedish envoy Eva Holm and Danish minister Ib Juhl met.", "Ib Juhl", "Danish minister"),
        ("He greeted Eva Holm, Ib Juhl and a Danish minister.", "Eva Holm", ""),
        ("The envoy said that Kari Lunde had left.", "Kari Lunde", ""),
        ("Kari Lunde, who was ill, stayed at home.", "Kari Lunde", ""),
    ],
)
def test_introductions(sentence: str, name: str, expected: str) -> None:
    start = sentence.index(name)
    assert introduction(sentence, start, start + len(name), within=(0, len(sentence))) == expected


def test_another_sentence_introduces_nobody() -> None:
    text = "He is the Norwegian envoy. Kari Lunde spoke."
    start = text.index("Kari")
    assert introduction(text, start, start + 10, within=(start, len(text))) == ""


def test_a_former_office_takes_nobody_up() -> None:
    assert introduced_words("former Norwegian prime minister") == ()
    assert introduced_words("the envoy of Norway") == ("envoy", "norway")


def test_a_title_alone_is_the_person_introduced_with_it() -> None:
    lunde = Resolution(name="Kari Lunde", code="NOR", kind="person", titles=("norwegian", "party", "chief"))
    holm = Resolution(name="Eva Holm", code="SWE", kind="person", titles=("trade", "minister"))
    known = [lunde, holm]
    base = party_base()
    assert base.resolve("the party chief", known=known).name == "Kari Lunde"
    assert base.resolve("the Swedish minister", known=known).name == "Eva Holm"
    assert base.resolve("the Norwegian minister", known=known).name != "Eva Holm"
    assert base.resolve("a minister", known=known).name == "minister"


def test_an_office_of_state_is_its_holder_where_the_report_means_another_country() -> None:
    holm = Resolution(name="Eva Holm", code="SWE", kind="person", titles=("swedish", "prime", "minister"))
    found = party_base().resolve("the prime minister", country="NOR", known=[holm])
    assert found.name != "Eva Holm"
    assert party_base().resolve("the prime minister", country="SWE", known=[holm]).name == "Eva Holm"


def test_a_long_hostile_sentence_is_read_in_linear_time() -> None:
    text = "Minister of the " * 20_000 + "Kari Lunde, " + "the envoy of " * 20_000
    start = text.index("Kari")
    assert len(introduction(text, start, start + 10, within=(0, len(text)))) < 200


@pytest.mark.parametrize(
    ("phrase", "name", "code", "sector"),
    [
        ("President of Norway, Eva Holm", "Eva Holm", "NOR", "GOV"),
        ("the Russian president, Eva Holm", "Eva Holm", "RUS", "GOV"),
        ("Eva Holm, the French foreign minister", "Eva Holm", "FRA", "GOV"),
        ("the Swedish police chief, Ib Juhl", "Ib Juhl", "SWE", "COP"),
        ("The skipper, Olav Berg", "Olav Berg", None, None),
        ("the Russian president, Vladimir Putin", "Vladimir Putin", "RUS", "GOV"),
    ],
)
def test_who_is_named_beside_a_title_goes_before_its_holder(
    phrase: str, name: str, code: str | None, sector: str | None
) -> None:
    found = party_base().resolve(phrase, on="2016-05-02")
    assert (found.name, found.code, found.sector, found.kind) == (name, code, sector, "person")


def test_a_body_beside_a_title_is_no_person() -> None:
    assert party_base().resolve("the Russian president, Human Rights Watch", on="2016-05-02").name == (
        "Vladimir Putin"
    )


def test_nobody_is_known_to_hold_an_office_long_after_what_is_known() -> None:
    base = party_base()
    assert base.resolve("the Russian president", on="2016-05-02").id is not None
    assert base.resolve("the Russian president", on="2061-05-02").id is None


def test_a_surname_in_s_after_a_first_name_is_no_possessive() -> None:
    assert party_base().resolve("Ola Obamas", on="2014-05-02").name == "Ola Obamas"
    assert party_base().resolve("Obamas advisers", on="2014-05-02").code == "USA"


@pytest.mark.parametrize(
    ("text", "title", "name"),
    [
        ("They met the envoy, Kari Lunde, in May.", "envoy", "Kari Lunde"),
        ("They met the envoy, Kari Lunde.", "envoy", "Kari Lunde"),
        ("They met envoy Kari Lunde in May.", "envoy", "Kari Lunde"),
        ("To the envoy, Truce Monitor said it was late.", "envoy", ""),
        ("The envoy, Friday evening, left.", "envoy", ""),
        ("The envoy, Norway said, left.", "envoy", ""),
    ],
)
def test_the_name_right_after_a_title(text: str, title: str, name: str) -> None:
    end = text.index(title) + len(title)
    assert named_after(text, end, within=(0, len(text))) == name


def test_titles_that_only_one_country_has() -> None:
    assert title_code("Taoiseach") == "IRL"
    assert title_code("foreign minister") == title_code("spokesman") == ""
