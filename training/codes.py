"""Whose parties are, and how agreements stand: what these two heads are asked and should say."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from demarche.reader.heads import buckets
from demarche.reader.labels import SPAN_KINDS
from training.batch import Batch, Spans, spans_of
from training.examples import Candidate, state_of


@dataclass(frozen=True)
class Codes:
    """Parties, and the words of their report that may give the code; `clue` is padded with 0."""

    parties: Spans
    clues: Spans
    clue: Tensor  # [parties, most]: numbers of clues
    distance: Tensor  # [parties, most]
    inside: Tensor  # [parties, most]
    there: Tensor  # [parties, most]: whether it is a clue at all
    right: Tensor  # [parties, classes + most]


@dataclass(frozen=True)
class Deals:
    """Agreement spans and their states."""

    spans: Spans
    state: Tensor


def codes_of(batch: Batch, classes: int) -> Codes | None:
    """The parties whose code is to be learnt; None where the reports have none."""
    device = batch.at.device
    parties = [[e.candidates[i] for i in e.codes] for e in batch.examples]
    if not any(parties):
        return None
    clues = [[Candidate(0, a, b, "") for a, b, _ in e.clues] for e in batch.examples]
    count, most = sum(map(len, parties)), max(map(len, clues))
    clue, distance = np.zeros((count, most), np.int64), np.zeros((count, most), np.int64)
    inside, there = np.zeros((count, most), bool), np.zeros((count, most), bool)
    right = np.zeros((count, classes + most), bool)
    row = begun = 0
    for e, mine, near in zip(batch.examples, parties, clues, strict=True):
        rows, n = slice(row, row + len(mine)), len(near)
        if mine and n:
            told = buckets([(c.first, c.last) for c in mine], [(c.first, c.last) for c in near],
                           e.document.sentence)  # fmt: skip
            clue[rows, :n], there[rows, :n] = begun + np.arange(n), True
            distance[rows, :n], inside[rows, :n] = told[0], told[1] == 0
        for i, (given, number) in enumerate(e.codes.values()):
            right[row + i, [classes + k for k in given]] = True
            if number >= 0:
                right[row + i, number] = True
        row, begun = row + len(mine), begun + n
    columns = (torch.from_numpy(x).to(device) for x in (clue, distance, inside, there, right))
    return Codes(spans_of(parties, batch.starts, device), spans_of(clues, batch.starts, device), *columns)


def deals_of(batch: Batch) -> Deals | None:
    """The agreements of the reports; None where they have none."""
    kind = SPAN_KINDS.index("agreement")
    deals = [[c for c in e.candidates if c.kind == kind] for e in batch.examples]
    states = [
        state_of(e.report, c.label) for e, mine in zip(batch.examples, deals, strict=True) for c in mine
    ]
    if not states:
        return None
    device = batch.at.device
    return Deals(spans_of(deals, batch.starts, device), torch.tensor(states, device=device))
