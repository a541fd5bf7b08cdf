"""Names in the form in which the ledger compares them: folded words, with a space at each end."""

from functools import lru_cache

from demarche.errors import InputError
from demarche.knowledge.folding import fold

WHOLE_WORDS_UP_TO = 3  # "US" must not find "Russia"


@lru_cache(maxsize=16384)
def folded(*names: str | None) -> str:
    """The names side by side; a bar between them keeps a search from matching across two."""
    return "|".join(f" {words} " for name in names if name and (words := fold(name)))


def wanted(value: str, what: str) -> str:
    """What to look for inside a folded column. Raises InputError when `value` has no letter or digit."""
    words = fold(value)
    if not words:
        raise InputError(f"{what} has nothing to look for: {value[:40]!r}")
    return f" {words} " if len(words) <= WHOLE_WORDS_UP_TO else words


def is_code(value: str) -> bool:
    """Whether the value can be a country or organisation code: three capitals."""
    return len(value) == 3 and value.isascii() and value.isalpha() and value.isupper()
