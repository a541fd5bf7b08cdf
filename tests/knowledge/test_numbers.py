"""Counts of people in the words of news."""

import pytest

from demarche.knowledge.number_words import number_words
from demarche.knowledge.numbers import Quantity, bound_words, find_quantities, head_nouns, parse_quantity


@pytest.mark.parametrize(
    ("text", "count", "bound"),
    [
        ("seven Turkish soldiers", 7, "exact"),
        ("230000", 230_000, "exact"),
        ("1,429 people", 1429, "exact"),
        ("1 000 civilians", 1000, "exact"),
        ("1.2 million", 1_200_000, "exact"),
        ("2.5m", 2_500_000, "exact"),
        ("Thirty one", 31, "exact"),
        ("twenty-three", 23, "exact"),
        ("two hundred and six people", 206, "exact"),
        ("three thousand five hundred", 3500, "exact"),
        ("twelve hundred", 1200, "exact"),
        ("two dozen people", 24, "exact"),
        ("half a million", 500_000, "exact"),
        ("more than a quarter of a million people", 250_000, "at_least"),
        ("all five people on board", 5, "exact"),
        ("another 39", 39, "exact"),
        ("a five-member family", 5, "exact"),
        ("two 12-year-old girls", 2, "exact"),
        ("a couple", 2, "exact"),
    ],
)
def test_a_plain_number_is_exact(text: str, count: int, bound: str) -> None:
    assert parse_quantity(text) == Quantity(count, bound)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "count", "bound"),
    [
        ("At least 44 people", 44, "at_least"),
        ("At least another 12", 12, "at_least"),
        ("more than 1,300", 1300, "at_least"),
        ("More than a dozen", 12, "at_least"),
        ("no fewer than 10", 10, "at_least"),
        ("over 50 were injured", 50, "at_least"),
        ("two or more", 2, "at_least"),
        ("30+", 30, "at_least"),
        ("between 20 and 30", 20, "at_least"),
        ("20-30 people", 20, "at_least"),
        ("five or six", 5, "at_least"),
        ("up to 12", 12, "at_most"),
        ("as many as 40000 people", 40_000, "at_most"),
        ("fewer than 10", 10, "at_most"),
        ("some 30", 30, "about"),
        ("nearly 40", 40, "about"),
        ("an estimated 3 million", 3_000_000, "about"),
        ("15 or so", 15, "about"),
    ],
)
def test_words_beside_a_number_bound_it(text: str, count: int, bound: str) -> None:
    assert parse_quantity(text) == Quantity(count, bound)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("several", 3),
        ("dozens of civilians", 24),
        ("several dozen dead", 24),
        ("scores", 40),
        ("hundreds", 200),
        ("several hundred", 300),
        ("thousands", 2000),
        ("tens of thousands", 20_000),
        ("hundreds of thousands", 200_000),
        ("millions", 2_000_000),
    ],
)
def test_toll_words_have_their_agreed_minimum(text: str, count: int) -> None:
    assert parse_quantity(text) == Quantity(count, "at_least")


@pytest.mark.parametrize(
    "text",
    [
        "a civilian",
        "A Turkish soldier",
        "another child",
        "a 17-year-old boy",
        "his son",
        "Kem Ley",
        "girlfriend Reeva Steenkamp",
    ],
)
def test_one_person_counts_one(text: str) -> None:
    assert parse_quantity(text) == Quantity(1, "exact")


@pytest.mark.parametrize("text", ["no one", "none", "No casualties"])
def test_nobody_counts_none(text: str) -> None:
    assert parse_quantity(text) == Quantity(0, "exact")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "many",
        "Many Syrians",
        "civilians",
        "Syrian troops",
        "a group of rebels",
        "40 percent",
        "40%",
        "three-week siege",
    ],
)
def test_words_that_tell_no_count_give_none(text: str) -> None:
    assert parse_quantity(text) is None


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("a man and his wife", 2),
        ("A woman and her three children as well as another child", 5),
        ("two journalists, 5 soldiers and a driver", 8),
        ("12 aid workers and drivers", 12),
        ("Six civilians including a child", 6),
        ("two killed and three wounded", 2),
    ],
)
def test_a_total_is_added_up_and_its_parts_are_not(text: str, count: int) -> None:
    assert parse_quantity(text) == Quantity(count, "exact")


@pytest.mark.parametrize(
    ("text", "count", "bound"),
    [
        ("the death toll rose to 112", 112, "exact"),
        ("rose from 58 to at least 86", 86, "at_least"),
        ("revised from 120 to 98", 98, "exact"),
        ("raised the toll by two to 30", 30, "exact"),
        ("the toll is up to 45", 45, "exact"),
        ("58 dead, up from 43", 58, "exact"),
        ("not 12 but 14", 14, "exact"),
        ("14, not 12", 14, "exact"),
        ("hundreds, if not thousands", 200, "at_least"),
        ("no fewer than 10", 10, "at_least"),
    ],
)
def test_a_correction_gives_the_new_figure(text: str, count: int, bound: str) -> None:
    assert parse_quantity(text) == Quantity(count, bound)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("13 soldiers and two officers", 15),
        ("a family of five and two neighbours", 7),
        ("44 people, 12 of them children", 44),
        ("12, among them three children", 12),
        ("three of whom died", 3),
        ("a mother of three", 1),
        ("a child dead", 1),
        ("Laxmi Agarwal, 28", 1),
        ("Malik and Farook", 2),
        ("Rafik Hariri and 21 others", 22),
        ("not a single casualty", 0),
        ("half of the 40 hostages", 20),
        ("0.5 million", 500_000),
    ],
)
def test_people_are_added_up_as_a_reader_would(text: str, count: int) -> None:
    assert parse_quantity(text) == Quantity(count, "exact")


def test_a_share_that_is_no_whole_number_is_about() -> None:
    assert parse_quantity("a third of the 100 guards") == Quantity(33, "about")


def test_numbers_are_found_with_the_words_that_bound_them() -> None:
    text = "At least 44 people were killed up to 12 wounded; dozens fled as F-16 jets hit a 17-year-old port."
    found = [
        (text[one.start : one.end], one.quantity.count, one.quantity.bound) for one in find_quantities(text)
    ]
    assert found == [("At least 44", 44, "at_least"), ("up to 12", 12, "at_most"), ("dozens", 24, "at_least")]


@pytest.mark.parametrize(
    "text", ["9" * 5000, "one " * 5000, "and " * 5000, "a" * 50_000, "20-" * 5000, "\x00\u202e٣٤"]
)
def test_hostile_text_is_read_without_failing(text: str) -> None:
    assert len(find_quantities(text)) <= 5000
    parse_quantity(text)


def test_the_number_tables_are_well_formed() -> None:
    assert {role for role, _ in number_words().values()} == {"unit", "scale", "vague", "none"}
    assert all(word == word.lower() for word in number_words())
    assert set(head_nouns().values()) == {"group", "plural", "after"}
    assert all(0 < len(phrase) <= 5 for phrases in bound_words().values() for phrase in phrases)
