"""What each head is taught by. Every loss is a sum over what is there to learn, divided by how much there is:
averaged over all words, the few triggers would be drowned.

Where teachers are given (other models of the same shape), a share of what a head learns is what they say, on
the average, instead of what is marked: how likely each answer is, not which is right (Hinton et al., 2015).
Whether a sentence tells a type, parties' codes and agreements' states are learnt from the marks alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from demarche.reader.labels import CODE_CLASSES, MODES, ROLES, SPAN_KINDS, TYPES
from training.batch import Batch
from training.codes import Codes, Deals, codes_of, deals_of
from training.examples import IGNORE
from training.filling import Filling, filling_of
from training.model import Joint, spans

WEIGHTS = {
    "trigger": 1.0,
    "sentence": 1.0,
    "tag": 1.0,
    "role": 1.0,
    "sector": 0.5,
    "mode": 0.5,
    "occurrence": 0.3,
    "hedge": 0.2,
    "same": 1.0,
    "code": 0.5,
    "state": 0.1,
}
MODE_TYPE = torch.tensor([TYPES.index(t) for t, _ in MODES])
PADDED = -1e4  # the score of a clue that is none
CHOICES = ("tag", "occurrence", "sector", "code", "state")  # of these scores one answer of several is right


@dataclass(frozen=True)
class Scores:
    """What a model says of a batch, as logits; what there is nothing to say of has no rows."""

    trigger: Tensor  # [words, types]
    tag: Tensor  # [words, kinds, 3]
    mode: Tensor  # [mentions, modes]
    occurrence: Tensor  # [mentions, 4]
    hedge: Tensor  # [mentions]
    same: Tensor  # [same]
    role: Tensor  # [pairs, roles]
    sector: Tensor  # [pairs, sectors]
    code: Tensor | None  # [parties, classes + most]
    state: Tensor | None  # [deals, states]


@dataclass(frozen=True)
class Asked:
    """What a model is asked of a batch besides its words."""

    filling: Filling
    codes: Codes | None
    deals: Deals | None


def states_of(model: Joint, batch: Batch) -> Tensor:
    """Word states [words, W]."""
    kind = batch.at.device.type
    with torch.autocast(kind, torch.bfloat16):
        pieces = [model.encoder(g.pieces, g.shapes, g.mask).flatten(0, 1) for g in batch.groups]
    states: Tensor = model.drop(torch.cat(pieces).index_select(0, batch.at).float())
    return states


def tags_of(model: Joint, states: Tensor) -> Tensor:
    """Span tags [words, kinds, 3]."""
    tags: Tensor = model.tag(states).view(len(states), len(SPAN_KINDS), 3)
    return tags


def asked(batch: Batch, proposed: Tensor | None) -> Asked:
    """The questions; also about the spans that `proposed`, tags [words, kinds, 3], has where it is given."""
    best = None if proposed is None else proposed.detach().argmax(-1).cpu().numpy()
    return Asked(filling_of(batch, best), codes_of(batch, len(CODE_CLASSES)), deals_of(batch))


def scores_of(model: Joint, batch: Batch, states: Tensor, tags: Tensor, ask: Asked) -> Scores:
    """A model's answers."""
    mentions, filling = batch.mentions, ask.filling
    x = model.drop(spans(states, mentions.first, mentions.last))
    hidden = torch.relu(model.event_hidden(x))
    y = model.drop(spans(states, filling.spans.first, filling.spans.last))
    roles = model.role(x, y, mentions.kind, filling.spans.kind, filling.pairs)
    deals = ask.deals
    return Scores(
        trigger=model.trigger(states),
        tag=tags,
        mode=model.mode(hidden),
        occurrence=model.occurrence(hidden),
        hedge=model.hedge(hidden)[:, 0],
        same=model.same(x, x, mentions.kind, mentions.kind, batch.same)[:, 0],
        role=roles[:, : len(ROLES)],
        sector=roles[:, len(ROLES) :],
        code=code_scores(model, states, ask.codes) if ask.codes else None,
        state=model.state(spans(states, deals.spans.first, deals.spans.last)) if deals else None,
    )


def code_scores(model: Joint, states: Tensor, codes: Codes) -> Tensor:
    """Of each party: its classes, then the words of its report that may give its code."""
    y = model.drop(spans(states, codes.parties.first, codes.parties.last))
    classes: Tensor = model.code(y)
    if not codes.clue.shape[1]:
        return classes
    z = model.drop(spans(states, codes.clues.first, codes.clues.last))
    key = model.code_key(z)[codes.clue]
    pointer = (key @ model.code_query(y)[..., None])[..., 0] / 128**0.5
    pointer = pointer + model.code_distance(codes.distance)[..., 0] + model.code_inside * codes.inside
    return torch.cat([classes, pointer.masked_fill(~codes.there, PADDED)], -1)


def chances_of(scores: Scores) -> Scores:
    """Logits as probabilities."""
    found: dict[str, Any] = {}
    for field in fields(Scores):
        logits = getattr(scores, field.name)
        one = field.name in CHOICES
        found[field.name] = logits if logits is None else logits.softmax(-1) if one else logits.sigmoid()
    return Scores(**found)


def mean_of(many: Sequence[Scores]) -> Scores:
    """The mean of several models' probabilities."""
    found: dict[str, Any] = {}
    for field in fields(Scores):
        column = [getattr(one, field.name) for one in many]
        found[field.name] = None if column[0] is None else torch.stack(column).mean(0)
    return Scores(**found)


def reports_of(batch: Batch, ask: Asked) -> dict[str, Tensor]:
    """Of each row of each of the scores, which of the batch's reports it is of."""
    words, mentions = batch.report, batch.report[batch.mentions.first]
    pairs = mentions[ask.filling.pairs.left]
    found = {"trigger": words, "tag": words, "mode": mentions, "occurrence": mentions, "hedge": mentions}
    found |= {"same": mentions[batch.same.left], "role": pairs, "sector": pairs}
    if ask.codes is not None:
        found["code"] = words[ask.codes.parties.first]
    if ask.deals is not None:
        found["state"] = words[ask.deals.spans.first]
    return found


def losses_of(
    scores: Scores,
    batch: Batch,
    ask: Asked,
    said: Scores | None = None,
    trust: float | Tensor = 0.0,
    heed: Tensor | None = None,
) -> dict[str, Tensor]:
    """The loss of each head; what teachers said (probabilities) has the share `trust` in what is right.

    `heed` [reports of the batch]: what each report counts; 1 without it.
    """
    found: dict[str, Tensor] = {}
    counts = torch.ones(len(batch.examples), device=batch.at.device) if heed is None else heed
    rows_of = {name: counts[rows] for name, rows in reports_of(batch, ask).items()}

    def taught(name: str) -> Tensor | None:
        return None if said is None else getattr(said, name)

    def odds(logits: Tensor, gold: Tensor, name: str) -> Tensor:
        """The loss of each answer of yes or no."""
        told = taught(name)
        right = gold if told is None else gold + trust * (told - gold)
        return F.binary_cross_entropy_with_logits(logits, right, reduction="none")

    def choice(logits: Tensor, gold: Tensor, told: Tensor | None) -> Tensor:
        """The loss of each row that has one answer; gold of IGNORE is nothing to learn."""
        loss = F.cross_entropy(logits, gold, ignore_index=IGNORE, reduction="none")
        if told is None:
            return loss
        other = -(told.reshape(logits.shape) * logits.log_softmax(-1)).sum(-1)
        return loss + trust * (torch.where(gold == IGNORE, 0.0, other) - loss)

    def add(head: str, loss: Tensor, weight: Tensor, count: float) -> None:
        found[head] = (loss * weight.reshape(-1, *([1] * (loss.dim() - 1)))).sum() / max(1.0, count)

    gold = batch.triggers
    add("trigger", odds(scores.trigger, gold, "trigger"), rows_of["trigger"], float(gold.sum()))
    # noisy or over a sentence's words: which word is the trigger is less certain than that there is one
    none = torch.zeros(len(batch.line), gold.shape[1], device=gold.device)
    any_word = none.index_add(0, batch.sentence, F.softplus(scores.trigger))
    told = none.index_add(0, batch.sentence, gold) > 0
    missed = -torch.log(-torch.expm1(-any_word.clamp_min(1e-6)))
    add("sentence", torch.where(told, missed, 0.0), counts[batch.line], float(told.sum()))
    rows = batch.tags.reshape(-1)
    loss = choice(scores.tag.reshape(-1, 3), rows, taught("tag"))
    loss = torch.where(rows == 0, batch.outside.expand_as(batch.tags).reshape(-1) * loss, loss)
    add("tag", loss.view(batch.tags.shape), rows_of["tag"], float((rows > 0).sum()))
    count = len(batch.occurrence)
    if count:
        of_type = MODE_TYPE.to(gold.device)[None] == batch.mentions.kind[:, None]
        mode = torch.where(of_type, odds(scores.mode, batch.modes, "mode"), 0.0)
        add("mode", mode, rows_of["mode"], count)
        occurrence = choice(scores.occurrence, batch.occurrence, taught("occurrence"))
        add("occurrence", occurrence, rows_of["occurrence"], count)
        add("hedge", odds(scores.hedge, batch.hedged, "hedge"), rows_of["hedge"], count)
    if len(batch.one):
        add("same", odds(scores.same, batch.one, "same"), rows_of["same"], len(batch.one))
    filling = ask.filling
    if len(filling.gold):
        loss = odds(scores.role, filling.gold, "role") * filling.weight
        add("role", loss, rows_of["role"], float(filling.gold.sum()))
        known = filling.sector >= 0
        if known.any():
            sectors = taught("sector")
            loss = choice(
                scores.sector[known], filling.sector[known], sectors if sectors is None else sectors[known]
            )
            add("sector", loss, rows_of["sector"][known], float(known.sum()))
    if ask.codes is not None and scores.code is not None:
        log = scores.code.log_softmax(-1)
        loss = -torch.logsumexp(log.masked_fill(~ask.codes.right, PADDED), -1)
        add("code", loss, rows_of["code"], len(log))
    if ask.deals is not None and scores.state is not None:
        loss = F.cross_entropy(scores.state, ask.deals.state, reduction="none")
        add("state", loss, rows_of["state"], len(scores.state))
    return found
