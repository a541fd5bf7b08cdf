"""What in a text speaks for or against a capitalised name being a place: the signs of each."""

import re
from bisect import bisect_left
from collections import Counter
from functools import lru_cache
from operator import attrgetter

import msgspec

from demarche.knowledge.gazetteer import abbreviations, people, places_named
from demarche.knowledge.place_bearers import whole_name
from demarche.knowledge.place_keys import exact_key
from demarche.knowledge.place_ranking import is_usual, prior
from demarche.knowledge.place_span import country_spoken_of
from demarche.knowledge.place_tokens import mention_words, tokens_of
from demarche.knowledge.place_words import place_words

_NEW_SENTENCE = re.compile(r"[.!?:;\u2022\u2014|\"\u201c\u201d\n]|--")
_JOINS = frozenset({" ", "-"})
_NAMING = frozenset({"given", "title"})
_NO_ROLES: frozenset[str] = frozenset()
_LONGEST = 5  # words of a name
_ACRONYM = 4  # letters: a longer word in capitals stands in a dateline or a headline
_SHORT_NAMES = frozenset({"US", "USA", "UK", "EU", "UAE", "DRC"})


class Mention(msgspec.Struct, frozen=True):
    """A name that some place bears, over the tokens [first, last); `strength`: of its likeliest bearer."""

    first: int
    last: int
    strength: float
    signs: tuple[str, ...]


class _Name(msgspec.Struct, frozen=True):
    """What is known of a name that some place bears: of its likeliest bearer; `usual`: of any."""

    strength: float
    kind: str
    usual: bool


@lru_cache(maxsize=16384)
def _known(words: str) -> _Name | None:
    """What is known of a name; None where no place bears it, or it is a people's or an adjective."""
    key = exact_key(whole_name(words) if words.endswith(".") else words)
    bearers = places_named(key) if key and not key.isdigit() else ()
    if not bearers or _is_demonym(words):
        return None
    best = max(bearers, key=lambda one: prior(one, key))
    return _Name(prior(best, key), best.kind, any(is_usual(one.name, key) for one in bearers))


def _is_demonym(words: str) -> bool:
    """Whether the words are a place's people or adjective and not its name as well."""
    if exact_key(words) in people():
        return True
    country = country_spoken_of(words)
    return country is not None and exact_key(country) != exact_key(words)


class Signs:
    """A text's words and what they tell of the names among them; `capitals`: the tokens with a capital."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.tokens = tokens_of(text)
        self._of_token = [mention_words().get(token.folded, _NO_ROLES) for token in self.tokens]
        self.capitals = [at for at, token in enumerate(self.tokens) if token.capital]
        names = [self.tokens[at] for at in self.capitals]
        self._titled = frozenset([token.folded for token in names if not token.upper])
        self._lower = frozenset([token.folded for token in self.tokens if not token.capital])
        self._persons = self._surnames()
        self._told = Counter([token.folded for token in names])

    def ending_at(self, end: int) -> int | None:
        """The number after that of the token that ends at this character; None where none does."""
        at = bisect_left(self.tokens, end, key=attrgetter("end"))
        return at + 1 if at < len(self.tokens) and self.tokens[at].end == end else None

    def _surnames(self) -> frozenset[str]:
        """Words that somewhere follow a given name or a title: "Mr. Lancaster", "Ann B. Paris"."""
        found = set()
        for at in self.capitals:
            if at == 0:
                continue
            token, before = self.tokens[at], self.tokens[at - 1]
            if token.gap in (". ", " ") and len(before.folded) == 1 and before.capital and at > 1:
                before = self.tokens[at - 2]
            if not before.capital or token.gap not in (" ", ". "):
                continue
            if not _NAMING.isdisjoint(mention_words().get(before.folded, _NO_ROLES)):
                found.add(token.folded)
        return frozenset(found)

    def longest(self, first: int) -> list[int]:
        """Where a name that begins with token `first` may end, the longest first."""
        ends: list[int] = []
        roles = self._roles(first)
        if (roles & {"in", "of"} and "direction" not in roles) or self.tokens[first].folded in ("a", "an"):
            return ends
        for last in range(first + 1, min(first + _LONGEST, len(self.tokens)) + 1):
            token = self.tokens[last - 1]
            if last > first + 1 and not self._joined(last - 1):
                break
            if token.capital:
                ends.append(last)
            elif "inner" not in self._roles(last - 1):
                break
        return ends[::-1]

    def _joined(self, at: int) -> bool:
        gap = self.tokens[at].gap
        return gap in _JOINS or (gap == ". " and "saint" in self._roles(at - 1))

    def _roles(self, at: int) -> frozenset[str]:
        return self._of_token[at] if 0 <= at < len(self.tokens) else _NO_ROLES

    def words(self, first: int, last: int) -> str:
        """The words of the tokens [first, last) as they stand, with the full stop of "Texarkana, Ark."."""
        end = self.tokens[last - 1].end
        words = self._text[self.tokens[first].start : end]
        short = self.tokens[first].gap == ", " and self._text[end : end + 1] == "."
        return f"{words}." if short and exact_key(words) in abbreviations() else words

    def mention(self, first: int, last: int) -> Mention | None:
        """The name over [first, last) with its signs; None where no place bears it."""
        words = self.words(first, last)
        if words.isalpha() and self._acronym(first):
            return None
        name = _known(words)
        if name is None or (self.tokens[first].folded == "the" and _known(words[4:]) is not None):
            return None  # "The Atlanta" of a newspaper is Atlanta
        signs = [*self._own(first, last, name), *self._before(first), *self._after(last)]
        return Mention(first, last, name.strength, tuple(signs))

    def _acronym(self, at: int) -> bool:
        """Whether a word is capitals or one letter and no place's short form: NATO and SANA are no towns."""
        token = self.tokens[at]
        word = self._text[token.start : token.end]
        if "." in word or word in _SHORT_NAMES:
            return False
        return len(word) < 3 or (token.upper and len(word) <= _ACRONYM and token.folded not in self._titled)

    def _own(self, first: int, last: int, name: "_Name") -> list[str]:
        """Signs of the name itself."""
        signs = [f"kind {name.kind}"]
        signs += [] if name.usual else ["alternate name"]
        if last > first + 1:
            signs.append("several words")
            if place_words().get(self.tokens[last - 1].folded) in ("district", "province", "water"):
                signs.append("kind told")
            return signs
        roles, folded = self._roles(first), self.tokens[first].folded
        signs += [
            role
            for role in (
                "given",
                "surname",
                "common",
                "civic",
                "title",
                "street",
                "media",
                "direction",
                "calendar",
            )
            if role in roles
        ]
        if roles & {"opener", "in", "of", "verb"}:
            signs.append("small word")
        if folded in self._lower:
            signs.append("also in small letters")
        if folded in self._persons:
            signs.append("a person's name")
        if self.tokens[first].upper and not self._text[
            self.tokens[first].start : self.tokens[first].end
        ].count("."):
            signs.append("in capitals")
        if self._told[folded] > 2:
            signs.append("told often")
        return signs

    def _before(self, first: int) -> list[str]:
        token = self.tokens[first]
        if first == 0 or _NEW_SENTENCE.search(token.gap):
            return ["first"]
        before, roles = self.tokens[first - 1], self._roles(first - 1)
        if token.gap == ". " and before.capital and roles & {"title", "given"}:
            return ["after title"]
        if "." in token.gap:
            initial = len(before.folded) == 1 and before.capital
            return ["after initial"] if initial else ["first"]
        if token.gap not in _JOINS:
            return ["after comma"] if token.gap.startswith(",") else []
        if before.capital:
            opening = first == 1 or _NEW_SENTENCE.search(before.gap) is not None or "." in before.gap
            if "direction" in roles:
                return ["after direction"]
            if roles & {"in"}:
                return ["after in"]
            if opening and roles & {"opener", "of"}:
                return ["after opener"]
            for role in ("title", "given"):
                if role in roles:
                    return [f"after {role}"]
            return ["after a name"]
        for role in ("in", "of", "opener", "title"):
            if role in roles:
                return [f"after {role}"]
        return ["after a word"]

    def _after(self, last: int) -> list[str]:
        if last >= len(self.tokens):
            return []
        token, roles = self.tokens[last], self._roles(last)
        if self.region(last) is not None:
            return ["before its province"]
        if token.gap == " " and token.capital:
            for role in ("civic", "street", "media", "title"):
                if role in roles:
                    return [f"before {role}"]
            return ["before a name"]
        if token.gap == " " and "verb" in roles:
            return ["before verb"]
        if token.gap.startswith(("'", "\u2019")):
            return ["possessive"]
        return ["before comma"] if token.gap.startswith(",") else []

    def region(self, first: int) -> int | None:
        """Where the province or country that stands after ", " at `first` ends; None where none does."""
        if first >= len(self.tokens) or self.tokens[first].gap != ", " or not self.tokens[first].capital:
            return None
        for last in self.longest(first):
            words = self.words(first, last)
            end = self.tokens[last - 1].end
            short = self._text[end : end + 1] == "." or self.tokens[last - 1].upper
            if short and exact_key(words) in abbreviations():
                return last
            if any(one.kind in ("country", "province") for one in places_named(exact_key(words))):
                return None if _is_demonym(words) else last
        return None
