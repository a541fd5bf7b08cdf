"""Pairs of wordings, and kinds of errors."""

import pytest
from benchmarks.error_kinds import date_kind, name_kind, place_kind
from benchmarks.one_name import Wording, holds_name, pairs_of
from benchmarks.parties import words_near


@pytest.mark.parametrize(
    "wording", ["Mr Lunde", "Norwegian troops", "the Lervik Militia", "forces of Norway"]
)
def test_names(wording: str) -> None:
    assert holds_name(wording)


@pytest.mark.parametrize(
    "wording", ["the minister", "Three people", "He", "Soldiers", "Hundreds of people", "a Norwegian ship"]
)
def test_descriptions(wording: str) -> None:
    assert not holds_name(wording)


def test_a_countrys_words_are_no_own_name() -> None:
    assert not holds_name("Norwegian troops", own=True)
    assert holds_name("the Lervik Militia", own=True)


def test_pairs_are_of_one_gold_name_in_one_report() -> None:
    told = [
        Wording("1", "Kari Lunde", "Kari Lunde", "Kari Lunde"),
        Wording("1", "Ms Lunde", "Kari Lunde", "Kari Lunde"),
        Wording("1", "she", "Kari Lunde", "Eva Holm"),
        Wording("1", "Eva Holm", "Eva Holm", "Eva Holm"),
        Wording("2", "Lunde", "Kari Lunde", "Lunde"),
    ]
    pairs = pairs_of(told)
    assert (pairs.total, pairs.alike) == (3, 1)
    assert (pairs.named, pairs.named_alike) == (1, 1)
    assert (pairs.far, pairs.far_alike) == (3, 1)
    assert [name_kind(pair) for pair in pairs.apart] == ["a pronoun", "a pronoun"]


def test_words_that_stand_twice_are_those_at_the_act() -> None:
    text = "Norwegian minister Lunde left after Norwegian troops shelled Lervik."
    trigger = (text.index("shelled"), text.index("shelled") + 7)
    assert words_near(text, "Norwegian", (0, len(text)), trigger) == (36, 45)


def test_kinds() -> None:
    assert (
        place_kind(("Lervik", "Lervik, Oslo, Norway", "Lervik, Viken, NOR"))
        == "the same country, over 161 km off"
    )
    assert place_kind(("Lervik", "Lervik, Oslo, Norway", "-")) == "not located"
    assert date_kind(("May", "2031-05", "2030-05")) == "another year"
    assert date_kind(("Monday", "2031-05-04", "2031-05")) == "less exact than gold"
