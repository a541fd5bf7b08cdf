"""The shipped weights as a model to go on from: `python -m training.train --begin packaged`.

What int8 and float16 rounded off is lost; word vectors, which training never moves, are MiniLM's own.
"""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from training.export import WEIGHTS
from training.model import Joint

PRODUCTS = ("qkv", "out", "up", "down")  # of each layer, in the order of the graph


def packaged(layers: int, folder: Path = WEIGHTS) -> Joint:
    """The model whose weights lie in a folder that `training.export` wrote.

    Heads that those weights lack stay as a new model has them. Raises ValueError where the graph has not so
    many layers, or weights that the model lacks.
    """
    model = Joint(layers)
    graph = onnx.load(folder / "encoder.onnx").graph
    held = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    products = [n.input[1] for n in graph.node if n.op_type == "MatMulInteger"]
    if len(products) != layers * len(PRODUCTS):
        raise ValueError(f"{folder}: {len(products)} products, of {layers} layers {layers * len(PRODUCTS)}")
    found: dict[str, np.ndarray] = {
        name: value
        for name, value in held.items()
        if name.startswith("encoder.") and value.dtype == np.float32
    }
    found = {name: value for name, value in found.items() if not name.endswith("_scale")}
    for at, name in enumerate(products):
        layer, product = divmod(at, len(PRODUCTS))
        found[f"encoder.layers.{layer}.{PRODUCTS[product]}.weight"] = whole(
            held, name.removesuffix("_quantized")
        ).T
    for table in ("encoder.positions.weight", "encoder.shapes.weight"):
        found.setdefault(table, whole(held, table))
    with np.load(folder / "heads.npz", allow_pickle=False) as kept:
        found |= {name: kept[name].astype(np.float32) for name in kept.files}
    state: dict[str, Tensor] = model.state_dict()
    unknown = sorted(set(found) - set(state))
    if unknown:
        raise ValueError(f"{folder}: no such weights in the model: {', '.join(unknown)}")
    state |= {name: torch.tensor(np.ascontiguousarray(value)) for name, value in found.items()}
    model.load_state_dict(state)
    return model


def whole(held: dict[str, np.ndarray], name: str) -> np.ndarray:
    """An int8 array as the numbers that it stands for, float32."""
    numbers = held[f"{name}_quantized"].astype(np.float32) - held[f"{name}_zero_point"].astype(np.float32)
    found: np.ndarray = (numbers * held[f"{name}_scale"]).astype(np.float32)
    return found
