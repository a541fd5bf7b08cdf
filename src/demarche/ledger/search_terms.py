"""What a user typed to search for, as terms: words, phrases and beginnings, folded as the index is."""

import re

import msgspec

from demarche.errors import InputError
from demarche.knowledge.folding import fold, fold_word

LONGEST, MOST_TERMS = 1000, 50
_POSSESSIVE = re.compile("(?<=\\w)['\u2019]s\\b", re.IGNORECASE)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_APOSTROPHES = str.maketrans("", "", "'`")
_TERM = re.compile(r'"([^"]*)"?|([^\s"]+)')


class Term(msgspec.Struct, frozen=True):
    """Folded words in a row, with whatever stands between them; `beginning`: the last one may go on."""

    words: str
    beginning: bool


def terms_of(words: str) -> tuple[Term, ...]:
    """The terms of what was typed, all of which are wanted. Raises InputError when there are none."""
    if len(words) > LONGEST:
        raise InputError(f"text to search for is longer than {LONGEST} characters")
    terms = []
    for found in _TERM.finditer(words):
        phrase, word = found.groups()
        said = phrase if word is None else word.rstrip("*")
        folded = folded_text(said).replace('"', " ").replace("\0", " ")  # folding can make a quote
        if fold(folded):
            terms.append(Term(folded, word is not None and word.endswith("*")))
    if not terms:
        raise InputError(f"text to search for has no words: {words[:40]!r}")
    if len(terms) > MOST_TERMS:
        raise InputError(f"text to search for has more than {MOST_TERMS} words")
    return tuple(terms)


def folded_text(words: str) -> str:
    """The text with its words as `fold` gives them; punctuation stays, the index passes it over."""
    bare = _POSSESSIVE.sub("", words)
    return _NOT_ASCII.sub(lambda found: fold_word(found.group()), bare).lower().translate(_APOSTROPHES)
