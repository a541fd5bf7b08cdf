"""The words of a text as they bear on its places, with roles from `data/places/mention_words.tsv`."""

import re
from functools import cache

import msgspec

from demarche.errors import KnowledgeError
from demarche.knowledge.folding import fold_word
from demarche.knowledge.tables import table_rows

ROLES = frozenset(
    {
        "title",
        "given",
        "surname",
        "common",
        "civic",
        "street",
        "media",
        "in",
        "of",
        "verb",
        "direction",
        "opener",
        "saint",
        "inner",
        "calendar",
    }
)
_TOKEN = re.compile(r"(?:[A-Z][a-z]?\.){2,}|[^\W_]+(?:['\u2019\u2018][^\W_]+)*")
_POSSESSIVE = re.compile(r"['\u2019]s?$", re.IGNORECASE)


class Token(msgspec.Struct, frozen=True, gc=False):
    """A word at [start, end), without a possessive 's, folded, and what parts it from the word before."""

    start: int
    end: int
    folded: str
    gap: str
    capital: bool
    upper: bool


@cache
def mention_words() -> dict[str, frozenset[str]]:
    """The roles of each word of `data/places/mention_words.tsv`."""
    roles: dict[str, set[str]] = {}
    for word, role in table_rows("places/mention_words.tsv", 2):
        if role not in ROLES:
            raise KnowledgeError(f"places/mention_words.tsv: {word!r} has an unknown role")
        roles.setdefault(word, set()).add(role)
    return {word: frozenset(of_word) for word, of_word in roles.items()}


def tokens_of(text: str) -> list[Token]:
    """The words of a text, in order; a hyphen parts words, the full stops of "U.S." do not."""
    tokens = []
    before = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        word = text[start:end]
        if word.isalnum():
            folded = word.lower() if word.isascii() else fold_word(word)
        else:
            word = _POSSESSIVE.sub("", word)
            end = start + len(word)
            folded = fold_word(word)
        upper = word.isupper() and len(word) > 1
        tokens.append(Token(start, end, folded, text[before:start], word[0].isupper(), upper))
        before = end
    return tokens
