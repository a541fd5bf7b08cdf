"""Folding: the key by which names are compared."""

import unicodedata

import pytest

from demarche.knowledge.folding import fold, words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Mevlüt Çavuşoğlu", "mevlut cavusoglu"),
        ("CAVUSOGLU", "cavusoglu"),
        ("K\u0131l\u0131çdaroğlu", "kilicdaroglu"),
        ("Lech Wałęsa", "lech walesa"),
        ("Løkke Rasmussen", "lokke rasmussen"),
        ("U.S.-led", "u s led"),
        ("Assad's", "assad"),
        ("Assad\u2019s", "assad"),
        ("Sana'a", "sanaa"),
        ("soldiers'", "soldiers"),
        ("Côte d'Ivoire", "cote divoire"),
        ("  ", ""),
    ],
)
def test_names_written_differently_fold_alike(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_decomposed_letters_fold_as_composed_ones() -> None:
    name = "Çavuşoğlu"
    assert fold(unicodedata.normalize("NFD", name)) == fold(name)


def test_words_point_at_the_text() -> None:
    text = "Turkey's army (TAF) shelled Tal\u02bfat al-Ayn."
    assert [text[word.start : word.end] for word in words(text)] == [
        "Turkey", "army", "TAF", "shelled", "Tal\u02bfat", "al", "Ayn",
    ]  # fmt: skip


def test_a_hostile_text_is_read_in_linear_time() -> None:
    assert len(list(words("a'" * 200_000))) == 1
    assert len(list(words("a\u0301" * 200_000))) == 1


def test_words_of_one_text_can_be_gone_through_again() -> None:
    text = "Turkey's army"
    assert list(words(text)) == list(words(text))
    long = "Turkey's army shelled it. " * 40
    assert [word.folded for word in words(long)] == [word.folded for word in words(long)] != []


def test_a_long_text_folds_as_its_parts_do() -> None:
    part = "Çavuşoğlu's aides, U.S.-led"
    assert fold(" ".join([part] * 30)) == " ".join([fold(part)] * 30)
