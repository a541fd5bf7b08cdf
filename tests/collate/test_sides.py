"""Whom a party stands for."""

import pytest
from course_stories import Said, told

from demarche.collate.courses.sides import cast_of, name_of, side_of
from demarche.records import Party


def party(name: str, code: str | None, sector: str | None) -> Party:
    return Party(text=name, start=0, end=len(name), name=name, code=code, sector=sector)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Government of Norway", "NOR", "GOV"), ("Norwegian Armed Forces", "NOR", "MIL")),
        (("Ine Berg", "NOR", "GOV"), ("Norway", "NOR", None)),
        (("Supreme Court of Norway", "NOR", "JUD"), ("Storting", "NOR", "LEG")),
    ],
)
def test_what_speaks_for_a_state_is_the_state(
    one: tuple[str, str, str], other: tuple[str, str, str | None]
) -> None:
    assert side_of(party(*one)) == side_of(party(*other))


@pytest.mark.parametrize("sector", ["REB", "CVL", "OPP", "BUS"])
def test_rebels_and_civilians_of_a_country_are_not_the_state(sector: str) -> None:
    assert side_of(party("Lake Front", "SWE", sector)).key == "lake front"
    assert side_of(party("Lake Front", "SWE", sector)) != side_of(party("Sweden", "SWE", "GOV"))


def test_many_organisations_share_a_code_and_are_not_one() -> None:
    assert side_of(party("Red Cross", "NGO", None)) != side_of(party("Fishers United", "NGO", None))


def test_a_name_without_a_country_is_itself_whatever_its_case() -> None:
    assert side_of(party("The Monitors", None, None)) == side_of(party("THE MONITORS", None, None))


def test_a_cast_tells_who_acts_from_who_is_acted_on() -> None:
    (event,) = told(
        "1",
        "Norway and Finland urged the Lake Front to leave.",
        Said(type="REQUEST", words="urged", who=("Norway", "Finland"), whom=("Lake Front",)),
    )
    assert cast_of(event.event).doers == {"NOR", "FIN"}
    assert cast_of(event.event).others == {"lake front"}


def test_sides_are_called_by_their_names() -> None:
    assert (name_of("NOR"), name_of("UNO"), name_of("lake front")) == (
        "Norway",
        "United Nations",
        "lake front",
    )
