"""Who says that nothing happened disputes whether it did, not who did it."""

import pytest
from dispute_stories import ARMY, GOVERNMENT, MONITOR, REBELS, told

from demarche.collate.disputes.authors import author_claims
from demarche.collate.disputes.fields import disputes_of
from demarche.collate.telling.told import Told


def kinds(*tolds: Told) -> list[str]:
    return [each.kind for each in disputes_of(tolds, {})]


def burning() -> Told:
    return told(
        "Courier", by=[(MONITOR, "alleges")], actors=[ARMY], passage="Soldiers burnt the mill, it said."
    )


def denial(passage: str) -> Told:
    return told("Herald", type="REJECT", actors=[ARMY], passage=passage)


@pytest.mark.parametrize(
    "passage",
    [
        "The army maintains that nothing happened.",
        "The army denied that any raid on the mill had taken place.",
        "The army denies that anything happened at the mill.",
        "No such attack is known to it, the army said.",
        "There was no attack, the army said.",
    ],
)
def test_a_denial_that_it_happened_disputes_whether(passage: str) -> None:
    assert kinds(burning(), denial(passage)) == ["whether"]


@pytest.mark.parametrize(
    "passage",
    [
        "The army denied this.",
        "The army denied that its men were at the mill.",
        "The army denied that the fire that took place at the mill was its work.",
        "The army denied responsibility for what happened.",
    ],
)
def test_a_denial_of_having_done_it_disputes_the_author(passage: str) -> None:
    assert kinds(burning(), denial(passage)) == ["author"]


def test_an_attack_named_only_to_be_denied_blames_nobody() -> None:
    said = "The ministry denies that an attack on the mill took place."
    named = told("Gazette", actors=[ARMY], passage=said)
    assert author_claims([named], {}) == ()
    assert kinds(burning(), named) == []


def test_whoever_is_said_to_have_invented_it_is_not_said_to_have_done_it() -> None:
    deed = told("Courier", actors=[REBELS], by=[(GOVERNMENT, "alleges")])
    invented = told(
        "Herald",
        type="ACCUSE",
        mode=("allege",),
        actors=[REBELS],
        recipients=[ARMY],
        passage="The rebels accused the army of inventing the raid.",
    )
    assert {claim.party for claim in author_claims([deed, invented], {})} == {REBELS[0]}
