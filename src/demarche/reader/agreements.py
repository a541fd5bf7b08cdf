"""Deals, truces and accords that a report names, each once."""

import re
from itertools import zip_longest
from typing import cast

import numpy as np

from demarche.knowledge.folding import fold
from demarche.reader.coding import Coding
from demarche.reader.labels import SPAN_KINDS, STATES
from demarche.reader.roles import Draft
from demarche.reader.word_list import word_list
from demarche.records import Agreement, AgreementState

ARTICLES = re.compile(r"^(?:the|a|an|this|that|its|their|his|any|such|under|under the)\s+", re.IGNORECASE)
# what a deal is said to hold: "under the deal, heavy arms will be withdrawn", "a deal to withdraw heavy arms"
UNDER = re.compile(
    r"(?:\bunder|\baccording to|\bas part of|\bin line with)\s[^.,;]{0,80}?,\s*(?P<term>[^.;]{8,160})",
    re.IGNORECASE,
)
HOLDS = re.compile(
    r"\b(?:calls? for|called for|provides? for|provided for|requires?|required|stipulates?|envisag\w+|"
    r"aims? to|aimed (?:at|to)|is meant to|was meant to|obliges?|commits?|allows?|allowed)"
    r"\s+(?P<term>[^.;,]{6,120})",
    re.IGNORECASE,
)
DEAL_TO = re.compile(r"^\s*(?:that would|which would|to)\s+(?P<term>[a-z][^.;,]{6,120})")
DEFINITE = re.compile(r"\b(?:the|this|that|its|their)\s+$", re.IGNORECASE)
MOST_TERMS = 6


def agreements_of(coding: Coding, drafts: list[Draft]) -> dict[int, Agreement]:
    """The agreements of a report by the number of each span that names one; a deal told again is one."""
    spans = [
        i
        for i, c in enumerate(coding.scores.candidates)
        if SPAN_KINDS[c.kind] == "agreement" and names_agreement(coding.words(c)[2])
    ]
    groups: dict[str, list[int]] = {}
    for i, following in zip_longest(spans, spans[1:]):
        key = key_of(coding.words(coding.scores.candidates[i])[2])
        # the headline's "a truce" is what the body names first
        if key in word_list("agreement_words") and following is not None and in_headline(coding, i):
            key = key_of(coding.words(coding.scores.candidates[following])[2])
        # "the agreement" is the last one that was named
        if key in word_list("agreement_words") and groups and definite(coding, i):
            key = next(reversed(groups))
        groups.setdefault(key, []).append(i)
    found: dict[int, Agreement] = {}
    for group in groups.values():
        agreement = agreement_of(group, coding, drafts)
        found.update(dict.fromkeys(group, agreement))
    return found


def names_agreement(text: str) -> bool:
    """Whether words can name an agreement: they hold a word for one, or are an acronym."""
    return not word_list("agreement_words").isdisjoint(fold(text).split()) or (
        text.isupper() and len(text) > 2
    )


def in_headline(coding: Coding, span: int) -> bool:
    """Whether a span stands in the report's title, with which its text begins."""
    title = coding.report.title or ""
    end = coding.words(coding.scores.candidates[span])[1]
    return bool(title) and end <= len(title) and coding.document.text.startswith(title)


def definite(coding: Coding, span: int) -> bool:
    """Whether the words before a span make it one that is known already."""
    start = coding.words(coding.scores.candidates[span])[0]
    return DEFINITE.search(coding.document.text, max(0, start - 12), start) is not None


def key_of(text: str) -> str:
    """The words by which a deal is known again, whatever its article."""
    return fold(ARTICLES.sub("", text))


def agreement_of(group: list[int], coding: Coding, drafts: list[Draft]) -> Agreement:
    """One agreement, with what its making and the sentences that name it tell."""
    start, end, text = coding.words(coding.scores.candidates[group[0]])
    made = [
        d
        for d in drafts
        if coding.deal(d) in group
        and d.type in ("AGREE", "CONCEDE", "RETREAT")
        and d.occurrence == "actual"  # the withdrawal that it promises does not date it
    ]
    dates = [w.date for d in made if (w := coding.when(d)) and w.date]
    places = [place.name for d in made if (place := coding.place(d))]
    parties = dict.fromkeys(
        p.code or p.name for d in made if d.type == "AGREE" for p in coding.parties(d.actors)
    )
    date = dates[0] if dates else None
    name = ARTICLES.sub("", text)
    year = date[:4] if date else None
    chance = np.sum([coding.scores.states[i] for i in group], axis=0)
    return Agreement(
        name=f"{name} ({year})" if year and year not in name else name,
        text=text,
        start=start,
        end=end,
        parties=tuple(parties),
        date=date,
        place=places[0] if places else None,
        terms=terms_of(group, coding),
        state=cast(AgreementState, STATES[int(chance.argmax())]),
    )


def terms_of(group: list[int], coding: Coding) -> tuple[str, ...]:
    """What the deal holds, in the report's words: from the sentences that name it."""
    document = coding.document
    found: dict[str, None] = {}
    for i in group:
        candidate = coding.scores.candidates[i]
        start, end = document.sentences[int(document.sentence[candidate.first])]
        sentence = document.text[start:end]
        after = document.text[document.characters(candidate.first, candidate.last)[1] : end]
        for match in [*UNDER.finditer(sentence), *HOLDS.finditer(sentence), DEAL_TO.match(after)]:
            if match:
                found.setdefault(match["term"].strip(), None)
    return tuple(found)[:MOST_TERMS]
