"""Who and what fills an event's roles: drafts of events, still in mentions and spans."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from demarche.reader.labels import MODES, OCCURRENCES, ROLES, SECTORS, STANCES, TOLL_KINDS, TYPES
from demarche.reader.scores import Scores
from demarche.reader.thresholds import Thresholds

ROLE = {name: number for number, name in enumerate(ROLES)}


@dataclass(frozen=True)
class Filled:
    """A span (its number) in a role of an event, how probable that is, and the mention (its number) that says so."""

    span: int
    role: str
    probability: float
    mention: int


@dataclass(frozen=True)
class Draft:
    """One event: its mentions (numbers), the surest first, and what the model says of it."""

    type: str
    mentions: list[int]
    probability: float
    modes: list[str]
    occurrence: str
    hedged: bool
    actors: list[Filled] = field(default_factory=list)
    recipients: list[Filled] = field(default_factory=list)
    sources: list[Filled] = field(default_factory=list)
    where: Filled | None = None
    when: Filled | None = None
    toll: list[Filled] = field(default_factory=list)
    agreement: Filled | None = None


def draft_of(group: Sequence[int], scores: Scores, least: Thresholds) -> Draft:
    """The event that a group of mentions tells."""
    order = sorted(group, key=lambda i: (-scores.mentions[i].probability, i))
    weights = np.array([scores.mentions[i].probability for i in order])
    weights = weights / weights.sum()
    name = TYPES[scores.mentions[order[0]].type]
    modes = weights @ scores.modes[order]
    occurrence = weights @ scores.occurrence[order]
    actors, recipients = sides(order, scores, least)
    return Draft(
        type=name,
        mentions=order,
        probability=max(scores.mentions[i].probability for i in order),
        modes=[mode for n, (of, mode) in enumerate(MODES) if of == name and modes[n] >= least.mode],
        occurrence=occurrence_of(occurrence, least.not_actual),
        hedged=float(weights @ scores.hedged[order]) >= least.hedged,
        actors=actors,
        recipients=recipients,
        sources=sources_of(order, scores, least),
        where=best(order, scores, ("where",), least.role["where"]),
        when=best(order, scores, ("when",), least.role["when"]),
        toll=toll_of(order, scores, least),
        agreement=best(order, scores, ("agreement",), least.role["agreement"]),
    )


def occurrence_of(chance: np.ndarray, enough: float) -> str:
    """What is not actual only where the model is sure enough of it."""
    if 1.0 - chance[0] < enough:
        return OCCURRENCES[0]
    return OCCURRENCES[1 + int(chance[1:].argmax())]


def fillers(mentions: Sequence[int], scores: Scores, roles: Sequence[str]) -> list[Filled]:
    """Each span at its best in the best of the roles, in order of the text."""
    if not scores.candidates:
        return []
    numbers = [ROLE[r] for r in roles]
    chance = scores.roles[np.ix_(list(mentions), range(len(scores.candidates)), numbers)]
    flat = chance.transpose(1, 0, 2).reshape(len(scores.candidates), -1)
    best_at = flat.argmax(1)
    return [
        Filled(j, roles[int(k) % len(numbers)], float(flat[j, k]), mentions[int(k) // len(numbers)])
        for j, k in enumerate(best_at)
    ]


def sides(mentions: Sequence[int], scores: Scores, least: Thresholds) -> tuple[list[Filled], list[Filled]]:
    """Actors and recipients; a span is on one side, the likelier. An event without any party takes the best there is."""
    actors = fillers(mentions, scores, ("actor",))
    recipients = fillers(mentions, scores, ("recipient",))
    left = [a for a, r in zip(actors, recipients, strict=True)
            if a.probability >= max(least.role["actor"], r.probability)]  # fmt: skip
    right = [r for a, r in zip(actors, recipients, strict=True)
             if r.probability >= least.role["recipient"] and r.probability > a.probability]  # fmt: skip
    if not left and not right and actors:
        top = max([*actors, *recipients], key=lambda f: f.probability)
        if top.probability >= least.role_alone:
            (left if top.role == "actor" else right).append(top)
    return left, right


def sources_of(mentions: Sequence[int], scores: Scores, least: Thresholds) -> list[Filled]:
    """Whose word it is, each source with its likeliest stance."""
    return [f for f in fillers(mentions, scores, STANCES) if f.probability >= least.role["source"]]


def toll_of(mentions: Sequence[int], scores: Scores, least: Thresholds) -> list[Filled]:
    """Numbers of people, each with every kind that it is sure to count ("44 killed or captured")."""
    found: list[Filled] = []
    for kind in TOLL_KINDS:
        found += [f for f in fillers(mentions, scores, (kind,)) if f.probability >= least.role["toll"]]
    return sorted(found, key=lambda f: (f.span, TOLL_KINDS.index(f.role)))


def best(mentions: Sequence[int], scores: Scores, roles: Sequence[str], enough: float) -> Filled | None:
    """The likeliest span in a role, if it is likely enough."""
    found = max(fillers(mentions, scores, roles), key=lambda f: f.probability, default=None)
    return found if found and found.probability >= enough else None


def sector_at(filled: Filled, scores: Scores) -> str | None:
    """The sector in which a party stands in the event ("Russia" strikes as MIL and talks as GOV)."""
    return SECTORS[int(scores.sectors[filled.mention, filled.span].argmax())] or None
