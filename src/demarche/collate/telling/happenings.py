"""Which types of event can tell one happening: `data/happenings.yaml`."""

from collections.abc import Mapping
from functools import cache

import msgspec

from demarche.collate.telling.word_groups import load


class Kinds(msgspec.Struct, frozen=True):
    """The kind of each type, the pairs of types that go together, the types that speak of an attack."""

    of_type: Mapping[str, str]
    together: frozenset[tuple[str, str]]
    attached: frozenset[str]


@cache
def kinds() -> Kinds:
    """The table in use."""
    data = load("happenings.yaml")
    return Kinds(
        {type_: kind for kind, types in data["kinds"].items() for type_ in types},
        frozenset((a, b) for pair in data["together"] for a, b in (pair, reversed(pair))),
        frozenset(data["attached"]),
    )
