"""Titles: readable, in the number of who acts, blaming nobody, with a place only where it was."""

import msgspec
import pytest
from dispute_stories import ARMY, GOVERNMENT, MONITOR, NEIGHBOUR, REBELS, VILLAGERS, told

from demarche.collate.incidents.best_values import place_of
from demarche.collate.incidents.title_names import is_plural, where_of, with_article
from demarche.collate.incidents.titles import title_of
from demarche.collate.telling.told import Told
from demarche.records import Place

MINISTER = ("Ada Holm", "OST", "GOV")
REPUBLIC = ("Government of France", "FRA", "GOV")
PRESIDENT = ("Jean Dupont", "FRA", "GOV")
FRENCH_ARMY = ("French Armed Forces", "FRA", "MIL")
OSTER = Place(
    text="Oster",
    start=0,
    end=5,
    name="Oster",
    geonameid=1,
    lat=40.0,
    lon=20.0,
    province="Northmark",
    kind="city",
)


def title(*tolds: Told, place: Place | None = None, occurrence: str = "actual") -> str:
    return title_of(
        tolds, type_=tolds[0].event.type, occurrence=occurrence, day="2031-05-02", place=place
    ).removesuffix(", 2 May 2031")


def named(name: str, kind: str | None = None) -> Place:
    return Place(text=name, start=0, end=len(name), name=name, kind=kind)


def test_a_state_stands_by_its_name_and_the_verb_in_its_number() -> None:
    accuses = told("Courier", type="ACCUSE", actors=[GOVERNMENT], recipients=[NEIGHBOUR])
    assert title(accuses) == "Vell accuses Ostria"
    rebels = told("Courier", type="ACCUSE", actors=[REBELS], recipients=[NEIGHBOUR])
    assert title(rebels) == "Vellish rebels accuse Ostria"


def test_all_who_act_alike_are_named_whatever_their_letter() -> None:
    veto = told("Courier", type="REJECT", actors=[NEIGHBOUR, REPUBLIC], passage="Both vetoed the resolution.")
    assert title(veto) == "France and Ostria veto a resolution"
    deal = told("Courier", type="AGREE", actors=[GOVERNMENT, NEIGHBOUR, REPUBLIC])
    assert title(deal) == "Agreement between France, Ostria and Vell"


def test_the_minister_whom_all_reports_name_is_named_and_else_the_state() -> None:
    speaks = [
        told(outlet, type="ACCUSE", mode=("disapprove",), actors=[PRESIDENT], recipients=[GOVERNMENT])
        for outlet in ("Courier", "Herald")
    ]
    assert title(*speaks) == "Jean Dupont criticises Vell"
    other = told("Gazette", type="ACCUSE", mode=("disapprove",), actors=[REPUBLIC], recipients=[GOVERNMENT])
    assert title(*speaks, other) == "France criticises Vell"


def test_an_army_that_asks_its_own_president_is_not_the_state() -> None:
    asks = told("Courier", type="REQUEST", actors=[REPUBLIC, FRENCH_ARMY], recipients=[PRESIDENT])
    assert title(asks) == "French Armed Forces make a request to Jean Dupont"


def test_without_parties_the_title_falls_back_on_what_was_done() -> None:
    assert title(told("Courier", type="REQUEST", mode=("meet",))) == "Request for a meeting or talks"
    assert title(told("Courier", type="ACCUSE", recipients=[GOVERNMENT])) == "Accusation against Vell"
    statement = ("statement", None, None)
    assert title(told("Courier", type="ACCUSE", actors=[statement])) == "Accusation"


def test_a_truce_and_a_siege_are_called_by_their_words() -> None:
    pause = told("Courier", type="CONCEDE", actors=[GOVERNMENT], passage="Vell announced a two-day truce.")
    assert title(pause, place=OSTER) == "Vell announces a truce or pause in Oster"
    siege = told("Courier", type="COERCE", mode=("restrict",), actors=[ARMY], passage="Oster is besieged.")
    assert title(siege, place=OSTER) == "Siege of Oster"
    assert "Army" not in title(siege, place=OSTER)


def test_a_place_follows_with_the_word_that_fits() -> None:
    leaves = told("Courier", type="RETREAT", mode=("withdraw",), actors=[REBELS])
    assert title(leaves, place=OSTER) == "Vellish rebels withdraw from Oster"
    visit = told("Courier", type="CONSULT", mode=("visit",), actors=[MINISTER], recipients=[GOVERNMENT])
    assert title(visit, place=OSTER) == "Ada Holm visits Oster"
    assert title(visit) == "Ada Holm visits Vell"


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (OSTER, " in Oster"),
        (named("Ostra", "water"), " on the Ostra"),
        (named("Mill Road", "facility"), " on Mill Road"),
        (named("Old market"), " at Old market"),
        (named("near the Ostrian embassy"), " near the Ostrian embassy"),
        (named("same square"), ""),
    ],
)
def test_places_in_titles(place: Place, shown: str) -> None:
    assert where_of(place) == shown


def test_what_is_agreed_on_is_not_where_it_was_agreed() -> None:
    deal = told("Courier", type="AGREE", actors=[GOVERNMENT, NEIGHBOUR])
    assert title(deal, place=OSTER) == "Agreement between Ostria and Vell"


def test_what_is_only_alleged_planned_or_denied_is_marked() -> None:
    arms = told("Courier", type="AID", by=[(GOVERNMENT, "alleges")], actors=[NEIGHBOUR], recipients=[REBELS])
    assert title(arms) == "Ostria helps Vellish rebels (alleged)"
    assert title(told("Courier", type="CONSULT"), occurrence="future") == "Talks (planned or expected)"
    plain = told("Courier", type="AID", by=[MONITOR], actors=[NEIGHBOUR], recipients=[REBELS])
    assert "alleged" not in title(plain)


def test_a_hospital_that_took_the_wounded_in_was_not_hit() -> None:
    clash = told(
        "Courier", passage="Clashes in Oster: the injured were taken to hospital.", recipients=[VILLAGERS]
    )
    assert title(clash, place=OSTER) == "Fighting in Oster"
    hit = told("Courier", mode=("aerial",), passage="Air strikes on a hospital in Oster.")
    assert title(hit, place=OSTER) == "Air strikes on a hospital in Oster"


def test_what_is_hit_follows_with_the_word_that_fits() -> None:
    shells = told("Courier", mode=("heavy-weapons",), passage="Shelling hit a school in Oster.")
    assert title(shells, place=OSTER) == "Shelling of a school in Oster"
    gas = told(
        "Courier", mode=("unconventional",), passage="Toxic gas fell near where a helicopter was shot down."
    )
    assert "helicopter" not in title(gas, place=OSTER)


@pytest.mark.parametrize(
    ("name", "plural"),
    [
        ("the United States", False),
        ("United Nations", False),
        ("Local Committees of Vell", True),
        ("Ministry of Foreign Affairs", False),
        ("gunmen", True),
        ("Ada Jonas", False),
        ("armed groups", True),
        ("Army of Vell", False),
    ],
)
def test_number_of_names(name: str, plural: bool) -> None:
    assert is_plural(name) == plural


def test_a_single_letter_and_the_name_of_a_party_are_no_places() -> None:
    assert place_of([told("Courier", where=named("U"))], {}) is None
    front = ("Northern Front", "IMG", "REB")
    assert place_of([told("Courier", recipients=[front], where=named("Northern Front"))], {}) is None


def test_a_name_nobody_knows_gives_way_to_a_town_that_most_tell() -> None:
    town = OSTER
    tolds = [told(outlet, where=town) for outlet in ("Courier", "Herald")]
    feast = told("Gazette", where=named("Feast"))
    assert place_of([*tolds, feast], {}) == town
    province = told("Courier", where=msgspec.structs.replace(OSTER, name="Northmark", kind="province"))
    both = [
        province,
        told("Herald", where=named("Weavers Quarter")),
        told("Mail", where=named("Weavers Quarter")),
    ]
    assert getattr(place_of(both, {}), "name", None) == "Weavers Quarter"


def test_articles_and_long_lists() -> None:
    assert with_article("US-led coalition") == "the US-led coalition"
    assert with_article("International community") == "the international community"
    assert with_article("Vellish rebels") == "Vellish rebels"
    many = [(f"Committee for the keeping of the upper valley {letter}", "VLL", "SOC") for letter in "ABCD"]
    shown = title(told("Courier", type="ACCUSE", actors=many, recipients=[GOVERNMENT]))
    assert shown == "Committee for the keeping of the upper valley A and others accuse Vell"
