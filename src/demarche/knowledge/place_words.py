"""The words around a place's name, read from `data/places/words.tsv`."""

from functools import cache

from demarche.errors import KnowledgeError
from demarche.knowledge.folding import fold
from demarche.knowledge.place_keys import exact_key
from demarche.knowledge.tables import table_rows

ROLES = frozenset(
    {
        "province",
        "district",
        "city",
        "facility",
        "street",
        "water",
        "land",
        "area",
        "fringe",
        "rural",
        "country",
        "lead",
        "side",
        "near",
    }
)


@cache
def place_words() -> dict[str, str]:
    """Each word, in lower case, with its role."""
    words = {word: role for word, role in table_rows("places/words.tsv", 2)}  # noqa: C416
    unknown = next((word for word, role in words.items() if role not in ROLES), None)
    if unknown is not None:
        raise KnowledgeError(f"places/words.tsv: {unknown!r} has an unknown role")
    return words


@cache
def no_places() -> frozenset[str]:
    """Words that are no place whatever town bears the name ("Ramadan"), by their exact key."""
    return frozenset(exact_key(word) for (word,) in table_rows("places/no_places.tsv", 1))


@cache
def _generic() -> frozenset[str]:
    kinds = ("province", "district", "city")
    return frozenset(word for word, role in place_words().items() if role in kinds) | {"of", "the"}


def stripped(name: str) -> str:
    """A province's or district's name without its generic word: "Kursk Oblast" is Kursk."""
    words = [word for word in name.split() if fold(word) not in _generic()]
    return " ".join(words) or name
