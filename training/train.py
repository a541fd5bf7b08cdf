"""Train the joint model: `python -m training.train --data FOLDER --out FOLDER [--epochs N] [--resume]`.

FOLDER of --data holds `train/` and `fakes/` (README: what they are); the corpus in `training/corpus` is
always used. Checkpoints every epoch into --out; `--resume` goes on from the last.
"""

import argparse
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from training.batch import batch_of
from training.examples import Example, example_of
from training.export import read_model
from training.gold import read_gold
from training.losses import WEIGHTS, asked, chances_of, losses_of, mean_of, scores_of, states_of, tags_of
from training.marked import MarkedReport, MarkError, read_corpus
from training.model import Joint
from training.offsets import FOLDER as OFFSETS
from training.offsets import with_text
from training.packaged import packaged
from training.split import part_of
from training.swapping import swapped

CORPUS = Path(__file__).parent / "corpus"


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


def epoch_of(
    examples: list[Example], swap: float, windows: int, seed: int, epoch: int
) -> list[list[Example]]:
    """The batches of an epoch, a share `swap` of the reports with countries that have changed places.

    Every epoch has dice of its own, so that a resumed run is the run that was cut off.
    """
    dice = random.Random(1000 * seed + epoch)
    shown = [example_of(swapped(e.report, dice)) if dice.random() < swap else e for e in examples]
    return batches(shown, windows, dice)


def pace_at(step: int, steps: int) -> float:
    """The share of the rate at a step: it rises for a twelfth of the steps, then falls."""
    warm = max(1, steps // 12)
    return min((step + 1) / warm, max(0.02, (steps - step) / max(1, steps - warm)))


def kept_share(done: int) -> float:
    """How much of the average stays when a step's weights join it."""
    return min(0.998, done / (done + 20))


def model_at(path: Path, layers: int) -> Joint:
    """The model of a checkpoint, or with `packaged` the shipped one."""
    return packaged(layers) if path == Path("packaged") else read_model(path, layers)


def step_loss(
    model: Joint,
    batch: list[Example],
    hide: float,
    dice: np.random.Generator,
    guess: bool,
    teachers: Sequence[Joint] = (),
    trust: float = 0.0,
) -> dict[str, Tensor]:
    """The loss of each head over one batch; teachers are asked about the same words and spans."""
    device = model.code_inside.device
    laid = batch_of(batch, hide, dice, device)
    states = states_of(model, laid)
    tags = tags_of(model, states)
    ask = asked(laid, tags if guess else None)
    said = []
    with torch.no_grad():
        for teacher in teachers:
            seen = states_of(teacher, laid)
            said.append(chances_of(scores_of(teacher, laid, seen, tags_of(teacher, seen), ask)))
    scores = scores_of(model, laid, states, tags, ask)
    return losses_of(scores, laid, ask, mean_of(said) if said else None, trust)


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
    ask.add_argument("--device", default="cpu", help="cpu or cuda")
    ask.add_argument(
        "--teachers", type=Path, nargs="*", default=[], help="models whose answers are learnt; as --begin"
    )
    ask.add_argument("--trust", type=float, default=0.5, help="share of the teachers in what is right")
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
    device = torch.device(a.device)
    model = Joint(a.layers).to(device)
    # word vectors stay as they were: too few words are seen here to move them, and moving them costs time
    model.encoder.words.weight.requires_grad_(False)
    learnt = {n: p for n, p in model.named_parameters() if p.requires_grad}
    if a.begin:
        model.load_state_dict(model_at(a.begin, a.layers).state_dict())
    encoder = [p for n, p in learnt.items() if n.startswith("encoder.")]
    heads = [p for n, p in learnt.items() if not n.startswith("encoder.")]
    optimiser = torch.optim.AdamW(
        [{"params": encoder, "lr": a.rate}, {"params": heads, "lr": a.head_rate}], weight_decay=0.01
    )
    steps = a.epochs * len(batches(examples, a.windows, random.Random(0)))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: pace_at(s, steps))
    teachers = [model_at(path, a.layers).to(device).eval() for path in a.teachers]
    average = {n: p.detach().clone() for n, p in model.named_parameters()}
    start, done = 0, 0
    a.out.mkdir(parents=True, exist_ok=True)
    kept = a.out / "last.pt"
    if a.resume and kept.exists():
        state = torch.load(kept, weights_only=False, map_location=device)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        schedule.load_state_dict(state["schedule"])
        average, start, done = state["average"], state["epoch"], state["done"]
    for epoch in range(start, a.epochs):
        hidden = np.random.default_rng(1000 * a.seed + epoch)
        torch.manual_seed(1000 * a.seed + epoch)
        begun = time.time()
        model.train()
        seen: dict[str, list[Tensor]] = {}
        for batch in epoch_of(examples, a.swap, a.windows, a.seed, epoch):
            means = step_loss(model, batch, a.hide, hidden, bool(a.begin) or epoch >= 2, teachers, a.trust)
            loss = torch.stack([WEIGHTS[h] * v for h, v in means.items()]).sum()
            optimiser.zero_grad()
            torch.autograd.backward(loss)
            torch.nn.utils.clip_grad_norm_(encoder, 1.0)
            torch.nn.utils.clip_grad_norm_(heads, 2.0)
            optimiser.step()
            schedule.step()
            done += 1
            with torch.no_grad():
                torch._foreach_lerp_(
                    [average[n] for n in learnt], list(learnt.values()), 1 - kept_share(done)
                )
            for h, v in means.items():
                seen.setdefault(h, []).append(v.detach())
        told = {h: round(float(torch.stack(v).mean()), 3) for h, v in seen.items()}
        print(json.dumps({"epoch": epoch + 1, "seconds": round(time.time() - begun), **told}), flush=True)
        part = a.out / "last.part"
        torch.save({"model": model.state_dict(), "optimiser": optimiser.state_dict(), "average": average,
                    "schedule": schedule.state_dict(), "epoch": epoch + 1, "done": done}, part)  # fmt: skip
        part.replace(kept)
    torch.save(average, a.out / "model.pt")


if __name__ == "__main__":
    main()
