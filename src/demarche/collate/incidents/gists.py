"""Gists: an event's traits as a few numbers, by which most pairs are known to be no link (`ruling_out`)."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from demarche.collate.telling.happenings import kinds
from demarche.collate.telling.traits import Traits
from demarche.collate.telling.word_groups import load

# Sets are kept as bits: where two have none in common, the sets have not. A number of 0 is none at all.
GIST = np.dtype(
    [
        ("first", "<i4"),
        ("last", "<i4"),
        ("about", "<u4"),
        ("place", "<u4"),
        ("geonameid", "<u4"),
        ("named", "<u8"),
        ("word_bits", "<u8", (2,)),
        ("title_bits", "<u8"),
        ("actors", "<u4"),
        ("actor_codes", "<u4"),
        ("recipients", "<u4"),
        ("recipient_codes", "<u4"),
        ("targets", "<u4"),
        ("killed", "<u4"),
        ("country", "<u2"),
        ("means", "<u2"),
        ("injured", "<u2"),
        ("words", "<u2"),
        ("titles", "<u2"),
        ("type", "u1"),
        ("dated", "u1"),
        ("flags", "u1"),
    ]
)
Gists = NDArray[np.void]
DATED = ("none", "guessed", "day", "days", "span", "vague")
LEAD, ACTUAL, SPOT, COUNTRY, GUESSED, NAMED_PLACE, AGREEMENT = (1 << bit for bit in range(7))


def gist_of(traits: Traits) -> bytes:
    """The gist of an event's traits: `GIST.itemsize` bytes."""
    gist = np.zeros((), GIST)
    spot = traits.spot
    gist["first"], gist["last"] = traits.first, traits.last
    speaks = traits.about or (traits.id if traits.kind == "attack" else "")
    gist["about"] = _number(speaks, 32)
    points = [each for each in ((spot,) if spot else ()) + traits.around if each.level == "point"]
    keys = [each.name.key for each in points if each.name.folded]
    gist["named"] = _bits((*keys, *(f"at {each.geonameid}" for each in points if each.geonameid)), 64)
    words = _bits(traits.words, 128)
    gist["word_bits"] = words & (1 << 64) - 1, words >> 64
    gist["title_bits"] = _bits(traits.title_words, 64)
    gist["words"], gist["titles"] = len(traits.words), len(traits.title_words)
    gist["actors"], gist["actor_codes"] = _bits(traits.actors, 32), _bits(traits.actor_codes, 32)
    gist["recipients"] = _bits(traits.recipients, 32)
    gist["recipient_codes"] = _bits(traits.recipient_codes, 32)
    gist["means"] = listed(traits.means, means_known(), 16)
    gist["targets"] = listed(traits.targets, targets_known(), 32)
    gist["killed"], gist["injured"] = _bits(map(str, traits.killed), 32), _bits(map(str, traits.injured), 16)
    gist["type"], gist["dated"] = (
        type_numbers().get(traits.type, len(type_numbers())),
        DATED.index(traits.dated),
    )
    flags = LEAD * traits.lead | ACTUAL * traits.actual | AGREEMENT * bool(traits.agreement)
    if spot is not None:
        flags |= SPOT | COUNTRY * (spot.level == "country") | GUESSED * spot.guessed
        flags |= NAMED_PLACE * bool(spot.name.words)
        gist["place"] = _number(spot.name.key if spot.name.folded else "", 32)
        gist["geonameid"] = (spot.geonameid or 0) & 0xFFFFFFFF
        gist["country"] = _number(spot.country, 16)
    gist["flags"] = flags
    return gist.tobytes()


@cache
def type_numbers() -> Mapping[str, int]:
    """The number of each type of event; one more stands for all others."""
    return {name: number for number, name in enumerate(sorted(kinds().of_type))}


@cache
def means_known() -> tuple[str, ...]:
    """The means of attack, in the order of their bits."""
    return tuple(load("weapons.yaml")["means"])


@cache
def targets_known() -> tuple[str, ...]:
    """The kinds of target, in the order of their bits."""
    return tuple(load("targets.yaml"))


def listed(names: Iterable[str], known: Sequence[str], bits: int) -> int:
    """Some names of a list, a bit each."""
    found = 0
    for name in names:
        found |= 1 << known.index(name) % bits
    return found


def _bits(names: Iterable[str], bits: int) -> int:
    """Any names, a bit each, several perhaps the same one."""
    found = 0
    for name in names:
        found |= 1 << crc32(name.encode()) % bits
    return found


def _number(name: str, bits: int) -> int:
    """A number above 0 for a name, 0 for none."""
    return crc32(name.encode()) % ((1 << bits) - 1) + 1 if name else 0
