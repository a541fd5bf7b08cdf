"""Words with case, diacritics and punctuation taken away, so that Çavuşoğlu and CAVUSOGLU are the same."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import msgspec

_APOSTROPHES = "'\u2019\u2018\u02bc\u02bf\u02be`\u00b4"
_MARKS = "\u0300-\u036f"
_WORD = re.compile(rf"[^\W_]+(?:[{_APOSTROPHES}][^\W_]+|[{_MARKS}]+[^\W_]*)*")
_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}][sS]$")
_APOSTROPHE = re.compile(rf"[{_APOSTROPHES}]")
# Letters that Unicode does not take apart into a base letter and a mark.
_LETTERS = str.maketrans(
    {
        "\u0131": "i",  # dotless i
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ħ": "h",
        "ə": "a",
        "ŧ": "t",
    }
)

_PHRASE = 200  # characters; a longer text is no phrase that comes again and again
_GAPS = {code: " " for code in range(128) if not chr(code).isalnum()}


class Word(msgspec.Struct, frozen=True, gc=False):
    """A word of a text: character offsets `[start, end)`, without a possessive 's, and its folded form."""

    start: int
    end: int
    folded: str


def fold_word(word: str) -> str:
    """Return `word` lower-cased, without diacritics and apostrophes."""
    if word.isascii():
        lowered = word.lower()
        return lowered if lowered.isalnum() else _APOSTROPHE.sub("", lowered)
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _APOSTROPHE.sub("", bare.translate(_LETTERS))


def words(text: str) -> Iterator[Word]:
    """Yield the words of `text` in order; a hyphen or a full stop parts words ("U.S.-led" is u, s, led)."""
    return iter(_phrase_words(text) if len(text) <= _PHRASE else _text_words(text))


def _words(text: str) -> tuple[Word, ...]:
    found = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        raw = text[start:end]
        if raw.isalnum():
            folded = raw.lower() if raw.isascii() else fold_word(raw)
        else:
            raw = _POSSESSIVE.sub("", raw)
            end = start + len(raw)
            folded = fold_word(raw)
        if folded:
            found.append(Word(start, end, folded))
    return tuple(found)


# the same names are looked at in report after report, and a report's text by several, each for its own words
_phrase_words = lru_cache(maxsize=8192)(_words)
_text_words = lru_cache(maxsize=8)(_words)


def fold(text: str) -> str:
    """Return the folded words of `text`, parted by single spaces: the key by which names are compared."""
    return _phrase_key(text) if len(text) <= _PHRASE else _key(text)


def _key(text: str) -> str:
    if text.isascii() and "'" not in text and "`" not in text:  # the same, quicker
        return " ".join(text.lower().translate(_GAPS).split())
    return " ".join(word.folded for word in _words(text))


_phrase_key = lru_cache(maxsize=16384)(_key)
