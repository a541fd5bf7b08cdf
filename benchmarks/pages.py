"""How much of an article's text intake finds on its page: token overlap with a ground truth.

    python benchmarks/pages.py GROUND_TRUTH.json HTML_FOLDER [--json]

GROUND_TRUTH.json  {name: {"articleBody": text, ...}}, the form of scrapinghub/article-extraction-benchmark
HTML_FOLDER        name.html.gz
Figures: mean precision, recall and F1 over pages, of 4-token shingles (as that benchmark has it) and tokens.
"""

import argparse
import gzip
import json
import re
import sys
import time
from collections import Counter
from pathlib import Path
from statistics import fmean

from demarche.intake.encoding import decode
from demarche.intake.page import body_text

_TOKEN = re.compile(r"\w+")


def shingles(text: str, size: int) -> Counter[tuple[str, ...]]:
    """The runs of `size` tokens in `text`; a shorter text is one run."""
    tokens = _TOKEN.findall(text)
    if not tokens:
        return Counter()
    return Counter(tuple(tokens[i : i + size]) for i in range(max(1, len(tokens) - size + 1)))


def overlap(found: str, truth: str, size: int) -> tuple[float, float, float]:
    """Precision, recall and F1 of `found` against `truth`."""
    ours, theirs = shingles(found, size), shingles(truth, size)
    common = (ours & theirs).total()
    precision = common / ours.total() if ours else float(not theirs)
    recall = common / theirs.total() if theirs else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if common else 0.0


def main() -> int:
    """Print the figures; 0 when all pages were read."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("truth", type=Path)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--worst", type=int, default=0, help="list so many pages of the lowest F1")
    options = parser.parse_args()
    truth = json.loads(options.truth.read_text("utf-8"))
    began = time.perf_counter()
    found = {}
    for name in sorted(truth):
        packed = (options.pages / f"{name}.html.gz").read_bytes()
        found[name] = body_text(decode(gzip.decompress(packed)))
    seconds = time.perf_counter() - began
    figures: dict[str, float] = {"pages": len(truth), "seconds_a_page": round(seconds / len(truth), 3)}
    for size, label in ((4, "shingle"), (1, "token")):
        scores = {name: overlap(found[name], truth[name]["articleBody"], size) for name in truth}
        for kind, values in zip(
            ("precision", "recall", "f1"), zip(*scores.values(), strict=True), strict=True
        ):
            figures[f"{label}_{kind}"] = round(fmean(values), 3)
    if options.json:
        print(json.dumps(figures))
    else:
        for key, value in figures.items():
            print(f"{key:20} {value:g}")
    for name in sorted(scores, key=lambda one: scores[one][2])[: options.worst]:
        print(f"{scores[name][2]:.2f} {name} {truth[name].get('url', '')}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
