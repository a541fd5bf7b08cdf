"""Names of places as they are compared: across transliterations, without what any place is called."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

import msgspec

from demarche.collate.telling.word_groups import load
from demarche.knowledge.folding import fold

_PAIRS = (
    ("sh", "s"),
    ("ch", "s"),
    ("kh", "k"),
    ("gh", "g"),
    ("th", "t"),
    ("dh", "d"),
    ("ph", "f"),
    ("q", "k"),
    ("c", "k"),
)
_VOWELS = (("ou", "u"), ("oo", "u"), ("ee", "i"), ("o", "u"), ("e", "i"), ("y", "i"))
_SOFT = re.compile(r"(?<!^)[aeiouyw]+|(?<!^)h(?![aeiouyw])")
_TWICE = re.compile(r"(.)\1+")
_FIRST_VOWEL = re.compile(r"^[aeiouw]")
FEWEST_CONSONANTS = 3


class PlaceWords(msgspec.Struct, frozen=True):
    """`data/place_words.yaml`."""

    plain: frozenset[str]
    articles: frozenset[str]
    side_of: Mapping[str, str]
    opposite: frozenset[tuple[str, str]]


class PlaceName(msgspec.Struct, frozen=True):
    """What of a name is compared: its words, how it sounds, which side of the place it means ("" for none).

    `key`: under which spellings of it meet: its consonants, or all its sounds where those are few.
    """

    folded: str
    key: str
    words: frozenset[str]
    side: str


@cache
def place_words() -> PlaceWords:
    """The words of place names that do not tell one from another."""
    data = load("place_words.yaml")
    return PlaceWords(
        frozenset(data["kinds"]) | frozenset(data["articles"]),
        frozenset(data["articles"]),
        {word: side for side, words in data["sides"].items() for word in words},
        frozenset((a, b) for pair in data["opposite"] for a, b in (pair, reversed(pair))),
    )


@lru_cache(maxsize=50_000)
def place_name(name: str) -> PlaceName:
    """`name` as it is compared: Khan Sheikhun and Khan Shaykhun, Zubdiya and al-Zabadiyeh sound alike."""
    known = place_words()
    tokens = fold(name).split()
    side = next((known.side_of[token] for token in tokens if token in known.side_of), "")
    kept = [token for token in tokens if token not in known.plain and token not in known.side_of]
    return PlaceName(" ".join(kept), _key("".join(kept)), frozenset(map(_key, kept)), side)


@lru_cache(maxsize=50_000)
def _key(word: str) -> str:
    if len(word) > 6 and word.startswith("al"):
        word = word[2:]
    for letters, letter in _PAIRS:
        word = word.replace(letters, letter)
    consonants = _TWICE.sub(r"\1", _SOFT.sub("", _FIRST_VOWEL.sub("a", word)))
    if len(consonants) >= FEWEST_CONSONANTS:
        return consonants
    for letters, letter in _VOWELS:
        word = word.replace(letters, letter)
    return _TWICE.sub(r"\1", word).rstrip("ah") or word


def alike(a: PlaceName, b: PlaceName) -> bool:
    """Whether both spell one name."""
    if not a.folded or not b.folded:
        return False
    return a.key == b.key


def opposed(a: PlaceName, b: PlaceName) -> bool:
    """Whether they mean opposite sides, such as east and west Aleppo."""
    return (a.side, b.side) in place_words().opposite
