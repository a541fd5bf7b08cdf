"""The heads in NumPy: from the encoder's word states to scores. Weights: `training/model.py`.

Shapes: W is the encoder's width; a span is told by the states of its first and last word, [n, 2W].
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

# what a model's weights must hold, besides what a pair's scores are made of
LAYERS = ("trigger", "tag", "event_hidden", "mode", "occurrence", "hedge", "role.out", "same.out", "code",
          "code_query", "code_key", "code_distance", "state", "role.distance", "role.order", "same.distance",
          "same.order")  # fmt: skip
WIDE_PAIR = 256
FAR = 6  # sentences; what is farther is as far
DISTANCES = 2 * FAR + 1
WORD_STEPS = (1, 2, 3, 5, 8, 12, 18, 28)
ORDERS = 2 * (len(WORD_STEPS) + 1) + 2
PAIRS = ("role", "same")
LOOKED_UP = ("left_kind.weight", "right_kind.weight", "distance.weight", "order.weight")  # a row a number


def buckets(
    left: Sequence[tuple[int, int]], right: Sequence[tuple[int, int]], sentence: Ints
) -> tuple[Ints, Ints]:
    """Distance and order of each pair of spans `[first, last]` (words), as bucket numbers [m, n].

    Distance: signed, in sentences, 0 to DISTANCES - 1. Order: 0 right in left, 1 overlap, else side and gap.
    """
    shape = (len(left), len(right))
    a = np.array(left, np.int64).reshape(-1, 1, 2)
    b = np.array(right, np.int64).reshape(1, -1, 2)
    distance = np.clip(sentence[b[..., 0]] - sentence[a[..., 0]], -FAR, FAR) + FAR
    after = b[..., 0] > a[..., 1]
    gap = np.where(after, b[..., 0] - a[..., 1], a[..., 0] - b[..., 1])
    order = (
        2 + np.searchsorted(np.array(WORD_STEPS), gap, side="left") + np.where(after, len(WORD_STEPS) + 1, 0)
    )
    order = np.where((b[..., 0] <= a[..., 1]) & (a[..., 0] <= b[..., 1]), 1, order)
    order = np.where((a[..., 0] <= b[..., 0]) & (b[..., 1] <= a[..., 1]), 0, order)
    return distance.reshape(shape), order.reshape(shape)


def sigmoid(x: Floats) -> Floats:
    """1 / (1 + exp(-x)), without overflow."""
    y: Floats = (0.5 * (np.tanh(0.5 * x) + 1.0)).astype(np.float32)
    return y


def softmax(x: Floats) -> Floats:
    """Probabilities over the last axis."""
    y = np.exp(x - x.max(-1, keepdims=True))
    chance: Floats = (y / y.sum(-1, keepdims=True)).astype(np.float32)
    return chance


class Heads:
    """All heads of one model; `weights` by the names that training gives."""

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        # what is multiplied by lies the way that it is read: a quarter less time
        self._w = {
            name: np.ascontiguousarray(
                value.T if name.endswith(".weight") and not name.endswith(LOOKED_UP) else value, np.float32
            )
            for name, value in weights.items()
        }
        w = self._w
        # distance and order are looked up together: [DISTANCES * ORDERS, hidden]
        self._near = {
            name: (w[f"{name}.distance.weight"][:, None] + w[f"{name}.order.weight"]).reshape(
                DISTANCES * ORDERS, -1
            )
            for name in PAIRS
        }

    def _linear(self, name: str, x: Floats) -> Floats:
        y: Floats = x @ self._w[f"{name}.weight"]
        bias = self._w.get(f"{name}.bias")
        return y if bias is None else y + bias

    def _pair(
        self, name: str, x: Floats, y: Floats, kinds: tuple[Ints, Ints], near: tuple[Ints, Ints]
    ) -> Floats:
        w = self._w
        left = self._linear(f"{name}.a", x) + w[f"{name}.left_kind.weight"][kinds[0]]
        right = self._linear(f"{name}.b", y) + w[f"{name}.right_kind.weight"][kinds[1]]
        z: Floats = left[:, None] + right[None]
        z += self._linear(f"{name}.p", x)[:, None] * self._linear(f"{name}.q", y)[None]
        z += self._near[name][near[0] * ORDERS + near[1]]
        return self._linear(f"{name}.out", np.maximum(z, 0.0, out=z))

    def triggers(self, states: Floats) -> Floats:
        """Logits [words, types]."""
        return self._linear("trigger", states)

    def tags(self, states: Floats) -> Floats:
        """Log-odds-ready logits [words, kinds, 3] of outside, begin, inside."""
        return self._linear("tag", states).reshape(len(states), -1, 3)

    def events(self, x: Floats) -> tuple[Floats, Floats, Floats]:
        """Of trigger spans [m, 2W]: logits of modes [m, modes], occurrence [m, 4], hedge [m]."""
        hidden = np.maximum(self._linear("event_hidden", x), 0.0)
        return (
            self._linear("mode", hidden),
            self._linear("occurrence", hidden),
            self._linear("hedge", hidden)[:, 0],
        )

    def roles(self, x: Floats, y: Floats, kinds: tuple[Ints, Ints], near: tuple[Ints, Ints]) -> Floats:
        """Of triggers [m, 2W] and spans [n, 2W] of types [m], kinds [n]: logits [m, n, roles + sectors]."""
        return self._pair("role", x, y, kinds, near)

    def same(self, x: Floats, types: Ints, near: tuple[Ints, Ints]) -> Floats:
        """Of triggers among themselves: logits [m, m] that two tell one event."""
        return self._pair("same", x, x, (types, types), near)[..., 0]

    def codes(self, x: Floats, clues: Floats, distance: Ints, inside: NDArray[np.bool_]) -> Floats:
        """Of party spans [n, 2W]: probabilities [n, classes + clues] that each gives the code."""
        classes = self._linear("code", x)
        query, key = self._linear("code_query", x), self._linear("code_key", clues)
        pointer = query @ key.T / np.float32(np.sqrt(query.shape[1]))
        pointer = pointer + self._w["code_distance.weight"][distance, 0] + self._w["code_inside"] * inside
        return softmax(np.concatenate([classes, pointer], -1))

    def states(self, x: Floats) -> Floats:
        """Of agreement spans [n, 2W]: probabilities [n, states]."""
        return softmax(self._linear("state", x))
