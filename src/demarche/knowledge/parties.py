"""Parties: who the words of a report mean, by the knowledge base, the countries and the role words."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from operator import attrgetter
from os import PathLike
from typing import TYPE_CHECKING, Any

import msgspec

from demarche.knowledge.countries import country_named, country_words
from demarche.knowledge.folding import Word, fold, words
from demarche.knowledge.known_parties import known_parties
from demarche.knowledge.lost_apostrophes import restored
from demarche.knowledge.party_case import Case
from demarche.knowledge.party_index import Hints, PartyIndex, as_resolution, party_index
from demarche.knowledge.party_introductions import is_persons_name
from demarche.knowledge.party_mentions import surname_of, taken_up
from demarche.knowledge.party_phrase import take_apart
from demarche.knowledge.party_resolver import resolve_phrase
from demarche.knowledge.party_words import RoleWord, phrase_words
from demarche.knowledge.resolution import Resolution

if TYPE_CHECKING:
    from demarche.knowledge.party_overlay import Overlay

_REMEMBERED = 8192  # wordings whose meaning, apart from any report, is kept
_MAX_CHARS = 400  # of a phrase; longer ones are cut
_ASIDE = re.compile(r"\([^()]{0,80}\)")
_INSERTED = str.maketrans({"[": None, "]": None})  # "40 [Daesh] fighters"
_AFTER_NAMES = re.compile(r",? (?:Jr|Sr|II|III|IV|QC|KC|MP|MPs|MBE|OBE|CBE|PhD|Ph\.D|M\.?D|Esq)\.?$")
_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_ARTICLE = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
_PRONOUNS = frozenset({"i", "me", "we", "us", "you", "he", "him", "she", "her", "it", "they", "them", "who"})
_SPACES = (" ", "'s ", "\u2019s ")


class FoundParty(msgspec.Struct, frozen=True):
    """A party found at characters `[start, end)` of a text."""

    start: int
    end: int
    resolution: Resolution


class _Wording(msgspec.Struct, frozen=True):
    """What a phrase's words say by themselves, whatever the report.

    `text`: with lost apostrophes put back. `bare`: without asides and what follows names. `plain`: where
    `bare` may have lost an apostrophe ("the Islamic States"), it without its s, else "". `listed`: the names
    to look up that some party goes by. `empty`: there are no words. `pronoun`: it is one.
    """

    text: str
    bare: str
    plain: str
    listed: tuple[str, ...]
    empty: bool
    pronoun: bool


class PartyBase:
    """The knowledge base, ready to be asked. `version`: a digest of the user's own parties, "" if none."""

    def __init__(self, index: PartyIndex, own: "Overlay | None" = None) -> None:
        self._index = index
        self._own = own
        self.version = own.version if own else ""
        # most wordings come again and again, in one report and the next
        self._alone = lru_cache(maxsize=_REMEMBERED)(self._resolved)
        self._wording = lru_cache(maxsize=_REMEMBERED)(self._worded)

    def __reduce__(self) -> tuple[Any, ...]:
        """For another process: the user's own parties; the rest is laid beneath them there."""
        return _with_own, (self._own,)

    def lookup(self, text: str, on: str | None = None) -> Resolution | None:
        """Return the listed party that `text` names (full name, alias or well-known surname), or None.

        Articles and a possessive at the end count for nothing. `on`, an ISO date, tells the office held.
        """
        hints = Hints(on=on if on and _ISO.fullmatch(on) else None)
        return self._lookup(_with_article_or_not(text.strip()[:_MAX_CHARS]), hints)

    def _lookup(self, names: Sequence[str], hints: Hints) -> Resolution | None:
        """The party that goes by the first of the names that any goes by."""
        for name in names:
            party = self._index.named(name, hints)
            if party is not None:
                return as_resolution(party, hints, f"known as {party.name}")
        return None

    def find(self, text: str, on: str | None = None) -> list[FoundParty]:
        """Return every party that `text` names, in order and without overlap.

        Listed parties by any alias, and roles after a country's adjective ("Turkish soldiers"). A country
        alone is not given: it may be a place (see `country_words`). A name that bodies of several countries
        have ("Congress") is given where the text has another word of the country that it is listed for.
        """
        tokens = list(words(text))
        found = [(alias.start, alias.end) for alias in self._index.find(text, tokens)]
        found += _country_roles(text, tokens, self._index.roles)
        found.sort(key=lambda span: (span[0], -span[1]))
        parties: list[FoundParty] = []
        reached = 0
        for start, end in found:
            if start >= reached:
                parties.append(FoundParty(start, end, self.resolve(text[start:end], on=on)))
                reached = end
        doubtful = [party for party in parties if is_shared(text[party.start : party.end])]
        if not doubtful:
            return parties
        told: set[str | None] = {word.code for word in country_words(text)}
        told |= {party.resolution.code for party in parties if party not in doubtful}
        return [party for party in parties if party not in doubtful or party.resolution.code in told]

    def resolve(
        self,
        text: str,
        *,
        on: str | None = None,
        country: str | None = None,
        known: Sequence[Resolution] = (),
    ) -> Resolution:
        """Return whom a party phrase means; a phrase that nothing explains keeps its words as name.

        `on`: the report's ISO date. `country`: the code, a country's or IGO, IMG and so on, that is guessed
        for a phrase that names none. `known`: parties of the report, the likeliest to be taken up again
        last (the one named just before): they explain surnames, "the group", "the ministry".
        """
        if not known:
            return self._alone(text[:_MAX_CHARS], on, country)
        return self._resolved(text[:_MAX_CHARS], on, country, known)

    def _restored(self, text: str) -> str:
        """The text with lost apostrophes put back, but for a surname after other names: "Nils Olsens"."""
        before, _, last = text.rpartition(" ")
        if is_persons_name(before.rpartition(" ")[2]):
            return f"{restored(before, self._index.endings)} {last}"
        return restored(text, self._index.endings)

    def _worded(self, text: str) -> _Wording:
        text = self._restored(" ".join(text.translate(_INSERTED).split()))
        bare = _AFTER_NAMES.sub("", " ".join(_ASIDE.sub(" ", text).split())) or text
        folded = [word.folded for word in words(bare)]
        plain = bare[:-1] if bare[-1:] == "s" and country_named(bare) is None else ""
        names = (name for one in (text, bare, plain) for name in _with_article_or_not(one))
        return _Wording(
            text,
            bare,
            plain,
            tuple(name for name in dict.fromkeys(names) if self._index.bearers(name)),
            not folded,
            len(folded) == 1 and folded[0] in _PRONOUNS and (not bare.isupper() or bare == "I"),
        )

    def _resolved(
        self, text: str, on: str | None, country: str | None, known: Sequence[Resolution] = ()
    ) -> Resolution:
        wording = self._wording(text)
        if wording.empty or wording.pronoun:
            reason = "no words" if wording.empty else "a pronoun"
            return Resolution(name=wording.text, code=country, reason=reason)
        on = on if on and _ISO.fullmatch(on) else None
        hints = Hints(on=on, country=country, known=tuple(party.id for party in known if party.id))
        bare = wording.bare
        listed = self._lookup(wording.listed, hints)
        earlier = taken_up(bare, known, country) if known else None
        if earlier is None and wording.plain and known and listed is None:
            earlier = surname_of(wording.plain, known)
        if earlier is not None and (listed is None or listed.id not in hints.known):
            return earlier
        if listed is not None:
            return listed
        heard = self._index.sounded(bare, hints) if bare != bare.lower() else None
        if heard is not None:
            return as_resolution(heard, hints, f"known as {heard.name}")
        phrase = take_apart(bare, self._index)
        if phrase.core != bare:
            listed = self._lookup(_with_article_or_not(phrase.core), hints)
            if listed is not None:
                return listed
        return resolve_phrase(Case(phrase, hints, self._index, known))


def _with_article_or_not(text: str) -> tuple[str, ...]:
    """The words as they stand, then without the article at their beginning; none of no words."""
    bare = _ARTICLE.sub("", text, count=1) if _ARTICLE.match(text) else ""
    return tuple(one for one in (text, bare) if one)


def is_shared(name: str) -> bool:
    """Whether bodies of several countries go by the name: "the Congress"."""
    return fold(name).removeprefix("the ") in phrase_words("shared")


def _country_roles(text: str, tokens: Sequence[Word], roles: Mapping[str, RoleWord]) -> list[tuple[int, int]]:
    """Spans of a country's word with the role words right after it: "Turkish soldiers", "Syria's army"."""
    spans = []
    for country in country_words(text):
        position = bisect_left(tokens, country.start, key=attrgetter("start"))
        if country.kind == "capital" or position == len(tokens) or tokens[position].start != country.start:
            continue
        while position < len(tokens) and tokens[position].start < country.end:
            position += 1
        told = []
        while (step := _role_at(text, tokens, position, roles)) is not None:
            role, length = step
            told.append(role)
            position += length
        telling = [role for role in told if role.organ or (role.sector and country.kind == "demonym")]
        if any(role.weight != "place" for role in telling):
            spans.append((country.start, tokens[position - 1].end))
    return spans


def _role_at(
    text: str, tokens: Sequence[Word], position: int, roles: Mapping[str, RoleWord]
) -> tuple[RoleWord, int] | None:
    """The longest role that begins at a word, right after the word before it, and how many words it has."""
    if position >= len(tokens) or text[tokens[position - 1].end : tokens[position].start] not in _SPACES:
        return None
    for length in (4, 3, 2, 1):
        role = roles.get(" ".join(token.folded for token in tokens[position : position + length]))
        if role is not None:
            return role, min(length, len(tokens) - position)
    return None


@cache
def _shipped() -> PartyBase:
    return PartyBase(party_index())


def _with_own(own: "Overlay | None") -> PartyBase:
    return PartyBase(PartyIndex(known_parties(), own.parties, own.roles), own) if own else _shipped()


def party_base(*overlays: str | PathLike[str]) -> PartyBase:
    """Return the knowledge base, loaded once; with the user's own parties of those files laid over it.

    What an overlay names is what it says there, whatever the shipped tables say. Raises KnowledgeError with
    file and line for a row that is not well formed. Form: `docs/parties.md`.
    """
    if not overlays:
        return _shipped()
    from demarche.knowledge.party_overlay import read_overlay

    return _with_own(read_overlay(overlays))
