"""How well `demarche annotate` puts the places of a report on the map: found and located, end to end.

    python -m benchmarks.found_places --data DIRECTORY [--limit N] [--without-model] [--errors N] [--json]

DIRECTORY (or DEMARCHE_DATA) holds `geo/lgl.xml` (the Local-Global Lexicon, 588 articles of local papers). A
place is right where it overlaps a gold toponym and lies within 161 km of it; what overlaps a name that the
gold marks without a place is left out. `--without-model`: what the gazetteer finds by itself.
"""

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from benchmarks.lgl import Article, articles
from benchmarks.resolution import point
from demarche.intake import report_from_text
from demarche.knowledge.place_context import report_context
from demarche.knowledge.place_mentions import find_places
from demarche.knowledge.place_ranking import distance_km
from demarche.knowledge.places import resolve_place

_NEAR_KM = 161  # a hundred miles, as in the literature


class Spot(msgspec.Struct, frozen=True):
    """A place found at [start, end), and where it was put, degrees; None where it was not located."""

    start: int
    end: int
    lat: float | None
    lon: float | None


class Score(msgspec.Struct):
    """How many toponyms the gold has, how many were met at all, how many places were told and are right."""

    name: str
    gold: int = 0
    met: int = 0
    told: int = 0
    right: int = 0
    wrong: Counter[tuple[str, str]] = msgspec.field(default_factory=Counter)

    @property
    def figures(self) -> dict[str, float]:
        """Precision, recall and F1 of places within 161 km; and recall of names, wherever they were put."""
        precision, recall = self.right / max(1, self.told), self.right / max(1, self.gold)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        return {"precision": precision, "recall": recall, "f1": f1, "names_met": self.met / max(1, self.gold)}

    def add(self, article: Article, spots: Iterable[Spot]) -> None:
        """Counts one article."""
        gold = [one for one in article.toponyms if one.point is not None]
        unplaced = [one for one in article.toponyms if one.point is None]
        self.gold += len(gold)
        taken: set[int] = set()
        for spot in spots:
            if any(spot.start < one.end and one.start < spot.end for one in unplaced):
                continue
            self.told += 1
            hit = next(
                (
                    at
                    for at, one in enumerate(gold)
                    if at not in taken and spot.start < one.end and one.start < spot.end
                ),
                None,
            )
            if hit is None:
                self.wrong["no toponym", article.text[spot.start : spot.end]] += 1
                continue
            taken.add(hit)
            there = gold[hit]
            away = distance_km(point(spot.lat, spot.lon), point(*(there.point or (0.0, 0.0))))
            self.right += away <= _NEAR_KM
            if away > _NEAR_KM:
                self.wrong["elsewhere", f"{there.phrase}: {there.told}"] += 1
        self.met += len(taken)
        for at, one in enumerate(gold):
            if at not in taken:
                self.wrong["not found", one.phrase] += 1


def by_gazetteer(article: Article) -> list[Spot]:
    """The places that the gazetteer finds by itself."""
    found = find_places(article.text)
    context = report_context(article.text)
    spots = []
    for one in found:
        place = resolve_place(one.text, context=context)
        if place is not None and place.lat is not None:
            spots.append(Spot(one.start, one.end, place.lat, place.lon))
    return spots


def by_reader() -> Callable[[Article], list[Spot]]:
    """What the reader's place spans say, as `demarche annotate` writes them."""
    from demarche.reader import Reader  # the model is loaded only where it is asked for

    reader = Reader(threads=1)

    def spots(article: Article) -> list[Spot]:
        reading = reader.read(report_from_text(article.text, published=article.published))
        return [
            Spot(one.start, one.end, one.lat, one.lon)
            for one in reading.spans
            if one.kind == "place" and one.lat is not None
        ]

    return spots


def main() -> int:
    """Prints the figures; 2 where there is no data."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=os.environ.get("DEMARCHE_DATA"))
    parser.add_argument("--limit", type=int, default=None, help="how many articles, evenly spread")
    parser.add_argument("--without-model", action="store_true")
    parser.add_argument("--errors", type=int, default=0, help="how many of the most frequent errors to list")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if options.data is None or not (Path(options.data) / "geo" / "lgl.xml").exists():
        print("no data: give --data or set DEMARCHE_DATA", file=sys.stderr)
        return 2
    every = list(articles(Path(options.data) / "geo" / "lgl.xml"))
    chosen = every[:: max(1, len(every) // options.limit)] if options.limit else every
    spots = by_gazetteer if options.without_model else by_reader()
    scores = [Score("all"), Score("fitted half"), Score("other half")]
    for article in chosen:
        found = spots(article)
        for score in (scores[0], scores[1 if article.fitted else 2]):
            score.add(article, found)
    if options.json:
        print(json.dumps({score.name: score.figures for score in scores}))
        return 0
    for score in scores:
        told = "  ".join(f"{name} {value:.3f}" for name, value in score.figures.items())
        print(f"{score.name:12} {score.gold:5} toponyms  {told}")
    for (kind, words), count in scores[0].wrong.most_common(options.errors):
        print(count, kind, words, sep=" | ")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
