"""The news in a report's wording: its sentences as folded words, less what recurs from report to report."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

import msgspec
import numpy as np
import yaml
from numpy.typing import NDArray

from demarche.collate.copies.shingles import Numbers, word_numbers
from demarche.knowledge.folding import fold_word

# No sentence ends at an initial or within U.S.
_BREAK = re.compile(r"(?<!\b\w)[.!?\u2026][\"'\u201d\u2019)\]]{0,3}\s|\n")
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = dict.fromkeys(map(ord, "'`\u2019\u2018\u02bc\u00b4"))
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


class Recurring(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of sentence that recurs: a word of each list, and the expression where there is one."""

    what: str
    words: tuple[frozenset[str], ...]
    expression: str = ""


class Menu(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From how many words in a row, with which share of capitals, a list of links is told."""

    words: int
    capitals: float


class Background(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`data/background.yaml`: what recurs from report to report."""

    longest_sentence: int
    background: tuple[Recurring, ...]
    menu: Menu


class Sentence(msgspec.Struct, frozen=True):
    """The folded words of a sentence, and which of them are names or numbers by their look."""

    words: list[str]
    names: list[bool]


class Wording(msgspec.Struct, frozen=True):
    """The words of a report's news, in order, made ready to be compared.

    `numbers` stands for the words, `named` tells which are names or numbers by their look, `sentence` in
    which sentence each is, counted from 0.
    """

    numbers: Numbers
    named: NDArray[np.bool_]
    sentence: NDArray[np.int64]


@cache
def background() -> Background:
    """The lists of `data/background.yaml`."""
    data = files("demarche.collate").joinpath("data", "background.yaml").read_bytes()
    return msgspec.convert(yaml.safe_load(data), Background)


def wording_of(text: str, title: str = "") -> Wording:
    """The wording of a report's news (`news_of`)."""
    news = news_of(text, title)
    return Wording(
        word_numbers([word for sentence in news for word in sentence.words]),
        np.array([name for sentence in news for name in sentence.names], np.bool_),
        np.repeat(np.arange(len(news)), [len(sentence.words) for sentence in news]),
    )


def news_of(text: str, title: str = "") -> list[Sentence]:
    """The sentences of `text` that tell news, in order.

    Left out are menus, sentences of background or credit (`data/background.yaml`), and one that only repeats
    `title`, since outlets write their own headlines. A text that would be left empty is taken whole.
    """
    every: list[Sentence] = []
    news: list[Sentence] = []
    headline = _folded(_WORD.findall(_plain(title)))
    for raw in sentences_of(_plain(text)):
        sentence = _sentence(raw)
        if sentence.words:
            every.append(sentence)
            if sentence.words != headline and not (_is_menu(sentence) or is_background(sentence.words)):
                news.append(sentence)
    return news or every


def sentences_of(text: str) -> Iterator[str]:
    """The sentences of `text`, roughly: parted at final marks and line ends, so alike in each copy."""
    start = 0
    for match in _BREAK.finditer(text):
        yield text[start : match.end()]
        start = match.end()
    yield text[start:]


def is_background(folded: Sequence[str]) -> bool:
    """Whether a sentence of these folded words is one that recurs from report to report."""
    shown = folded[: background().longest_sentence]
    present = frozenset(shown)
    for kind, expression in _kinds():
        if not any(present.isdisjoint(each) for each in kind.words) and expression.search(" ".join(shown)):
            return True
    return False


@cache
def _kinds() -> tuple[tuple[Recurring, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(kind.expression)) for kind in background().background)


def _plain(text: str) -> str:
    """The text without what copies differ in for no reason: apostrophes, commas in numbers, code points."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return _GROUPED.sub("", text.translate(_APOSTROPHES))


def _sentence(raw: str) -> Sentence:
    found = _WORD.findall(raw)
    # The first word of a sentence has its capital from its place.
    names = [word[0].isdigit() or (at > 0 and word[0].isupper()) for at, word in enumerate(found)]
    return Sentence(_folded(found), names)


def _folded(found: Sequence[str]) -> list[str]:
    return [word.lower() if word.isascii() else fold_word(word) for word in found]


def _is_menu(sentence: Sentence) -> bool:
    menu = background().menu
    count = len(sentence.words)
    return count >= menu.words and sum(sentence.names) >= menu.capitals * (count - 1)
