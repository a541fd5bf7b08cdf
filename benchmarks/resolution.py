"""How well places, dates and numbers are resolved, given the words that name them.

    python -m benchmarks.resolution --data DIRECTORY [--errors N] [--json]

DIRECTORY (or DEMARCHE_DATA) holds `geo/lgl.xml`, `train/` and `time/TBAQ/`; what is not there is left out.
The rules were improved on the errors listed here: the figures are not of unseen text, save that of LGL's
other half, on which no weight was fitted. Spans are the gold's; what else the text says may be used.
"""

import argparse
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import msgspec

from benchmarks.lgl import articles
from demarche.knowledge.date_prefixes import day_of, parts
from demarche.knowledge.dates import Tense, normalise_published, publication_date, resolve_date
from demarche.knowledge.folding import fold
from demarche.knowledge.gazetteer import Candidate
from demarche.knowledge.numbers import parse_quantity
from demarche.knowledge.place_context import report_context
from demarche.knowledge.place_ranking import distance_km
from demarche.knowledge.places import PlaceContext, ResolvedPlace, resolve_place
from demarche.knowledge.tenses import tense_near

_TENSES: dict[str, Tense] = {"actual": "past", "negated": "past", "future": "future"}


class Measure(msgspec.Struct):
    """One figure: how many of `total` are right, how many were answered, and the wrong ones."""

    name: str
    total: int = 0
    right: int = 0
    answered: int = 0
    seconds: float = 0.0
    wrong: Counter[tuple[str, ...]] = msgspec.field(default_factory=Counter)

    def add(self, right: bool, answered: bool, *wrong: object) -> None:
        """Counts one case; `wrong` describes it where it is not right."""
        self.total += 1
        self.right += right
        self.answered += answered
        if not right:
            self.wrong[tuple(str(each) for each in wrong)] += 1


def toponyms(path: Path) -> list[Measure]:
    """LGL: the share of toponyms placed within 161 km of the gold point, given the spans and the text."""
    fitted, other = Measure("LGL 161 km, fitted half"), Measure("LGL 161 km, other half")
    both = Measure("LGL 161 km, all")
    for article in articles(path):
        start = time.perf_counter()
        context = report_context(article.text, [(one.start, one.end) for one in article.toponyms])
        once = (time.perf_counter() - start) / max(1, len(article.toponyms))
        for gold in article.toponyms:
            if gold.point is None:
                continue
            place, seconds = _timed(gold.phrase, context)
            away = distance_km(point(place.lat, place.lon), point(*gold.point)) if place else float("inf")
            got = f"{place.name}, {place.province}, {place.country}" if place else "-"
            located = place is not None and place.lat is not None
            for measure in (both, fitted if article.fitted else other):
                measure.seconds += seconds + once
                measure.add(away <= 161, located, gold.phrase, gold.told, got)
    return [both, fitted, other]


def reports(folder: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each annotated report with its annotation."""
    lines = (folder / "reports.jsonl").read_text("utf-8").splitlines()
    by_id = {report["report_id"]: report for report in map(json.loads, lines)}
    for annotation in json.loads((folder / "annotations.json").read_text("utf-8")):
        yield by_id[annotation["report_id"]], annotation


def places(folder: Path) -> list[Measure]:
    """Annotated places: is the country right, is the name, with the report as context."""
    country, name = Measure("places: country"), Measure("places: name")
    for report, annotation in reports(folder):
        told = [event["where"] for event in annotation["events"] if event.get("where")]
        starts = [(report["text"].find(where["text"]), len(where["text"])) for where in told]
        context = report_context(report["text"], [(at, at + length) for at, length in starts if at >= 0])
        for where in told:
            place, seconds = _timed(where["text"], context)
            country.seconds += seconds
            got = f"{place.name}, {place.province}, {place.country}" if place else "-"
            case = (where["text"], where["name"], where["country"], got)
            country.add(place is not None and place.country == where["country"], place is not None, *case)
            same = place is not None and _same_name(place.name, where["name"])
            name.add(same, place is not None, *case)
    name.seconds = country.seconds
    return [country, name]


def times(folder: Path) -> list[Measure]:
    """Annotated times: is the date exactly the annotator's."""
    exact, dated = Measure("times: exact"), Measure("times: exact, publication known")
    for report, annotation in reports(folder):
        anchor = normalise_published(report["published"]) if report["published"] else None
        found = publication_date(report["text"]) or publication_date(report["title"])
        anchor = anchor or (found.date if found else None)
        previous: str | None = None
        for event in annotation["events"]:
            when = event.get("when")
            if not when:
                continue
            tense = _TENSES.get(event["occurrence"], "unknown")
            start = time.perf_counter()
            date = resolve_date(when["text"], anchor=anchor, tense=tense, previous=previous)
            seconds = time.perf_counter() - start
            for measure in (exact, dated) if anchor else (exact,):
                measure.seconds += seconds
                measure.add(date == when["date"], date is not None, when["text"], when["date"], date, anchor)
            previous = when["date"] or previous
    return [exact, dated]


def tolls(folder: Path) -> list[Measure]:
    """Annotated tolls: is the count right, is its bound."""
    count, bound = Measure("tolls: count"), Measure("tolls: bound")
    for _, annotation in reports(folder):
        for toll in (each for event in annotation["events"] for each in event["toll"]):
            if toll["count"] is None:
                continue
            start = time.perf_counter()
            found = parse_quantity(toll["text"])
            count.seconds += time.perf_counter() - start
            case = (toll["text"], toll["count"], toll["bound"], found)
            count.add(found is not None and found.count == toll["count"], found is not None, *case)
            bound.add(found is not None and found.bound == toll["bound"], found is not None, *case)
    bound.seconds = count.seconds
    return [count, bound]


def timex(folder: Path) -> list[Measure]:
    """TimeBank and AQUAINT: TIMEX3 of type DATE with a calendar value, from the document's creation time.

    Given the span alone, and given its document: the tense of the sentence and the day told before.
    """
    alone, within = Measure("TIMEX3 dates, span alone"), Measure("TIMEX3 dates, in their text")
    for path in sorted(folder.glob("[!.]*.tml")):
        text, marks = _marked(ElementTree.parse(path).getroot())
        created = next(
            (mark for _, _, mark in marks if mark.get("functionInDocument") == "CREATION_TIME"), None
        )
        if created is None:
            continue
        anchor = normalise_published((created.get("value") or "")[:10])
        previous: str | None = None
        for first, end, mark in marks:
            if mark is created:
                continue
            words, value = " ".join(text[first:end].split()), mark.get("value") or ""
            start = time.perf_counter()
            tense = tense_near(text, first, end)
            date = resolve_date(words, anchor=anchor, tense=tense, previous=previous)
            seconds = time.perf_counter() - start
            previous = date if day_of(date) else previous
            if mark.get("type") != "DATE" or parts(value) is None:
                continue
            within.seconds += seconds
            within.add(date == value, date is not None, words, value, date, anchor, tense)
            start = time.perf_counter()
            date = resolve_date(words, anchor=anchor)
            alone.seconds += time.perf_counter() - start
            alone.add(date == value, date is not None, words, value, date, anchor)
    return [alone, within]


def _marked(root: ElementTree.Element) -> tuple[str, list[tuple[int, int, ElementTree.Element]]]:
    """A document's text and its TIMEX3 elements at [start, end), in order."""
    pieces: list[str] = []
    marks: list[tuple[int, int, ElementTree.Element]] = []

    def walk(element: ElementTree.Element, at: int) -> int:
        start = at
        pieces.append(element.text or "")
        at += len(element.text or "")
        for child in element:
            at = walk(child, at)
            pieces.append(child.tail or "")
            at += len(child.tail or "")
        if element.tag == "TIMEX3":
            marks.append((start, at, element))
        return at

    walk(root, 0)
    return "".join(pieces), sorted(marks, key=lambda mark: mark[0])


def _timed(text: str, context: PlaceContext) -> tuple[ResolvedPlace | None, float]:
    start = time.perf_counter()
    place = resolve_place(text, context=context)
    return place, time.perf_counter() - start


def point(lat: float | None, lon: float | None) -> Candidate:
    """A place that is only a point, degrees."""
    return Candidate("", "city", None, None, lat, lon, 0, None, "")


def _same_name(one: str, other: str) -> bool:
    """As the gold scorer has it: equal but for case and marks, or the one within the other."""
    first, second = fold(one), fold(other)
    return bool(first and second) and (first in second or second in first)


def measures(data: Path) -> Iterable[Measure]:
    """All figures for which `data` has the gold."""
    if (data / "geo" / "lgl.xml").exists():
        yield from toponyms(data / "geo" / "lgl.xml")
    if (data / "train" / "annotations.json").exists():
        for part in (places, times, tolls):
            yield from part(data / "train")
    if (data / "time" / "TBAQ").is_dir():
        yield from timex(data / "time" / "TBAQ")


def main() -> int:
    """Prints the table; 2 where there is no data."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=os.environ.get("DEMARCHE_DATA"))
    parser.add_argument("--errors", type=int, default=0, help="how many of the most frequent errors to list")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if options.data is None or not Path(options.data).is_dir():
        print("no data: give --data or set DEMARCHE_DATA", file=sys.stderr)
        return 2
    found = list(measures(Path(options.data)))
    if options.json:
        rows = [
            {"name": one.name, "total": one.total, "right": one.right, "answered": one.answered}
            for one in found
        ]
        print(json.dumps(rows))
        return 0
    print(
        f"{'figure':34} {'cases':>6} {'right':>7} {'answered':>9} {'right of answered':>18} {'us each':>13}"
    )
    for one in found:
        share = (
            one.right / max(one.total, 1),
            one.answered / max(one.total, 1),
            one.right / max(one.answered, 1),
        )
        each = one.seconds / max(one.total, 1) * 1e6
        print(f"{one.name:34} {one.total:6} {share[0]:7.3f} {share[1]:9.3f} {share[2]:18.3f} {each:13.1f}")
    for one in found:
        for case, count in one.wrong.most_common(options.errors):
            print(one.name, count, *case, sep=" | ")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
