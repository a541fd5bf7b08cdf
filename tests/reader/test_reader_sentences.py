"""Where sentences begin and end."""

import time
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.reader.sentences import sentences_of
from demarche.reader.word_list import word_list


def said(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences_of(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Norway urged Finland to wait.", "Finland refused."],
        ["Gen. Koski and Mr. Lunde met Dr. Holm.", "They agreed."],
        ["Troops crossed on Feb. 6 near the ford.", "Two died."],
        ["J. K. Lunde spoke.", "Nobody answered."],
        ["He met U.S. officials in Oslo.", "They left early."],
        ["He flew to the U.S.", "The visit was short."],
        ["At 4 p.m. the guns fell silent.", "People came out."],
        ["About 3.5 million fled.", "Most went west."],
        ["“We will not go.”", "He left at once."],
        ['"Why now?" she asked.', "No one knew."],
        ["Stop!", "Who goes there?", "A friend."],
        ["They waited … and waited.", "Nothing came."],
        ["The toll (at least 12.)", "Others were hurt."],
        ["One 5.5-tonne truck, e.g. a tanker, burned.", "It was empty."],
        ["So did I.", "Then we went."],
    ],
)
def test_sentences_of_news(sentences: list[str]) -> None:
    assert said(" ".join(sentences)) == sentences


def test_a_line_break_always_ends_a_sentence() -> None:
    text = "Guns fall silent\n\nOSLO\nThe guns of\nFinland fell silent."
    assert said(text) == ["Guns fall silent", "OSLO", "The guns of", "Finland fell silent."]


def test_a_question_in_a_quote_goes_on() -> None:
    assert said('"Who fired first?" asked the mayor.') == ['"Who fired first?" asked the mayor.']


@pytest.mark.parametrize("text", ["", " ", "\n\n \n", "\t\u2003"])
def test_nothing_has_no_sentences(text: str) -> None:
    assert sentences_of(text) == []


@given(st.text(alphabet=st.sampled_from("aB1 .!?…\"'”)\n\u200b(é"), max_size=80))
def test_sentences_hold_every_visible_character_once_and_in_order(text: str) -> None:
    spans = sentences_of(text)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    for start, end in spans:
        assert text[start:end] == text[start:end].strip()
        assert "\n" not in text[start:end]


@pytest.mark.parametrize(
    "text", ["." * 200_000, '."' * 100_000, "." + '"' * 200_000, "A." * 50_000, "? " * 50_000]
)
def test_floods_of_signs_take_no_longer_than_text(text: str) -> None:
    begun = time.perf_counter()
    assert sentences_of(text)
    assert time.perf_counter() - begun < 3.0


def test_the_abbreviations_are_well_formed() -> None:
    lines = files("demarche.reader").joinpath("data/abbreviations.txt").read_text("utf-8").splitlines()
    words = [line for line in lines if line and not line.startswith("#")]
    assert len(words) == len(set(words)) == len(word_list("abbreviations"))
    assert all(word == word.strip().lower() and not word.endswith(".") for word in words)
    assert {"mr", "gen", "feb", "sept"} <= word_list("abbreviations")
    # words that often end a sentence must not be there
    assert not {"war", "may", "us", "it", "people"} & word_list("abbreviations")


def test_a_sentence_may_begin_with_any_capital() -> None:
    text = "The ministry said so. Çavuşoğlu denied it. Émile left. Šibenik was hit."
    assert [text[s:e] for s, e in sentences_of(text)] == [
        "The ministry said so.",
        "Çavuşoğlu denied it.",
        "Émile left.",
        "Šibenik was hit.",
    ]
