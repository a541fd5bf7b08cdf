"""The words that say what a party is: role words, offices, state bodies, and the small words around them."""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Literal

import msgspec

from demarche.knowledge.countries import Country
from demarche.knowledge.resolution import Resolution
from demarche.knowledge.tables import table_rows

Weight = Literal["head", "modifier", "weak", "title", "place"]


class RoleWord(msgspec.Struct, frozen=True):
    """A role and the sector it gives (None for a word that gives none, such as "members").

    `organ`: the state body it means after a country, or empty; `branch`: the body that it means rather where
    the report names that one (warplanes: the air force). `code`: a code that it fixes; "" for none, "-" for a
    party that belongs to no country ("gunmen").
    """

    words: str
    sector: str | None
    weight: Weight
    organ: str = ""
    code: str = ""
    branch: str = ""


class Office(msgspec.Struct, frozen=True):
    """An office: its place in the order of weight (0 the heaviest), its sector and its title."""

    key: str
    rank: int
    sector: str | None
    title: str


class Organ(msgspec.Struct, frozen=True):
    """A body that every state has; `name` has a {country} or an {adjective} to fill in."""

    key: str
    name: str
    sector: str
    kind: str

    def of(self, country: Country, reason: str) -> Resolution:
        """Return this body of `country`."""
        return Resolution(
            name=self.name.format(country=country.in_phrase, adjective=country.adjective),
            code=country.code,
            sector=self.sector,
            id=f"org:{self.key}-of-{country.code}",
            kind=self.kind,
            reason=reason,
        )


@cache
def role_words() -> Mapping[str, RoleWord]:
    """Return the role words by their folded words."""
    table: dict[str, RoleWord] = {}
    for words, sector, weight, organ, code in table_rows("role_words.tsv", 5):
        for phrase in words.split("; "):
            usual, _, branch = organ.partition(" or ")
            role = RoleWord(phrase, sector or None, weight, usual, code, branch)  # type: ignore[arg-type]
            table.setdefault(phrase, role)
    return MappingProxyType(table)


class RecallWord(msgspec.Struct, frozen=True):
    """A word that takes up a party named in the report.

    `kinds`: the kinds it may have, none where the word must be in its name; `sector`: the sector, "" for any;
    `how`: as the table says.
    """

    kinds: tuple[str, ...]
    sector: str
    how: Literal["definite", "any", "foreign", "introduced"]


@cache
def recall_words() -> Mapping[str, RecallWord]:
    """Return by folded words what takes up a party named before."""
    table: dict[str, RecallWord] = {}
    for words, kinds, sector, how in table_rows("recall_words.tsv", 4):
        word = RecallWord(tuple(kinds.split("; ")) if kinds else (), sector, how)  # type: ignore[arg-type]
        for phrase in words.split("; "):
            table.setdefault(phrase, word)
    return MappingProxyType(table)


@cache
def offices() -> Mapping[str, Office]:
    """Return the offices by key, the heaviest first."""
    rows = table_rows("offices.tsv", 5)
    return MappingProxyType(
        {row[0]: Office(row[0], rank, row[1] or None, row[2]) for rank, row in enumerate(rows)}
    )


@cache
def office_words() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return, by folded words, the offices that they mean, each with the country implied ("" for none)."""
    table: dict[str, tuple[tuple[str, str], ...]] = {}
    for key, _, _, words, _ in table_rows("offices.tsv", 5):
        for phrase in words.split("; ") if words else ():
            text, _, code = phrase.partition("@")
            table[text] = (*table.get(text, ()), (key, code))
    return MappingProxyType(table)


@cache
def title_words() -> Mapping[str, tuple[str, ...]]:
    """Return, by folded title, the offices that its bearer may hold: "secretary", "gen"."""
    table: dict[str, tuple[str, ...]] = {}
    for title, key, _ in _titles():
        table[title] = (*table.get(title, ()), key)
    return MappingProxyType({title: tuple(dict.fromkeys(keys)) for title, keys in table.items()})


@cache
def title_countries() -> Mapping[tuple[str, str], frozenset[str]]:
    """Return, by title and office, the codes of the countries whose holders alone have that title."""
    table: dict[tuple[str, str], frozenset[str]] = {}
    for title, key, code in _titles():
        if code:
            table[title, key] = table.get((title, key), frozenset()) | {code}
    return MappingProxyType(table)


def _titles() -> Iterator[tuple[str, str, str]]:
    """Every title of `offices.tsv` with its office and the country it is limited to, "" for any."""
    for key, _, _, _, titles in table_rows("offices.tsv", 5):
        for title in titles.split("; ") if titles else ():
            text, _, code = title.partition("@")
            yield text, key, code


@cache
def organs() -> Mapping[str, Organ]:
    """Return the bodies that every state has, by key."""
    return MappingProxyType({row[0]: Organ(*row) for row in table_rows("state_organs.tsv", 4)})


@cache
def phrase_words(use: str) -> frozenset[str]:
    """Return the small words of one use: opener, inside, place, other, link, stance, honorific and so on."""
    return frozenset(
        word for row in table_rows("phrase_words.tsv", 2) if row[0] == use for word in row[1].split("; ")
    )
