"""What an event's confidence is worth: `python -m benchmarks.confidence [--data FOLDER]`.

On the held-back corpus and, where --data or DEMARCHE_DATA names the shared data, its dev reports: how many of
the events of each stretch of confidence are right, and what `--min-confidence` leaves (docs/confidence.md).
"""

import argparse
import os
from collections.abc import Iterable
from pathlib import Path

from training.gold import read_gold
from training.marked import MarkedReport

from benchmarks.accuracy import corpus_part
from benchmarks.scoring import Tally, Told, told_by_gold, told_by_reader
from demarche.intake import report_from_text
from demarche.reader import Reader
from demarche.reader.sentences import sentences_of

LEAST = (0.5, 0.6, 0.7, 0.8, 0.9)


def readings(reports: Iterable[MarkedReport], reader: Reader) -> list[tuple[list[Told], list[Told]]]:
    """Of each report: the gold events and the reader's."""
    found = []
    for gold in reports:
        report = report_from_text(gold.text, title=gold.title, published=gold.published or None, id=gold.id)
        sentences = sentences_of(gold.text)
        events = told_by_reader(reader.read(report).events, sentences)
        found.append((told_by_gold(gold, sentences), events))
    return found


def tally_from(read: Iterable[tuple[list[Told], list[Told]]], least: float) -> Tally:
    """The figures of the events that are at least so sure."""
    tally = Tally()
    for gold, events in read:
        tally.add(gold, [e for e in events if e.confidence >= least])
    return tally


def curve(read: list[tuple[list[Told], list[Told]]]) -> list[str]:
    """A line for each `--min-confidence`: events left, how many are right, how many of gold they are."""
    lines = ["  at least  events  right  of gold"]
    for least in LEAST:
        tally = tally_from(read, least)
        figures = tally.figures()
        lines.append(
            f"  {least:8.1f}  {tally.n['found']:6}  {figures['detect P']:5.2f}  {figures['detect R']:7.2f}"
        )
    return lines


def stretches(read: list[tuple[list[Told], list[Told]]]) -> list[str]:
    """A line for each tenth of confidence: events, their mean confidence, how many are right."""
    sureness = tally_from(read, 0.0).sureness
    lines = ["  confidence  events  mean  right"]
    for tenth in range(10):
        part = [(c, r) for c, r in sureness if tenth <= min(c * 10, 9.99) < tenth + 1]
        if part:
            mean, right = (sum(x) / len(part) for x in zip(*part, strict=True))
            lines.append(
                f"  {tenth / 10:.1f} to {(tenth + 1) / 10:.1f}  {len(part):6}  {mean:.2f}  {right:5.2f}"
            )
    return lines


def main() -> None:
    """Print both tables."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--data", type=Path, default=os.environ.get("DEMARCHE_DATA"))
    a = ask.parse_args()
    reader = Reader()
    parts = {"corpus (held)": corpus_part("held")}
    if a.data:
        gold = Path(a.data) / "gold"
        parts["dev"] = read_gold(gold / "dev.reports.jsonl", gold / "dev.gold.json")
    for name, reports in parts.items():
        read = readings(reports, reader)
        error = tally_from(read, 0.0).figures()["calibration error"]
        print(f"{name}: calibration error {error:.3f}", *stretches(read), *curve(read), sep="\n")


if __name__ == "__main__":
    main()
