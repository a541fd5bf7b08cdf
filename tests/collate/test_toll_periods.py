"""Tolls of a longer time or of other places than the incident are no totals of it."""

import pytest
from dispute_stories import MONITOR, told, toll
from incident_stories import Said
from incident_stories import told as events_of

from demarche.collate.disputes.fields import disputes_of
from demarche.collate.disputes.tolls import ranges_of, set_aside, toll_claims
from demarche.collate.telling.toll_periods import signs_in
from demarche.collate.telling.word_groups import load
from demarche.knowledge.folding import fold
from demarche.records import Place

OSTER = Place(text="Oster", start=0, end=5, name="Oster", province="Northmark")


def counted(text: str, number: str) -> bool:
    """Whether the number of the text, of an attack of one day, is counted over a longer time."""
    said = Said(triggers=("strike",), when="2031-05-02", tolls=(("killed", 9, number),))
    (event,) = events_of("courier", text, [said])
    return bool(event.longer)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The strike took to 89 the number of people killed in raids in the past seven days.", "89"),
        ("The strike is one of many; 330 people have been killed since Thursday.", "330 people"),
        ("After the strike, bringing the number killed to 45, the raids went on.", "45"),
        (
            "A strike hit the mill since the siege began in May. The strikes have killed 122 people.",
            "122 people",
        ),
        ("The strike was one of those that killed 60 people in the last 48 hours.", "60 people"),
    ],
)
def test_a_week_and_a_campaign_are_longer_than_an_attack(text: str, number: str) -> None:
    assert counted(text, number)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("A strike killed 12 people on Monday.", "12 people"),
        ("A strike killed 12 people, the deadliest attack since 2011.", "12 people"),
        ("Since dawn a strike killed 12 people.", "12 people"),
        ("A strike in Oster has killed 12 people.", "12 people"),
        ("A strike killed a girl of 12 years in Oster.", "12"),
        ("A strike killed 12 people within minutes.", "12 people"),
    ],
)
def test_an_attack_of_the_day_is_not(text: str, number: str) -> None:
    assert not counted(text, number)


def test_a_sign_beside_another_number_is_that_numbers() -> None:
    text = "The strike killed 12 people on Monday and 300 people have died since March."
    said = Said(
        triggers=("strike",),
        when="2031-05-02",
        tolls=(("killed", 12, "12 people"), ("killed", 300, "300 people")),
    )
    (event,) = events_of("courier", text, [said])
    assert event.longer == (text.index("300"),)


def test_the_weeks_toll_stands_with_the_claims_and_not_in_range_or_dispute() -> None:
    day = told("Courier", tolls=[toll(22)], when="2031-05-02")
    week = told("Herald", by=[MONITOR], tolls=[toll(60)], when="2031-04-26/2031-05-02")
    claims, aside = toll_claims([day, week], {}), set_aside([day, week], None)
    assert {claim.count for claim in claims} == {22, 60}
    (span,) = ranges_of(claims, aside)
    assert (span.low, span.high) == (22, 22)
    assert disputes_of([day, week], {}) == ()


def test_what_itself_took_weeks_keeps_its_toll() -> None:
    siege = [
        told("Courier", tolls=[toll(670)], when="2031-04-01/2031-05-02"),
        told("Herald", tolls=[toll(750)], when="2031-04-01/2031-05-03"),
    ]
    (span,) = ranges_of(toll_claims(siege, {}), set_aside(siege, None))
    assert (span.low, span.high) == (670, 750)


def test_a_number_set_aside_stands_where_there_is_no_other() -> None:
    days = [
        told("Courier", when="2031-05-02"),
        told("Herald", tolls=[toll(84)], when="2031-04-29/2031-05-02"),
    ]
    (span,) = ranges_of(toll_claims(days, {}), set_aside(days, None))
    assert span.best == 84


def test_of_numbers_of_several_towns_the_one_that_names_the_place_counts() -> None:
    towns = told("Courier", tolls=[toll(45, at=60), toll(22, text="22 in nearby Oster", at=90)])
    (span,) = ranges_of(toll_claims([towns], {}), set_aside([towns], OSTER))
    assert (span.low, span.high) == (22, 22)
    assert disputes_of([towns, told("Herald", tolls=[toll(22)])], {}, OSTER) == ()


def test_best_is_what_the_floors_of_others_leave_open() -> None:
    early = [told("Courier", tolls=[toll(13)])]
    floors = [
        told(o, tolls=[toll(n, bound="at_least")]) for o, n in (("Herald", 20), ("Mail", 21), ("Post", 36))
    ]
    (span,) = ranges_of(toll_claims([*early, *floors], {}))
    assert (span.low, span.best, span.high) == (13, 36, 36)
    assert "left open by 2 more" in span.reason


def test_a_word_of_size_is_said_to_be_no_count() -> None:
    dozens = told("Courier", tolls=[toll(24, bound="at_least", text="dozens of people")])
    (span,) = ranges_of(toll_claims([dozens], {}))
    assert "no count" in span.reason


def test_lists_are_folded_words() -> None:
    data = load("periods.yaml")
    every = [word for words in data.values() if isinstance(words, list) for word in words]
    assert every == [fold(word) for word in every]
    assert signs_in(["in", "the", "past", "seven", "days"]) == [0]
    assert not signs_in(["in", "the", "past", "hour"])
