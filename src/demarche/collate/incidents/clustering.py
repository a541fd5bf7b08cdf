"""Events into happenings: groups whose events are one happening on average, so that none is chained on."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush

from demarche.collate.incidents.combining import Weights, weights
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
    if len(ids) == 1:
        return [tuple(ids)]
    groups = {id_: [id_] for id_ in ids}
    sums: dict[str, dict[str, float]] = {id_: {} for id_ in ids}
    for at, a in enumerate(ids):
        for b in ids[at + 1 :]:
            sums[a][b] = sums[b][a] = odds.get((a, b), using.missing)
    apart: dict[str, set[str]] = {id_: set() for id_ in ids}
    for a, b in cannot:
        if a in groups and b in groups:
            apart[a].add(b)
            apart[b].add(a)

    def join(a: str, b: str) -> None:
        kept, gone = sorted((a, b))
        groups[kept] += groups.pop(gone)
        for other, total in sums.pop(gone).items():
            del sums[other][gone]
            if other != kept:
                sums[kept][other] += total
                sums[other][kept] = sums[kept][other]
        for other in apart.pop(gone):
            apart[other].discard(gone)
            if other != kept:
                apart[other].add(kept)
                apart[kept].add(other)

    holder = {id_: id_ for id_ in ids}
    for a, b in sorted(must):
        if a in holder and b in holder and holder[a] != holder[b]:
            kept, gone = sorted((holder[a], holder[b]))
            join(kept, gone)
            holder = {id_: kept if held == gone else held for id_, held in holder.items()}

    def mean(a: str, b: str) -> float:
        return round(sums[a][b] / (len(groups[a]) * len(groups[b])), 9)

    heap = [(-mean(a, b), a, b) for a in groups for b in sums[a] if a < b and mean(a, b) >= using.merge]
    heapify(heap)
    while heap:
        negative, a, b = heappop(heap)
        if a not in groups or b not in groups or b in apart[a] or -negative != mean(a, b):
            continue
        join(a, b)
        kept = min(a, b)
        for other in sorted(sums[kept]):
            value = mean(kept, other)
            if value >= using.merge:
                heappush(heap, (-value, min(kept, other), max(kept, other)))
    return [tuple(sorted(group)) for group in groups.values()]
