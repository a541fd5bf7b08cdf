"""Counts of people as news words them: "at least 44 people", "two dozen", "hundreds", "a civilian"."""

import re
from functools import cache, lru_cache
from typing import get_args

import msgspec

from demarche.errors import KnowledgeError
from demarche.knowledge.number_spans import share_of, total_part
from demarche.knowledge.number_words import (
    DASHES,
    Phrase,
    Token,
    number_words,
    phrase_at,
    tokens_of,
    touches,
    word_at,
)
from demarche.knowledge.tables import table_rows
from demarche.records import Bound

_MAX_CHARS = 50_000
_MAX_SPAN = 400
_AND = re.compile(r"\band\b|\bas well as\b|\bplus\b|,(?!\d)", re.IGNORECASE)
_FATE = re.compile(r"\b(?:killed|dead|died|wounded|injured|hurt|missing|arrested|detained)\b", re.IGNORECASE)
_NO_ONE = re.compile(r"\bnot (?:a single|one)\b", re.IGNORECASE)
_AGED = re.compile(r"([^,\d]+),\s*\d{1,3},?")  # "Laxmi Agarwal, 28"
_OTHERS = re.compile(r"\bothers?\b", re.IGNORECASE)
_PROPER = re.compile(r"[^\W\d_a-z]|(?:al|el|ad|an|ar|as|ash|at|az|de|del|la|bin|ibn|bint|van|von|der)(?:-|$)")
_FILLERS = frozenset(
    {"a", "an", "the", "another", "other", "further", "additional", "total", "of", "all", "some"}
)
_COUNTED_AFTER_DASH = frozenset({"member", "man", "strong", "person", "people", "plus", "odd"})
_SHARES = frozenset({"%", "percent", "pct", "percentage"})
_SINGULAR = frozenset({"a", "an", "another", "one", "this", "that"})
_DEFINITE = frozenset({"his", "her", "its", "their", "the", "my", "our"})


class Quantity(msgspec.Struct, frozen=True):
    """How many, and how exactly that is meant; `count` is a whole number from 0."""

    count: int
    bound: Bound


class FoundQuantity(msgspec.Struct, frozen=True):
    """A quantity in a text; `start`, `end`: characters, the words that bound it included."""

    start: int
    end: int
    quantity: Quantity


@cache
def bound_words() -> dict[str, dict[tuple[str, ...], Bound]]:
    """The phrases that bound a number, by their place ("before", "after") and words."""
    phrases: dict[str, dict[tuple[str, ...], Bound]] = {"before": {}, "after": {}}
    for phrase, place, bound in table_rows("numbers/bounds.tsv", 3):
        if bound not in get_args(Bound) or place not in phrases:
            raise KnowledgeError(f"numbers/bounds.tsv: {phrase!r} has an unknown bound or place")
        phrases[place][tuple(phrase.split())] = msgspec.convert(bound, Bound)
    return phrases


@cache
def head_nouns() -> dict[str, str]:
    """Words that decide what "a …" or "his …" counts: group, plural, or after (it ends the noun phrase)."""
    return {row[0]: row[1] for row in table_rows("numbers/heads.tsv", 2)}


def find_quantities(text: str) -> list[FoundQuantity]:
    """Every explicit count in `text` in order: digits, number words, "dozens"; no ages, shares or "F-16"."""
    tokens = tokens_of(text[:_MAX_CHARS])
    found: list[FoundQuantity] = []
    at = floor = 0
    while at < len(tokens):
        phrase = phrase_at(tokens, at)
        if phrase is None:
            at += 1
            continue
        at = phrase.last
        if _counts(tokens, phrase):
            quantity, first, at = _bounded(tokens, phrase, floor)
            found.append(FoundQuantity(tokens[first].start, tokens[at - 1].end, quantity))
            floor = at
    return found


def parse_quantity(text: str) -> Quantity | None:
    """The count that a number span tells: its total ("a man and his wife" 2), or None where it tells none.

    What follows "including" or "of whom" is a part of the total and is left out.
    A name that stands alone counts one; "many" and a bare plural count nothing.
    """
    return _parsed(text[:_MAX_SPAN])


@lru_cache(maxsize=4096)
def _parsed(text: str) -> Quantity | None:
    total = total_part(text)
    if _NO_ONE.search(total):
        return Quantity(0, "exact")
    if share := share_of(total):
        above, below, rest = share
        whole = parse_quantity(rest)
        bound: Bound = "exact" if whole and whole.count % below == 0 else "about"
        return Quantity(round(whole.count * above / below), bound) if whole else None
    if (aged := _AGED.fullmatch(total.strip())) and _named(aged[1]):
        return Quantity(1, "exact")
    found = find_quantities(total)
    counts: list[Quantity] = []
    parts = _joined_parts(total, found)
    for start, end in parts:
        counted = next((one.quantity for one in found if start <= one.start < end), None)
        if counted is not None:
            counts.append(counted)
        else:
            named = (
                _named(total[start:end]) if len(parts) > 1 and _beside_others(total, parts, found) else None
            )
            counts += [named] if named else _uncounted(total[start:end])
        if counts and _FATE.search(total, start, end):  # "two killed and three wounded" are no total
            break
    if not counts:
        return _named(total)
    if len(counts) == 1 or not all(quantity.count for quantity in counts):
        return counts[0]
    joint: Bound = next((quantity.bound for quantity in counts if quantity.bound != "exact"), "exact")
    return Quantity(sum(quantity.count for quantity in counts), joint)


def _beside_others(text: str, parts: list[tuple[int, int]], found: list[FoundQuantity]) -> bool:
    """Whether names in the parts count one each: all are names, or the counted ones are "others"."""
    for start, end in parts:
        counted = any(start <= one.start < end for one in found)
        if not (_OTHERS.search(text, start, end) if counted else _named(text[start:end])):
            return False
    return True


def _joined_parts(text: str, found: list[FoundQuantity]) -> list[tuple[int, int]]:
    """The stretches of `text` between "and" and commas, save those inside a number ("between 20 and 30")."""
    parts = []
    start = 0
    for match in _AND.finditer(text):
        if not any(one.start <= match.start() < one.end for one in found):
            parts.append((start, match.start()))
            start = match.end()
    return [*parts, (start, len(text))]


def _uncounted(part: str) -> list[Quantity]:
    """What a stretch without a number counts: "a man" and "his son" one, "no casualties" none."""
    words = [token.word for token in tokens_of(part) if token.word.isalpha()]
    if not words:
        return []
    if words[0] == "no":
        return [Quantity(0, "exact")]
    first = next((i for i, word in enumerate(words[:4]) if word in _SINGULAR or word in _DEFINITE), None)
    if first is None:
        return []
    rest = words[first + 1 :]
    ends = (
        i for i, word in enumerate(rest) if i and (head_nouns().get(word) == "after" or _FATE.fullmatch(word))
    )
    length = next(ends, len(rest))
    if not length:
        return []
    noun = rest[length - 1]
    role = head_nouns().get(noun)
    one = role is None and (words[first] in _SINGULAR or not _looks_plural(noun))
    return [Quantity(1, "exact")] if one else []


def _looks_plural(noun: str) -> bool:
    return noun.endswith("s") and not noun.endswith(("ss", "us", "is"))


def _named(text: str) -> Quantity | None:
    """One, where the words are a name, or a noun and a name: "Kem Ley", "girlfriend Reeva Steenkamp"."""
    words = re.findall(r"[^\W\d_][\w'\u2019.-]*", re.sub(r"\b\d+-year-old\b", " ", text))
    if not words or len(words) > 8 or re.search(r"\d", text.replace("-year-old", "")[2:]):
        return None
    proper = [bool(_PROPER.match(word)) for word in words]
    last = words[-1].lower()
    if not proper[-1] or _looks_plural(last) or last in head_nouns() or last in ("few", "some"):
        return None
    common = [word for word, named in zip(words, proper, strict=True) if not named]
    if not common:
        return Quantity(1, "exact")
    titled = all(proper[-2:]) and not any(_looks_plural(word) or word in head_nouns() for word in common)
    return Quantity(1, "exact") if titled and len(words) > 2 else None


def _counts(tokens: list[Token], phrase: Phrase) -> bool:
    """Whether a number counts something: no age, share, sum of money, "F-16" or "three-week"."""
    before, after = word_at(tokens, phrase.first - 1), word_at(tokens, phrase.last)
    following = word_at(tokens, phrase.last + 1)
    if before in ("$", "\u20ac", "\u00a3", "#", "aged"):
        return False
    if before in DASHES and touches(tokens, phrase.first) and touches(tokens, phrase.first - 1):
        return word_at(tokens, phrase.first - 2) in number_words()
    if (
        after in _SHARES
        or (after, following) == ("per", "cent")
        or (after in ("year", "years") and following == "old")
    ):
        return False
    if after in DASHES and touches(tokens, phrase.last) and touches(tokens, phrase.last + 1):
        return bool(phrase_at(tokens, phrase.last + 1)) or following in _COUNTED_AFTER_DASH
    return True


def _bounded(tokens: list[Token], phrase: Phrase, floor: int) -> tuple[Quantity, int, int]:
    """The phrase's quantity with the words that bound it, and the tokens [first, last) that both take.

    No token before `floor` is looked at: it belongs to the number before.
    """
    bound: Bound = "at_least" if phrase.vague else "exact"
    first, last = phrase.first, phrase.last
    upper = _range_end(tokens, phrase)
    filled = first
    while filled > floor and word_at(tokens, filled - 1) in _FILLERS:
        filled -= 1
    for edge in dict.fromkeys((first, filled)):
        told = _bound_before(tokens, edge, floor)
        if told:
            bound, first = told
            break
    if upper is not None:
        return Quantity(phrase.count, "at_least"), first, upper
    if word_at(tokens, phrase.first - 1) == "~":
        bound, first = "about", phrase.first - 1
    if word_at(tokens, last) == "+":
        return Quantity(phrase.count, "at_least"), first, last + 1
    follow = last + (word_at(tokens, last) in DASHES)
    for size in (2, 1):
        told_after = bound_words()["after"].get(tuple(word_at(tokens, follow + i) for i in range(size)))
        if told_after:
            return Quantity(phrase.count, told_after), first, follow + size
    return Quantity(phrase.count, bound), first, last


def _bound_before(tokens: list[Token], edge: int, floor: int) -> tuple[Bound, int] | None:
    """The bound told by the words that end at token `edge`, and their first token."""
    for size in (5, 4, 3, 2, 1):
        if edge - size < floor:
            continue
        bound = bound_words()["before"].get(tuple(token.word for token in tokens[edge - size : edge]))
        if bound:
            return bound, edge - size
    return None


def _range_end(tokens: list[Token], phrase: Phrase) -> int | None:
    """The token after a range's second number ("20 to 30", "five or six"), or None."""
    link = word_at(tokens, phrase.last)
    between = "between" in (word_at(tokens, phrase.first - 1), word_at(tokens, phrase.first - 2))
    if not (link in ("to", "or") or link in DASHES or (link == "and" and between)):
        return None
    second = phrase_at(tokens, phrase.last + 1) if phrase.last + 1 < len(tokens) else None
    return second.last if second is not None and second.count > phrase.count else None
