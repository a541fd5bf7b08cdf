"""What tells attacks of one day apart: quarters of a town, a downed aircraft; not the truce they break."""

import msgspec
from dispute_stories import ARMY, REBELS, told

from demarche.collate.incidents.comparing import agreement, place, type_, weapon
from demarche.collate.telling.told import Told
from demarche.collate.telling.traits import traits_of
from demarche.records import Place


def at(name: str, lat: float, kind: str) -> Told:
    where = Place(
        text=name,
        start=0,
        end=len(name),
        name=name,
        lat=lat,
        lon=20.0,
        province="Northmark",
        country="VLL",
        kind=kind,
    )
    return told("Courier", where=where)


def test_quarters_of_one_town_are_apart_where_villages_would_be_near() -> None:
    north, south = 40.05, 40.0  # some six kilometres
    quarters = (traits_of(at("Milltown", north, "district")), traits_of(at("Old Ford", south, "district")))
    villages = (traits_of(at("Milltown", north, "city")), traits_of(at("Old Ford", south, "city")))
    assert place(*quarters).level == "other place"
    assert place(*villages).level == "near"
    beside = traits_of(at("Old Ford", 40.04, "district"))
    assert place(quarters[0], beside).level == "near"


def test_gas_that_fell_where_a_helicopter_was_shot_down_is_no_downing() -> None:
    gas = told(
        "Courier",
        mode=("unconventional",),
        passage="Toxic gas fell close to where a helicopter was shot down.",
    )
    crash = told("Herald", passage="A helicopter was shot down on Monday.")
    assert "downing" not in traits_of(gas).means
    assert weapon(traits_of(gas), traits_of(crash)).level in ("other", "apart")


def test_two_attacks_that_break_one_truce_are_no_more_alike_for_it() -> None:
    def broke(type: str, outlet: str) -> Told:
        event = told(outlet, type=type, actors=[ARMY], recipients=[REBELS])
        return msgspec.structs.replace(
            event, event=msgspec.structs.replace(event.event, agreement="the May truce")
        )

    assert (
        agreement(traits_of(broke("ASSAULT", "Courier")), traits_of(broke("ASSAULT", "Herald"))).level
        == "unknown"
    )
    assert (
        agreement(traits_of(broke("AGREE", "Courier")), traits_of(broke("AGREE", "Herald"))).level == "same"
    )


def test_two_requests_for_other_things_are_said_to_be() -> None:
    talks = traits_of(told("Courier", type="REQUEST", mode=("meet",)))
    truce = traits_of(told("Herald", type="REQUEST", mode=("yield",)))
    assert type_(talks, truce).level == "other mode"
    assert type_(talks, talks).level == "same mode"
