"""Copies: what is found to be one, how it is told, what is none."""

import random
import time

import pytest
from copy_samples import BACKGROUND, BRIDGE, HARBOUR, MARKET, STORIES, report
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.collate.copies.copying import copy_of
from demarche.collate.copies.finding import copy_links, find_copies

MENU = (
    "World News Live Radio Programmes Schedule About Contact Careers Legal Privacy Policy Mobile Apps "
    "Podcasts Newsletters Sport Culture Travel Weather Archive"
)


def half(text: str, first: bool = True) -> str:
    words = text.split(" ")
    middle = len(words) // 2
    return " ".join(words[:middle] if first else words[middle:])


def test_the_same_words_are_a_copy() -> None:
    copying = copy_of(BRIDGE, BRIDGE)
    assert copying is not None
    assert (copying.score, copying.relation) == (1.0, "same")
    assert copying.reason.startswith("the same ")


def test_case_accents_and_apostrophes_make_no_difference() -> None:
    other = BRIDGE.upper().replace("60,000", "60000")
    copying = copy_of(BRIDGE, other)
    assert copying is not None
    assert copying.score == 1.0
    assert (
        copy_of("the town's mayor " + MARKET, "the towns mayor " + MARKET.replace("Yusuf", "Yûsuf"))
        is not None
    )


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("text", STORIES)
def test_a_half_is_a_copy_of_the_whole(text: str, first: bool) -> None:
    copying = copy_of(text, half(text, first))
    assert copying is not None
    assert copying.score > 0.9
    assert 0.4 <= copying.one_share <= 0.6


def test_another_agencys_lines_make_no_difference() -> None:
    other = f"VELD, May 3 (Kestrel) - {BRIDGE} (Reporting by A. Penn; editing by B. Quill)"
    copying = copy_of(BRIDGE, other)
    assert copying is not None
    assert copying.relation == "same"


def test_a_reworded_first_paragraph_makes_no_difference() -> None:
    rest = BRIDGE.split(". ", 1)[1]
    other = "At least nine residents died when artillery hit a crossing in the north, the town hall said. "
    copying = copy_of(BRIDGE, other + rest)
    assert copying is not None
    assert copying.relation == "same"
    assert 0.6 < copying.score < 0.95


def test_a_report_inside_a_longer_one_is_held_by_it() -> None:
    longer = "\n".join([HARBOUR, MARKET, BRIDGE, STORIES[3], STORIES[4]])
    copying = copy_of(BRIDGE, longer)
    assert copying is not None
    assert copying.relation == "other holds one"
    assert copying.score == copying.one_share > 0.95
    assert copying.other_share < 0.4
    assert "which holds more" in copying.reason
    turned = copy_of(longer, BRIDGE)
    assert turned is not None
    assert turned.relation == "one holds other"


def test_the_reason_tells_the_share_of_the_shorter() -> None:
    copying = copy_of(BRIDGE, half(BRIDGE))
    assert copying is not None
    assert f"{copying.score:.0%}"[:-1] + " % of the shorter report's" in copying.reason


def test_distinct_reports_are_no_copies() -> None:
    assert all(copy_of(a, b) is None for a in STORIES for b in STORIES if a is not b)


def test_two_tellings_of_one_happening_are_no_copies() -> None:
    other = (
        "Nine civilians died on Tuesday when the railway bridge of Ostrava Gorna was hit by shells. "
        "Among them were four teachers, according to Irena Duval, who heads the town. "
        "The Northern Front spoke of a legitimate strike on soldiers; General Pavel Horak saw none. "
        "Boats from Veld looked for survivors all day."
    )
    assert copy_of(BRIDGE, other) is None


def test_background_and_menus_make_no_copies() -> None:
    one = "Two farmers were shot near Dolna on Monday, Radio Tavia said. " + BACKGROUND + "\n" + MENU
    other = (
        "The port of Sankt Anna took in its first ship on 9 May, a pilot told us. " + BACKGROUND + "\n" + MENU
    )
    assert copy_of(one, other) is None


def test_a_formula_filled_in_twice_is_no_copy() -> None:
    form = (
        "{n} civilians were killed and {m} others were injured on {day} by rocket shells fired by terrorists "
        "on {a} neighbourhood in {b} city. A source at {b} Police Command told the correspondent that "
        "terrorists positioned in {c} fired {m} rocket shells on {a} on {day} evening, in addition to "
        "causing material damage to public and private properties."
    )
    one = form.format(n="Two", m="7", day="Sunday", a="al-Furqan", b="Aleppo", c="Bani Zaid")
    other = form.format(n="Five", m="31", day="Friday", a="Bab Touma", b="Damascus", c="Jobar")
    assert copy_of(one, other) is None


def test_very_short_texts_are_copies_only_when_equal() -> None:
    assert copy_of("Shelling in Veld kills two.", "Shelling in Veld kills two") is not None
    assert copy_of("Shelling in Veld kills two.", "Shelling in Veld kills three.") is None
    assert copy_of("", "") is None
    assert copy_of("", BRIDGE) is None


def test_a_headline_is_not_compared() -> None:
    title = "Nine die as bridge in the north is hit by shells"
    with_title = copy_of(f"{title}\n{MARKET}", MARKET, one_title=title)
    assert with_title is not None
    assert with_title.one_share == with_title.other_share == 1.0


def test_hostile_texts_are_compared_in_good_time() -> None:
    start = time.process_time()
    for text in (
        "!" * 200_000,
        "' " * 100_000,
        "a," * 100_000,
        "1,000," * 50_000,
        "war in " * 50_000,
        "\n" * 200_000,
    ):
        copy_of(text, BRIDGE)
    assert time.process_time() - start < 20


@given(st.text(max_size=400), st.text(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_texts_can_be_compared_and_either_way_round_alike(one: str, other: str) -> None:
    forth, back = copy_of(one, other), copy_of(other, one)
    assert (forth is None) == (back is None)
    if forth is not None and back is not None:
        assert forth.score == back.score
        assert (forth.one_share, forth.other_share) == (back.other_share, back.one_share)


def test_copies_of_a_corpus_are_found_whatever_their_order() -> None:
    corpus = [report(f"s{number}", text, outlet="First") for number, text in enumerate(STORIES)]
    corpus += [report(f"h{number}", half(text), outlet="Second") for number, text in enumerate(STORIES)]
    corpus.append(report("roundup", "\n".join(STORIES), outlet="Third"))
    groups = find_copies(corpus)
    told = sorted(group.reports for group in groups)
    assert told == [*((f"first/s{n}", f"second/h{n}") for n in range(len(STORIES))), ("third/roundup",)]
    roundup = next(group for group in groups if group.reports == ("third/roundup",))
    assert {link.holder for link in roundup.outside} == {"third/roundup"}
    assert len(roundup.outside) == 2 * len(STORIES)
    for seed in range(3):
        random.Random(seed).shuffle(corpus)
        assert find_copies(corpus) == groups


def test_reports_of_other_months_are_not_compared() -> None:
    first = report("a", BRIDGE, "First", "2016-05-03")
    assert list(copy_links([first, report("b", BRIDGE, "Second", "2016-05-06")]))
    assert list(copy_links([first, report("b", BRIDGE, "Second", "2016")]))
    assert list(copy_links([first, report("b", BRIDGE, "Second")]))
    assert not list(copy_links([first, report("b", BRIDGE, "Second", "2017-05-03")]))
