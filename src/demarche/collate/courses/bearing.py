"""What an event is to a demarche: who does it, and whether that answers or closes it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec
import yaml

from demarche.collate.courses.sides import Cast
from demarche.knowledge.folding import fold
from demarche.records import Occurrence

Doer = Literal["asked", "asker", "both", "third"]
_YIELDING = ("yields", "yield")
_WORD = re.compile(r"\w+")


class NamedYield(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What yielding of one mode is called where the request has none of its `words`, by who does it."""

    words: tuple[str, ...]
    asked: str
    both: str
    third: str


class BearingTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`data/bearing.yaml`."""

    asked: Mapping[str, str]
    asked_with_third: Mapping[str, str]
    asker: Mapping[str, str]
    both: Mapping[str, str]
    third: Mapping[str, str]
    yields_as_named: Mapping[str, NamedYield]
    answers: Mapping[str, tuple[str, ...]]
    closes: Mapping[str, tuple[str, ...]]
    ground: tuple[str, ...]
    goes_with_asking: tuple[str, ...]
    give_way_to_nobody: frozenset[str]
    denying: tuple[str, ...]
    clashing: tuple[str, ...]
    denied_and_no_charge: tuple[str, ...]
    local: frozenset[str]
    asks: Mapping[str, str]
    calls: Mapping[str, str]
    leads_to_what: tuple[str, ...]
    leads_away: tuple[str, ...]
    deadline_words: tuple[str, ...]
    conditions: tuple[str, ...]
    if_this: tuple[str, ...]
    ahead: tuple[str, ...]


class Bearing(msgspec.Struct, frozen=True):
    """Who does it and what it is to the demarche; `words`: both, such as "asked refuses"."""

    doer: Doer
    does: str

    @property
    def words(self) -> str:
        """Doer and deed, as `answers` and `closes` of the table name them."""
        return f"{self.doer} {self.does}"


@cache
def bearing_table() -> BearingTable:
    """The table in `data/bearing.yaml`."""
    text = (files("demarche.collate") / "data/bearing.yaml").read_text("utf-8")
    return msgspec.convert(yaml.safe_load(text), BearingTable)


def one_of(words: Iterable[str]) -> str:
    """A pattern of whole words: any of these."""
    return r"\b(?:" + "|".join(map(re.escape, words)) + r")\b"


class Matter(msgspec.Struct, frozen=True):
    """Who asks whom about whom: keys of sides."""

    asker: str
    asked: str
    thirds: frozenset[str]

    @property
    def askers(self) -> tuple[str, ...]:
        """The sides that ask: several for a call that they make together."""
        return tuple(self.asker.split("+"))

    @property
    def sides(self) -> frozenset[str]:
        """All of them."""
        return frozenset((*self.askers, self.asked, *self.thirds))


def bearing_of(type: str, occurrence: Occurrence, cast: Cast, matter: Matter) -> Bearing | None:
    """What the event is to a demarche about that matter; None: nothing.

    It bears when it has asker and asked, or a third party with one of them. Only what happened bears, and
    talks to come.
    """
    if not bears(type, occurrence):
        return None
    doer = _doer(cast, matter)
    if doer is None:
        return None
    table = bearing_table()
    does: str | None = getattr(table, doer).get(type)
    if does and doer == "asked" and cast.others.isdisjoint(matter.askers):
        does = table.asked_with_third.get(type, does)
    return Bearing(doer, does) if does else None


def as_asked(bearing: Bearing, modes: Sequence[str], unasked: frozenset[str]) -> Bearing:
    """The bearing of what has these modes, when those of `unasked` are not what is asked for."""
    named = bearing_table().yields_as_named
    of = next((named[mode] for mode in modes if mode in unasked), None)
    if of is None or bearing.does not in _YIELDING or not unasked.issuperset(modes):
        return bearing
    return Bearing(bearing.doer, getattr(of, bearing.doer))


def unasked_modes(passages: Iterable[str]) -> frozenset[str]:
    """The modes of yielding of which none of the passages that ask has a word."""
    asked = [f" {' '.join(_WORD.findall(fold(passage)))} " for passage in passages]
    return frozenset(
        mode
        for mode, named in bearing_table().yields_as_named.items()
        if not any(f" {word} " in words for word in named.words for words in asked)
    )


def bears(type: str, occurrence: Occurrence) -> bool:
    """Whether an event of that kind can bear on anything: it happened, or is talks to come."""
    return occurrence == "actual" or (occurrence == "future" and type == "CONSULT")


def _doer(cast: Cast, matter: Matter) -> Doer | None:
    askers = set(matter.askers)
    asker_acts, asked_acts = bool(askers & cast.doers), matter.asked in cast.doers
    if asker_acts and asked_acts:
        return "both"
    asker_meets, asked_meets = bool(askers & cast.others), matter.asked in cast.others
    if asked_acts and (asker_meets or matter.thirds & (cast.doers | cast.others)):
        return "asked"
    if asker_acts and asked_meets:
        return "asker"
    if matter.thirds & cast.doers and (asker_meets or asked_meets):
        return "third"
    return None
