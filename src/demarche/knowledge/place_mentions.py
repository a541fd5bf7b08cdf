"""The names of places in a text, without a model: known to the gazetteer, borne out by what stands beside."""

from functools import cache, lru_cache
from math import exp

import msgspec

from demarche.knowledge.place_keys import exact_key
from demarche.knowledge.place_signs import Mention, Signs
from demarche.knowledge.place_words import no_places
from demarche.knowledge.tables import table_rows

_MAX_CHARS = 100_000
_SURE = 0.6  # the least probability of a name that is taken for a place


class FoundPlace(msgspec.Struct, frozen=True):
    """A name of a place at [start, end) of a text; `sureness`: probability that it is one, 0 to 1."""

    start: int
    end: int
    text: str
    sureness: float


@cache
def sign_weights() -> dict[str, float]:
    """What each sign adds to the log-odds of a name being a place; "always" and "strength" among them."""
    return {sign: float(weight) for sign, weight in table_rows("places/mention_signs.tsv", 2)}


def find_places(text: str, *, sure: float = _SURE) -> list[FoundPlace]:
    """The names of places in `text`, in order, none overlapping, without the adjectives and people of places.

    `sure`: the least probability. What stands beside a name decides: "Paris Hilton" and "Mr. Lancaster" are
    no places, "Paris, Texas" are two. The first 100,000 characters are read.
    """
    signs, mentions = mentions_of(text[:_MAX_CHARS], sure)
    found = []
    for mention in mentions:
        words = signs.words(mention.first, mention.last)
        start = signs.tokens[mention.first].start
        found.append(FoundPlace(start, start + len(words), words, probability(mention)))
    return found


def mentions_of(text: str, sure: float = _SURE) -> tuple[Signs, tuple[Mention, ...]]:
    """The words of a text and the names among them that are places, at least as likely as `sure`."""
    return _mentions(text, sure)


@lru_cache(maxsize=4)
def _mentions(text: str, sure: float) -> tuple[Signs, tuple[Mention, ...]]:
    signs = Signs(text)
    taken: list[Mention] = []
    reached = 0
    for at in signs.capitals:
        mention = longest_mention(signs, at) if at >= reached else None
        if mention is None:
            continue
        reached = mention.last
        if exact_key(signs.words(mention.first, mention.last)) in no_places():
            continue
        if probability(mention) >= sure:
            taken.append(mention)
    return signs, tuple(taken)


def longest_mention(signs: Signs, first: int) -> Mention | None:
    """The longest name of a place that begins with token `first`; None where none does."""
    if not signs.tokens[first].capital:
        return None
    for last in signs.longest(first):
        mention = signs.mention(first, last)
        if mention is not None:
            return mention
    return None


def probability(mention: Mention) -> float:
    """How likely a name is a place's where it stands."""
    weight = sign_weights()
    odds = weight["always"] + weight["strength"] * mention.strength
    odds += sum(weight.get(sign, 0.0) for sign in mention.signs)
    return 1.0 / (1.0 + exp(-odds))
