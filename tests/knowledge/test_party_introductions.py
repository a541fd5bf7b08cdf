"""How a report introduces a person, and words that take a person up by it."""

import pytest

from demarche.knowledge.parties import party_base
from demarche.knowledge.party_introductions import introduced_words, introduction
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
