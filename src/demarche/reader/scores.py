"""What the model says of one document, as probabilities over mentions and spans."""

from dataclasses import dataclass

import numpy as np

from demarche.reader.clues import clues_of
from demarche.reader.document import Document
from demarche.reader.heads import Floats, Heads, buckets, sigmoid, softmax
from demarche.reader.labels import CODE_CLASSES, FILLS, ROLES, SPAN_KINDS
from demarche.reader.mentions import Mention, mentions_of
from demarche.reader.settings import Settings
from demarche.reader.spans import Candidate, candidates_of, trimmed

# [kinds, roles]: 1 where a span of the kind may fill the role
MAY_FILL = np.array([[role in FILLS[kind] for role in ROLES] for kind in SPAN_KINDS], np.float32)


@dataclass(frozen=True)
class Scores:
    """Probabilities. m mentions, n spans.

    roles [m, n, roles], sectors [m, n, sectors], modes [m, modes], occurrence [m, 4], hedged [m], same
    [m, m]; codes: for a party span (by its number) each code's probability, "none" for no code, "other" for a
    country that no word of the report names; states: for an agreement span the probability of each state.
    """

    mentions: list[Mention]
    candidates: list[Candidate]
    roles: Floats
    sectors: Floats
    modes: Floats
    occurrence: Floats
    hedged: Floats
    same: Floats
    codes: dict[int, dict[str, float]]
    states: dict[int, Floats]


def scores_of(document: Document, states: Floats, heads: Heads, least: Settings) -> Scores:
    """Run all heads over the word states [words, W] of a document."""
    mentions = mentions_of(
        sigmoid(heads.triggers(states)), document.sentence, least.trigger_word, least.mention
    )
    words = [
        document.text[s:e] for s, e in zip(document.starts.tolist(), document.ends.tolist(), strict=True)
    ]
    candidates = trimmed(candidates_of(heads.tags(states), document.sentence.tolist(), least.span), words)
    mentions = [m for m in mentions if any(w[0].isalnum() for w in words[m.first : m.last + 1])]
    return scores_at(document, states, heads, mentions, candidates)


def scores_at(
    document: Document, states: Floats, heads: Heads, mentions: list[Mention], candidates: list[Candidate]
) -> Scores:
    """What the heads say of given mentions and spans."""
    left = [(m.first, m.last) for m in mentions]
    right = [(c.first, c.last) for c in candidates]
    x, y = span_states(states, left), span_states(states, right)
    types = np.array([m.type for m in mentions], np.int64)
    kinds = np.array([c.kind for c in candidates], np.int64)
    pairs = heads.roles(x, y, (types, kinds), buckets(left, right, document.sentence))
    modes, occurrence, hedged = heads.events(x)
    return Scores(
        mentions,
        candidates,
        sigmoid(pairs[..., : len(ROLES)]) * MAY_FILL[kinds],
        softmax(pairs[..., len(ROLES) :]),
        sigmoid(modes),
        softmax(occurrence),
        sigmoid(hedged),
        sigmoid(heads.same(x, types, buckets(left, left, document.sentence))),
        code_chances(document, states, heads, candidates),
        {
            i: heads.states(y[i : i + 1])[0]
            for i, c in enumerate(candidates)
            if SPAN_KINDS[c.kind] == "agreement"
        },
    )


def span_states(states: Floats, spans: list[tuple[int, int]]) -> Floats:
    """[n, 2W]: the states of each span's first and last word."""
    at = np.array(spans, np.int64).reshape(-1, 2)
    return np.concatenate([states[at[:, 0]], states[at[:, 1]]], -1)


def code_chances(
    document: Document, states: Floats, heads: Heads, candidates: list[Candidate]
) -> dict[int, dict[str, float]]:
    """For each party span, how probable each code is: by class, and by the report's words that give one."""
    parties = [i for i, c in enumerate(candidates) if SPAN_KINDS[c.kind] == "party"]
    if not parties:
        return {}
    start, passage = document.passage
    clues = clues_of(passage)
    first, last = document.words_of_spans([(start + s, start + e) for s, e, _ in clues])
    clues = [clue for clue, told in zip(clues, first <= last, strict=True) if told]
    spot = [(candidates[i].first, candidates[i].last) for i in parties]
    words = [(a, b) for a, b in zip(first.tolist(), last.tolist(), strict=True) if a <= b]
    distance, order = buckets(spot, words, document.sentence)
    chance = heads.codes(span_states(states, spot), span_states(states, words), distance, order == 0)
    found: dict[int, dict[str, float]] = {}
    for row, i in enumerate(parties):
        by_code: dict[str, float] = {}
        for code, p in zip([*CODE_CLASSES, *(c for _, _, c in clues)], chance[row].tolist(), strict=True):
            by_code[code] = by_code.get(code, 0.0) + p
        found[i] = by_code
    return found
