"""Which mentions of a report tell one event."""

from collections.abc import Sequence

import numpy as np

from demarche.reader.heads import Floats
from demarche.reader.scores import Scores


def merged(types: Sequence[int], same: Floats, compatible: Floats, least: float) -> list[list[int]]:
    """Groups of mentions (numbers), each one event, in order of their first mention.

    types: [m]; same: [m, m] probability that two mentions tell one event; compatible: [m, m] factors from 0 (what
    they tell excludes each other) to 1. Average linkage, so that events do not chain: a group joins another only if
    its mentions on average belong with the other's.
    """
    count, kinds = len(types), np.array(types)
    groups = [[i] for i in range(count)]
    # sums of affinity between groups; a group that has joined another is struck out with its row and column
    sums = 0.5 * (same + same.T) * compatible * (kinds[:, None] == kinds[None])
    sums = sums.astype(np.float64)
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


def compatible(scores: Scores) -> Floats:
    """[m, m] of 1: nothing excludes."""
    return np.ones_like(scores.same)
