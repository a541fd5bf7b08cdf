"""Events into happenings: groups whose events are one happening on average, so that none is chained on."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from demarche.collate.incidents.combining import Weights, weights
from demarche.collate.incidents.linkage import Linkage
from demarche.collate.incidents.linking import Link

Pair = tuple[str, str]


def components(
    ids: Iterable[str], links: Iterable[Link], must: Iterable[Pair] = ()
) -> tuple[tuple[str, ...], ...]:
    """Events that hang together by links or by a decision, in order; no group reaches beyond one."""
    parent = {id_: id_ for id_ in ids}

    def root(node: str) -> str:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for a, b in (*((each.a, each.b) for each in links if not each.forbidden), *must):
        if a in parent and b in parent:
            one, two = sorted((root(a), root(b)))
            parent[two] = one
    found: dict[str, list[str]] = {}
    for id_ in sorted(parent):
        found.setdefault(root(id_), []).append(id_)
    return tuple(tuple(found[key]) for key in sorted(found))


def clusters(
    ids: Iterable[str],
    odds: Mapping[Pair, float],
    *,
    must: Collection[Pair] = (),
    cannot: Collection[Pair] = (),
    using: Weights | None = None,
) -> tuple[tuple[str, ...], ...]:
    """Groups of `ids` by average linkage, each sorted, in order of their first.

    `odds`: log-odds of the pairs compared, smaller id first; a pair that is not there counts as `missing`.
    Two groups become one while the mean over all their pairs is at least `merge`. A person's decisions come
    first: `must` pairs are one whatever the odds, `cannot` pairs never meet.
    """
    using = using or weights()
    found = []
    likely = [Link(a, b, 1.0, value) for (a, b), value in odds.items() if value >= using.merge]
    for component in components(ids, likely, must):
        found.extend(_average_linkage(component, odds, must, cannot, using))
    return tuple(sorted(found))


def _average_linkage(
    ids: Sequence[str],
    odds: Mapping[Pair, float],
    must: Collection[Pair],
    cannot: Collection[Pair],
    using: Weights,
) -> list[tuple[str, ...]]:
    """Groups of `ids`, which are in order and hang together by likely pairs and by decisions."""
    if len(ids) == 1 or (len(ids) == 2 and not cannot):
        return [tuple(ids)]
    at = {id_: number for number, id_ in enumerate(ids)}
    linkage = Linkage(_square(ids, odds, using.missing), using.merge)
    for a, b in cannot:
        if a in at and b in at:
            linkage.keep_apart(at[a], at[b])
    holder = list(range(len(ids)))
    for a, b in sorted(must):
        if a in at and b in at and holder[at[a]] != holder[at[b]]:
            kept, gone = sorted((holder[at[a]], holder[at[b]]))
            linkage.join(kept, gone)
            holder = [kept if held == gone else held for held in holder]
    linkage.run()
    return [tuple(ids[number] for number in sorted(group)) for group in linkage.groups.values()]


def _square(ids: Sequence[str], odds: Mapping[Pair, float], missing: float) -> NDArray[np.float64]:
    square = np.full((len(ids), len(ids)), missing)
    for one, other in combinations(range(len(ids)), 2):
        square[one, other] = square[other, one] = odds.get((ids[one], ids[other]), missing)
    return square
