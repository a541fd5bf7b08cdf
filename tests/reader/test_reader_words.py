"""Words and their shapes."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.reader.words import (
    DIGITS,
    INITIAL,
    LOWER,
    MIXED,
    PUNCTUATION,
    TITLE,
    UPPER,
    shape_of,
    words_of,
)


def said(text: str) -> list[str]:
    return [text[start:end] for start, end in words_of(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ankara urged Moscow.", ["Ankara", "urged", "Moscow", "."]),
        ("cease-fire", ["cease", "-", "fire"]),
        ("Çavuşoğlu's men", ["Çavuşoğlu", "'", "s", "men"]),
        ("1,200 at 04:30", ["1", ",", "200", "at", "04", ":", "30"]),
        ("the U.S.", ["the", "U", ".", "S", "."]),
        ("a_b", ["a", "_", "b"]),
        ("حلب 阿勒颇", ["حلب", "阿勒颇"]),
        ("“No”…", ["“", "No", "”", "…"]),
        (" \n\t ", []),
        ("", []),
    ],
)
def test_words_are_runs_of_letters_and_digits_and_single_signs(text: str, words: list[str]) -> None:
    assert said(text) == words


@given(st.text(max_size=200))
def test_every_visible_character_is_in_one_word(text: str) -> None:
    spans = words_of(text)
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    inside = "".join(text[start:end] for start, end in spans)
    assert inside == "".join(text.split())


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("said", LOWER),
        ("Ankara", TITLE),
        ("NATO", UPPER),
        ("A", INITIAL),
        ("2019", DIGITS),
        ("McGuire", MIXED),
        (",", PUNCTUATION),
        ("“", PUNCTUATION),
        ("\x00", PUNCTUATION),
        ("😀", PUNCTUATION),
    ],
)
def test_shapes_tell_names_from_words(word: str, shape: int) -> None:
    assert shape_of(word) == shape


@given(st.text(max_size=60))
def test_every_word_has_one_of_eight_shapes(text: str) -> None:
    assert all(0 <= shape_of(word) < 8 for word in said(text))
