"""Which mentions of a report tell one event."""

from collections.abc import Sequence

import numpy as np

from demarche.knowledge.folding import fold
from demarche.reader.document import Document
from demarche.reader.heads import Floats
from demarche.reader.labels import ROLES, TOLL_KINDS
from demarche.reader.scores import Scores
from demarche.reader.settings import MergeWeights

CLEAR = 0.4  # a role this probable counts as told by the mention itself


def belonging(scores: Scores, document: Document, weights: MergeWeights) -> Floats:
    """[m, m] probability that two mentions tell one event, by the model and by what each says of it."""
    z = np.full(scores.same.shape, weights.bias)
    for name, feature in features_of(scores, document).items():
        z += getattr(weights, name) * feature
    chance: Floats = (1.0 / (1.0 + np.exp(-z))).astype(np.float32)
    return chance


def features_of(scores: Scores, document: Document) -> dict[str, Floats]:
    """The features of every pair of mentions, [m, m] each."""
    same = np.clip(0.5 * (scores.same + scores.same.T), 1e-4, 1 - 1e-4)
    found: dict[str, Floats] = {"model": np.log(same / (1 - same))}
    for role in ("actor", "recipient"):
        found[f"{role}s_alike"], found[f"{role}s_differ"] = sides_compared(scores, ROLES.index(role))
    for role, name in (("where", "places"), ("when", "times")):
        told = [words_in_role(scores, document, i, (role,)) for i in range(len(scores.mentions))]
        found[f"{name}_differ"] = compared(told)[1]
    tolls = [words_in_role(scores, document, i, TOLL_KINDS) for i in range(len(scores.mentions))]
    found["tolls_alike"], found["tolls_differ"] = compared(tolls)
    words = [frozenset({fold(text_of(document, m.first, m.last))}) for m in scores.mentions]
    found["words_alike"] = compared(words)[0]
    return found


def text_of(document: Document, first: int, last: int) -> str:
    """The words `[first, last]`."""
    start, end = document.characters(first, last)
    return document.text[start:end]


def words_in_role(scores: Scores, document: Document, mention: int, roles: Sequence[str]) -> frozenset[str]:
    """The folded words of the spans that clearly fill one of the roles for a mention."""
    if not scores.candidates:
        return frozenset()
    chance = scores.roles[mention][:, [ROLES.index(r) for r in roles]].max(1)
    clear = np.flatnonzero(chance >= CLEAR)
    return frozenset(
        fold(text_of(document, scores.candidates[j].first, scores.candidates[j].last)) for j in clear
    )


def compared(told: Sequence[frozenset[str]]) -> tuple[Floats, Floats]:
    """[m, m] each: both tell something and share it; both tell something and share nothing."""
    alike = np.zeros((len(told), len(told)), np.float32)
    differ = np.zeros_like(alike)
    for i, a in enumerate(told):
        for j, b in enumerate(told):
            if a and b:
                shared = bool(a & b) or any(x in y or y in x for x in a for y in b)
                alike[i, j], differ[i, j] = shared, not shared
    return alike, differ


def sides_compared(scores: Scores, role: int) -> tuple[Floats, Floats]:
    """[m, m] each: how far two mentions' parties in a role share a code; how far their codes differ."""
    codes = sorted({code for chances in scores.codes.values() for code in chances} - {"none", "other"})
    told = np.zeros((len(scores.mentions), len(codes)), np.float32)
    at = {code: i for i, code in enumerate(codes)}
    for span, chances in scores.codes.items():
        for code, chance in chances.items():
            if code in at:
                told[:, at[code]] = np.maximum(told[:, at[code]], scores.roles[:, span, role] * chance)
    shared = np.minimum(told[:, None], told[None]).max(-1, initial=0.0)
    most = told.max(-1, initial=0.0)
    return shared, np.maximum(np.minimum(most[:, None], most[None]) - shared, 0.0)


def merged(types: Sequence[int], belong: Floats, least: float) -> list[list[int]]:
    """Groups of mentions (numbers), each one event, in order of their first mention.

    types: [m]; belong: [m, m] probability that two mentions tell one event. Average linkage, so that events
    do not chain: a group joins another only if its mentions on average belong with the other's.
    """
    count, kinds = len(types), np.array(types)
    groups = [[i] for i in range(count)]
    # sums of probability between groups; a group that has joined another is struck out, row and column
    sums = (0.5 * (belong + belong.T) * (kinds[:, None] == kinds[None])).astype(np.float64)
    np.fill_diagonal(sums, 0.0)
    sizes = np.ones(count)
    while count > 1:
        mean = sums / np.outer(sizes, sizes)
        a, b = sorted(divmod(int(mean.argmax()), count))
        if mean[a, b] <= least:
            break
        groups[a] = sorted(groups[a] + groups[b])
        groups[b] = []
        sums[a] += sums[b]
        sums[:, a] += sums[:, b]
        sums[a, a] = 0.0
        sums[b], sums[:, b] = 0.0, 0.0
        sizes[a] += sizes[b]
    return sorted(g for g in groups if g)
