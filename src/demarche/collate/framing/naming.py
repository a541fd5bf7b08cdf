"""The words by which a party is named, and the words in a report that take a side."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

import msgspec
import yaml

from demarche.collate.disputes.camps import Camp, camp_of
from demarche.knowledge.countries import countries
from demarche.knowledge.folding import Word, words
from demarche.records import FoundSpan, Party, Reading

LONGEST_NAME = 6  # words: a longer span is a description, counted under its first words


class Topic(msgspec.Struct, frozen=True):
    """Words for one thing: plain ones and loaded ones."""

    plain: tuple[str, ...]
    loaded: tuple[str, ...]


class LoadedWords(msgspec.Struct, frozen=True):
    """`data/loaded_words.yaml`: loaded words and what they are used for."""

    parties: Mapping[str, str]
    topics: Mapping[str, Topic]
    before: frozenset[str]
    pronouns: frozenset[str]


class Named(msgspec.Struct, frozen=True):
    """A party, or a topic, named at `[start, end)` by `words`."""

    party: str
    code: str | None
    words: str
    loaded: bool
    start: int
    end: int


@cache
def loaded_words() -> LoadedWords:
    """The lists of `data/loaded_words.yaml`."""
    data = files("demarche.collate").joinpath("data", "loaded_words.yaml").read_bytes()
    return msgspec.convert(yaml.safe_load(data), LoadedWords)


def parties_named(reading: Reading) -> Iterator[Named]:
    """Every naming of a known party in a report, once a place, in order of the text."""
    spans = {(span.start, span.end): span for span in reading.spans if span.kind == "party"}
    for (start, end), span in sorted(spans.items()):
        whom = _whom(span)
        said = name_words(span.text)
        if whom is not None and said:
            yield Named(*whom, said, is_loaded(said), start, end)


def topics_named(text: str) -> Iterator[Named]:
    """Every plain or loaded word of a topic in a report's text, in order; the longest where several begin."""
    every = list(words(text))
    begins = _topic_words()
    at = 0
    while at < len(every):
        step = 1
        for phrase, topic, loaded in begins.get(every[at].folded, ()):
            if tuple(word.folded for word in every[at : at + len(phrase)]) == phrase:
                step = len(phrase)
                yield Named(topic, None, " ".join(phrase), loaded, every[at].start, every[at + step - 1].end)
                break
        at += step


def name_words(text: str) -> str:
    """The words that name, folded, without what stands before: "Dozens of the rebels" gives rebels."""
    lists = loaded_words()
    said: list[Word] = list(words(text))
    while said and (said[0].folded in lists.before or said[0].folded.isdigit()):
        said.pop(0)
    named = [word.folded for word in said[:LONGEST_NAME]]
    return "" if lists.pronouns.issuperset(named) else " ".join(named)


def is_loaded(said: str) -> bool:
    """Whether folded words hold one of the loaded words for parties."""
    return any(f" {word} " in f" {said} " for word in loaded_words().parties)


def party_label(name: str, code: str | None, sector: str | None, id: str | None) -> tuple[str, str | None]:
    """Under whom a party's namings are counted: a state with its organs, its armed opponents, else itself."""
    is_body = id is not None and id.startswith("org:")
    camp = camp_of(name, code, sector) if is_body and sector != "OPP" else None
    return (_label(camp) or name, code) if camp else (name, code)


def actor_label(party: Party) -> str:
    """The label of an event's party."""
    return party_label(party.name, party.code, party.sector, party.id)[0]


def _label(camp: Camp) -> str | None:
    if camp.kind == "state":
        return f"State of {_country(camp.who)}"
    if camp.kind == "armed" and not camp.who:
        return f"Armed groups of {_country(camp.code)}" if camp.code else "Armed groups"
    return None


def _country(code: str) -> str:
    known = countries().get(code)
    return known.in_phrase if known else code


def _whom(span: FoundSpan) -> tuple[str, str | None] | None:
    if span.id is None or span.name is None:
        return None
    return party_label(span.name, span.code, span.sector, span.id)


@cache
def _topic_words() -> Mapping[str, tuple[tuple[tuple[str, ...], str, bool], ...]]:
    """Phrases by their first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
    for name, topic in loaded_words().topics.items():
        for loaded, phrases in ((False, topic.plain), (True, topic.loaded)):
            for phrase in phrases:
                parts = tuple(phrase.split())
                found.setdefault(parts[0], []).append((parts, name, loaded))
    return {
        first: tuple(sorted(held, key=lambda each: (-len(each[0]), each))) for first, held in found.items()
    }
