"""Words of a text, with offsets: runs of letters and digits, and every other sign by itself."""

import re

WORD = re.compile(r"[^\W_]+|[^\w\s]|_")

PUNCTUATION, LOWER, TITLE, UPPER, INITIAL, DIGITS, MIXED, OTHER = range(8)


def words_of(text: str) -> list[tuple[int, int]]:
    """`[start, end)` of each word, in order."""
    return list(map(re.Match.span, WORD.finditer(text)))


def shape_of(word: str) -> int:
    """The case of a word, 0 to 7: the encoder's vocabulary is lower case, but names show by their case."""
    if word.islower():
        return LOWER
    if word.isdigit():
        return DIGITS
    if word.isupper():
        return INITIAL if len(word) == 1 else UPPER
    if word[0].isupper() and word[1:].islower():
        return TITLE
    if not any(c.isalnum() for c in word):
        return PUNCTUATION
    return MIXED if word.isalnum() and any(c.isalpha() for c in word) else OTHER
