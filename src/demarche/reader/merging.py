"""Which mentions of a report tell one event."""

from collections.abc import Mapping, Sequence
from itertools import combinations_with_replacement

import numpy as np

from demarche.knowledge.folding import fold
from demarche.reader.document import Document
from demarche.reader.heads import Floats
from demarche.reader.labels import ROLES, TOLL_KINDS
from demarche.reader.mentions import Mention
from demarche.reader.scores import Scores
from demarche.reader.settings import MergeWeights
from demarche.reader.spans import Candidate

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
    chances = code_chances(scores)
    for role in ("actor", "recipient"):
        filled = scores.roles[..., ROLES.index(role)]
        found[f"{role}s_alike"], found[f"{role}s_differ"] = sides_compared(filled, chances)
    for role, name in (("where", "places"), ("when", "times")):
        found[f"{name}_differ"] = compared(words_in_roles(scores, document, (role,)))[1]
    found["tolls_alike"], found["tolls_differ"] = compared(words_in_roles(scores, document, TOLL_KINDS))
    words = [frozenset({folded(document, m)}) for m in scores.mentions]
    found["words_alike"] = compared(words)[0]
    return found


def folded(document: Document, of: Mention | Candidate) -> str:
    """The folded words of a mention or a span."""
    start, end = document.characters(of.first, of.last)
    return fold(document.text[start:end])


def words_in_roles(scores: Scores, document: Document, roles: Sequence[str]) -> list[frozenset[str]]:
    """For each mention the folded words of the spans that clearly fill one of the roles."""
    clear = (scores.roles[..., [ROLES.index(r) for r in roles]] >= CLEAR).any(-1)
    told: list[set[str]] = [set() for _ in scores.mentions]
    for mention, span in zip(*(at.tolist() for at in np.nonzero(clear)), strict=True):
        told[mention].add(folded(document, scores.candidates[span]))
    return [frozenset(words) for words in told]


def compared(told: Sequence[frozenset[str]]) -> tuple[Floats, Floats]:
    """[m, m] each: both tell something and share it; both tell something and share nothing."""
    numbers = {words: number for number, words in enumerate(dict.fromkeys([frozenset(), *told]))}
    alike = np.zeros((len(numbers), len(numbers)), np.float32)
    differ = np.zeros_like(alike)
    for (a, i), (b, j) in combinations_with_replacement(numbers.items(), 2):
        if a and b:
            shared = not a.isdisjoint(b) or any(x in y or y in x for x in a for y in b)
            alike[i, j] = alike[j, i] = shared
            differ[i, j] = differ[j, i] = not shared
    at = np.array([numbers[words] for words in told], np.int64)
    return alike[at[:, None], at], differ[at[:, None], at]


def code_chances(scores: Scores) -> dict[int, Floats]:
    """For each party span the probability of every code of the report, [codes]."""
    codes = sorted({code for chances in scores.codes.values() for code in chances} - {"none", "other"})
    return {
        span: np.array([chances.get(code, 0.0) for code in codes], np.float32)
        for span, chances in scores.codes.items()
    }


def sides_compared(filled: Floats, codes: Mapping[int, Floats]) -> tuple[Floats, Floats]:
    """[m, m] each: how far two mentions' parties in a role share a code; how far their codes differ.

    filled: probability [m, n] that a span fills the role. codes: of party spans, [codes] each.
    """
    told = np.zeros((len(filled), len(next(iter(codes.values()), ()))), np.float32)
    for span, chance in codes.items():
        np.maximum(told, filled[:, span, None] * chance, out=told)
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
