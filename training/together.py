"""Several models trained side by side on the same batches, as one.

Small models leave an accelerator idle; a dozen whose weights lie in one tensor do not.
"""

# mypy: allow-subclassing-any
# torch is no dependency: where it is absent, its classes are unknown to the checker

import copy
import itertools
import json
import queue
import random
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import fields
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.func import functional_call

from training.batch import Batch, batch_of
from training.examples import Example
from training.losses import (
    WEIGHTS,
    Asked,
    Scores,
    asked,
    chances_of,
    losses_of,
    reports_of,
    scores_of,
    states_of,
    tags_of,
)
from training.model import Joint
from training.train import batches, epoch_of, kept_share, pace_at

WORDS = "encoder.words.weight"  # never trained, so one table serves all
FIRST, TIMED = 5, 25  # steps between which one is timed


class Doing(nn.Module):
    """A model as a place where a task is done with other weights than its own."""

    def __init__(self, model: Joint) -> None:
        super().__init__()
        self.model = model

    def forward(self, task: Callable[..., Any], *given: Any) -> Any:
        """What the task returns of the model and what is given."""
        return task(self.model, *given)


class Together:
    """Models of one shape, their weights in one tensor each: [models, ...]."""

    def __init__(self, models: list[Joint], device: torch.device) -> None:
        self.doing = Doing(copy.deepcopy(models[0])).to(device)
        self.weights: dict[str, Tensor] = {}
        for name, _ in models[0].named_parameters():
            each = [m.get_parameter(name).detach() for m in models]
            table = each[0] if name == WORDS else torch.stack(each)
            self.weights[f"model.{name}"] = table.to(device).requires_grad_(name != WORDS)
        self.dims = {n: None if n == f"model.{WORDS}" else 0 for n in self.weights}

    def do(self, task: Callable[..., Any], *given: Any, dims: tuple[int | None, ...] = ()) -> Any:
        """Every model's answer, models first; `dims`: of what is given, where each has its own."""

        def one(weights: dict[str, Tensor], *own: Any) -> Any:
            return functional_call(self.doing, weights, (task, *own))

        where = (self.dims, *(dims or (None,) * len(given)))
        return torch.vmap(one, in_dims=where, randomness="different")(self.weights, *given)

    def part(self, encoder: bool) -> list[Tensor]:
        """The weights that learn, of the encoders or of the heads."""
        mine = [n for n in self.weights if n.startswith("model.encoder.") == encoder]
        return [self.weights[n] for n in mine if self.weights[n].requires_grad]

    def learnt(self) -> dict[str, Tensor]:
        """All weights that learn."""
        return {n: w for n, w in self.weights.items() if w.requires_grad}


def told(scores: Scores) -> dict[str, Tensor]:
    """Scores as a plain table."""
    return {f.name: v for f in fields(Scores) if (v := getattr(scores, f.name)) is not None}


def scores_from(table: dict[str, Tensor]) -> Scores:
    """A plain table as scores."""
    found: dict[str, Any] = {f.name: table.get(f.name) for f in fields(Scores)}
    return Scores(**found)


def seen(model: Joint, batch: Batch) -> tuple[Tensor, Tensor]:
    """States and tags."""
    states = states_of(model, batch)
    return states, tags_of(model, states)


def stream(
    examples: list[Example], windows: int, hide: float, swap: float, seed: int, device: torch.device
) -> Iterator[Batch]:
    """Batches without end, laid out ahead on a thread."""
    ready: queue.Queue[Batch] = queue.Queue(6)

    def work() -> None:
        for epoch in itertools.count():
            hidden = np.random.default_rng(1000 * seed + epoch)
            for batch in epoch_of(examples, swap, windows, seed, epoch):
                ready.put(batch_of(batch, hide, hidden, device))

    threading.Thread(target=work, daemon=True).start()
    while True:
        yield ready.get()


def clip(gradients: list[Tensor], most: float) -> None:
    """Each model's gradients to a norm of `most` at most."""
    norms = torch.stack([g.flatten(1).square().sum(1) for g in gradients]).sum(0).sqrt()
    scale = (most / (norms + 1e-6)).clamp_max(1.0)
    for g in gradients:
        g.mul_(scale.view(-1, *([1] * (g.dim() - 1))))


def spoken(teachers: Together, batch: Batch, ask: Asked, share: Tensor) -> dict[str, Tensor]:
    """What teachers say on the average, [students, rows, ...].

    `share` [students, teachers, reports of the batch]: how much a teacher counts for a student.
    """
    rows = reports_of(batch, ask)
    teachers.doing.eval()
    with torch.no_grad():
        said = teachers.do(lambda m: told(chances_of(scores_of(m, batch, *seen(m, batch), ask))))
        return {n: torch.einsum("str,tr...->sr...", share[:, :, rows[n]], v) for n, v in said.items()}


class Learning:
    """Models that learn side by side, with their averages."""

    def __init__(self, models: Together, rate: float, head_rate: float) -> None:
        self.models = models
        self.rates = rate, head_rate
        self.optimiser = torch.optim.AdamW(
            [{"params": models.part(True), "lr": rate}, {"params": models.part(False), "lr": head_rate}],
            weight_decay=0.01, foreach=True,
        )  # fmt: skip
        self.average = {n: w.detach().clone() for n, w in models.learnt().items()}
        self.done = 0

    def step(self, batch: Batch, heed: Tensor, teachers: Together | None, share: Tensor | None, trust: Tensor,
             pace: float) -> dict[str, Tensor]:  # fmt: skip
        """One step; `heed` [models, reports of the batch]; losses by head, [models] each."""
        m = self.models
        m.doing.train()
        states, tags = m.do(lambda model: seen(model, batch))
        ask = asked(batch, tags.log_softmax(-1).mean(0))
        said = None if teachers is None or share is None else spoken(teachers, batch, ask, share)

        def learn(model: Joint, states: Tensor, tags: Tensor, heed: Tensor, trust: Tensor, said: Any) -> Any:
            scores = scores_of(model, batch, states, tags, ask)
            return losses_of(scores, batch, ask, scores_from(said) if said else None, trust, heed)

        means = m.do(learn, states, tags, heed, trust, said, dims=(0, 0, 0, 0, None if said is None else 0))
        loss = torch.stack([WEIGHTS[h] * v for h, v in means.items()]).sum()
        self.optimiser.zero_grad()
        torch.autograd.backward(loss)
        for encoder, most in ((True, 1.0), (False, 2.0)):
            clip([w.grad for w in m.part(encoder) if w.grad is not None], most)
        for group, rate in zip(self.optimiser.param_groups, self.rates, strict=True):
            group["lr"] = rate * pace
        self.optimiser.step()
        self.done += 1
        with torch.no_grad():
            learnt = [w.detach() for w in m.learnt().values()]
            torch._foreach_lerp_(list(self.average.values()), learnt, 1 - kept_share(self.done))
        return {h: v.detach() for h, v in means.items()}

    def averaged(self) -> Together:
        """The averages in place of the weights; no more is learnt."""
        for name, value in self.average.items():
            self.models.weights[name] = value
        return self.models


def learn(
    learning: Learning,
    source: Iterator[Batch],
    numbers: dict[str, int],
    heed: Tensor,
    seconds: float,
    most: int,
    teachers: Together | None = None,
    share: Tensor | None = None,
    trust: Tensor | None = None,
) -> Together:
    """Learn for so many seconds or steps, whichever is less; `numbers` of the reports by their ids.

    `heed` [models, reports]: what each report counts for each model; `share` [models, teachers, reports]:
    what each teacher counts; `trust` [models]: the teachers' share in what is right.
    """
    begun, began, steps, step = time.time(), 0.0, most, 0
    kept: list[dict[str, Tensor]] = []
    trust = torch.zeros(len(heed), device=heed.device) if trust is None else trust
    while step < steps:
        batch = next(source)
        at = torch.tensor([numbers[e.report.id] for e in batch.examples], device=heed.device)
        mine = None if share is None else share[:, :, at]
        kept.append(learning.step(batch, heed[:, at], teachers, mine, trust, pace_at(step, steps)))
        step += 1
        if step in (FIRST, TIMED) and heed.is_cuda:
            torch.cuda.synchronize()
        if step == FIRST:
            began = time.time()
        if step == TIMED:
            each = (time.time() - began) / (TIMED - FIRST)
            steps = max(step, min(most, int((seconds - (time.time() - begun)) / each) + step))
            print(f"{each:.3f} s a step, {steps} steps", flush=True)
        if step % 100 == 0 or step == steps:
            print(
                json.dumps({"step": step, "seconds": round(time.time() - begun), **means_of(kept)}),
                flush=True,
            )
            kept = []
    return learning.averaged()


def means_of(losses: list[dict[str, Tensor]]) -> dict[str, list[float]]:
    """Each model's mean loss by head."""
    of_head = {h: [one[h] for one in losses if h in one] for h in WEIGHTS}
    return {
        h: [round(v, 3) for v in torch.stack(each).mean(0).tolist()] for h, each in of_head.items() if each
    }


def losses_unseen(
    models: Together, examples: list[Example], windows: int, device: torch.device
) -> dict[str, list[float]]:
    """Each model's losses on reports that none has learnt from."""
    found: list[dict[str, Tensor]] = []
    models.doing.eval()
    with torch.no_grad():
        for some in batches(examples, windows, random.Random(0)):
            batch = batch_of(some, 0.0, np.random.default_rng(0), device)
            ask = asked(batch, None)

            def loss(model: Joint, batch: Batch = batch, ask: Asked = ask) -> dict[str, Tensor]:
                return losses_of(scores_of(model, batch, *seen(model, batch), ask), batch, ask)

            found.append(models.do(loss))
    return means_of(found)
