"""Measure the reader: `python -m benchmarks.accuracy [--data FOLDER] [--part held] [--json]`.

On the held-back part of `training/corpus` (never trained on) and, where --data or DEMARCHE_DATA names the
shared data, on its dev reports (`gold/dev.*`). Prints the figures of `benchmarks/scoring.py` and detect F1 by
type.
"""

import argparse
import json
import os
from collections.abc import Iterable
from pathlib import Path

from training.gold import read_gold
from training.marked import MarkedReport, MarkError, read_corpus
from training.split import part_of

from benchmarks.scoring import Tally, told_by_gold, told_by_reader
from demarche.intake import report_from_text
from demarche.reader import Reader
from demarche.reader.sentences import sentences_of

CORPUS = Path(__file__).parent.parent / "training/corpus"


def corpus_part(part: str) -> list[MarkedReport]:
    """The corpus' reports of one part, in order of file and place."""
    reports = [r for path in sorted(CORPUS.glob("*.txt")) for r in read_corpus(path)]
    return [r for r in reports if not isinstance(r, MarkError) and part_of(r.id) == part]


def measure(reports: Iterable[MarkedReport], reader: Reader) -> Tally:
    """Read reports and count what is right."""
    tally = Tally()
    for gold in reports:
        report = report_from_text(gold.text, title=gold.title, published=gold.published or None, id=gold.id)
        sentences = sentences_of(gold.text)
        reading = reader.read(report)
        tally.add(told_by_gold(gold, sentences), told_by_reader(reading.events, sentences))
    return tally


def shown(name: str, tally: Tally) -> str:
    """A table for a terminal."""
    lines = [f"{name}: {tally.n['gold']} gold events, {tally.n['found']} found"]
    lines += [f"  {figure:18} {value:.3f}" for figure, value in tally.figures().items()]
    lines += [f"    {t:10} {f:.3f}  of {count}" for t, (f, count) in tally.types().items()]
    return "\n".join(lines)


def main() -> None:
    """Print the figures."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--data", type=Path, default=os.environ.get("DEMARCHE_DATA"))
    ask.add_argument("--part", choices=("held", "tune"), default="held")
    ask.add_argument("--json", action="store_true")
    a = ask.parse_args()
    reader = Reader()
    tallies = {f"corpus ({a.part})": measure(corpus_part(a.part), reader)}
    if a.data:
        gold = Path(a.data) / "gold"
        tallies["dev"] = measure(read_gold(gold / "dev.reports.jsonl", gold / "dev.gold.json"), reader)
    if a.json:
        print(json.dumps({name: {**t.figures(), "types": t.types()} for name, t in tallies.items()}))
    else:
        print("\n".join(shown(name, t) for name, t in tallies.items()))


if __name__ == "__main__":
    main()
