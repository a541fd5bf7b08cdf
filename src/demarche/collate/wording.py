"""The news in a report's wording: its sentences as folded words, less what recurs from report to report."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import msgspec
import yaml

from demarche.knowledge.folding import fold, words

_BREAK = re.compile(r"[.!?\u2026][\"'\u201d\u2019)\]]{0,3}\s|\n")
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

    words: tuple[str, ...]
    names: tuple[bool, ...]


@cache
def background() -> Background:
    """The lists of `data/background.yaml`."""
    data = files("demarche.collate").joinpath("data", "background.yaml").read_bytes()
    return msgspec.convert(yaml.safe_load(data), Background)


def news_of(text: str, title: str = "") -> tuple[Sentence, ...]:
    """The sentences of `text` that tell news, in order.

    Left out are menus, sentences of background or credit (`data/background.yaml`), and one that only repeats
    `title`, since outlets write their own headlines. A text that would be left empty is taken whole.
    """
    every: list[Sentence] = []
    news: list[Sentence] = []
    headline = fold(title)
    for raw in sentences_of(text):
        sentence = _sentence(raw)
        if sentence.words:
            every.append(sentence)
            if not (_is_menu(sentence) or is_background(sentence.words) or _repeats(sentence, headline)):
                news.append(sentence)
    return tuple(news or every)


def sentences_of(text: str) -> Iterator[str]:
    """The sentences of `text`, roughly: parted at final marks and line ends, so alike in each copy."""
    start = 0
    for match in _BREAK.finditer(text):
        yield text[start : match.end()]
        start = match.end()
    yield text[start:]


def is_background(folded: tuple[str, ...]) -> bool:
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


def _sentence(raw: str) -> Sentence:
    text = _GROUPED.sub("", raw)
    found = list(words(text))
    names = tuple(
        text[word.start].isdigit() or (at > 0 and text[word.start].isupper()) for at, word in enumerate(found)
    )
    return Sentence(tuple(word.folded for word in found), names)


def _repeats(sentence: Sentence, headline: str) -> bool:
    return bool(headline) and " ".join(sentence.words) == headline


def _is_menu(sentence: Sentence) -> bool:
    menu = background().menu
    count = len(sentence.words)
    return count >= menu.words and sum(sentence.names) >= menu.capitals * (count - 1)
