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
    """Groups of `ids`, which are in order and hang together by likely pairs and by decisions.

    Only pairs that were compared are held: very many events may hang together, of a whole war.
    """
    if len(ids) == 1 or (len(ids) == 2 and not cannot):
        return [tuple(ids)]
    groups = {id_: [id_] for id_ in ids}
    compared: dict[str, dict[str, tuple[float, int]]] = {id_: {} for id_ in ids}  # sum of odds, how many
    for (a, b), value in odds.items():
        if a in groups and b in groups:
            compared[a][b] = compared[b][a] = value, 1
    apart: dict[str, set[str]] = {id_: set() for id_ in ids}
    for a, b in cannot:
        if a in groups and b in groups:
            apart[a].add(b)
            apart[b].add(a)

    def join(a: str, b: str) -> str:
        kept, gone = sorted((a, b))
        groups[kept] += groups.pop(gone)
        for other, (total, number) in compared.pop(gone).items():
            del compared[other][gone]
            if other != kept:
                own, count = compared[kept].get(other, (0.0, 0))
                compared[kept][other] = compared[other][kept] = own + total, count + number
        for other in apart.pop(gone):
            apart[other].discard(gone)
            if other != kept:
                apart[other].add(kept)
                apart[kept].add(other)
        return kept

    holder = {id_: id_ for id_ in ids}
    for a, b in sorted(must):
        if a in holder and b in holder and holder[a] != holder[b]:
            kept, gone = sorted((holder[a], holder[b]))
            join(kept, gone)
            holder = {id_: kept if held == gone else held for id_, held in holder.items()}

    def mean(a: str, b: str) -> float:
        total, number = compared[a][b]
        pairs = len(groups[a]) * len(groups[b])
        return round((total + using.missing * (pairs - number)) / pairs, 9)

    # what shares no compared pair has the mean `missing`, which is below `merge`
    heap = [(-mean(a, b), a, b) for a in groups for b in compared[a] if a < b and mean(a, b) >= using.merge]
    heapify(heap)
    while heap:
        negative, a, b = heappop(heap)
        if a not in groups or b not in groups or b in apart[a] or -negative != mean(a, b):
            continue
        kept = join(a, b)
        for other in sorted(compared[kept]):
            value = mean(kept, other)
            if value >= using.merge:
                heappush(heap, (-value, min(kept, other), max(kept, other)))
    return [tuple(sorted(group)) for group in groups.values()]
