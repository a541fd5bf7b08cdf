"""Whom a toll counts: all, a part of them, those of one side; and whether it is a count at all."""

from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec
import yaml

from demarche.knowledge.folding import words

Population = Literal["all", "parts", "troops", "insurgents"]


class Populations(msgspec.Struct, frozen=True):
    """`data/populations.yaml`: words by whom they count, and words of size."""

    parts: frozenset[str]
    troops: frozenset[str]
    insurgents: frozenset[str]
    rough: frozenset[str]
    further: frozenset[str]


@cache
def populations() -> Populations:
    """The lists of `data/populations.yaml`."""
    data = files("demarche.collate").joinpath("data", "populations.yaml").read_bytes()
    return msgspec.convert(yaml.safe_load(data), Populations)


def population_of(who: str, text: str) -> Population:
    """Whom a toll phrase counts."""
    lists = populations()
    said = _words(f"{who} {text}")
    if said & lists.parts:
        return "parts"
    if said & lists.troops:
        return "troops"
    return "insurgents" if said & lists.insurgents else "all"


def is_rough(text: str) -> bool:
    """Whether the phrase gives a size only ("dozens", "hundreds of people")."""
    return bool(_words(text) & populations().rough) and not any(mark.isdigit() for mark in text)


def is_further(text: str) -> bool:
    """Whether the phrase adds to a number given before ("nine other civilians"); "more than 40" does not."""
    said = _words(text)
    return bool(said & populations().further) and "than" not in said


def _words(text: str) -> set[str]:
    return {word.folded for word in words(text)}
