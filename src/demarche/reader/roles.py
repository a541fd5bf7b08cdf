"""Who and what fills an event's roles: drafts of events, still in mentions and spans."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from demarche.reader.heads import Floats
from demarche.reader.labels import MODES, OCCURRENCES, ROLES, SECTORS, TOLL_KINDS, TYPES
from demarche.reader.scores import Scores
from demarche.reader.settings import ConfidenceWeights, Settings

CLOSE = 0.95  # a number that two events claim belongs to both where their claims are this close
ROLE = {name: number for number, name in enumerate(ROLES)}
# types of which no more than six in ten annotated events have a recipient
SELDOM_RECEIVED = frozenset({"AGREE", "CONSULT", "COOPERATE", "CONCEDE", "MOBILIZE", "RETREAT"})
# each type's modes by their numbers
MODES_OF = {name: [(n, mode) for n, (of, mode) in enumerate(MODES) if of == name] for name in TYPES}


# what speaks for an event: its surest trigger's log-odds, log of how many mentions, its surest party; and
# against it: how probably a surer event of the report is the same one
Evidence = tuple[float, float, float, float]


@dataclass(frozen=True)
class Filled:
    """A span (its number) in a role of an event, how probable that is, and the mention that says so."""

    span: int
    role: str
    probability: float
    mention: int


@dataclass(frozen=True)
class Draft:
    """One event: its mentions (numbers), the surest first, and what the model says of it.

    `places`, `times`, `agreements`: the likeliest first. `sources` are found last (`sources.py`), from how
    the text tells all its mentions.
    """

    type: str
    mentions: list[int]
    evidence: Evidence
    confidence: float
    modes: list[str]
    occurrence: str
    hedged: bool
    actors: list[Filled] = field(default_factory=list)
    recipients: list[Filled] = field(default_factory=list)
    sources: list[Filled] = field(default_factory=list)
    places: list[Filled] = field(default_factory=list)
    times: list[Filled] = field(default_factory=list)
    toll: list[Filled] = field(default_factory=list)
    agreements: list[Filled] = field(default_factory=list)


def draft_of(group: Sequence[int], scores: Scores, least: Settings) -> Draft:
    """The event that a group of mentions tells."""
    order = sorted(group, key=lambda i: (-scores.mentions[i].probability, i))
    weights = np.array([scores.mentions[i].probability for i in order])
    weights = weights / weights.sum()
    name = TYPES[scores.mentions[order[0]].type]
    modes = weights @ scores.modes[order]
    occurrence = weights @ scores.occurrence[order]
    actors, recipients = sides(name, order, scores, least)
    evidence = evidence_of(order, scores, [*actors, *recipients])
    places, times, deals = (
        sorted(fillers(order, scores, (role,), least.role[role]), key=lambda f: -f.probability)
        for role in ("where", "when", "agreement")
    )
    return Draft(
        type=name,
        mentions=order,
        evidence=evidence,
        confidence=confidence_of(evidence, least.confidence),
        modes=[mode for n, mode in MODES_OF[name] if modes[n] >= least.mode],
        occurrence=occurrence_of(occurrence, least.not_actual),
        hedged=float(weights @ scores.hedged[order]) >= least.hedged,
        actors=actors,
        recipients=recipients,
        places=places,
        times=times,
        toll=toll_of(order, scores, least),
        agreements=deals,
    )


def evidence_of(mentions: Sequence[int], scores: Scores, parties: Sequence[Filled]) -> Evidence:
    """What speaks for an event by itself."""
    top = min(max(scores.mentions[i].probability for i in mentions), 0.999)
    return (
        math.log(top / (1 - top)),
        math.log(len(mentions)),
        max((f.probability for f in parties), default=0.0),
        0.0,
    )


def confidence_of(evidence: Evidence, weights: ConfidenceWeights) -> float:
    """The probability that an event is told and of its type."""
    trigger, mentions, party, twin = evidence
    odds = (
        weights.bias
        + weights.trigger * trigger
        + weights.mentions * mentions
        + weights.party * party
        + weights.twin * twin
    )
    return 1.0 / (1.0 + math.exp(-odds))


def with_twins(drafts: Sequence[Draft], belong: Floats, weights: ConfidenceWeights) -> list[Draft]:
    """The drafts, less sure where a surer one of the type may tell the same event, by `belong` [m, m]."""
    order = sorted(range(len(drafts)), key=lambda k: -drafts[k].confidence)
    surer: dict[str, list[list[int]]] = {}
    found = list(drafts)
    for k in order:
        draft = drafts[k]
        others = surer.setdefault(draft.type, [])
        if twin := max((float(belong[np.ix_(draft.mentions, o)].mean()) for o in others), default=0.0):
            evidence = (*draft.evidence[:3], twin)
            found[k] = replace(draft, evidence=evidence, confidence=confidence_of(evidence, weights))
        others.append(draft.mentions)
    return found


def occurrence_of(chance: np.ndarray, enough: float) -> str:
    """What is not actual only where the model is sure enough of it."""
    if 1.0 - chance[0] < enough:
        return OCCURRENCES[0]
    return OCCURRENCES[1 + int(chance[1:].argmax())]


def fillers(mentions: Sequence[int], scores: Scores, roles: Sequence[str], enough: float) -> list[Filled]:
    """The spans that fill one of the roles surely enough, each at its best, in order of the text."""
    if not scores.candidates:
        return []
    chance = scores.roles[np.array(mentions)[:, None], :, [ROLE[r] for r in roles]]  # [mentions, roles, n]
    found = []
    for span in sorted(set(np.nonzero(chance >= enough)[2].tolist())):
        at, role = divmod(int(chance[..., span].argmax()), len(roles))
        found.append(Filled(span, roles[role], float(chance[at, role, span]), mentions[at]))
    return found


def sides(
    type: str, mentions: Sequence[int], scores: Scores, least: Settings
) -> tuple[list[Filled], list[Filled]]:
    """Actors and recipients; a span is on one side, the likelier. A side that none reaches takes the best."""
    alone = least.alone["recipient_seldom" if type in SELDOM_RECEIVED else "recipient"]
    actors = {f.span: f for f in fillers(mentions, scores, ("actor",), least.alone["actor"])}
    recipients = {f.span: f for f in fillers(mentions, scores, ("recipient",), alone)}
    return (
        side(actors, recipients, least.role["actor"], least.beside),
        side(recipients, actors, least.role["recipient"], least.beside),
    )


def side(mine: dict[int, Filled], others: dict[int, Filled], enough: float, beside: float) -> list[Filled]:
    """The spans that stand on this side rather than the other, surely enough; or else the best of them."""
    here = [f for f in mine.values() if f.span not in others or f.probability >= others[f.span].probability]
    top = max((f.probability for f in here), default=0.0)
    sure = [f for f in here if f.probability >= max(enough, beside * top)]
    return sure or sorted(here, key=lambda f: -f.probability)[:1]


def toll_of(mentions: Sequence[int], scores: Scores, least: Settings) -> list[Filled]:
    """Numbers of people, each as what it likeliest counts, in order of the text."""
    return fillers(mentions, scores, TOLL_KINDS, least.role["toll"])


def told_once(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with each number at the one event, or those equally sure, that it is likeliest told of."""
    surest: dict[int, float] = {}
    for filled in (f for draft in drafts for f in draft.toll):
        surest[filled.span] = max(surest.get(filled.span, 0.0), filled.probability)
    return [
        replace(d, toll=[f for f in d.toll if f.probability >= CLOSE * surest[f.span]]) if d.toll else d
        for d in drafts
    ]


def sector_at(filled: Filled, scores: Scores) -> tuple[str, float]:
    """The sector that the model gives a party in the event ("" for none), and how probable that is."""
    chances = scores.sectors[filled.mention, filled.span]
    top = int(chances.argmax())
    return SECTORS[top], float(chances[top])
