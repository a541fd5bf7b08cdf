"""The encoder for export with attention as one node, which ONNX Runtime computes faster than its parts.

The same sums in another order: states differ in the last digits, and so do the int8 roundings after them.
"""

# mypy: allow-subclassing-any
# torch is no dependency: where it is absent, its classes are unknown to the checker

from typing import Any, cast

import torch
from torch import Tensor, nn

from training.encoder import HEADS, WIDTH, Encoder, Layer

# ONNX Runtime's fused kernels that are slower on a CPU than the nodes they replace; the package passes them
# by where the weights' folder names them
SLOWER = ("SkipLayerNormFusion",)


class Attention(torch.autograd.Function):
    """Attention of queries, keys and values [1, n, WIDTH] without a mask; one node in an exported graph."""

    @staticmethod
    def forward(ctx: Any, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        """Mixed values [1, n, WIDTH]."""
        n = q.shape[1]
        q, k, v = (x.view(1, n, HEADS, WIDTH // HEADS).transpose(1, 2) for x in (q, k, v))
        mixed: Tensor = nn.functional.scaled_dot_product_attention(q, k, v)
        return mixed.transpose(1, 2).reshape(1, n, WIDTH)

    @staticmethod
    def symbolic(g: Any, q: Any, k: Any, v: Any) -> Any:
        """The node of ONNX Runtime's own operators."""
        return g.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=HEADS).setType(q.type())


class Fused(nn.Module):
    """The encoder for one text without padding: pieces and shapes [1, n] to states [1, n, WIDTH]."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, pieces: Tensor, shapes: Tensor) -> Tensor:
        e = self.encoder
        at = torch.arange(pieces.shape[1], device=pieces.device)
        x: Tensor = e.norm(e.words(pieces) + e.positions(at) + e.shapes(shapes))
        for layer in e.layers:
            x = fused_layer(layer, x)
        return x


def fused_layer(layer: Any, x: Tensor) -> Tensor:
    """A `Layer` as it is when nothing is dropped."""
    assert isinstance(layer, Layer)
    q, k, v = layer.qkv(x).split(WIDTH, -1)
    x = layer.norm1(x + layer.out(cast(Any, Attention).apply(q, k, v)))
    y: Tensor = layer.norm2(x + layer.down(nn.functional.gelu(layer.up(x))))
    return y
