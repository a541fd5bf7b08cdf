"""Some reports laid out as one long text: what a training step computes on, on any device.

Words, mentions, spans of all reports are numbered through; pairs stand only between what is of one report.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from demarche.reader.document import Window
from demarche.reader.heads import buckets
from training.examples import Array, Candidate, Example

MASK = 103
OUTSIDE = 0.5  # weight of "no span" where a real report marks only the spans that events use


@dataclass(frozen=True)
class Group:
    """Windows padded to the longest: [windows, pieces] each."""

    pieces: Tensor
    shapes: Tensor
    mask: Tensor


@dataclass(frozen=True)
class Pairs:
    """Pairs of a left and a right thing by number, with their buckets of `heads.buckets`: [pairs] each."""

    left: Tensor
    right: Tensor
    distance: Tensor
    order: Tensor


@dataclass(frozen=True)
class Spans:
    """First and last words of spans, and what kind each is: [spans] each."""

    first: Tensor
    last: Tensor
    kind: Tensor


@dataclass(frozen=True)
class Batch:
    """The texts and what is known of them before the model has seen them."""

    examples: list[Example]
    starts: list[int]  # the first word of each report, and their number
    groups: list[Group]
    at: Tensor  # [words]: where a word's state stands among all groups' pieces
    triggers: Tensor  # [words, types]
    tags: Tensor  # [words, kinds]
    outside: Tensor  # [words, 1]: what "no span" weighs
    sentence: Tensor  # [words]
    report: Tensor  # [words]: which of the examples
    line: Tensor  # [sentences]: which of the examples
    mentions: Spans
    modes: Tensor  # [mentions, modes]
    occurrence: Tensor  # [mentions]
    hedged: Tensor  # [mentions]
    same: Pairs  # mentions of one type in one report
    one: Tensor  # [same]: whether they tell one event


def groups_of(
    windows: Sequence[Window], hide: float, dice: np.random.Generator, device: torch.device
) -> tuple[list[Group], Tensor]:
    """Windows in two groups, short ones apart (a third would else be padding), and `at` of their words.

    A share `hide` of the pieces is masked: no learning by rote.
    """
    order = sorted(range(len(windows)), key=lambda i: len(windows[i].pieces))
    found, rows, begun = [], {}, 0
    for chosen in (order[: len(order) // 2], order[len(order) // 2 :]):
        if not chosen:
            continue
        most = max(len(windows[i].pieces) for i in chosen)
        pieces = np.zeros((len(chosen), most), np.int64)
        shapes, mask = np.zeros_like(pieces), np.zeros_like(pieces)
        for row, i in enumerate(chosen):
            n = len(windows[i].pieces)
            pieces[row, :n], shapes[row, :n], mask[row, :n] = windows[i].pieces, windows[i].shapes, 1
            rows[i] = begun + row * most + windows[i].at
        if hide:
            pieces[(dice.random(pieces.shape) < hide) & (pieces > 999)] = MASK
        found.append(Group(*(torch.from_numpy(x).to(device) for x in (pieces, shapes, mask))))
        begun += len(chosen) * most
    at = np.concatenate([rows[i] for i in range(len(windows))])
    return found, torch.from_numpy(at).to(device)


def batch_of(examples: list[Example], hide: float, dice: np.random.Generator, device: torch.device) -> Batch:
    """Lay reports out; `examples` have at least one word each."""
    groups, at = groups_of([w for e in examples for w in e.document.windows], hide, dice, device)
    starts = np.cumsum([0, *(len(e.document.starts) for e in examples)]).tolist()
    lines = np.cumsum([0, *(len(e.document.sentences) for e in examples)]).tolist()
    first, last, kind, modes, occurrence, hedged = [], [], [], [], [], []
    near: list[list[Array]] = []
    one: list[NDArray[np.float32]] = []
    begun = 0
    for e, start in zip(examples, starts, strict=False):
        number = np.array([m.event for m in e.mentions], np.int64)
        if not len(number):
            continue
        types = np.array(e.types, np.int64)[number]
        spots = [(m.first, m.last) for m in e.mentions]
        first += [start + a for a, _ in spots]
        last += [start + b for _, b in spots]
        kind += types.tolist()
        modes.append(e.modes[number])
        occurrence += np.array(e.occurrence, np.int64)[number].tolist()
        hedged += np.array(e.hedged, np.float32)[number].tolist()
        left, right = np.nonzero((types[:, None] == types) & ~np.eye(len(types), dtype=bool))
        distance, order = buckets(spots, spots, e.document.sentence)
        near.append([begun + left, begun + right, distance[left, right], order[left, right]])
        one.append((number[left] == number[right]).astype(np.float32))
        begun += len(spots)

    def told(values: Sequence[object] | NDArray[np.generic], kind: type = np.int64) -> Tensor:
        return torch.from_numpy(np.asarray(values, kind)).to(device)

    def joined(parts: list[NDArray[np.generic]]) -> Tensor:
        return torch.from_numpy(np.concatenate(parts)).to(device)

    return Batch(
        examples=examples,
        starts=starts,
        groups=groups,
        at=at,
        triggers=joined([e.triggers for e in examples]).float(),
        tags=joined([e.tags for e in examples]),
        outside=joined([np.full((len(e.document.starts), 1), outside_of(e), np.float32) for e in examples]),
        sentence=joined([e.document.sentence + line for e, line in zip(examples, lines, strict=False)]),
        report=told(np.repeat(np.arange(len(examples)), np.diff(starts))),
        line=told(np.repeat(np.arange(len(examples)), np.diff(lines))),
        mentions=Spans(told(first), told(last), told(kind)),
        modes=joined([*modes, np.zeros((0, examples[0].modes.shape[1]), np.float32)]),
        occurrence=told(occurrence),
        hedged=told(hedged, np.float32),
        same=pairs_of(near, device),
        one=joined([*one, np.zeros(0, np.float32)]),
    )


def outside_of(example: Example) -> float:
    """What "no span" weighs in a report."""
    return 1.0 if example.report.whole else OUTSIDE


def pairs_of(near: list[list[Array]], device: torch.device) -> Pairs:
    """Pairs of several reports as one."""
    columns = [np.concatenate([np.zeros(0, np.int64), *(n[i] for n in near)]) for i in range(4)]
    return Pairs(*(torch.from_numpy(c).to(device) for c in columns))


def spans_of(candidates: list[list[Candidate]], starts: list[int], device: torch.device) -> Spans:
    """Each report's spans, numbered through."""
    columns = [
        [(start + c.first, start + c.last, c.kind) for c in of_one]
        for of_one, start in zip(candidates, starts, strict=False)
    ]
    told = np.array([row for column in columns for row in column], np.int64).reshape(-1, 3)
    return Spans(*(torch.from_numpy(told[:, i].copy()).to(device) for i in range(3)))
