"""Are two events one happening? A score, what speaks for it, what speaks against it."""

from collections.abc import Iterable

import msgspec

from demarche.collate.incidents.blocking import pairs_of
from demarche.collate.incidents.combining import Weights, log_odds, probability, until_forbidden, weights
from demarche.collate.incidents.comparing import compare
from demarche.collate.telling.told import Told
from demarche.collate.telling.traits import Traits, traits_of

SPEAKS_OF = "told in one sentence: it speaks of this attack"


class Link(msgspec.Struct, frozen=True):
    """Two events (`a` < `b`) and how surely they are one happening: `score` 0 to 1, `odds` its log-odds.

    `reasons` speak for it, `contradictions` against it, the weightiest first.
    `forbidden`: one of them rules it out.
    """

    a: str
    b: str
    score: float
    odds: float
    reasons: tuple[str, ...] = ()
    contradictions: tuple[str, ...] = ()
    forbidden: bool = False


def link(a: Told, b: Told, using: Weights | None = None) -> Link:
    """What two events have to do with one another, whichever comes first."""
    return link_traits(traits_of(a), traits_of(b), using or weights())


def links_among(tolds: Iterable[Told], using: Weights | None = None) -> tuple[Link, ...]:
    """The links of all pairs that share a key and are likely enough to matter, in order of their ids."""
    using = using or weights()
    traits = {told.id: traits_of(told) for told in tolds}
    found = (link_traits(traits[a], traits[b], using) for a, b in pairs_of(traits.values()))
    return tuple(each for each in found if each.odds >= using.cut)


def link_traits(a: Traits, b: Traits, using: Weights) -> Link:
    """As `link`, of events whose traits are drawn already."""
    one, two = (a, b) if a.id <= b.id else (b, a)
    if two.id == one.about or one.id == two.about:
        return Link(one.id, two.id, probability(using.bound), using.bound, (SPEAKS_OF,))
    scores, forbidden = until_forbidden(compare(one, two), using)
    odds = -using.bound if forbidden else log_odds(scores, using)
    weighed = [(using.of(score), score) for score in scores if score.reason]
    weighed.sort(key=lambda pair: -abs(pair[0]))
    return Link(
        one.id,
        two.id,
        probability(odds),
        round(odds, 4),
        tuple(score.reason for weight, score in weighed if weight > 0),
        tuple(s.reason for weight, s in weighed if weight < 0 or (s.term, s.level) in using.never),
        forbidden,
    )
