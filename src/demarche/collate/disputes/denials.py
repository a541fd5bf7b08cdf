"""Denials of the happening itself: it did not take place, whoever may be blamed for it."""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import msgspec
import yaml

from demarche.collate.telling.told import Told
from demarche.knowledge.folding import words

FARTHEST = 12  # words between the denying verb and what is denied


class Denials(msgspec.Struct, frozen=True):
    """`data/denials.yaml`."""

    phrases: tuple[str, ...]
    denying: tuple[str, ...]
    happening: tuple[str, ...]
    inventing: tuple[str, ...]


@cache
def denials() -> Denials:
    """The lists of `data/denials.yaml`."""
    data = files("demarche.collate").joinpath("data", "denials.yaml").read_bytes()
    return msgspec.convert(yaml.safe_load(data), Denials)


def denies_happening(told: Told) -> bool:
    """Whether the sentence says of what happened that it did not."""
    return bool(_denied().search(_folded(told)))


def tells_invention(told: Told) -> bool:
    """Whether an accusation is that somebody made the happening up: it blames nobody for the deed."""
    return bool(_any_of(denials().inventing).search(_folded(told)))


def _folded(told: Told) -> str:
    return " ".join(word.folded for word in words(told.passage))


@cache
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_either(phrases)})\b")


@cache
def _denied() -> re.Pattern[str]:
    """A phrase, or "denied that … took place"; not "denied that the attack that took place …"."""
    lists = denials()
    between = rf"(?:(?!(?:that|which|who)\b)\w+ ){{0,{FARTHEST}}}?"
    clause = rf"(?:{_either(lists.denying)}) that {between}(?:{_either(lists.happening)})"
    return re.compile(rf"\b(?:{_either(lists.phrases)}|{clause})\b")


def _either(phrases: Iterable[str]) -> str:
    return "|".join(map(re.escape, phrases))
