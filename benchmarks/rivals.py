"""Measure what is told of many reports: `python -m benchmarks.rivals [--show] [--ledger FILE] [--json]`.

Reads the corpus in `benchmarks/rivals` into a ledger, collates it and prints the figures of
`benchmarks/collation_scoring.py`. --show also prints each miss; --ledger keeps the ledger, or takes one that
holds the corpus already.
"""

import argparse
import json
import tempfile
from pathlib import Path

from benchmarks.collation_scoring import Score, score
from benchmarks.collation_truth import truth_at
from demarche.intake import read_inputs
from demarche.ledger import Ledger
from demarche.reader import shared_reader
from demarche.records import Report

CORPUS = Path(__file__).with_name("rivals")
REPORTS = CORPUS / "reports.jsonl"
TRUTH = CORPUS / "truth.json"


def corpus() -> list[Report]:
    """The reports, in order of publication."""
    return [each for each in read_inputs([str(REPORTS)]) if isinstance(each, Report)]


def measure(path: Path) -> Score:
    """Read the corpus into the ledger at `path`, unless it is there, collate it and score it."""
    reports = corpus()
    with Ledger.open(path) as ledger:
        new = [report for report in reports if ledger.state_of(report) == "new"]
        ledger.add_many((report, shared_reader().read(report)) for report in new)
        ledger.collate()
        return score(ledger, truth_at(TRUTH), reports)


def main() -> None:
    """Print the figures."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--show", action="store_true")
    ask.add_argument("--ledger", type=Path)
    ask.add_argument("--json", action="store_true")
    a = ask.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measure(a.ledger or Path(folder) / "rivals.db")
    if a.json:
        print(json.dumps({"figures": found.figures, "misses": found.misses}))
        return
    print("\n".join(f"{figure:13} {value:.3f}" for figure, value in found.figures.items()))
    if a.show:
        print("\n".join(("", *found.misses)))


if __name__ == "__main__":
    main()
