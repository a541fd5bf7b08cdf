"""Events into groups of one happening each, part by part of what hangs together."""

from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import combinations

import msgspec

from demarche.collate.incidents.clustering import Pair, clusters, components
from demarche.collate.incidents.combining import Weights, weights
from demarche.collate.incidents.linking import Link, link_traits
from demarche.collate.telling.told import Told
from demarche.collate.telling.traits import Traits, traits_of

LARGEST = 300  # events of a part of which all pairs are compared, not only those that share a key


class Part(msgspec.Struct, frozen=True):
    """Events that are grouped apart from all others.

    `core`: those that hang together, in order. `odds`: of the links among them. `speaking`: by accusation or
    denial, the attack of the core that it speaks of and goes with.
    """

    core: tuple[str, ...]
    odds: Mapping[Pair, float]
    speaking: Mapping[str, str]


def groups_of(
    tolds: Mapping[str, Told],
    links: Iterable[Link],
    *,
    must_link: Collection[Pair] = frozenset(),
    cannot_link: Collection[Pair] = frozenset(),
    using: Weights | None = None,
) -> tuple[tuple[str, ...], ...]:
    """Groups of ids, each sorted, in order of their first; every event is in one."""
    about = {id_: told.about for id_, told in tolds.items()}
    found = parts_of(about, links, must_link=must_link, cannot_link=cannot_link, using=using)

    def drawn(ids: Collection[str]) -> Mapping[str, Traits]:
        return {id_: traits_of(tolds[id_]) for id_ in ids}

    decided = {"must_link": must_link, "cannot_link": cannot_link}
    return tuple(sorted(group for part in found for group in groups_in(part, drawn, **decided, using=using)))


def parts_of(
    about: Mapping[str, str | None],
    links: Iterable[Link],
    *,
    must_link: Collection[Pair] = frozenset(),
    cannot_link: Collection[Pair] = frozenset(),
    using: Weights | None = None,
) -> tuple[Part, ...]:
    """The parts that no group reaches beyond; `about`: of every event, the attack that it speaks of, if any.

    An accusation or denial goes with the attack that it speaks of, unless a person has decided about it.
    """
    using = using or weights()
    decided = {id_ for pair in (*must_link, *cannot_link) for id_ in pair}
    speaking = {
        id_: attack
        for id_, attack in about.items()
        if attack is not None and attack in about and id_ not in decided
    }
    core = [id_ for id_ in about if id_ not in speaking]
    own = set(core)
    known = {
        (link.a, link.b): link.odds
        for link in sorted(links, key=lambda link: (link.a, link.b))
        if link.a in own and link.b in own
    }
    likely = [Link(a, b, 1.0, odds) for (a, b), odds in known.items() if odds >= using.merge]
    found = components(core, likely, must_link)
    number = {id_: at for at, component in enumerate(found) for id_ in component}
    odds_of: list[dict[Pair, float]] = [{} for _ in found]
    for pair, odds in known.items():
        if number[pair[0]] == number[pair[1]]:
            odds_of[number[pair[0]]][pair] = odds
    speaking_of: list[dict[str, str]] = [{} for _ in found]
    for id_, attack in sorted(speaking.items()):
        speaking_of[number[attack]][id_] = attack
    return tuple(Part(*each) for each in zip(found, odds_of, speaking_of, strict=True))


def groups_in(
    part: Part,
    traits_of: Callable[[Collection[str]], Mapping[str, Traits]],
    *,
    must_link: Collection[Pair] = frozenset(),
    cannot_link: Collection[Pair] = frozenset(),
    using: Weights | None = None,
) -> tuple[tuple[str, ...], ...]:
    """The groups of one part, each sorted; `traits_of` is asked where all pairs are compared."""
    using = using or weights()
    odds = part.odds
    if 1 < len(part.core) <= LARGEST:
        traits = traits_of(part.core)
        odds = {
            (a, b): odds[a, b] if (a, b) in odds else link_traits(traits[a], traits[b], using).odds
            for a, b in combinations(part.core, 2)
        }
    found = clusters(part.core, odds, must=must_link, cannot=cannot_link, using=using)
    group_of: dict[str, list[str]] = {}
    for group in found:
        held = list(group)
        group_of.update(dict.fromkeys(group, held))
    for id_, attack in part.speaking.items():
        group_of[attack].append(id_)
    return tuple(tuple(sorted(group_of[group[0]])) for group in found)
