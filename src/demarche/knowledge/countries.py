"""Countries, and the words in a text that name one: its names, its people, its capital, its seat of power."""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Literal, NamedTuple

import msgspec

from demarche.knowledge.folding import fold
from demarche.knowledge.phrase_index import PhraseIndex
from demarche.knowledge.tables import table_rows

CountryWordKind = Literal["name", "official", "region", "demonym", "capital", "metonym"]


class Country(msgspec.Struct, frozen=True, kw_only=True):
    """A country; `code` is ISO 3166 alpha-3 (XKX for Kosovo, the ISO 3166-3 code for a former state).

    `article`: "the" where English says it, else empty. `other`: short forms and former names. `regions`:
    parts that act as parties of their own. `adjectives`, `people`: demonyms. `metonyms`: houses and streets
    that stand for its government.
    """

    code: str
    wikidata: str
    article: str
    name: str
    official: str
    other: tuple[str, ...]
    regions: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    metonyms: tuple[str, ...]

    @property
    def in_phrase(self) -> str:
        """The name as it stands inside a sentence: "the United States", "Syria"."""
        return f"{self.article} {self.name}" if self.article else self.name

    @property
    def adjective(self) -> str:
        """The usual adjective, or the name itself where there is none."""
        return self.adjectives[0] if self.adjectives else self.name

    def names(self) -> Iterator[tuple[CountryWordKind, str]]:
        """Yield every word or phrase that stands for the country with its kind, the surest first."""
        yield "name", self.name
        if self.official:
            yield "official", self.official
        for other in self.other:
            yield "name", other
        for region in self.regions:
            yield "region", region
        for demonym in (*self.adjectives, *self.people):
            yield "demonym", demonym
        for capital in self.capitals:
            yield "capital", capital
        for metonym in self.metonyms:
            yield "metonym", metonym


class CountryWord(msgspec.Struct, frozen=True):
    """A mention of a country at `[start, end)` of a text."""

    start: int
    end: int
    code: str
    kind: CountryWordKind


class _Meaning(NamedTuple):
    code: str  # empty for a phrase that only looks like a country ("South American")
    kind: CountryWordKind


def _several(field: str) -> tuple[str, ...]:
    return tuple(field.split("; ")) if field else ()


@cache
def countries() -> Mapping[str, Country]:
    """Return all countries by code, in the order of their codes."""
    table: dict[str, Country] = {}
    for row in table_rows("countries.tsv", 11):
        code, wikidata, article, name, official, *several = row
        other, regions, adjectives, people, capitals, metonyms = (_several(field) for field in several)
        table[code] = Country(
            code=code,
            wikidata=wikidata,
            article=article,
            name=name,
            official=official,
            other=other,
            regions=regions,
            adjectives=adjectives,
            people=people,
            capitals=capitals,
            metonyms=metonyms,
        )
    return MappingProxyType(table)


def _phrases() -> Iterator[tuple[str, _Meaning]]:
    for country in countries().values():
        for kind, name in country.names():
            meaning = _Meaning(country.code, kind)
            yield name, meaning
            if kind == "name" and name.isalpha() and name.istitle() and not name.endswith("s"):
                yield name + "s", meaning  # "Syrias army": feeds that lose the apostrophe
    for (phrase,) in table_rows("country_lookalikes.txt", 1):
        yield phrase, _Meaning("", "name")


@cache
def _index() -> PhraseIndex[_Meaning]:
    return PhraseIndex(_phrases(), frozenset({"us"}))


def country_words(text: str) -> list[CountryWord]:
    """Return every mention of a country in `text`, in order, the longest match at each word.

    Case matters where it tells a name from a word: "us" is not the US, "turkey" is not Turkey.
    """
    return list(_found(text))


@lru_cache(maxsize=64)
def _found(text: str) -> tuple[CountryWord, ...]:
    """The mentions; several ask for those of one report, or of one phrase, one after the other."""
    return tuple(
        CountryWord(found.start, found.end, found.values[0].code, found.values[0].kind)
        for found in _index().find(text)
        if found.values[0].code
    )


@cache
def _by_name() -> Mapping[str, str]:
    table: dict[str, str] = {}
    for country in countries().values():
        for _, name in country.names():
            table.setdefault(fold(name), country.code)
    return MappingProxyType(table)


def country_named(name: str) -> Country | None:
    """Return the country that `name` stands for (any of its words, whatever the case), or None."""
    code = _by_name().get(fold(name).removeprefix("the "))
    return countries()[code] if code else None
