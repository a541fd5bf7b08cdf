"""Names that are only a part of a longer one."""

import pytest

from demarche.knowledge.parties import party_base
from demarche.knowledge.party_embedded import own_country_words


def codes(text: str) -> dict[str, str | None]:
    return {text[p.start : p.end]: p.resolution.code for p in party_base().find(text)}


@pytest.mark.parametrize(
    "name",
    [
        "Tundra Liberation Front",
        "Liberation Movement",
        "Fjord Guardian Council",
        "Lapland Independent Herald",
        "Nordkapp Memorial Hospital",
        "Tundra Hezbollah Brigade",
        "Finnmark Congress Party",
    ],
)
def test_a_longer_name_is_not_the_known_party_in_it(name: str) -> None:
    assert codes(f"Fighters of the {name} held the town on Monday.") == {}
    found = party_base().resolve(f"the {name}", on="2014-05-02")
    assert (found.id, found.name) == (None, name)
    assert party_base().resolve(f"the {name}", country="NOR").code == "NOR"


def test_the_known_party_itself_is_found() -> None:
    assert codes("He told The Guardian that Libération was wrong.") == {
        "The Guardian": "GBR",
        "Libération": "FRA",
    }
    assert codes("Hundreds of Hezbollah fighters left.") == {"Hezbollah": "IMG"}
    assert codes("On Monday Congress met in Washington.") == {"Congress": "USA"}
    assert codes("Senior Hezbollah Commander Killed") == {"Hezbollah": "IMG"}


@pytest.mark.parametrize("name", ["Olav Obama", "Puerto Lavrov", "Presidente Erdogan"])
def test_a_surname_after_another_name_is_someone_elses(name: str) -> None:
    assert codes(f"They marched to {name} in May.") == {}


def test_a_surname_after_a_title_or_at_the_start_is_his() -> None:
    assert codes("They heard President Obama in May.") == {"Obama": "USA"}
    assert codes("But Obama stayed.") == {"Obama": "USA"}


def test_a_body_of_one_country_is_not_anothers() -> None:
    base = party_base()
    assert (base.resolve("the Norwegian Senate").code, base.resolve("the Senate").code) == ("NOR", "USA")
    assert base.resolve("the Kenyan Congress").sector == "LEG"
    assert base.resolve("US Senate").id == base.resolve("the Senate").id


def test_a_name_that_many_bodies_have_tells_no_country_alone() -> None:
    assert codes("On Monday Congress met.") == {}
    assert codes("On Monday Congress heard US soldiers.")["Congress"] == "USA"


def test_a_region_inside_the_name_of_a_place_is_not_that_region() -> None:
    assert own_country_words("They shelled Puerto Colorado in May.") == []
    for text in ("Fires burn in Southern California.", "He left Colorado.", "In Colorado it snowed."):
        assert [word.code for word in own_country_words(text)] == ["USA"]
