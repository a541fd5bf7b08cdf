"""Words with case, diacritics and punctuation taken away, so that Çavuşoğlu and CAVUSOGLU are the same."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

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

_GAPS = {code: " " for code in range(128) if not chr(code).isalnum()}


class Word(NamedTuple):
    """A word of a text: character offsets `[start, end)`, without a possessive 's, and its folded form."""

    start: int
    end: int
    folded: str


def fold_word(word: str) -> str:
    """Return `word` lower-cased, without diacritics and apostrophes."""
    if word.isascii():
        return _APOSTROPHE.sub("", word.lower())
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _APOSTROPHE.sub("", bare.translate(_LETTERS))


def words(text: str) -> Iterator[Word]:
    """Yield the words of `text` in order; a hyphen or a full stop parts words ("U.S.-led" is u, s, led)."""
    for match in _WORD.finditer(text):
        start, end = match.span()
        raw = match.group()
        if not raw.isalnum():
            raw = _POSSESSIVE.sub("", raw)
            end = start + len(raw)
        folded = fold_word(raw)
        if folded:
            yield Word(start, end, folded)


def fold(text: str) -> str:
    """Return the folded words of `text`, parted by single spaces: the key by which names are compared."""
    if text.isascii() and "'" not in text and "`" not in text:  # the same, quicker
        return " ".join(text.lower().translate(_GAPS).split())
    return " ".join(word.folded for word in words(text))
