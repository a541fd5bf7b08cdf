"""Known names inside longer ones: no newspaper in "Tundra Liberation Front", no president in "Santa Cruz"."""

from collections.abc import Sequence
from functools import cache

from demarche.knowledge.countries import CountryWord, country_named, country_words
from demarche.knowledge.folding import Word, fold, words
from demarche.knowledge.known_parties import KnownParty
from demarche.knowledge.party_words import office_words, phrase_words, role_words, title_words

_ENDS = '.!?"\u201c\n'  # after one of these a capital says nothing
_FIGHTING = frozenset({"group", "person"})  # kinds whose names other parties do not share
_WHOLE = frozenset({"media", "company", "ngo"})  # kinds whose names are often everyday words


def inside_longer(
    text: str, tokens: Sequence[Word], first: int, last: int, parties: Sequence[KnownParty]
) -> bool:
    """Whether the known name, words `[first, last)` of `tokens`, is only a part of another's name.

    A surname is where another name stands right before it; any word where it stands between a name and a word
    that bodies end with ("Front"); everyday words ("Liberation", "Democratic Party") where either is there,
    or another country.
    """
    raw = text[tokens[first].start : tokens[last - 1].end]
    if raw.isupper():
        return False
    generic = all(tokens[n].folded in _generic() for n in range(first, last))
    generic = generic and all(party.kind not in _FIGHTING for party in parties)
    if not generic and last - first != 1 and tokens[first].folded not in ("al", "el"):
        return False
    left = names_before(text, tokens, first)
    if all(_only_surname(raw, party) for party in parties):
        return left
    right = _capital_at(text, tokens, last) and tokens[last].folded in phrase_words("body")
    if not generic:
        return left and right
    if left or _of_another_country(text, tokens, first, parties):
        return True
    if last - first != 1 and tokens[first].folded != "the":
        return False
    if right or any(party.kind not in _WHOLE for party in parties):
        return right
    beside = _capital_at(text, tokens, last) and not _explained(text, tokens, last)
    opens = _opens(text, tokens, first) and last < len(tokens) and tokens[first].folded != "the"
    return beside or opens


@cache
def _generic() -> frozenset[str]:
    """Words that names of many parties are made of."""
    return phrase_words("everyday") | phrase_words("body") | {"the", "of", "and", "for"}


def _of_another_country(text: str, tokens: Sequence[Word], first: int, parties: Sequence[KnownParty]) -> bool:
    """Whether a country that is none of the parties' stands right before: "the Norwegian Senate"."""
    if not first or text[tokens[first - 1].end : tokens[first].start] not in (" ", "'s ", "\u2019s "):
        return False
    country = country_named(text[tokens[first - 1].start : tokens[first - 1].end])
    return country is not None and all(party.code != country.code for party in parties)


def own_country_words(text: str) -> list[CountryWord]:
    """The country words of a text but for regions within a longer name: no US in "Pueblo Colorado"."""
    found = country_words(text)
    if all(word.kind != "region" for word in found):
        return found
    tokens = list(words(text))
    at = {token.start: n for n, token in enumerate(tokens)}
    return [
        word
        for word in found
        if word.kind != "region" or word.start not in at or not names_before(text, tokens, at[word.start])
    ]


def names_before(text: str, tokens: Sequence[Word], first: int) -> bool:
    """Whether the word right before word `first` is a name that nothing else explains."""
    before = first - 1
    if before < 0 or text[tokens[before].end : tokens[first].start] != " ":
        return False
    if not _capital_at(text, tokens, before, gap=False) or _explained(text, tokens, before):
        return False
    return not (_opens(text, tokens, before) and tokens[before].folded in phrase_words("beginning"))


def _capital_at(text: str, tokens: Sequence[Word], position: int, gap: bool = True) -> bool:
    """Whether a word with a capital, no initials, stands there (a space before it)."""
    if position >= len(tokens):
        return False
    if gap and text[tokens[position - 1].end : tokens[position].start] != " ":
        return False
    raw = text[tokens[position].start : tokens[position].end]
    return raw[:1].isupper() and not raw.isupper()


def _explained(text: str, tokens: Sequence[Word], position: int) -> bool:
    """Whether the word is a title, a role, a country's or another small word with a capital."""
    folded = tokens[position].folded
    known = (
        folded in role_words()
        or folded in title_words()
        or folded in office_words()
        or any(folded in phrase_words(use) for use in ("opener", "modifier", "honorific", "inside", "place"))
        or any(folded in phrase_words(use) for use in ("calendar", "title end", "direction"))
    )
    raw = text[tokens[position].start : tokens[position].end]
    return known or country_named(raw) is not None or country_named(raw.removesuffix("s")) is not None


def _opens(text: str, tokens: Sequence[Word], position: int) -> bool:
    """Whether the word is the first of its sentence."""
    between = text[tokens[position - 1].end : tokens[position].start] if position else "\n"
    return any(mark in between for mark in _ENDS)


def _only_surname(raw: str, party: KnownParty) -> bool:
    return fold(raw) in map(fold, party.surname)
