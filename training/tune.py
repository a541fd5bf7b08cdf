"""Fit merging, sources, thresholds, confidence on kept-out reports: `python -m training.tune --data FOLDER`.

Reads the exported weights, writes the reader's `settings.yaml` in place, its comments kept.
"""

import argparse
import re
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
from benchmarks.accuracy import corpus_part
from benchmarks.scoring import Tally, Told, matched, told_by_gold, told_by_reader
from numpy.typing import NDArray
from scipy.optimize import minimize

from demarche.intake import report_from_text
from demarche.reader.coding import Coding
from demarche.reader.document import Document, document_of
from demarche.reader.encoder import load
from demarche.reader.heads import Floats, Heads
from demarche.reader.labels import TYPES
from demarche.reader.merging import features_of
from demarche.reader.reader import drafts_of, reading_of
from demarche.reader.scores import scores_of
from demarche.reader.sentences import sentences_of
from demarche.reader.settings import ConfidenceWeights, MergeWeights, Settings, SourceWeights, settings
from demarche.reader.single_thread import single_threaded
from demarche.reader.sources import Telling, source_evidence
from demarche.records import Report
from training.gold import read_gold
from training.marked import MarkedReport
from training.offsets import FOLDER as OFFSETS
from training.offsets import with_text
from training.split import part_of

SETTINGS = Path(__file__).parent.parent / "src/demarche/reader/data/settings.yaml"
GRID: dict[str, tuple[float, ...]] = {
    "event": (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55),
    "merge": (0.35, 0.4, 0.45, 0.5, 0.55),
    "trigger_word": (0.08, 0.15, 0.25),
    "span.party": (0.25, 0.35, 0.45, 0.55),
    "span.place": (0.15, 0.3, 0.45),
    "span.time": (0.15, 0.3, 0.45),
    "span.number": (0.15, 0.3, 0.45),
    "role.actor": (0.3, 0.4, 0.5, 0.6),
    "role.recipient": (0.3, 0.4, 0.5, 0.6),
    "role.source": (0.25, 0.35, 0.45, 0.55),
    "role.where": (0.08, 0.15, 0.25, 0.4),
    "role.when": (0.08, 0.15, 0.25, 0.4),
    "role.toll": (0.2, 0.3, 0.4, 0.5),
    "beside": (0.3, 0.4, 0.5, 0.6, 0.7),
    "alone.actor": (0.04, 0.08, 0.15, 0.25),
    "alone.recipient": (0.04, 0.08, 0.15, 0.25),
    "alone.recipient_seldom": (0.04, 0.1, 0.15, 0.25),
    "mode": (0.3, 0.4, 0.5),
    "not_actual": (0.3, 0.4, 0.5, 0.6),
}
# what a setting is judged by: coding counts most
WORTH = {
    "detect": 2.0,
    "coded": 4.0,
    "dyad": 1.0,
    "party": 2.0,
    "extent": 1.5,
    "mode": 0.5,
    "not_actual": 0.3,
    "attribution": 0.5,
    "date": 0.3,
    "place": 0.3,
    "toll": 0.5,
}


MARGIN = 0.15  # how much less sure than what is kept an event may be to count for the confidence of what is


@dataclass(frozen=True)
class Case:
    """One report kept out of training, with the encoder's states."""

    gold: MarkedReport
    report: Report
    document: Document
    states: Floats
    sentences: list[tuple[int, int]]
    told: list[Told]


def cases(reports: list[MarkedReport]) -> tuple[list[Case], Heads]:
    """Encode every report once."""
    encoder, heads = load()
    found = []
    for gold in reports:
        report = report_from_text(gold.text, title=gold.title, published=gold.published or None, id=gold.id)
        document, sentences = document_of(gold.text), sentences_of(gold.text)
        found.append(
            Case(gold, report, document, encoder.states(document), sentences, told_by_gold(gold, sentences))
        )
    return found, heads


def kept_out(data: Path | None) -> list[MarkedReport]:
    """The reports by which thresholds are set: of the corpus and, with the data folder, real ones."""
    reports = corpus_part("tune")
    if data:
        real = read_gold(data / "train/reports.jsonl", data / "train/annotations.json")
        real += with_text(OFFSETS / "fakes.jsonl", data / "fakes/dev.jsonl")
        reports += [r for r in real if part_of(r.id) == "tune"]
    return reports


def gold_event(case: Case, kind: str, start: int, end: int) -> str | None:
    """The gold event that a predicted trigger tells: of its type, overlapping or in its sentence."""
    named = [n for n, e in case.gold.events.items() if e.type == kind]
    for name in named:
        if any(s < end and start < e for s, e in case.gold.spans[name]):
            return name
    line = next(i for i, (_, e) in enumerate(case.sentences) if start < e)
    near = [
        n
        for n in named
        if any(case.sentences[line][0] <= s < case.sentences[line][1] for s, _ in case.gold.spans[n])
    ]
    return near[0] if len(near) == 1 else None


def logistic(
    x: NDArray[np.float64], y: NDArray[np.float64], start: NDArray[np.float64], hold: float
) -> NDArray[np.float64]:
    """Weights of a logistic regression held to `start` with strength `hold`, lest few examples run away."""

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        z = x @ w
        away = w - start
        value = float(np.logaddexp(0, z).sum() - y @ z + 0.5 * hold * away @ away)
        return value, x.T @ (1 / (1 + np.exp(-z)) - y) + hold * away

    found: NDArray[np.float64] = minimize(loss, start, jac=True, method="L-BFGS-B").x
    return found


def fit_merging(found: list[Case], heads: Heads, least: Settings) -> MergeWeights:
    """Merging weights from all pairs of predicted mentions that gold knows."""
    names = [f for f in MergeWeights.__struct_fields__ if f != "bias"]
    rows, right = [], []
    for case in found:
        scores = scores_of(case.document, case.states, heads, least)
        features = features_of(scores, case.document)
        events = [
            gold_event(case, TYPES[m.type], *case.document.characters(m.first, m.last))
            for m in scores.mentions
        ]
        for i in range(len(events)):
            for j in range(i):
                if scores.mentions[i].type == scores.mentions[j].type and events[i] and events[j]:
                    rows.append([1.0, *(float(features[n][i, j]) for n in names)])
                    right.append(float(events[i] == events[j]))
    start = np.array([getattr(least.merging, f) for f in ("bias", *names)])
    w = logistic(np.array(rows), np.array(right), start, 3.0)
    print(f"merging: {len(right)} pairs, {sum(right):.0f} of one event")
    return MergeWeights(**{n: round(float(v), 3) for n, v in zip(("bias", *names), w, strict=True)})


def fit_sourcing(found: list[Case], heads: Heads, least: Settings) -> SourceWeights:
    """Weights of whether an event is a source's word, from the events that are found and right."""
    rows, right = [], []
    for case in found:
        scores = scores_of(case.document, case.states, heads, least)
        drafts = drafts_of(case.document, scores, least)
        coding, telling = Coding(case.report, case.document, scores), Telling(case.document)
        told = told_by_reader([coding.event(d, {}) for d in drafts], case.sentences)
        for i, j in matched(case.told, told):
            rows.append([1.0, *source_evidence(drafts[j], scores, telling)])
            right.append(float(bool(case.told[i].source_names)))
    names = SourceWeights.__struct_fields__
    start = np.array([getattr(least.sourcing, f) for f in names])
    w = logistic(np.array(rows), np.array(right), start, 1.0)
    return SourceWeights(**{n: round(float(v), 3) for n, v in zip(names, w, strict=True)})


def tally_of(found: list[Case], heads: Heads, least: Settings) -> Tally:
    """The figures under some settings."""
    tally = Tally()
    for case in found:
        reading = reading_of(case.report, case.document, case.states, heads, least)
        tally.add(case.told, told_by_reader(reading.events, case.sentences))
    return tally


def worth_of(tally: Tally) -> float:
    """One number for a setting."""
    figures = tally.figures()
    return sum(w * figures[name] for name, w in WORTH.items())


def with_value(least: Settings, name: str, value: float) -> Settings:
    """The thresholds with one changed."""
    group, _, key = name.partition(".")
    if key:
        return msgspec.structs.replace(least, **{group: {**getattr(least, group), key: value}})
    return msgspec.structs.replace(least, **{name: value})


def search(found: list[Case], heads: Heads, least: Settings, rounds: int) -> Settings:
    """Each threshold in turn at its best, some rounds over."""
    best = worth_of(tally_of(found, heads, least))
    for _ in range(rounds):
        for name, values in GRID.items():
            for value in values:
                tried = with_value(least, name, value)
                worth = worth_of(tally_of(found, heads, tried))
                if worth > best + 0.003:  # a difference that small is chance
                    best, least = worth, tried
            print(f"  {name}: {best:.4f}", flush=True)
    return least


def fit_confidence(found: list[Case], heads: Heads, least: Settings) -> ConfidenceWeights:
    """How probable it is that an event is right, from what speaks for it; on real reports if there are any.

    Fitted twice, the second time to those events alone that are about as sure as what a reading keeps: there
    the probability must be right.
    """
    rows, right = [], []
    for case in [c for c in found if not c.gold.whole] or found:
        scores = scores_of(case.document, case.states, heads, least)
        drafts = drafts_of(case.document, scores, msgspec.structs.replace(least, event=0.05))
        coding = Coding(case.report, case.document, scores)
        tally = Tally()
        tally.add(case.told, told_by_reader([coding.event(d, {}) for d in drafts], case.sentences))
        rows += [[1.0, *d.evidence] for d in drafts]
        right += [float(r) for _, r in tally.sureness]
    names = ConfidenceWeights.__struct_fields__
    x, y = np.array(rows), np.array(right)
    w = logistic(x, y, np.array([getattr(least.confidence, f) for f in names]), 1.0)
    kept = 1.0 / (1.0 + np.exp(-x @ w)) >= least.event - MARGIN
    w = logistic(x[kept], y[kept], w, 1.0)
    return ConfidenceWeights(**{n: round(float(v), 3) for n, v in zip(names, w, strict=True)})


def write(least: Settings) -> None:
    """Put the values into `settings.yaml`, line by line."""
    values = msgspec.to_builtins(least)
    lines, group = [], ""
    for line in SETTINGS.read_text(encoding="utf-8").splitlines():
        if match := re.fullmatch(r"( *)(\w+):( *)([-\d.]*)", line):
            indent, name, _, value = match.groups()
            group = name if not value else group if indent else ""
            if value:
                line = f"{indent}{name}: {values[group][name] if indent else values[name]}"
        lines.append(line)
    SETTINGS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Fit and write."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--data", type=Path)
    ask.add_argument("--rounds", type=int, default=2)
    a = ask.parse_args()
    found, heads = cases(kept_out(a.data))
    print(f"{len(found)} reports, {sum(len(c.told) for c in found)} events")
    least = settings()
    least = msgspec.structs.replace(least, merging=fit_merging(found, heads, least))
    least = msgspec.structs.replace(least, sourcing=fit_sourcing(found, heads, least))
    least = msgspec.structs.replace(least, confidence=fit_confidence(found, heads, least))
    least = search(found, heads, least, a.rounds)
    least = msgspec.structs.replace(least, merging=fit_merging(found, heads, least))
    least = msgspec.structs.replace(least, sourcing=fit_sourcing(found, heads, least))
    least = msgspec.structs.replace(least, confidence=fit_confidence(found, heads, least))
    write(least)
    for figure, value in tally_of(found, heads, least).figures().items():
        print(f"  {figure:18} {value:.3f}")


if __name__ == "__main__":
    with single_threaded():
        main()
