"""Which spans fill the roles of which mentions: what the role head is asked and should say."""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from demarche.reader.heads import buckets
from demarche.reader.labels import ROLES
from training.batch import Batch, Pairs, Spans, pairs_of, spans_of
from training.examples import Array, Candidate, Example

MOST_GUESSED = 120  # spans a report that the tagger proposes and nobody marked


@dataclass(frozen=True)
class Filling:
    """The spans that may fill a role, and which do: rows are pairs of a mention and a span of its report."""

    spans: Spans
    pairs: Pairs
    gold: Tensor  # [pairs, roles]
    weight: Tensor  # [pairs, roles]
    sector: Tensor  # [pairs], -1 where there is none to learn


def filling_of(batch: Batch, best: Array | None) -> Filling:
    """The pairs of mentions and spans.

    `best` [words, kinds]: the tagger's choice; what it proposes and nobody marked joins the spans, so that
    roles learn to leave it alone.
    """
    device = batch.at.device
    candidates, near, golds, weights, sectors = [], [], [], [], []
    mentions = spans = 0
    for e, start in zip(batch.examples, batch.starts, strict=False):
        extra = [] if best is None else guessed(best[start : start + len(e.document.starts)], e)
        mine = e.candidates + extra
        candidates.append(mine)
        m, n = len(e.mentions), len(mine)
        if m and n:
            gold, weight, sector = role_targets(e, mine)
            left, right = [(x.first, x.last) for x in e.mentions], [(c.first, c.last) for c in mine]
            distance, order = buckets(left, right, e.document.sentence)
            first, second = mentions + np.repeat(np.arange(m), n), spans + np.tile(np.arange(n), m)
            near.append([first, second, distance.ravel(), order.ravel()])
            golds.append(gold.reshape(m * n, -1))
            weights.append(weight.reshape(m * n, -1))
            sectors.append(sector.ravel())
        mentions, spans = mentions + m, spans + n
    none = np.zeros((0, len(ROLES)), np.float32)
    return Filling(
        spans_of(candidates, batch.starts, device),
        pairs_of(near, device),
        torch.from_numpy(np.concatenate([none, *golds])).to(device),
        torch.from_numpy(np.concatenate([none, *weights])).to(device),
        torch.from_numpy(np.concatenate([np.zeros(0, np.int64), *sectors])).to(device),
    )


def guessed(best: Array, example: Example) -> list[Candidate]:
    """Spans that the tagger would propose now and that are not marked."""
    known = {(c.kind, c.first, c.last) for c in example.candidates}
    found: list[Candidate] = []
    for kind in range(best.shape[1]):
        tagged = best[:, kind]
        inside = tagged > 0
        before = np.concatenate([[False], inside[:-1]])
        for i in np.flatnonzero(inside & (~before | (tagged == 1))):
            j = int(i)
            while j + 1 < len(tagged) and tagged[j + 1] == 2:
                j += 1
            if (kind, int(i), j) not in known:
                found.append(Candidate(kind, int(i), j, ""))
    return found[:MOST_GUESSED]


def role_targets(
    example: Example, candidates: list[Candidate]
) -> tuple[NDArray[np.float32], NDArray[np.float32], Array]:
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
    marked = {label for filled in example.roles for _, label in filled}
    told = {label: [j for j, c in enumerate(candidates) if c.label == label] for label in marked}

    def again(label: str) -> list[int]:
        """Other spans that say the same."""
        right = told[label]
        called, said = example.report.values[label][0], {words[k] for k in right}
        return [
            j
            for j, c in enumerate(candidates)
            if c.label != label
            and (
                (label[0] == "p" and name[j] and name[j] == called)
                or (not c.label and (words[j] in said or any(overlap(c, candidates[k]) for k in right)))
            )
        ]

    twins = {label: again(label) for label in marked}
    for e, filled in enumerate(example.roles):
        mine = [i for i, m in enumerate(example.mentions) if m.event == e]
        for (role, label), sector in filled.items():
            right, also = told[label], twins[label]
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
    return gold, weight, sectors


def overlap(a: Candidate, b: Candidate) -> bool:
    """Whether two candidates of one kind share words."""
    return a.kind == b.kind and a.first <= b.last and b.first <= a.last
