"""Groups of words kept as data, found in a text: the means of an attack, the kinds of target, plain words."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

import msgspec
import yaml

from demarche.knowledge.folding import fold

Table = Literal["means", "targets"]


class Entries(msgspec.Struct, frozen=True):
    """The entries of all groups of a table, by how they are found."""

    whole: Mapping[str, tuple[str, ...]]
    begins: tuple[tuple[str, str], ...]
    pairs: Mapping[str, tuple[tuple[str, str], ...]]


def load(name: str) -> Any:
    """The parsed YAML of `data/<name>` of this package."""
    return yaml.safe_load(files("demarche.collate").joinpath("data", name).read_bytes())


def groups_told(table: Table, words: Sequence[str]) -> frozenset[str]:
    """The names of the groups of which one of the folded `words`, or two in a row, is an entry.

    The second of two in a row says nothing by itself: "tear gas" is no gas.
    """
    found: set[str] = set()
    pairs = _entries(table).pairs
    taken = False
    for at, word in enumerate(words):
        if not taken:
            found.update(_of_word(table, word))
        following = words[at + 1] if at + 1 < len(words) else ""
        pairing = () if taken else pairs.get(word, ())
        names = [name for second, name in pairing if following.startswith(second)]
        found.update(names)
        taken = bool(names)
    return frozenset(found)


@lru_cache(maxsize=100_000)
def _of_word(table: Table, word: str) -> tuple[str, ...]:
    entries = _entries(table)
    return entries.whole.get(word, ()) + tuple(
        name for start, name in entries.begins if word.startswith(start)
    )


@cache
def _entries(table: Table) -> Entries:
    groups: Mapping[str, Iterable[str]]
    if table == "means":
        groups = {name: entry["words"] for name, entry in load("weapons.yaml")["means"].items()}
    else:
        groups = load("targets.yaml")
    whole: dict[str, tuple[str, ...]] = {}
    begins: list[tuple[str, str]] = []
    pairs: dict[str, tuple[tuple[str, str], ...]] = {}
    for name, listed in groups.items():
        for entry in listed:
            first, _, second = entry.partition(" ")
            if second:
                pairs[first] = (*pairs.get(first, ()), (second, name))
            elif entry.endswith("$"):
                whole[entry[:-1]] = (*whole.get(entry[:-1], ()), name)
            else:
                begins.append((entry, name))
    return Entries(whole, tuple(begins), pairs)


class Means(msgspec.Struct, frozen=True):
    """`data/weapons.yaml`: the group of each PLOVER mode, the pairs that do not go together."""

    of_mode: Mapping[str, str]
    apart: frozenset[tuple[str, str]]


@cache
def means() -> Means:
    """The means of attack."""
    data = load("weapons.yaml")
    return Means(
        {mode: name for name, entry in data["means"].items() for mode in entry["modes"]},
        frozenset((a, b) for pair in data["apart"] for a, b in (pair, reversed(pair))),
    )


@cache
def plain_words() -> frozenset[str]:
    """Words that do not tell one happening from another."""
    text = files("demarche.collate").joinpath("data", "plain_words.txt").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(fold(word) for line in lines for word in line.split())
