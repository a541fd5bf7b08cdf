"""An agreement as one report names it, with what is needed to know it again in another."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

import msgspec
import yaml

from demarche.collate.telling.told import LONGEST_PASSAGE, Told
from demarche.knowledge.countries import countries
from demarche.knowledge.folding import fold
from demarche.reader.sentences import sentences_of
from demarche.reader.word_list import word_list
from demarche.records import Agreement, FoundSpan, Reading, Report

_LENGTH = re.compile(r"\b(\d{1,3}|[a-z]+(?:-[a-z]+)?)[\s-](hour|day|week|month|year)s?\b")
_NO_NAME = re.compile(r"(?:19|20)\d\d|\d{1,2}|[a-z]|\d+(?:st|nd|rd|th)")
_NEAR = 30  # characters between a time and the agreement that it dates


class AccordTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`data/accords.yaml`."""

    generic: frozenset[str]
    lengths: Mapping[str, int]
    kinds: Mapping[str, str]
    any_kind: str
    no_beginning: frozenset[str]
    no_part: frozenset[str]
    breach: tuple[str, ...]
    against: tuple[str, ...]
    upheld: tuple[str, ...]
    pretext: tuple[str, ...]
    breaking_types: frozenset[str]


class AccordMention(msgspec.Struct, frozen=True, kw_only=True):
    """An agreement that a report names.

    `words`: the words of its name that tell it from others. `parties`: codes, or names where there are none.
    `date`: as told, or as the words beside it date it. `passage`, at `passage_start`: the sentence that names
    it first. `events`: ids of the events that are about it; `beside`: of those whose sentence speaks of a
    deal after this one was named and before another is.
    """

    report_id: str
    outlet: str | None
    published: str | None
    agreement: Agreement
    words: frozenset[str]
    parties: frozenset[str]
    date: str | None
    passage: str
    passage_start: int
    events: tuple[str, ...]
    beside: tuple[str, ...] = ()


def accord_mentions(report: Report, reading: Reading, tolds: Sequence[Told]) -> tuple[AccordMention, ...]:
    """The agreements that a report names, in order of the text."""
    if not reading.agreements:
        return ()
    sentences = sentences_of(report.text)
    found = []
    named = sorted(reading.agreements, key=lambda a: a.start)
    for agreement, following in zip(named, [*(a.start for a in named[1:]), len(report.text)], strict=True):
        start, end = next(
            ((s, e) for s, e in sentences if s <= agreement.start < e), (agreement.start, agreement.end)
        )
        end = min(end, start + LONGEST_PASSAGE)
        about = [told for told in tolds if told.event.agreement == agreement.name]
        beside = [span for span in reading.spans if start <= span.start < end]
        taken = {t.event.when.start for t in tolds if t.event.when and t.event.agreement != agreement.name}
        found.append(
            AccordMention(
                report_id=report.id,
                outlet=report.outlet,
                published=report.published,
                agreement=agreement,
                words=distinctive(agreement.name),
                parties=frozenset(agreement.parties) | named_in(agreement.name) or _countries(beside),
                date=agreement.date or _date_beside(agreement, [s for s in beside if s.start not in taken]),
                passage=report.text[start:end],
                passage_start=start,
                events=tuple(told.id for told in about),
                beside=tuple(
                    told.id
                    for told in tolds
                    if told.event.agreement is None
                    and agreement.start < told.passage_start + len(told.passage)
                    and told.passage_start < following
                    and _speaks_of_a_deal(told.passage)
                ),
            )
        )
    return tuple(found)


@lru_cache(maxsize=10_000)
def distinctive(name: str) -> frozenset[str]:
    """The words of a name that tell which agreement it is: "sochi", "2254", "munich", "48 hour"."""
    table = accord_table()
    lengths = {
        f"{table.lengths.get(match[1], match[1])} {match[2]}"
        for match in _LENGTH.finditer(name.lower())
        if match[1].isdigit() or match[1] in table.lengths
    }
    words = {
        word
        for word in fold(name).split()
        if word not in table.generic
        and word not in _country_words()
        and word not in table.lengths
        and not _NO_NAME.fullmatch(word)
    }
    return frozenset(words | lengths)


@lru_cache(maxsize=10_000)
def named_in(name: str) -> frozenset[str]:
    """The countries that a name names, by code."""
    return frozenset(code for word in fold(name).split() if (code := _country_words().get(word)))


@cache
def _country_words() -> Mapping[str, str]:
    """By word, the country that it names or whose people: one-word names only."""
    found: dict[str, str] = {}
    for code in sorted(countries()):
        for kind, name in countries()[code].names():
            word = fold(name)
            if kind in ("name", "demonym") and word and " " not in word:
                found.setdefault(word, code)
                found.setdefault(f"{word}s", code)  # "Syrias", an apostrophe lost
    return found


def _speaks_of_a_deal(passage: str) -> bool:
    return not word_list("agreement_words").isdisjoint(fold(passage).split())


@cache
def accord_table() -> AccordTable:
    """The table in `data/accords.yaml`."""
    text = (files("demarche.collate") / "data/accords.yaml").read_text("utf-8")
    return msgspec.convert(yaml.safe_load(text), AccordTable)


def _countries(spans: Sequence[FoundSpan]) -> frozenset[str]:
    return frozenset(
        span.code for span in spans if span.kind == "party" and span.code and span.code in countries()
    )


def _date_beside(agreement: Agreement, spans: Sequence[FoundSpan]) -> str | None:
    """The date of the time that stands at the name, as in "the 2018 deal", "the accord of 17 September".

    `spans`: the sentence's, without the times of other events ("on Friday, three days after the accord").
    """
    near = [
        (max(agreement.start - span.end, span.start - agreement.end), span.start, span.value)
        for span in spans
        if span.kind == "time" and span.value and "/" not in span.value
    ]
    return min((one for one in near if one[0] <= _NEAR), default=(0, 0, None))[2]
