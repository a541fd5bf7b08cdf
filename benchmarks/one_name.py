"""Whether the same person, group or place, named differently in a report, gets one name.

A pair is two wordings of one gold name in one report. It is *named* where both wordings hold a name
("Mr Kerry", "Turkish forces"; not "the minister", "dozens of people", "an alliance of Arabs": what has an
indefinite article names nobody), *by own names* where both hold one that is no country's. Figures count pairs
that got one name; across reports the named ones of all reports together.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from typing import Any, NamedTuple

import msgspec

from demarche.knowledge.countries import country_words
from demarche.knowledge.folding import fold
from demarche.knowledge.party_words import phrase_words, role_words
from demarche.knowledge.place_context import report_context
from demarche.knowledge.places import resolve_place

WORD = re.compile(r"\w+")
PRONOUNS = frozenset(
    {"he", "she", "we", "i", "it", "they", "him", "her", "them", "us", "our", "my", "who", "those"}
)


class Wording(NamedTuple):
    """Words for a gold name in a report, and the name that they were given."""

    report: str
    words: str
    name: str
    found: str


class Pairs(msgspec.Struct):
    """Counts of pairs and of those alike, and the pairs apart: "own", "named" or "not named", and which."""

    total: int = 0
    alike: int = 0
    named: int = 0
    named_alike: int = 0
    own: int = 0
    own_alike: int = 0
    far: int = 0
    far_alike: int = 0
    apart: list[tuple[str, Wording, Wording]] = msgspec.field(default_factory=list)


def pairs_of(wordings: Iterable[Wording]) -> Pairs:
    """Count the pairs; a wording that stands several times in a report is one, as first told."""
    pairs = Pairs()
    near: dict[tuple[str, str], dict[str, Wording]] = defaultdict(dict)
    far: dict[str, dict[str, Wording]] = defaultdict(dict)
    for one in wordings:
        near[one.report, one.name].setdefault(fold(one.words), one)
        if holds_name(one.words):
            far[one.name].setdefault(fold(one.words), one)
    for told in near.values():
        for one, other in combinations(told.values(), 2):
            alike = one.found == other.found
            named = holds_name(one.words) and holds_name(other.words)
            own = holds_name(one.words, own=True) and holds_name(other.words, own=True)
            pairs.total += 1
            pairs.alike += alike
            pairs.named += named
            pairs.named_alike += named and alike
            pairs.own += own
            pairs.own_alike += own and alike
            if not alike:
                pairs.apart.append(("own" if own else "named" if named else "not named", one, other))
    for told in far.values():
        for one, other in combinations(told.values(), 2):
            pairs.far += 1
            pairs.far_alike += one.found == other.found
    return pairs


def place_wordings(row: dict[str, Any], annotation: dict[str, Any]) -> list[Wording]:
    """The places of a report's events: gold's words and name, and the name that they get in the report."""
    text: str = row["text"]
    told = [event["where"] for event in annotation["events"] if event.get("where")]
    starts = [(text.find(where["text"]), len(where["text"])) for where in told]
    context = report_context(text, [(at, at + length) for at, length in starts if at >= 0])
    found = [resolve_place(where["text"], context=context) for where in told]
    return [
        Wording(row["report_id"], where["text"], where["name"], place.name if place else where["text"])
        for where, place in zip(told, found, strict=True)
    ]


def holds_name(wording: str, *, own: bool = False) -> bool:
    """Whether a word of it begins with a capital; the first one aside where it is a small or a role word.

    A phrase with an indefinite article holds none.

    own: a country's words ("Russian", "Ankara") are none.
    """
    countries = country_words(wording) if own else []
    words = [(match.start(), match.group()) for match in WORD.finditer(wording)]
    small = PRONOUNS | phrase_words("opener") | phrase_words("modifier") | role_words().keys()
    if words and words[0][1].lower() in ("a", "an"):
        return False
    first = bool(words) and fold(words[0][1]) in small
    return any(
        word[:1].isupper() and not any(country.start <= at < country.end for country in countries)
        for at, word in words[first:]
    )
