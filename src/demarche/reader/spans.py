"""Spans that may fill a role: parties, places, times, numbers, agreements."""

from dataclasses import dataclass, replace

import numpy as np

from demarche.reader.heads import Floats, softmax
from demarche.reader.labels import SPAN_KINDS
from demarche.reader.word_list import word_list

LINKS = frozenset({"with", "between", "of", "for", "in", "on", "to", "by", "from", "at", "least"})
ARTICLES = frozenset({"the", "a", "an", "and", "or", "of", "by", "at"})
SIGNS = frozenset({",", ";", ":", "-", "(", "[", "\u201c", "\u201d", '"', "\u2018", "'", "and"})
MOST = 700  # spans of a section that are kept, the surest: a bound for hostile text


@dataclass(frozen=True)
class Candidate:
    """A span: the number of its kind, words `[first, last]`, and how probable it is."""

    kind: int
    first: int
    last: int
    probability: float


def candidates_of(tags: Floats, sentence: list[int], least: dict[str, float]) -> list[Candidate]:
    """Spans in order of the text. tags: logits [words, kinds, 3] of outside, begin, inside."""
    chance = softmax(tags)
    inside = chance[..., 1] + chance[..., 2]
    found: list[Candidate] = []
    for kind, name in enumerate(SPAN_KINDS):
        likely = np.flatnonzero(inside[:, kind] >= least[name]).tolist()
        goes_on = (chance[likely, kind, 2] >= chance[likely, kind, 1]).tolist()
        first = 0
        for at in range(1, len(likely) + 1):
            i, j = likely[first], likely[at - 1]
            if at < len(likely) and likely[at] == j + 1 and goes_on[at] and sentence[j + 1] == sentence[i]:
                continue
            found.append(Candidate(kind, i, j, float(inside[i : j + 1, kind].mean())))
            first = at
    if len(found) > MOST:
        found = sorted(found, key=lambda c: -c.probability)[:MOST]
    return sorted(found, key=lambda c: (c.first, c.last, c.kind))


def trimmed(candidates: list[Candidate], words: list[str]) -> list[Candidate]:
    """Names without articles before and signs around them; what names nothing then is no span.

    Times and numbers keep all their words: "a man" is one.
    """
    found: list[Candidate] = []
    for c in candidates:
        if SPAN_KINDS[c.kind] in ("time", "number"):
            found.append(c)
            continue
        first, last = c.first, c.last
        while first <= last and (words[first].lower() in ARTICLES | LINKS or not words[first][0].isalnum()):
            first += 1
        while first < last and (words[last] in SIGNS or words[last].lower() in LINKS):
            last -= 1
        # "cease-fire" is one word to a reader
        while SPAN_KINDS[c.kind] == "agreement" and last + 2 < len(words) and words[last + 1] == "-":
            last += 2
        if SPAN_KINDS[c.kind] == "party" and first == last and names_place(words, last):
            continue
        if first <= last and any(w[0].isalnum() for w in words[first : last + 1]):
            found.append(replace(c, first=first, last=last))
    return found


def names_place(words: list[str], at: int) -> bool:
    """Whether a name is told as a place's: "Norwegian" in "the Norwegian border town"."""
    return words[at][0].isupper() and not word_list("place_nouns").isdisjoint(words[at + 1 : at + 2])
