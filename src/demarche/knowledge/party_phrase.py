"""A party's words taken apart: known parties, countries, roles, offices, and how the phrase holds them."""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal, NamedTuple

import msgspec

from demarche.knowledge.countries import CountryWord, country_words
from demarche.knowledge.folding import Word, fold, words
from demarche.knowledge.known_parties import KnownParty
from demarche.knowledge.party_embedded import own_country_words
from demarche.knowledge.party_index import PartyIndex
from demarche.knowledge.party_words import RoleWord, office_words, phrase_words
from demarche.knowledge.phrase_index import PhraseIndex

PieceKind = Literal["party", "country", "role", "office", "honorific", "name", "word"]
_LONGEST = 40  # words of a phrase that are read; no party is told in more
_REMEMBERED = 4096  # phrases; most come again and again, in one report and the next
_BREAKS = (",", ";", ":", "(", "\n", " - ", "\u2014")


class Piece(msgspec.Struct, frozen=True):
    """A stretch of the phrase, characters `[start, end)`, and what it is.

    "name" is a capitalised word that nothing else explains, "word" one in small letters.
    """

    kind: PieceKind
    start: int
    end: int
    text: str
    parties: tuple[KnownParty, ...] = ()
    country: CountryWord | None = None
    role: RoleWord | None = None
    offices: tuple[tuple[str, str], ...] = ()


class Phrase(msgspec.Struct, frozen=True, kw_only=True):
    """A party phrase: its core words, the pieces of its head, and what "of", "in" and the like add to it.

    `core` is without articles and counts. `openers`: these and words like "former" at the start, folded.
    `inside`: pieces after "of", "from", "loyal to"; `place`: pieces after "in", "at", "near".
    Pieces that only qualify ("US-backed", "anti-Assad") are left out; `qualified`: whether there were any.
    """

    text: str
    core: str
    openers: tuple[str, ...]
    head: tuple[Piece, ...]
    inside: tuple[Piece, ...]
    place: tuple[Piece, ...]
    qualified: bool = False


class _Span(NamedTuple):
    first: int
    last: int
    piece: Piece


@cache
def _offices() -> PhraseIndex[tuple[tuple[str, str], ...]]:
    return PhraseIndex(office_words().items())


@lru_cache(maxsize=_REMEMBERED)
def take_apart(text: str, index: PartyIndex) -> Phrase:
    """Return the parts of a party phrase by the parties and roles of `index`; the first words only."""
    tokens = list(words(text))[:_LONGEST]
    if not tokens:
        return Phrase(text=text, core=text.strip(), openers=(), head=(), inside=(), place=())
    named = _opening(text, tokens, phrase_words("opener"))
    opened = _opening(text, tokens, phrase_words("opener") | phrase_words("modifier"))
    if any(country.start == tokens[0].start for country in country_words(text)):  # The Hague
        named = opened = 0
    core = text[tokens[named].start : tokens[-1].end]
    openers = tuple(token.folded for token in tokens[:opened])
    tokens = tokens[opened:]
    spans = _spans(text, tokens, index)
    parts: dict[str, list[Piece]] = {"head": [], "inside": [], "place": [], "other": []}
    part, qualified = "head", False
    for span in spans:
        turn = _turn(text, tokens, span, bool(parts["head"]))
        if turn is not None:
            part = turn
            if span.piece.kind == "word":
                continue
        if _qualifies(text, tokens, span):
            qualified = True
        else:
            parts[part].append(span.piece)
    return Phrase(
        text=text,
        core=core,
        openers=openers,
        head=tuple(parts["head"]),
        inside=tuple(parts["inside"]),
        place=tuple(parts["place"]),
        qualified=qualified,
    )


def _opening(text: str, tokens: list[Word], openers: frozenset[str]) -> int:
    """How many words at the start fall away: never all, nor half of a hyphened one ("23-year-old")."""
    position = 0
    while position < len(tokens) - 1:
        if text[tokens[position].end] == "-":
            break
        if position and tokens[position].folded == "of":
            position += 1
            continue
        pair = f"{tokens[position].folded} {tokens[position + 1].folded}"
        if pair in openers:
            position += 2
        elif tokens[position].folded in openers or tokens[position].folded.isdigit():
            position += 1
        else:
            break
    return min(position, len(tokens) - 1)


def _spans(text: str, tokens: list[Word], index: PartyIndex) -> list[_Span]:
    """The phrase as spans of words in order: at each word the longest reading, a party before a role."""
    readings: dict[int, list[_Span]] = {}
    for span in _readings(text, tokens, index):
        readings.setdefault(span.first, []).append(span)
    spans: list[_Span] = []
    position = 0
    while position < len(tokens):
        here = readings.get(position)
        span = max(here, key=lambda reading: reading.last) if here else _plain(text, tokens, position)
        longer = any(next_.last > span.last for next_ in readings.get(position + 1, ()))
        if longer and tokens[position].folded == "the":  # not "the people" of "the People's Defence Units"
            span = _plain(text, tokens, position)
        spans.append(span)
        position = span.last
    return [_as_name(spans, n) for n in range(len(spans))]


def _as_name(spans: list[_Span], n: int) -> _Span:
    """The span; but a surname among unknown names is another person's: Fadi al-Shami is not al-Shami."""
    piece = spans[n].piece
    if piece.kind == "party" and all(fold(piece.text) in map(fold, party.surname) for party in piece.parties):
        beside = [spans[m].piece for m in (n - 1, n + 1) if 0 <= m < len(spans)]
        if any(other.kind == "name" for other in beside):
            return spans[n]._replace(piece=Piece("name", piece.start, piece.end, piece.text))
    return spans[n]


def _readings(text: str, tokens: list[Word], index: PartyIndex) -> Iterator[_Span]:
    def span(first: int, last: int, kind: PieceKind, **meaning: object) -> _Span:
        start, end = tokens[first].start, tokens[last - 1].end
        return _Span(first, last, Piece(kind, start, end, text[start:end], **meaning))  # type: ignore[arg-type]

    for alias in index.find(text, tokens):
        if not _inside_compound(text, tokens, alias.first):
            yield span(alias.first, alias.last, "party", parties=tuple(alias.values))
    at = {token.start: position for position, token in enumerate(tokens)}
    for country in own_country_words(text):
        first = at.get(country.start)
        if first is not None and not _nisba(text, tokens, first):
            last = next(
                n for n in range(first, len(tokens) + 1) if n == len(tokens) or tokens[n].start >= country.end
            )
            yield span(first, last, "country", country=country)
    for office in _offices().find_words(text, tokens):
        yield span(office.first, office.last, "office", offices=office.values[0])
    for role in index.role_phrases.find_words(text, tokens):
        letters = role.values[0].words in phrase_words("letters")
        if not (letters and text[role.start : role.end].istitle()):
            yield span(role.first, role.last, "role", role=role.values[0])


def _hyphened(text: str, tokens: list[Word], position: int) -> bool:
    """Whether a hyphen joins the word at `position` to the next."""
    if position < 0 or position + 1 >= len(tokens):
        return False
    return text[tokens[position].end : tokens[position + 1].start] in ("-", "\u2013", "\u2010", "\u2011")


def _nisba(text: str, tokens: list[Word], first: int) -> bool:
    """Whether the word is a part of a person's name: "al-Iraqi" tells where a family is from."""
    return _hyphened(text, tokens, first - 1) and tokens[first - 1].folded in ("al", "el")


def _inside_compound(text: str, tokens: list[Word], first: int) -> bool:
    """Whether a name would begin inside a compound: no Arab alliance in "Kurdish-Arab alliance"."""
    return _hyphened(text, tokens, first - 1) and tokens[first - 1].folded not in phrase_words("stance")


def _plain(text: str, tokens: list[Word], position: int) -> _Span:
    token = tokens[position]
    raw = text[token.start : token.end]
    if token.folded in phrase_words("honorific"):
        kind: PieceKind = "honorific"
    else:
        kind = "name" if raw[:1].isupper() and token.folded not in phrase_words("inside") else "word"
    piece = Piece(kind, token.start, token.end, raw)
    return _Span(position, position + 1, piece)


def _turn(text: str, tokens: list[Word], span: _Span, begun: bool) -> str | None:
    """Which part of the phrase begins at this span, or None where the part goes on."""
    if not begun:
        return None
    before = text[tokens[span.first - 1].end : tokens[span.first].start] if span.first else ""
    if any(mark in before for mark in _BREAKS):
        return "other"
    if span.piece.kind != "word" or before.endswith("-"):
        return None
    folded = tokens[span.first].folded
    if folded == "as" and tokens[span.first - 1].folded == "known":
        return "inside"
    return next((use for use in ("inside", "place", "other") if folded in phrase_words(use)), None)


def _qualifies(text: str, tokens: list[Word], span: _Span) -> bool:
    """Whether the span only qualifies: "US" in "US-backed", "backed" itself, "Assad" in "anti-Assad"."""

    link, stance = phrase_words("link"), phrase_words("stance")
    follows = _hyphened(text, tokens, span.last - 1)
    if follows and tokens[span.last].folded in link:
        return True
    if _hyphened(text, tokens, span.first - 1):
        before = tokens[span.first - 1].folded
        if before in stance:
            return True
        if span.piece.kind == "word" and tokens[span.first].folded in link:
            return True
    return span.piece.kind == "word" and tokens[span.first].folded in stance and follows
