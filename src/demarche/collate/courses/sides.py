"""Whom a party stands for when a demarche or a dispute asks who: a state by all that speaks for it."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

import msgspec
import yaml

from demarche.knowledge.countries import countries
from demarche.records import Event, Party


class Side(msgspec.Struct, frozen=True, order=True):
    """A side: `key` tells it from others; `code` is its country or organisation, None for what has none."""

    key: str
    code: str | None


class Cast(msgspec.Struct, frozen=True):
    """Who takes part in an event, as keys of sides: who acts, who is acted on."""

    doers: frozenset[str]
    others: frozenset[str]


class SideTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`data/sides.yaml`."""

    acts_for_its_state: frozenset[str]
    one_body: Mapping[str, str]


def side_of(party: Party) -> Side:
    """A state's organs and officials are the state; anyone else is themselves, by name."""
    table = side_table()
    body = party.code is not None and (party.code in countries() or party.code in table.one_body)
    if party.code and body and (party.sector is None or party.sector in table.acts_for_its_state):
        return Side(party.code, party.code)
    return Side(party.name.casefold(), party.code)


def sides_of(parties: Iterable[Party]) -> tuple[Side, ...]:
    """The sides of some parties, each once, in order of key."""
    return tuple(sorted({side_of(party) for party in parties}, key=lambda side: (side.key, side.code or "")))


def cast_of(event: Event) -> Cast:
    """The sides that act in an event and those that are acted on."""
    return Cast(
        frozenset(side_of(party).key for party in event.actors),
        frozenset(side_of(party).key for party in event.recipients),
    )


def name_of(key: str) -> str:
    """What to call a side: its country's or body's name, else the key, which is a name."""
    country = countries().get(key)
    return country.name if country else side_table().one_body.get(key, key)


@cache
def side_table() -> SideTable:
    """The table in `data/sides.yaml`."""
    text = (files("demarche.collate") / "data/sides.yaml").read_text("utf-8")
    return msgspec.convert(yaml.safe_load(text), SideTable)
