"""Train the joint model: `python -m training.train --data FOLDER --out FOLDER [--epochs N] [--resume]`.

FOLDER of --data holds `train/` and `fakes/` (README: what they are); the corpus in `training/corpus` is
always used. Checkpoints every epoch into --out; `--resume` goes on from the last.
"""

import argparse
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from demarche.reader.document import Window
from training.examples import Example, example_of
from training.gold import read_gold
from training.losses import WEIGHTS, Sums, code_losses, event_losses, guessed, token_losses
from training.marked import MarkedReport, MarkError, read_corpus
from training.model import Joint
from training.offsets import FOLDER as OFFSETS
from training.offsets import with_text
from training.packaged import packaged
from training.split import part_of
from training.swapping import swapped

CORPUS = Path(__file__).parent / "corpus"
MASK = 103


def load(data: Path | None, corpus: Path) -> list[MarkedReport]:
    """All reports to train on: annotated real ones where the data folder is given, and the corpus."""
    reports: list[MarkedReport] = []
    if data:
        reports += read_gold(data / "train/reports.jsonl", data / "train/annotations.json")
        reports += with_text(OFFSETS / "fakes.jsonl", data / "fakes/dev.jsonl")
    for path in sorted(corpus.glob("*.txt")):
        for report in read_corpus(path):
            if isinstance(report, MarkError):
                raise SystemExit(f"corpus: {report}")
            reports.append(report)
    return [r for r in reports if part_of(r.id) == "train"]


def batches(examples: list[Example], windows: int, dice: random.Random) -> list[list[Example]]:
    """Reports in random order, some `windows` windows a batch."""
    order = [e for e in examples if e.document.windows]
    dice.shuffle(order)
    found: list[list[Example]] = [[]]
    size = 0
    for example in order:
        if found[-1] and size + len(example.document.windows) > windows:
            found.append([])
            size = 0
        found[-1].append(example)
        size += len(example.document.windows)
    return found


def encode(model: Joint, batch: list[Example], hide: float, dice: np.random.Generator) -> list[Tensor]:
    """Word states [words, W] of each report; a share `hide` of the pieces is masked: no learning by rote."""
    windows = [w for e in batch for w in e.document.windows]
    order = sorted(range(len(windows)), key=lambda i: len(windows[i].pieces))
    states: dict[int, Tensor] = {}
    # short windows apart from long ones: a third of a batch would else be padding
    for group in (order[: len(order) // 2], order[len(order) // 2 :]):
        if group:
            states.update(
                zip(group, encode_group(model, [windows[i] for i in group], hide, dice), strict=True)
            )
    found, i = [], 0
    for e in batch:
        parts = []
        for w in e.document.windows:
            parts.append(model.drop(states[i][torch.from_numpy(w.at)].float()))
            i += 1
        found.append(torch.cat(parts))
    return found


def encode_group(model: Joint, windows: list[Window], hide: float, dice: np.random.Generator) -> Tensor:
    """States [windows, pieces, W] of windows padded to the longest."""
    most = max(len(w.pieces) for w in windows)
    pieces = np.zeros((len(windows), most), np.int64)
    shapes, mask = np.zeros_like(pieces), np.zeros_like(pieces)
    for i, w in enumerate(windows):
        n = len(w.pieces)
        pieces[i, :n], shapes[i, :n], mask[i, :n] = w.pieces, w.shapes, 1
    if hide:
        pieces[(dice.random(pieces.shape) < hide) & (pieces > 999)] = MASK
    with torch.autocast("cpu", torch.bfloat16):
        states: Tensor = model.encoder(
            torch.from_numpy(pieces), torch.from_numpy(shapes), torch.from_numpy(mask)
        )
    return states


def step_loss(
    model: Joint, batch: list[Example], hide: float, dice: np.random.Generator, guess: bool
) -> Sums:
    """The losses of one batch."""
    sums = Sums({}, {})
    for states, example in zip(encode(model, batch, hide, dice), batch, strict=True):
        tags = token_losses(model, states, example, sums)
        event_losses(model, states, example, guessed(tags, example) if guess else [], sums)
        code_losses(model, states, example, sums)
    return sums


def main() -> None:
    """Train and keep checkpoints."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--data", type=Path)
    ask.add_argument("--corpus", type=Path, default=CORPUS)
    ask.add_argument("--out", type=Path, required=True)
    ask.add_argument("--epochs", type=int, default=25)
    ask.add_argument("--layers", type=int, default=6)
    ask.add_argument("--windows", type=int, default=8, help="windows a batch")
    ask.add_argument("--rate", type=float, default=2e-4)
    ask.add_argument("--head-rate", type=float, default=1e-3)
    ask.add_argument("--hide", type=float, default=0.05)
    ask.add_argument("--swap", type=float, default=0.3, help="share of reports whose countries change places")
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--threads", type=int, default=1)
    ask.add_argument(
        "--begin", type=Path, help="a checkpoint to begin with, or `packaged`: the shipped weights"
    )
    ask.add_argument("--resume", action="store_true")
    a = ask.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    reports = load(a.data, a.corpus)
    examples = [example_of(r) for r in reports]
    print(f"{len(examples)} reports, {sum(len(e.types) for e in examples)} events", flush=True)
    model = Joint(a.layers)
    # word vectors stay as they were: too few words are seen here to move them, and moving them costs time
    model.encoder.words.weight.requires_grad_(False)
    learnt = {n: p for n, p in model.named_parameters() if p.requires_grad}
    if a.begin == Path("packaged"):
        model.load_state_dict(packaged(a.layers).state_dict())
    elif a.begin:
        kept = torch.load(a.begin, weights_only=False)
        model.load_state_dict(kept.get("average", kept))
    encoder = [p for n, p in learnt.items() if n.startswith("encoder.")]
    heads = [p for n, p in learnt.items() if not n.startswith("encoder.")]
    optimiser = torch.optim.AdamW(
        [{"params": encoder, "lr": a.rate}, {"params": heads, "lr": a.head_rate}], weight_decay=0.01
    )
    dice = random.Random(a.seed)
    steps = a.epochs * len(batches(examples, a.windows, random.Random(0)))
    warm = max(1, steps // 12)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, max(0.02, (steps - s) / (steps - warm)))
    )
    average = {n: p.detach().clone() for n, p in model.named_parameters()}
    start, done = 0, 0
    a.out.mkdir(parents=True, exist_ok=True)
    kept = a.out / "last.pt"
    if a.resume and kept.exists():
        state = torch.load(kept, weights_only=False)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        schedule.load_state_dict(state["schedule"])
        average, start, done = state["average"], state["epoch"], state["done"]
    for epoch in range(start, a.epochs):
        # every epoch has dice of its own, so that a resumed run is the run that was cut off
        dice, hidden = random.Random(1000 * a.seed + epoch), np.random.default_rng(1000 * a.seed + epoch)
        torch.manual_seed(1000 * a.seed + epoch)
        begun = time.time()
        shown = [example_of(swapped(e.report, dice)) if dice.random() < a.swap else e for e in examples]
        model.train()
        seen: dict[str, list[float]] = {}
        for batch in batches(shown, a.windows, dice):
            means = step_loss(model, batch, a.hide, hidden, bool(a.begin) or epoch >= 2).mean()
            loss = torch.stack([WEIGHTS[h] * v for h, v in means.items()]).sum()
            optimiser.zero_grad()
            torch.autograd.backward(loss)
            torch.nn.utils.clip_grad_norm_(encoder, 1.0)
            torch.nn.utils.clip_grad_norm_(heads, 2.0)
            optimiser.step()
            schedule.step()
            done += 1
            keep = min(0.998, done / (done + 20))
            with torch.no_grad():
                for n, p in learnt.items():
                    average[n].lerp_(p, 1 - keep)
            for h, v in means.items():
                seen.setdefault(h, []).append(float(v.detach()))
        told = {h: round(sum(v) / len(v), 3) for h, v in seen.items()}
        print(json.dumps({"epoch": epoch + 1, "seconds": round(time.time() - begun), **told}), flush=True)
        part = a.out / "last.part"
        torch.save({"model": model.state_dict(), "optimiser": optimiser.state_dict(), "average": average,
                    "schedule": schedule.state_dict(), "epoch": epoch + 1, "done": done}, part)  # fmt: skip
        part.replace(kept)
    torch.save(average, a.out / "model.pt")


if __name__ == "__main__":
    main()
