"""The joint model: one encoder, small heads. What each head's numbers mean: `demarche.reader.labels`.

Every head is linear or one hidden layer: `demarche.reader.heads` runs it in NumPy from the same weights.
"""

# mypy: allow-subclassing-any
# torch is no dependency: where it is absent, its classes are unknown to the checker

import torch
from torch import Tensor, nn

from demarche.reader.heads import DISTANCES, ORDERS, WIDE_PAIR
from demarche.reader.labels import CODE_CLASSES, MODES, OCCURRENCES, ROLES, SECTORS, SPAN_KINDS, STATES, TYPES
from training.batch import Pairs
from training.encoder import WIDTH, Encoder, pretrained

TWICE = 2 * WIDTH


class Pair(nn.Module):
    """Scores of pairs (x of left, y of right): sums, products of projections, distances; one hidden layer."""

    def __init__(self, out: int, kinds: int) -> None:
        super().__init__()
        self.a, self.b = nn.Linear(TWICE, WIDE_PAIR), nn.Linear(TWICE, WIDE_PAIR, bias=False)
        self.p, self.q = nn.Linear(TWICE, WIDE_PAIR), nn.Linear(TWICE, WIDE_PAIR)
        self.distance = nn.Embedding(DISTANCES, WIDE_PAIR)
        self.order = nn.Embedding(ORDERS, WIDE_PAIR)
        self.left_kind = nn.Embedding(len(TYPES), WIDE_PAIR)
        self.right_kind = nn.Embedding(kinds, WIDE_PAIR)
        for e in (self.distance, self.order, self.left_kind, self.right_kind):
            nn.init.normal_(e.weight, std=0.1)
        self.out = nn.Linear(WIDE_PAIR, out)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, y: Tensor, left: Tensor, right: Tensor, pairs: Pairs) -> Tensor:
        """x [m, 2W], y [n, 2W], kinds [m], [n], which pairs → [pairs, out]."""
        x, y = self.drop(x), self.drop(y)
        a, b = self.a(x) + self.left_kind(left), self.b(y) + self.right_kind(right)
        z = a.index_select(0, pairs.left) + b.index_select(0, pairs.right)
        z = z + self.p(x).index_select(0, pairs.left) * self.q(y).index_select(0, pairs.right)
        z = z + self.distance(pairs.distance) + self.order(pairs.order)
        scores: Tensor = self.out(self.drop(torch.relu(z)))
        return scores


class Joint(nn.Module):
    """Encoder and heads."""

    def __init__(self, layers: int = 6) -> None:
        super().__init__()
        self.encoder: Encoder = pretrained(layers)
        self.drop = nn.Dropout(0.1)
        self.trigger = nn.Linear(WIDTH, len(TYPES))
        self.tag = nn.Linear(WIDTH, 3 * len(SPAN_KINDS))
        self.event_hidden = nn.Linear(TWICE, WIDE_PAIR)
        self.mode = nn.Linear(WIDE_PAIR, len(MODES))
        self.occurrence = nn.Linear(WIDE_PAIR, len(OCCURRENCES))
        self.hedge = nn.Linear(WIDE_PAIR, 1)
        self.role = Pair(len(ROLES) + len(SECTORS), len(SPAN_KINDS))
        self.same = Pair(1, len(TYPES))
        self.code = nn.Linear(TWICE, len(CODE_CLASSES))
        self.code_query = nn.Linear(TWICE, 128)
        self.code_key = nn.Linear(TWICE, 128)
        self.code_distance = nn.Embedding(DISTANCES, 1)
        self.code_inside = nn.Parameter(torch.zeros(1))
        self.state = nn.Linear(TWICE, len(STATES))
        nn.init.constant_(self.trigger.bias, -3.0)
        nn.init.zeros_(self.code_distance.weight)


def spans(states: Tensor, first: Tensor, last: Tensor) -> Tensor:
    """[n, 2W]: the states of each span's first and last word."""
    return torch.cat([states[first], states[last]], -1)
