"""Teachers and what learns from them: `python -m training.distilling --data FOLDER --out FOLDER`.

Then `python -m training.distilling --unpack FOLDER/student0.npz --out FOLDER` writes the `model.pt` that
`training.export` takes. Teachers of two kinds: some learn from all reports; of the others each leaves a part
out and speaks only of that part, which it cannot know by rote.
"""

import argparse
import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.examples import example_of
from training.model import Joint
from training.together import WORDS, Learning, Together, learn, losses_unseen, stream
from training.train import CORPUS, batches, load, model_at
from training.tune import kept_out


@dataclass(frozen=True)
class Student:
    """Begun from the shipped model or `fresh`; whether those teach who left a report out; their share."""

    begin: Literal["packaged", "fresh"]
    parted: bool
    trust: float


STUDENTS = (
    Student("packaged", True, 0.6),
    Student("packaged", False, 0.6),
    Student("fresh", True, 0.6),
    Student("packaged", True, 0.9),
)


def packed(models: Together, which: int) -> dict[str, NDArray[Any]]:
    """One model's weights, small: the encoder's matrices as int8 with a scale a row, the rest float16."""
    found: dict[str, NDArray[Any]] = {}
    for name, weight in models.weights.items():
        name = name.removeprefix("model.")
        if name == WORDS:
            continue
        value = weight[which].detach().float().cpu().numpy()
        if name.startswith("encoder.layers.") and value.ndim == 2:
            scale = np.abs(value).max(1, keepdims=True) / 127
            found[name] = np.round(value / scale).astype(np.int8)
            found[f"{name}:scale"] = scale.astype(np.float32)
        else:
            found[name] = value.astype(np.float16)
    return found


def unpacked(path: Path) -> dict[str, Tensor]:
    """The weights of a file of `packed`."""
    with np.load(path, allow_pickle=False) as kept:
        found = {n: kept[n].astype(np.float32) for n in kept.files}
    return {
        n: torch.from_numpy(v * found[f"{n}:scale"] if f"{n}:scale" in found else v)
        for n, v in found.items()
        if not n.endswith(":scale")
    }


def fresh(seed: int) -> Joint:
    """A model as MiniLM begins, with heads of its own."""
    torch.manual_seed(seed)
    return Joint()


def parted(teachers: int, whole: int, parts: int, reports: int) -> tuple[Tensor, Tensor]:
    """What a report counts for each teacher [teachers, reports], who speaks of it [2, teachers, reports].

    The first `whole` learn from all and teach the first kind of student; each of the others leaves one of
    `parts` out and speaks of that, for the second kind.
    """
    part = torch.from_numpy(np.random.default_rng(7).integers(0, parts, reports))
    heed, share = torch.ones(teachers, reports), torch.zeros(2, teachers, reports)
    share[0, :whole] = 1 / max(1, whole)
    for i in range(teachers - whole):
        left = part == i % parts
        heed[whole + i, left] = 0
        share[1, whole + i, left] = 1
    share[1] /= share[1].sum(0).clamp_min(1)
    return heed, share


def main() -> None:
    """Teachers, students; their weights to --out."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--data", type=Path)
    ask.add_argument("--out", type=Path, required=True)
    ask.add_argument("--device", default="cuda")
    ask.add_argument("--teach", type=float, default=240, help="seconds for the teachers")
    ask.add_argument("--study", type=float, default=240, help="seconds for the students")
    ask.add_argument("--epochs", type=int, default=20, help="at most, of each")
    ask.add_argument("--windows", type=int, default=32, help="windows a batch")
    ask.add_argument("--whole", type=int, default=4, help="teachers of all reports")
    ask.add_argument("--folds", type=int, default=8, help="teachers that leave a part out")
    ask.add_argument("--parts", type=int, default=4)
    ask.add_argument("--rate", type=float, default=3e-4)
    ask.add_argument("--head-rate", type=float, default=1e-3)
    ask.add_argument(
        "--unpack", type=Path, nargs="*", default=[], help="students whose mean is written as model.pt"
    )
    a = ask.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    if a.unpack:
        model, many = Joint(), [unpacked(path) for path in a.unpack]
        mean = {n: torch.stack([m[n] for m in many]).mean(0) for n in many[0]}
        model.load_state_dict(model.state_dict() | mean)
        torch.save(dict(model.named_parameters()), a.out / "model.pt")
        return
    torch.set_float32_matmul_precision("high")
    device = torch.device(a.device)
    examples = [e for e in map(example_of, load(a.data, CORPUS)) if e.document.windows]
    unseen = [e for e in map(example_of, kept_out(a.data)) if e.document.windows]
    print(f"{len(examples)} reports, {len(unseen)} kept out", flush=True)
    steps = a.epochs * len(batches(examples, a.windows, random.Random(0)))
    numbers = {e.report.id: i for i, e in enumerate(examples)}
    source = stream(examples, a.windows, 0.05, 0.3, 1, device)
    heed, share = (x.to(device) for x in parted(a.whole + a.folds, a.whole, a.parts, len(examples)))
    teachers = Together([fresh(i) for i in range(a.whole + a.folds)], device)
    teachers = learn(Learning(teachers, a.rate, a.head_rate), source, numbers, heed, a.teach, steps)
    print(json.dumps({"teachers": losses_unseen(teachers, unseen, a.windows, device)}), flush=True)
    models = [model_at(Path("packaged"), 6) if s.begin == "packaged" else fresh(100) for s in STUDENTS]
    students = Learning(Together(models, device), a.rate, a.head_rate)
    trust = torch.tensor([s.trust for s in STUDENTS], device=device)
    share = share[[int(s.parted) for s in STUDENTS]]
    heed = torch.ones(len(STUDENTS), len(examples), device=device)
    taught = learn(students, source, numbers, heed, a.study, steps, teachers, share, trust)
    print(json.dumps({"students": losses_unseen(taught, unseen, a.windows, device)}), flush=True)
    for i in range(len(STUDENTS)):
        arrays: dict[str, Any] = packed(taught, i)
        np.savez_compressed(a.out / f"student{i}.npz", **arrays)


if __name__ == "__main__":
    main()
