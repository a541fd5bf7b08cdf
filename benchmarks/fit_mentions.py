"""Fits the weights of `mention_signs.tsv` (signs of places) on half of the Local-Global Lexicon.

    python -m benchmarks.fit_mentions --data DIRECTORY [--write]

DIRECTORY (or DEMARCHE_DATA) holds `geo/lgl.xml`. Prints how surely names are told on either half; `--write`
puts the weights into the package. Names that the gold marks without a place are left out.
"""

import argparse
import os
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.lgl import Article, articles
from demarche.knowledge.place_mentions import longest_mention
from demarche.knowledge.place_signs import Mention, Signs

_RIDGE = 1.0  # pulls weights of rare signs to nought
_LEAST, _FEWEST = 0.05, 8  # smaller weights and rarer signs are left out
_BY_HAND = {"kind facility": -0.5, "kind water": -0.5}
_HEAD = """\
# What each sign adds to the log-odds that a capitalised name is a place. Fitted (logistic regression) on half
# of the articles of the Local-Global Lexicon; always: to every name; strength: times its likeliest bearer's
# prior. Facilities and waters are weighed by hand: those articles name few and mark no buildings.
sign	weight
"""


def cases(article: Article) -> list[tuple[Mention, bool]]:
    """The names of places in an article, and whether the gold has a place there."""
    signs = Signs(article.text)
    found = []
    at = 0
    while at < len(signs.tokens):
        mention = longest_mention(signs, at)
        at = mention.last if mention is not None else at + 1
        if mention is None:
            continue
        start, end = signs.tokens[mention.first].start, signs.tokens[mention.last - 1].end
        gold = [one for one in article.toponyms if start < one.end and one.start < end]
        if all(one.point is not None for one in gold):
            found.append((mention, bool(gold)))
    return found


def fitted(features: Any, truth: Any) -> Any:
    """The weights of a logistic regression, by Newton's method; the constant, first, is not drawn to 0."""
    weights = np.zeros(features.shape[1])
    ridge = np.full(features.shape[1], _RIDGE)
    ridge[0] = 0.0
    for _ in range(50):
        probability = 1 / (1 + np.exp(-features @ weights))
        slope = features.T @ (truth - probability) - ridge * weights
        curve = (features * (probability * (1 - probability))[:, None]).T @ features + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def main() -> int:
    """Prints the figures; 2 where there is no data."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=os.environ.get("DEMARCHE_DATA"))
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if options.data is None or not (Path(options.data) / "geo" / "lgl.xml").exists():
        print("no data: give --data or set DEMARCHE_DATA", file=sys.stderr)
        return 2
    rows = [
        (article.fitted, mention, truth)
        for article in articles(Path(options.data) / "geo" / "lgl.xml")
        for mention, truth in cases(article)
    ]
    names = sorted({sign for _, mention, _ in rows for sign in mention.signs})
    features = np.zeros((len(rows), len(names) + 2))
    features[:, 0] = 1.0
    features[:, 1] = [mention.strength for _, mention, _ in rows]
    for row, (_, mention, _) in enumerate(rows):
        for sign in mention.signs:
            features[row, 2 + names.index(sign)] = 1.0
    truth = np.array([float(each) for _, _, each in rows])
    half = np.array([each for each, _, _ in rows])
    weights = fitted(features[half], truth[half])
    sure = 1 / (1 + np.exp(-features @ weights)) >= 0.6
    for name, part in (("fitted half", half), ("other half", ~half)):
        taken = sure & part
        precision, recall = truth[taken].mean(), truth[taken].sum() / truth[part].sum()
        print(f"{name}: {precision:.3f} of the names taken are places, {recall:.3f} of places are taken")
    if options.write:
        table = sorted(zip(weights[2:], names, strict=True))
        common = [
            (sign, _BY_HAND.get(sign, weight))
            for weight, sign in table
            if abs(weight) >= _LEAST and features[:, 2 + names.index(sign)].sum() >= _FEWEST
        ]
        lines = [("always", weights[0]), ("strength", weights[1]), *common]
        target = Path(str(files("demarche") / "knowledge" / "data" / "places" / "mention_signs.tsv"))
        target.write_text(_HEAD + "".join(f"{sign}\t{weight:.2f}\n" for sign, weight in lines), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
