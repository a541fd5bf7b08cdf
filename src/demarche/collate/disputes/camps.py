"""Camps: whether two parties that are blamed for one deed can both have done it."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec
import yaml

from demarche.knowledge.folding import fold, words


class Camp(msgspec.Struct, frozen=True, order=True):
    """Where a party stands: a state's side, an armed group, a coalition, or nobody ("warplanes").

    `who`: a state's code, an armed group's folded name ("" for armed groups at large), a coalition's name.
    `code`: the country of an armed group, "" when unknown.
    """

    kind: Literal["state", "armed", "coalition", "nobody"]
    who: str = ""
    code: str = ""


class Camps(msgspec.Struct, frozen=True):
    """`data/camps.yaml`."""

    state: frozenset[str]
    armed: frozenset[str]
    at_the_state: frozenset[str]
    nobody: frozenset[str]
    armed_at_large: frozenset[str]
    coalitions: Mapping[str, frozenset[str]]


@cache
def camps() -> Camps:
    """The lists of `data/camps.yaml`."""
    data = files("demarche.collate").joinpath("data", "camps.yaml").read_bytes()
    return msgspec.convert(yaml.safe_load(data), Camps)


def camp_of(name: str, code: str | None, sector: str | None) -> Camp | None:
    """The camp of a party, None for one that does not fight: civilians, hospitals, the press."""
    lists = camps()
    if name in lists.coalitions:
        return Camp("coalition", name)
    said = [word.folded for word in words(name)]
    national = (
        code is not None and len(code) == 3 and code not in ("IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC")
    )
    if sector in lists.state:
        if national:
            return Camp("state", str(code))
        return Camp("nobody") if name.islower() else Camp("coalition", fold(name))
    if sector in lists.armed:
        if national and _at_the_state(name):
            return Camp("state", str(code))
        if said and lists.nobody.issuperset(said):
            return Camp("nobody")
        at_large = bool(lists.armed_at_large.intersection(said)) or sector == "OPP"
        return Camp("armed", "" if at_large else fold(name), code or "")
    if sector is None and national:
        return Camp("state", str(code))
    return None


def opposed(one: Camp, other: Camp) -> bool:
    """Whether blaming one clears the other: two states, a state and an armed group, two groups by name."""
    if "nobody" in (one.kind, other.kind) or one == other:
        return False
    if one.kind == other.kind == "armed":
        return bool(one.who and other.who)
    for coalition, member in ((one, other), (other, one)):
        if coalition.kind == "coalition" and member.kind == "state":
            return member.who not in camps().coalitions.get(coalition.who, frozenset())
    return True


def _at_the_state(name: str) -> bool:
    folded = name.casefold()
    if "anti-" in folded or "anti " in folded:
        return False
    return any(word in folded.split() for word in camps().at_the_state)
