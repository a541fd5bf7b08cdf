"""A place that no gazetteer knows: what is named beside it hints where it lies, and rules nothing out."""

import msgspec
from dispute_stories import told

from demarche.collate.incidents.comparing import place
from demarche.collate.telling.traits import Traits, traits_of
from demarche.records import FoundSpan, Place

BESIDE = {"Vell": ("VLL", "Northmark"), "Ostria": ("OST", "Lowmark")}


def at(name: str, *, located: str = "", beside: str = "", outlet: str = "Courier") -> Traits:
    """An attack at a place in the country `located`, or one located nowhere beside one in `beside`."""
    country, province = BESIDE.get(located, (None, None))
    where = Place(
        text=name, start=0, end=len(name), name=name, country=country, province=province, kind="city"
    )
    event = told(outlet, where=where)
    if not beside:
        return traits_of(event)
    code, region = BESIDE[beside]
    span = FoundSpan(
        kind="place", start=0, end=4, text="Plain", name="Plain", country_code=code, province=region
    )
    return traits_of(msgspec.structs.replace(event, nearby=(span,)))


def test_one_name_is_one_place_though_a_neighbour_was_named_beside_it() -> None:
    here, there = at("Milltown", located="Vell"), at("Milltown", beside="Ostria", outlet="Herald")
    assert place(here, there).level == "same place"
    assert place(at("Milltown", beside="Vell"), there).level == "same place"


def test_what_is_only_guessed_forbids_nothing() -> None:
    here, there = at("Old Ford", located="Vell"), at("Milltown", beside="Ostria", outlet="Herald")
    assert there.spot is not None
    assert there.spot.guessed
    assert place(here, there).level != "other country"


def test_towns_known_to_lie_in_two_countries_are_two() -> None:
    here, there = at("Milltown", located="Vell"), at("Old Ford", located="Ostria", outlet="Herald")
    assert place(here, there).level == "other country"
