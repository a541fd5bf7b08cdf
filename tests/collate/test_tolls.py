"""Tolls: ranges, updates, parts, bounds, rivals."""

import random

from dispute_stories import GOVERNMENT, MONITOR, NORTHERNERS, told, toll

from demarche.collate.disputes.fields import disputes_of
from demarche.collate.disputes.tolls import ranges_of, toll_claims
from demarche.records import Dispute


def toll_disputes(*tolds: object) -> list[Dispute]:
    return [each for each in disputes_of(tolds, {}) if each.kind == "toll"]  # type: ignore[arg-type]


def test_two_sources_that_count_differently_dispute_the_toll_and_each_is_named() -> None:
    (dispute,) = toll_disputes(
        told("Courier", by=[MONITOR], tolls=[toll(86)]), told("Herald", by=[GOVERNMENT], tolls=[toll(58)])
    )
    assert dispute.about == "killed"
    assert {(side.value, side.claims[0].voice.by) for side in dispute.sides} == {
        ("58 killed", "Government of Vell"),
        ("86 killed", "Vell Monitor"),
    }
    assert "58 killed by Government of Vell through Herald" in dispute.reason


def test_a_later_toll_of_the_same_source_is_an_update() -> None:
    first = told("Courier", by=[MONITOR], tolls=[toll(58)], published="2031-05-02")
    later = told("Herald", by=[MONITOR], tolls=[toll(112)], published="2031-05-03")
    assert toll_disputes(first, later) == []
    (span,) = ranges_of(toll_claims([first, later], {}))
    assert (span.low, span.best, span.high) == (112, 112, 112)


def test_a_later_toll_in_an_outlets_own_words_is_an_update_too() -> None:
    first = told("Courier", report="a", tolls=[toll(750)], published="2031-05-02")
    later = told("Courier", report="b", tolls=[toll(1000)], published="2031-05-09")
    (span,) = ranges_of(toll_claims([first, later], {}))
    assert (span.low, span.best, span.high) == (1000, 1000, 1000)


def test_children_among_the_dead_are_a_part_and_no_rival() -> None:
    part = told("Herald", tolls=[toll(6, text="six children")])
    assert toll_disputes(told("Courier", tolls=[toll(30)]), part) == []


def test_dozens_contradicts_no_number_above_and_none_near() -> None:
    vague = told("Courier", tolls=[toll(24, bound="at_least", text="dozens of people")])
    assert toll_disputes(vague, told("Herald", tolls=[toll(58)])) == []
    assert toll_disputes(vague, told("Herald", tolls=[toll(20)])) == []
    (few,) = toll_disputes(vague, told("Herald", tolls=[toll(7)]))
    assert "7 killed" in {side.value for side in few.sides}


def test_at_most_and_about_agree_with_what_fits_them() -> None:
    assert not toll_disputes(
        told("Courier", tolls=[toll(50, bound="at_most")]), told("Herald", tolls=[toll(31)])
    )
    assert not toll_disputes(
        told("Courier", tolls=[toll(100, bound="about")]), told("Herald", tolls=[toll(96)])
    )
    assert toll_disputes(told("Courier", tolls=[toll(100, bound="about")]), told("Herald", tolls=[toll(60)]))
    assert not toll_disputes(
        told("Courier", tolls=[toll(30, bound="at_least")]), told("Herald", tolls=[toll(33)])
    )


def test_two_floors_of_two_sources_are_shown_and_said_not_to_exclude_one_another() -> None:
    (dispute,) = toll_disputes(
        told("Courier", tolls=[toll(17, bound="at_least")]),
        told("Herald", tolls=[toll(20, bound="at_least")]),
    )
    assert dispute.reason.endswith("neither excludes the other")


def test_the_dead_of_one_side_may_be_a_part_of_all_the_dead() -> None:
    fighters = told("Courier", tolls=[toll(20, text="20 fighters")])
    assert toll_disputes(fighters, told("Herald", tolls=[toll(29)])) == []


def test_a_report_that_adds_up_its_own_numbers_contradicts_nobody() -> None:
    adds = told(
        "Courier", tolls=[toll(10, at=60), toll(7, text="seven", at=90), toll(3, text="three", at=120)]
    )
    assert toll_disputes(adds, told("Herald", tolls=[toll(10)])) == []


def test_nine_others_beside_a_larger_number_are_not_all() -> None:
    others = [toll(45, at=60), toll(9, text="nine others", at=90)]
    assert toll_disputes(told("Courier", tolls=others), told("Herald", tolls=[toll(45)])) == []
    alone = told("Courier", tolls=[toll(9, text="another nine")])
    assert toll_disputes(alone, told("Herald", tolls=[toll(12)])) != []


def test_a_number_many_times_larger_outside_the_lead_counts_something_else() -> None:
    of_the_week = told("Herald", tolls=[toll(122)], lead=False)
    assert toll_disputes(told("Courier", tolls=[toll(22)]), of_the_week) == []
    assert toll_disputes(told("Courier", tolls=[toll(22)]), told("Herald", tolls=[toll(122)]))


def test_a_number_that_a_report_gives_of_several_is_no_toll_many_times_larger() -> None:
    week = told("Herald", tolls=[toll(40, bound="at_least", text="scores", at=60), toll(122, at=90)])
    assert toll_disputes(told("Courier", tolls=[toll(22)]), week) == []


def test_an_outlet_that_repeats_its_sources_number_is_no_voice_beside_it() -> None:
    first = told("Courier", by=[MONITOR], tolls=[toll(20)], published="2031-05-02")
    again = told("Herald", id="a", by=[MONITOR], tolls=[toll(40)], published="2031-05-03")
    own = told("Herald", id="b", tolls=[toll(40, at=400)], published="2031-05-03")
    assert toll_disputes(first, again, own) == []


def test_killed_and_injured_are_never_compared() -> None:
    assert (
        toll_disputes(told("Courier", tolls=[toll(5)]), told("Herald", tolls=[toll(9, kind="injured")])) == []
    )


def test_best_is_what_most_independent_voices_hold_and_the_lower_of_as_many() -> None:
    tolds = [
        told("Courier", tolls=[toll(40)]),
        told("Herald", tolls=[toll(40)]),
        told("Gazette", by=[GOVERNMENT], tolls=[toll(58)]),
    ]
    (span,) = ranges_of(toll_claims(tolds, {}))
    assert (span.low, span.best, span.high) == (40, 40, 58)
    copied = {("Courier", "Courier-1"): "wire", ("Herald", "Herald-1"): "wire"}
    (span,) = ranges_of(toll_claims([*tolds, told("Mail", tolls=[toll(58)])], copied))
    assert span.best == 58
    (span,) = ranges_of(toll_claims(tolds[1:], {}))
    assert span.best == 40


def test_a_floor_is_best_only_where_no_number_is_as_well_held() -> None:
    floor, number = told("Courier", tolls=[toll(20, bound="at_least")]), told("Herald", tolls=[toll(35)])
    (span,) = ranges_of(toll_claims([floor, number], {}))
    assert (span.low, span.best, span.high) == (20, 35, 35)


def test_the_sides_dead_are_added_up_where_nobody_counts_all() -> None:
    clash = told(
        "Courier",
        by=[MONITOR],
        tolls=[toll(30, text="30 soldiers", at=60), toll(50, text="50 rebels", at=90)],
    )
    (span,) = ranges_of(toll_claims([clash], {}))
    assert (span.low, span.best, span.high) == (80, 80, 80)


def test_no_fewer_died_than_of_one_side_alone() -> None:
    everyone = told("Courier", tolls=[toll(15)])
    fighters = told("Herald", by=[MONITOR], tolls=[toll(50, bound="at_least", text="at least 50 rebels")])
    (span,) = ranges_of(toll_claims([everyone, fighters], {}))
    assert (span.low, span.best, span.high) == (15, 15, 50)
    assert span.reason.endswith("50 of one side alone")
    at_most = told("Herald", by=[MONITOR], tolls=[toll(50, bound="at_most", text="at most 50 rebels")])
    (span,) = ranges_of(toll_claims([everyone, at_most], {}))
    assert span.high == 15


def test_the_order_in_which_events_come_makes_no_difference() -> None:
    tolds = [
        told("Courier", by=[MONITOR], tolls=[toll(86), toll(9, kind="injured", at=90)]),
        told("Herald", by=[GOVERNMENT], tolls=[toll(58)], actors=[NORTHERNERS]),
        told("Gazette", tolls=[toll(70, bound="at_least")], published="2031-05-04"),
        told("Mail", tolls=[toll(70)], mode=["aerial"]),
    ]
    expected = disputes_of(tolds, {}), toll_claims(tolds, {})
    for seed in range(10):
        random.Random(seed).shuffle(tolds)
        assert (disputes_of(tolds, {}), toll_claims(tolds, {})) == expected
