"""Tear gas is no chemical weapon, and beside a shooting no other happening."""

import pytest
from dispute_stories import told

from demarche.collate.disputes.fields import disputes_of
from demarche.collate.incidents.comparing import weapon
from demarche.collate.incidents.titles import title_of
from demarche.collate.telling.traits import traits_of

MARCH = "Riot police fired tear gas at marchers on the Old Bridge."


def title(passage: str, mode: tuple[str, ...] = ()) -> str:
    event = told("Courier", passage=passage, mode=mode)
    return title_of([event], type_="ASSAULT", occurrence="actual", day=None, place=None)


@pytest.mark.parametrize(
    ("passage", "mode"),
    [
        (MARCH, ()),
        (MARCH, ("crowd-control",)),
        (MARCH, ("unconventional",)),
        ("A tear gas attack ended the vigil.", ()),
        ("Officers used pepper spray and a water cannon.", ()),
    ],
)
def test_crowd_control_is_titled_as_such(passage: str, mode: tuple[str, ...]) -> None:
    assert title(passage, mode) == "Force used against a crowd"


def test_poison_gas_stays_a_chemical_attack() -> None:
    assert title("Shells with poison gas fell on the mill.") == "Reported chemical attack"
    assert title("Tear gas, said one side; chlorine, said the other.") == "Reported chemical attack"


def test_tear_gas_in_one_report_and_shots_in_another_may_be_one_happening() -> None:
    gas, shots = (
        traits_of(told("Courier", passage=MARCH)),
        traits_of(told("Herald", passage="Gunmen in uniform opened fire on a march.")),
    )
    assert weapon(gas, shots).level == "unknown"
    both = traits_of(told("Echo", passage="Police fired tear gas, then shot two marchers."))
    assert weapon(both, shots).level.startswith("same")


def test_two_crackdowns_are_not_one_for_their_tear_gas() -> None:
    one, two = traits_of(told("Courier", passage=MARCH)), traits_of(told("Herald", passage=MARCH))
    assert weapon(one, two).level == "same"


def test_tear_gas_beside_a_blown_up_depot_disputes_nothing() -> None:
    gas = told("Courier", passage="A tear gas attack on marchers.", mode=("unconventional",))
    depot = told("Herald", passage="A blast in an arms depot shook the town.")
    assert [each.kind for each in disputes_of((gas, depot), {})] == []
