"""Put a trained model into the package: `python -m training.export --model FOLDER/model.pt --name NAME`.

The encoder becomes ONNX with int8 weights (per channel, reduced range: no worse, and safe without VNNI);
the heads, which are small, become float16 arrays that `demarche.reader.heads` runs in NumPy.

`--fuse`: attention as one node, and ONNX Runtime told which of its own fusions to leave out. A sixth less
time in the encoder; states differ by rounding, so `training.tune` is to set thresholds on what was exported.
"""

# mypy: allow-subclassing-any
# torch is no dependency: where it is absent, its classes are unknown to the checker

import argparse
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from demarche.reader.document import document_of
from demarche.reader.encoder import SKIPPED
from training.encoder import Encoder
from training.fusing import SLOWER, Fused
from training.model import Joint

WEIGHTS = Path(__file__).parent.parent / "src/demarche/reader/weights"


class Whole(nn.Module):
    """The encoder for one text without padding: pieces and shapes [1, n] to states [1, n, W]."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, pieces: Tensor, shapes: Tensor) -> Tensor:
        states: Tensor = self.encoder(pieces, shapes, torch.ones_like(pieces))
        return states


def read_model(path: Path, layers: int) -> Joint:
    """A trained model from `model.pt` or a checkpoint's averaged weights."""
    kept = torch.load(path, weights_only=False, map_location="cpu")
    model = Joint(layers)
    model.load_state_dict(kept.get("average", kept))
    model.eval()
    return model


def main() -> None:
    """Export, and compare the exported states with the trained ones on a sentence."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--model", type=Path, required=True)
    ask.add_argument("--name", required=True)
    ask.add_argument("--layers", type=int, default=6)
    ask.add_argument("--out", type=Path, default=WEIGHTS)
    ask.add_argument("--fuse", action="store_true", help="attention as one node")
    a = ask.parse_args()
    model = read_model(a.model, a.layers)
    a.out.mkdir(parents=True, exist_ok=True)
    window = document_of(
        "Turkey has called on Russia to stop the shelling of Idlib, the ministry said."
    ).windows[0]
    feed = (torch.from_numpy(window.pieces)[None], torch.from_numpy(window.shapes)[None])
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            Fused(model.encoder) if a.fuse else Whole(model.encoder),
            feed,
            str(plain),
            input_names=["pieces", "shapes"],
            output_names=["states"],
            dynamic_axes={n: {1: "n"} for n in ("pieces", "shapes", "states")},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            plain, a.out / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )
    (a.out / SKIPPED).unlink(missing_ok=True)
    if a.fuse:
        (a.out / SKIPPED).write_text("\n".join(SLOWER) + "\n", encoding="utf-8")
    heads: dict[str, Any] = {
        n: p.detach().numpy().astype(np.float16)
        for n, p in model.named_parameters()
        if not n.startswith("encoder.")
    }
    np.savez_compressed(a.out / "heads.npz", **heads)
    (a.out / "NAME").write_text(a.name + "\n", encoding="utf-8")
    size = sum(f.stat().st_size for f in a.out.iterdir())
    print(f"{a.out}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
