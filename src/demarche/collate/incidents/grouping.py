"""Events into groups of one happening each, component by component."""

from collections.abc import Collection, Iterable, Mapping
from itertools import combinations

from demarche.collate.incidents.clustering import Pair, clusters, components
from demarche.collate.incidents.combining import Weights, weights
from demarche.collate.incidents.linking import Link, link_traits
from demarche.collate.telling.told import Told
from demarche.collate.telling.traits import traits_of

LARGEST = 300  # events of a component of which all pairs are compared, not only those that share a key


def groups_of(
    tolds: Mapping[str, Told],
    links: Iterable[Link],
    *,
    must_link: Collection[Pair] = frozenset(),
    cannot_link: Collection[Pair] = frozenset(),
    using: Weights | None = None,
) -> tuple[tuple[str, ...], ...]:
    """Groups of ids, each sorted, in order of their first; every event is in one.

    An accusation or denial goes with the attack that it speaks of, unless a person has decided about it.
    """
    using = using or weights()
    decided = {id_ for pair in (*must_link, *cannot_link) for id_ in pair}
    speaking = {
        id_: told.about
        for id_, told in tolds.items()
        if told.about in tolds and id_ not in decided and told.about
    }
    core = [id_ for id_ in tolds if id_ not in speaking]
    known = {
        (link.a, link.b): link.odds
        for link in links
        if link.a in tolds and link.b in tolds and link.a not in speaking and link.b not in speaking
    }
    likely = [Link(a, b, 1.0, odds) for (a, b), odds in sorted(known.items()) if odds >= using.merge]
    found: list[tuple[str, ...]] = []
    for component in components(core, likely, must_link):
        odds = _all_odds(component, tolds, known, using)
        found.extend(clusters(component, odds, must=must_link, cannot=cannot_link, using=using))
    group_of: dict[str, list[str]] = {}
    for group in found:
        held = list(group)
        group_of.update(dict.fromkeys(group, held))
    for id_, attack in sorted(speaking.items()):
        group_of[attack].append(id_)
    return tuple(sorted(tuple(sorted(group_of[group[0]])) for group in found))


def _all_odds(
    component: tuple[str, ...], tolds: Mapping[str, Told], known: Mapping[Pair, float], using: Weights
) -> dict[Pair, float]:
    if len(component) == 1:
        return {}
    pairs = list(combinations(component, 2))
    if len(component) > LARGEST:
        return {pair: known[pair] for pair in pairs if pair in known}
    traits = {id_: traits_of(tolds[id_]) for id_ in component}
    return {
        pair: known[pair] if pair in known else link_traits(traits[pair[0]], traits[pair[1]], using).odds
        for pair in pairs
    }
