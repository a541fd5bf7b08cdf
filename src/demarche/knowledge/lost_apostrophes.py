"""Possessives whose apostrophe a feed has lost: "Assads forces", "Moscows claim", "the Syrian armys"."""

import re
from functools import lru_cache

from demarche.knowledge.folding import fold_word

_WORD = re.compile(r"\b[^\W\d_]{4,}s\b")
_NO_PLURAL = re.compile(r"[^aeiou]ys$")  # the plural of army is armies


@lru_cache(maxsize=4096)
def restored(text: str, endings: frozenset[str]) -> str:
    """Return `text` with the apostrophes put back.

    `endings`: the folded words with which names and roles end. A word with a capital, or one in -ys, that is
    none of them is a possessive where it is one without its s.
    """

    def mended(found: re.Match[str]) -> str:
        word = found.group()
        if word.isupper() or not (word[0].isupper() or _NO_PLURAL.search(word)):
            return word
        folded = fold_word(word)
        return f"{word[:-1]}'s" if folded not in endings and folded[:-1] in endings else word

    return _WORD.sub(mended, text)
