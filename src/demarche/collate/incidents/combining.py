"""What is seen of two events, weighed: a logistic combination whose weights stand in `data/linking.yaml`."""

from collections.abc import Iterable, Mapping
from functools import cache
from math import exp
from typing import Any

import msgspec

from demarche.collate.incidents.comparing import Score
from demarche.collate.telling.word_groups import load


class Weights(msgspec.Struct, frozen=True):
    """`data/linking.yaml`: weights are log-odds; `never`: pairs (term, level) that forbid."""

    merge: float
    cut: float
    missing: float
    bound: float
    bias: float
    never: frozenset[tuple[str, str]]
    terms: Mapping[str, Mapping[str, float]]

    def of(self, score: Score) -> float:
        """What `score` adds to the log-odds, below zero for a contradiction."""
        return self.terms[score.term].get(score.level, 0.0) * score.value


@cache
def weights() -> Weights:
    """The weights in use."""
    return weights_of(load("linking.yaml"))


def weights_of(table: Mapping[str, Any]) -> Weights:
    """The weights of a table laid out as `data/linking.yaml` is."""
    data = dict(table)
    never = frozenset((term, level) for entry in data.pop("never") for term, level in entry.items())
    return Weights(never=never, **data)


def until_forbidden(scores: Iterable[Score], using: Weights) -> tuple[tuple[Score, ...], bool]:
    """The scores up to one that alone rules it out, and whether there is one."""
    seen = []
    for score in scores:
        seen.append(score)
        if (score.term, score.level) in using.never:
            return tuple(seen), True
    return tuple(seen), False


def log_odds(scores: Iterable[Score], using: Weights) -> float:
    """Log-odds that both are one happening, within the bound of the table either way."""
    total = using.bias + sum(using.of(score) for score in scores)
    return max(-using.bound, min(using.bound, total))


def probability(odds: float) -> float:
    """The probability of log-odds, 0 to 1, to 4 digits."""
    return round(1.0 / (1.0 + exp(-odds)), 4)
