"""The tables of sides, of what bears on a demarche and of agreements are well formed."""

from typing import get_args

import pytest

from demarche.collate.courses.accord_mentions import accord_table
from demarche.collate.courses.bearing import bearing_table
from demarche.collate.courses.kinds import CLASH, DENIAL
from demarche.collate.courses.sides import side_table
from demarche.knowledge.countries import countries
from demarche.knowledge.folding import fold
from demarche.plover import ontology
from demarche.records import Answer, Outcome

DOERS = ("asked", "asker", "both", "third")


def given() -> set[str]:
    """All that an event can be to a demarche."""
    table = bearing_table()
    return {f"{doer} {does}" for doer in DOERS for does in getattr(table, doer).values()} | {
        f"asked {does}" for does in table.asked_with_third.values()
    }


def test_sectors_exist_and_bodies_are_no_countries() -> None:
    table = side_table()
    assert table.acts_for_its_state <= set(ontology().sectors)
    assert table.one_body.keys().isdisjoint(countries())
    assert all(table.one_body.values())


@pytest.mark.parametrize("doer", DOERS)
def test_types_exist(doer: str) -> None:
    assert set(getattr(bearing_table(), doer)) <= {*ontology().types, CLASH, DENIAL}


def test_what_is_local_or_called_otherwise_with_a_third_is_among_the_types() -> None:
    table = bearing_table()
    assert set(table.asked_with_third) <= set(table.asked)
    assert table.local <= {*ontology().types, CLASH, DENIAL}
    assert table.give_way_to_nobody <= set(ontology().sectors)


def test_answers_and_closings_use_only_what_the_tables_can_give() -> None:
    table = bearing_table()
    assert set(table.answers) | {"silent"} == set(get_args(Answer))
    assert set(table.closes) | {"open", "ignored"} == set(get_args(Outcome))
    for listed in (*table.answers.values(), *table.closes.values(), table.ground, table.goes_with_asking):
        assert set(listed) <= given()
        assert len(set(listed)) == len(listed)


def test_yielding_that_must_be_asked_for_by_name_answers_nothing_under_its_other_name() -> None:
    table = bearing_table()
    modes = {*ontology().types["RETREAT"].modes, *ontology().types["CONCEDE"].modes}
    closing = {words for each in (*table.answers.values(), *table.closes.values()) for words in each}
    for mode, named in table.yields_as_named.items():
        assert mode in modes
        assert named.words
        assert all(fold(word) == word for word in named.words)
        assert len(set(named.words)) == len(named.words)
        assert {f"{doer} {getattr(named, doer)}" for doer in ("asked", "both", "third")}.isdisjoint(closing)


def test_nothing_closes_a_demarche_in_two_ways() -> None:
    closing = [words for listed in bearing_table().closes.values() for words in listed]
    assert len(set(closing)) == len(closing)


def test_every_way_of_asking_is_a_mode_of_a_request_and_has_words() -> None:
    table = bearing_table()
    assert set(table.asks) == set(table.calls)
    assert set(table.asks) <= set(ontology().types["REQUEST"].modes)


def test_words_are_lower_case_and_once() -> None:
    bearing = bearing_table()
    for words in (
        bearing.leads_to_what,
        bearing.leads_away,
        bearing.deadline_words,
        bearing.conditions,
        bearing.if_this,
        bearing.ahead,
        bearing.denying,
        bearing.clashing,
        bearing.denied_and_no_charge,
    ):
        assert all(word == word.lower().strip() for word in words)
        assert len(set(words)) == len(words)


def test_a_word_that_leads_to_what_is_asked_does_not_lead_away_from_it() -> None:
    assert set(bearing_table().leads_to_what).isdisjoint(bearing_table().leads_away)


def test_words_of_agreements_are_folded_and_breaking_types_exist() -> None:
    table = accord_table()
    for words in (table.generic, table.no_beginning, table.no_part):
        assert all(fold(word) == word for word in words)
    assert table.breaking_types <= set(ontology().types)
    assert all(isinstance(number, int) for number in table.lengths.values())
    assert "of" in table.generic  # not what a YAML reader makes of a bare yes or no


def test_what_breaks_is_not_what_upholds() -> None:
    table = accord_table()
    assert set(table.breach).isdisjoint(table.upheld)
