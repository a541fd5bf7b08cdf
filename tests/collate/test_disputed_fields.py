"""Disputes of author, what, whether, when and where."""

import pytest
from dispute_stories import (
    ARMY,
    DOCTORS,
    GOVERNMENT,
    MONITOR,
    NEIGHBOUR,
    NORTHERNERS,
    REBELS,
    VILLAGERS,
    party,
    told,
    toll,
)

from demarche.collate.disputes.authors import author_claims
from demarche.collate.disputes.camps import Camp, camp_of, opposed
from demarche.collate.disputes.fields import disputes_of
from demarche.collate.telling.told import Told
from demarche.records import Dispute, Place


def kinds(*tolds: Told) -> list[str]:
    return [each.kind for each in disputes_of(tolds, {})]


def only(kind: str, *tolds: Told) -> Dispute:
    (dispute,) = [each for each in disputes_of(tolds, {}) if each.kind == kind]
    return dispute


def camp(name: str, code: str | None, sector: str | None) -> Camp:
    found = camp_of(name, code, sector)
    assert found is not None
    return found


def place(name: str, lat: float, lon: float, kind: str = "city") -> Place:
    return Place(
        text=name,
        start=70,
        end=70 + len(name),
        name=name,
        geonameid=int(lat * 1000),
        lat=lat,
        lon=lon,
        kind=kind,
    )


def test_two_sides_that_blame_one_another_dispute_who_did_it() -> None:
    army = told("Courier", by=[(REBELS, "alleges")], actors=[ARMY])
    rebels = told("Herald", by=[(GOVERNMENT, "alleges")], actors=[REBELS])
    dispute = only("author", army, rebels)
    assert [side.value for side in dispute.sides] == ["Army of Vell", "Vellish rebels"]
    assert dispute.sides[0].claims[0].voice.outlet == "Courier"


def test_an_accusation_and_a_denial_told_with_the_attack_are_an_author_dispute() -> None:
    attack = told("Courier")
    accusation = told("Courier", type="ACCUSE", mode=["allege"], actors=[NEIGHBOUR], recipients=[ARMY])
    denial = told("Courier", type="REJECT", actors=[GOVERNMENT])
    dispute = only("author", attack, accusation, denial)
    assert dispute.about == "Army of Vell"
    assert [side.value for side in dispute.sides] == ["Army of Vell", "denied by Government of Vell"]


def test_a_state_is_one_side_whichever_of_its_organs_is_named() -> None:
    norway = [("Norwegian Armed Forces", "NOR", "MIL"), ("Government of Norway", "NOR", "GOV")]
    swedes = ("Swedish rebels", "SWE", "REB")
    dispute = only(
        "author",
        told("Courier", by=[(swedes, "alleges")], actors=norway[:1]),
        told("Herald", by=[(MONITOR, "alleges")], actors=norway[1:]),
        told("Gazette", by=[(norway[1], "alleges")], actors=[swedes]),
        told("Mail", by=[(norway[0], "denies")], actors=norway[1:]),
    )
    assert [(side.value, len(side.claims)) for side in dispute.sides] == [
        ("Norway", 3),
        ("Swedish rebels", 1),
        ("denied by Norway", 1),
    ]
    assert {claim.text for claim in dispute.sides[0].claims} == {name for name, *_ in norway}


def test_the_army_and_its_government_are_no_dispute() -> None:
    assert (
        kinds(
            told("Courier", by=[(REBELS, "alleges")], actors=[ARMY]),
            told("Herald", by=[(MONITOR, "alleges")], actors=[GOVERNMENT]),
        )
        == []
    )


def test_two_states_blamed_together_or_as_either_are_no_dispute() -> None:
    accused = told("Courier", by=[(REBELS, "alleges")], actors=[ARMY])
    assert kinds(accused, told("Herald", by=[MONITOR], actors=[NEIGHBOUR])) == ["author"]
    both = told("Courier", by=[(REBELS, "alleges")], actors=[ARMY, NEIGHBOUR])
    assert kinds(both, told("Herald", by=[MONITOR], actors=[NEIGHBOUR])) == []


def test_two_guesses_whose_aircraft_it_was_accuse_nobody() -> None:
    assert kinds(told("Courier", by=[MONITOR], actors=[ARMY]), told("Herald", actors=[NEIGHBOUR])) == []


def test_a_battle_of_two_sides_blames_nobody() -> None:
    assert author_claims([told("Courier", actors=[ARMY, REBELS])], {}) == ()
    assert kinds(told("Courier", actors=[ARMY]), told("Herald", actors=[REBELS])) == []


def test_rebels_at_large_may_be_any_group_and_two_groups_may_not() -> None:
    north, south = camp(*NORTHERNERS), camp("Southern League", "VLL", "REB")
    assert not opposed(camp(*REBELS), north)
    assert opposed(north, south)


@pytest.mark.parametrize(
    ("named", "camp"),
    [
        (("pro-government gunman", "VLL", "UAF"), Camp("state", "VLL")),
        (("anti-government militia", "VLL", "REB"), Camp("armed", "anti government militia", "VLL")),
        (("unidentified gunmen", None, "UAF"), Camp("nobody")),
        (("US-led coalition", "IGO", "MIL"), Camp("coalition", "US-led coalition")),
        (("warplanes", None, "MIL"), Camp("nobody")),
        (VILLAGERS, None),
    ],
)
def test_where_a_party_stands(named: tuple[str, str | None, str | None], camp: Camp | None) -> None:
    assert camp_of(*named) == camp


def test_a_coalition_and_its_member_are_one_a_coalition_and_another_state_are_not() -> None:
    coalition = camp("US-led coalition", "IGO", "MIL")
    member, other = camp("Belgian Armed Forces", "BEL", "MIL"), camp("Russian Armed Forces", "RUS", "MIL")
    assert not opposed(coalition, member)
    assert opposed(coalition, other)


def test_a_chemical_attack_and_a_hit_on_a_depot_dispute_what_it_was() -> None:
    dispute = only(
        "what",
        told("Courier", by=[MONITOR], mode=["unconventional"]),
        told("Herald", by=[NEIGHBOUR], passage="Jets struck a chemical weapons factory of the rebels."),
    )
    assert [side.value for side in dispute.sides] == ["chemical attack", "hit on a depot"]
    assert "Government of Ostria" in dispute.reason


def test_an_orderly_withdrawal_and_a_rout_dispute_what_it_was() -> None:
    assert kinds(
        told(
            "Courier", by=[GOVERNMENT], type="RETREAT", passage="Units withdrew from the town and regrouped."
        ),
        told("Herald", by=[NORTHERNERS], type="RETREAT", passage="The soldiers fled, leaving their arms."),
    ) == ["what"]


def test_one_report_may_tell_that_an_attack_was_repelled_and_a_hill_captured() -> None:
    repelled = told("Courier", id="a", passage="The army repelled the attack.")
    captured = told("Courier", id="b", by=[DOCTORS], passage="It captured a hill.")
    assert kinds(repelled, captured) == []
    elsewhere = told("Herald", id="b", by=[NORTHERNERS], passage="The front captured the town.")
    assert kinds(repelled, elsewhere) == ["what"]


def test_who_did_it_says_fighters_and_others_say_civilians() -> None:
    fighters = told("Courier", by=[GOVERNMENT], actors=[ARMY], recipients=[REBELS])
    wedding = party(VILLAGERS, 35, "a wedding party")
    assert kinds(fighters, told("Herald", by=[MONITOR], actors=[ARMY], recipients=[wedding])) == ["what"]
    somebody = party(VILLAGERS, 35, "ten people")
    assert kinds(fighters, told("Herald", by=[MONITOR], actors=[ARMY], recipients=[somebody])) == []


def test_called_fabricated_or_told_as_not_having_happened_disputes_whether() -> None:
    attack = told("Courier", by=[MONITOR], actors=[ARMY])
    fabricated = told(
        "Herald", type="REJECT", actors=[NEIGHBOUR], passage="Ostria said the reports were fabricated."
    )
    assert kinds(attack, fabricated) == ["whether"]
    assert kinds(attack, told("Herald", by=[NEIGHBOUR], actors=[ARMY], occurrence="negated")) == ["whether"]
    assert (
        kinds(attack, told("Herald", type="REJECT", actors=[NEIGHBOUR], passage="Ostria denied this.")) == []
    )


def test_calendar_dates_far_apart_dispute_when() -> None:
    monday = [told(o, when="2031-05-05", when_text="on 5 May") for o in ("Courier", "Herald")]
    thursday = [told(o, when="2031-05-08", when_text="on 8 May") for o in ("Gazette", "Mail")]
    assert [side.value for side in only("when", *monday, *thursday).sides] == ["2031-05-05", "2031-05-08"]


@pytest.mark.parametrize("other", ["2031-05-06", "2031-05", "2031", "2031-05-01/2031-05-31"])
def test_the_next_day_a_month_and_a_year_contradict_no_day(other: str) -> None:
    days = [told(o, when="2031-05-05", when_text="on 5 May") for o in ("Courier", "Herald")]
    assert kinds(*days, *(told(o, when=other, when_text="8 May") for o in ("Gazette", "Mail"))) == []


def test_weekdays_and_a_slip_in_passing_are_no_dispute_about_the_date() -> None:
    days = [told(o, when="2031-05-05", when_text="on 5 May") for o in ("Courier", "Herald")]
    assert kinds(*days, told("Gazette", when="2031-05-08")) == []
    assert kinds(*days, told("Gazette", when="2031-05-08", when_text="on 8 May", lead=False)) == []
    assert kinds(*days, told("Gazette", when="2031-05-08", when_text="on 8 May")) == ["when"]


def test_towns_far_apart_dispute_where_and_a_district_of_the_city_does_not() -> None:
    here = [told(o, where=place("Oster", 36.0, 37.0)) for o in ("Courier", "Herald")]
    far = [told(o, where=place("Westfell", 36.5, 37.0)) for o in ("Gazette", "Mail")]
    near = [told(o, where=place("Oster Bridge", 36.05, 37.0, "district")) for o in ("Gazette", "Mail")]
    assert only("where", *here, *far).reason == "Oster or Westfell: 56 km apart"
    assert kinds(*here, *near) == []
    assert kinds(*here, far[0]) == []


def test_voices_that_are_one_dispute_nothing() -> None:
    tolds = [
        told("Courier", tolls=[toll(4)], mode=["unconventional"]),
        told("Herald", tolls=[toll(9)], passage="Jets struck an arms cache."),
    ]
    assert disputes_of(tolds, {}) != ()
    assert disputes_of(tolds, {("Courier", "Courier-1"): "wire", ("Herald", "Herald-1"): "wire"}) == ()
