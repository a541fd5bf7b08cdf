"""What each head is taught by. Every loss is a sum over what is there to learn, divided by how much there is:
averaged over all words, the few triggers would be drowned."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from demarche.reader.heads import buckets
from demarche.reader.labels import MODES, ROLES, SPAN_KINDS, TYPES
from training.examples import IGNORE, Candidate, Example, state_of
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
OUTSIDE = 0.5  # weight of "no span" where a real report marks only the spans that events use
MODE_TYPE = torch.tensor([TYPES.index(t) for t, _ in MODES])


@dataclass
class Sums:
    """Loss sums and counts by head, over the reports of a batch."""

    total: dict[str, Tensor]
    count: dict[str, float]

    def add(self, head: str, loss: Tensor, count: float) -> None:
        self.total[head] = self.total[head] + loss if head in self.total else loss
        self.count[head] = self.count.get(head, 0.0) + count

    def mean(self) -> dict[str, Tensor]:
        return {head: total / max(1.0, self.count[head]) for head, total in self.total.items()}


def token_losses(model: Joint, states: Tensor, example: Example, sums: Sums) -> Tensor:
    """Triggers by word and by sentence, and span tags; gives the tag logits [words, kinds, 3]."""
    logits = model.trigger(states)
    gold = torch.from_numpy(example.triggers).float()
    loss = F.binary_cross_entropy_with_logits(logits, gold, reduction="none")
    sums.add("trigger", loss.sum(), max(1.0, float(gold.sum())))
    # noisy or over a sentence's words: which word is the trigger is less certain than that there is one
    sentence = torch.from_numpy(example.document.sentence)
    count = len(example.document.sentences)
    any_word = torch.zeros(count, gold.shape[1]).index_add_(0, sentence, F.softplus(logits))
    told = torch.zeros(count, gold.shape[1]).index_add_(0, sentence, gold) > 0
    sums.add("sentence", -torch.log(-torch.expm1(-any_word[told].clamp_min(1e-6))).sum(), float(told.sum()))
    tags: Tensor = model.tag(states).view(len(states), len(SPAN_KINDS), 3)
    target = torch.from_numpy(example.tags)
    loss = F.cross_entropy(tags.reshape(-1, 3), target.reshape(-1), ignore_index=IGNORE, reduction="none")
    if not example.report.whole:
        loss = torch.where(target.reshape(-1) == 0, OUTSIDE * loss, loss)
    sums.add("tag", loss.sum(), max(1.0, float((target > 0).sum())))
    return tags


def guessed(tags: Tensor, example: Example) -> list[Candidate]:
    """Spans that the tagger would propose now and that are not marked: roles must leave them alone."""
    best = tags.detach().argmax(-1).numpy()
    known = {(c.kind, c.first, c.last) for c in example.candidates}
    found: list[Candidate] = []
    for kind in range(len(SPAN_KINDS)):
        i = 0
        while i < len(best):
            if best[i, kind] == 0:
                i += 1
                continue
            j = i
            while j + 1 < len(best) and best[j + 1, kind] == 2:
                j += 1
            if (kind, i, j) not in known:
                found.append(Candidate(kind, i, j, ""))
            i = j + 1
    return found[:120]


def event_losses(model: Joint, states: Tensor, example: Example, extra: list[Candidate], sums: Sums) -> None:
    """Modes, occurrence, hedge, roles with sectors, and which mentions tell one event."""
    if not example.mentions:
        return
    first = torch.tensor([m.first for m in example.mentions])
    last = torch.tensor([m.last for m in example.mentions])
    number = [m.event for m in example.mentions]
    types = torch.tensor([example.types[e] for e in number])
    x = model.drop(spans(states, first, last))
    hidden = torch.relu(model.event_hidden(x))
    of_type = MODE_TYPE[None] == types[:, None]
    modes = torch.from_numpy(example.modes)[number]
    loss = F.binary_cross_entropy_with_logits(model.mode(hidden), modes, reduction="none")
    sums.add("mode", loss[of_type].sum(), len(number))
    occurrence = torch.tensor([example.occurrence[e] for e in number])
    sums.add(
        "occurrence", F.cross_entropy(model.occurrence(hidden), occurrence, reduction="sum"), len(number)
    )
    hedged = torch.tensor([float(example.hedged[e]) for e in number])
    loss = F.binary_cross_entropy_with_logits(model.hedge(hidden)[:, 0], hedged, reduction="sum")
    sums.add("hedge", loss, len(number))
    sentence = example.document.sentence
    left = [(m.first, m.last) for m in example.mentions]
    if len(left) > 1:
        distance, order = map(torch.from_numpy, buckets(left, left, sentence))
        same = model.same(x, x, types, types, distance, order)[..., 0]
        ids = torch.tensor(number)
        pairs = (types[:, None] == types[None]) & ~torch.eye(len(left), dtype=torch.bool)
        loss = F.binary_cross_entropy_with_logits(same, (ids[:, None] == ids[None]).float(), reduction="none")
        sums.add("same", loss[pairs].sum(), float(pairs.sum()))
    candidates = example.candidates + extra
    if not candidates:
        return
    y = model.drop(
        spans(states, torch.tensor([c.first for c in candidates]), torch.tensor([c.last for c in candidates]))
    )
    kinds = torch.tensor([c.kind for c in candidates])
    distance, order = map(torch.from_numpy, buckets(left, [(c.first, c.last) for c in candidates], sentence))
    scores = model.role(x, y, types, kinds, distance, order)
    gold, weight, sectors = role_targets(example, candidates)
    loss = F.binary_cross_entropy_with_logits(scores[..., : len(ROLES)], gold, reduction="none") * weight
    sums.add("role", loss.sum(), max(1.0, float(gold.sum())))
    known = sectors >= 0
    if known.any():
        loss = F.cross_entropy(scores[..., len(ROLES) :][known], sectors[known], reduction="sum")
        sums.add("sector", loss, float(known.sum()))


def role_targets(example: Example, candidates: list[Candidate]) -> tuple[Tensor, Tensor, Tensor]:
    """[mentions, candidates, roles] of 0/1, the weight of each, and the sector [mentions, candidates] or -1.

    A role is taught where mention and span are a sentence apart at most, and at the pair that is nearest;
    told again farther off, or in the same words by another span, it is neither taught nor forbidden.
    """
    sentence = example.document.sentence
    shape = (len(example.mentions), len(candidates), len(ROLES))
    gold, weight = np.zeros(shape, np.float32), np.ones(shape, np.float32)
    sectors = np.full(shape[:2], -1, np.int64)
    lower = example.document.text.lower()
    where = [example.document.characters(c.first, c.last) for c in candidates]
    words = [lower[s:e] for s, e in where]
    name = [example.report.values[c.label][0] if c.label else "" for c in candidates]
    for e, filled in enumerate(example.roles):
        mine = [i for i, m in enumerate(example.mentions) if m.event == e]
        for (role, label), sector in filled.items():
            called = example.report.values[label][0]
            right = [j for j, c in enumerate(candidates) if c.label == label]
            also = [
                j
                for j, c in enumerate(candidates)
                if c.label != label
                and (
                    (label[0] == "p" and name[j] and name[j] == called)
                    or (not c.label and any(overlap(c, candidates[k]) or words[j] == words[k] for k in right))
                )
            ]
            if not mine or not right:
                continue
            far = {(i, j): abs(int(sentence[example.mentions[i].first]) - int(sentence[candidates[j].first]))
                   for i in mine for j in right}  # fmt: skip
            nearest = min(far.values())
            for (i, j), steps in far.items():
                if steps <= max(1, nearest):
                    gold[i, j, role] = 1
                    sectors[i, j] = sector
                else:
                    weight[i, j, role] = 0
            for i in mine:
                for j in also:
                    if not gold[i, j, role]:
                        weight[i, j, role] = 0
    return torch.from_numpy(gold), torch.from_numpy(weight), torch.from_numpy(sectors)


def overlap(a: Candidate, b: Candidate) -> bool:
    """Whether two candidates of one kind share words."""
    return a.kind == b.kind and a.first <= b.last and b.first <= a.last


def code_losses(model: Joint, states: Tensor, example: Example, sums: Sums) -> None:
    """Which words (or which class) give each party's code, and the state of each agreement."""
    parties = list(example.codes)
    if parties:
        spot = [(example.candidates[i].first, example.candidates[i].last) for i in parties]
        y = model.drop(spans(states, torch.tensor([a for a, _ in spot]), torch.tensor([b for _, b in spot])))
        scores = model.code(y)
        if example.clues:
            clue = [(a, b) for a, b, _ in example.clues]
            z = model.drop(
                spans(states, torch.tensor([a for a, _ in clue]), torch.tensor([b for _, b in clue]))
            )
            distance, order = map(torch.from_numpy, buckets(spot, clue, example.document.sentence))
            pointer = model.code_query(y) @ model.code_key(z).T / 128**0.5
            pointer = pointer + model.code_distance(distance)[..., 0] + model.code_inside * (order == 0)
            scores = torch.cat([scores, pointer], -1)
        log = scores.log_softmax(-1)
        right = torch.zeros_like(log, dtype=torch.bool)
        for row, i in enumerate(parties):
            clues, number = example.codes[i]
            right[row, [model.code.out_features + k for k in clues]] = True
            if number >= 0:
                right[row, number] = True
        loss = -torch.logsumexp(log.masked_fill(~right, -1e4), -1)
        sums.add("code", loss.sum(), len(parties))
    deals = [c for c in example.candidates if SPAN_KINDS[c.kind] == "agreement"]
    if deals:
        y = spans(states, torch.tensor([c.first for c in deals]), torch.tensor([c.last for c in deals]))
        target = torch.tensor([state_of(example.report, c.label) for c in deals])
        sums.add("state", F.cross_entropy(model.state(y), target, reduction="sum"), len(deals))
