"""How well copies are found among real reports, and what it costs.

    python -m benchmarks.copies --data DIRECTORY [--list] [--cost N] [--json]

DIRECTORY (or DEMARCHE_DATA) holds `fakes/dev.jsonl` and `fakes/incidents.dev.json`. Into the corpus, copies
of its own reports are planted: whole, cut by half, with the first paragraph reworded, under another agency's
byline, inside a round-up of four. `found` are those linked with their original. `wrong` are the pairs of
distinct reports of one incident that are called copies and that a reader did not judge to be copies
(`copies_judged.tsv`, by comparing the texts); `called` counts all pairs called. --list shows what is called.
--cost makes N reports from the real ones, each with other names, numbers and a date of nine years, and finds
their copies.
"""

import argparse
import json
import os
import random
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

from demarche.collate.copies.finding import copy_links
from demarche.collate.copies.groups import CopyLink
from demarche.collate.copies.versions import page_key
from demarche.records import Report

JUDGED = Path(__file__).with_name("copies_judged.tsv")
SEED = 20180917
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
AGENCY = re.compile(r"\b(AFP|Reuters|AP|SANA|Sputnik|TASS|Anadolu)\b")
NAME = re.compile(r"(?<=[a-z] )[A-Z][a-z]+\b|\b\d+\b")
FIRST_DAY = date(2011, 3, 15)
# Reports of fewer words have too little news for one half of it to be told from a formula.
LEAST_WORDS = 60


def reports_of(data: Path) -> list[Report]:
    """The reports of `fakes/dev.jsonl`."""
    lines = (data / "fakes" / "dev.jsonl").read_text("utf-8").splitlines()
    return [
        Report(id=row["report_id"], text=row["text"], title=row["title"], outlet=row["outlet"])
        for row in map(json.loads, lines)
    ]


def whole(text: str, _: random.Random) -> str:
    """The text as it is."""
    return text


def half(text: str, chance: random.Random) -> str:
    """One half of the words: the first or, for one report in four, the second."""
    words = text.split(" ")
    middle = len(words) // 2
    return " ".join(words[middle:] if chance.random() < 0.25 else words[:middle])


def reworded(text: str, chance: random.Random) -> str:
    """The first sentences, until they are a fifth of the words and at most two, with all words moved."""
    words = text.split(" ")
    end, ends = 0, [len(sentence.split(" ")) for sentence in SENTENCE_END.split(text)]
    while end < len(words) / 5:
        end += ends.pop(0)
    end = min(end, len(words) * 2 // 5)
    first = words[:end]
    chance.shuffle(first)
    return " ".join([*first, *words[end:]])


def byline(text: str, chance: random.Random) -> str:
    """Another agency's dateline, name and credit."""
    agency = chance.choice(["ANSA", "Kyodo", "Interfax", "PTI", "Belga"])
    text = AGENCY.sub(agency, text)
    dateline = f"BEIRUT, {chance.randint(1, 28)} May ({agency}) -"
    return f"{dateline} {text} (Reporting by A. Writer; Editing by B. Reader)"


WAYS: dict[str, Callable[[str, random.Random], str]] = {
    "whole": whole,
    "half": half,
    "reworded": reworded,
    "byline": byline,
}


def planted(reports: list[Report], seed: int = SEED) -> Iterator[tuple[str, Report, Report]]:
    """What was done, the report it was done to and the copy, for each report long enough and each way."""
    chance = random.Random(seed)
    long = [report for report in reports if len(report.text.split()) >= LEAST_WORDS]
    for number, report in enumerate(long):
        for way, change in WAYS.items():
            text = change(report.text, chance)
            yield way, report, Report(id=f"{way}-{report.id}", text=text, outlet="Planted")
        others = [long[(number + step) % len(long)].text for step in (101, 211, 307)]
        others.insert(chance.randrange(4), report.text)
        yield "inside", report, Report(id=f"inside-{report.id}", text="\n".join(others), outlet="Planted")


def pairs_of_incidents(data: Path) -> set[tuple[str, str]]:
    """The pairs of reports that tell of one incident."""
    incidents = json.loads((data / "fakes" / "incidents.dev.json").read_text("utf-8"))["incidents"]
    return {
        pair
        for incident in incidents
        for pair in combinations(sorted({report["report_id"] for report in incident["reports"]}), 2)
    }


def judged() -> set[tuple[str, str]]:
    """The pairs that a reader judged to be copies."""
    rows = JUDGED.read_text("utf-8").splitlines()[1:]
    return {(one, other) for one, other in (row.split("\t")[:2] for row in rows)}


def found_of(reports: list[Report]) -> dict[str, float]:
    """By way of planting, the share of copies that are linked with their original."""
    done, corpus = [], list(reports)
    for way, original, copy in planted(reports):
        done.append((way, page_key(original), page_key(copy)))
        corpus.append(copy)
    linked = {(link.one, link.other) for link in copy_links(corpus)}
    total = Counter(way for way, _, _ in done)
    found = Counter(way for way, one, other in done if (min(one, other), max(one, other)) in linked)
    return {way: round(found[way] / total[way], 4) for way in total}


def varied(reports: list[Report], count: int, seed: int = SEED) -> Iterator[Report]:
    """So many reports made from the real ones, each with its names and numbers changed, alike throughout."""
    chance = random.Random(seed)
    names = sorted({name for report in reports for name in NAME.findall(report.text) if name.isalpha()})
    for number in range(count):
        report = reports[number % len(reports)]
        changed: dict[str, str] = {}

        def other(match: re.Match[str], changed: dict[str, str] = changed) -> str:
            name = match.group()
            if name not in changed:
                changed[name] = str(chance.randint(1, 400)) if name.isdigit() else chance.choice(names)
            return changed[name]

        text = NAME.sub(other, report.text)
        day = FIRST_DAY + timedelta(days=chance.randrange(9 * 365))
        yield Report(id=f"v{number}", text=text, outlet=report.outlet, published=day.isoformat())


def cost_of(reports: list[Report], count: int) -> dict[str, float]:
    """Seconds of processor time, peak memory in MiB and pairs called, for `count` varied reports."""
    corpus = list(varied(reports, count))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.process_time()
    called = sum(1 for _ in copy_links(corpus))
    spent = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "reports": count,
        "seconds": round(spent, 1),
        "ms a report": round(spent * 1000 / count, 2),
        "MiB": round(peak),
        "of them the texts": round(before),
        "pairs": called,
    }


def main() -> int:
    """Print the figures; 2 where there is no data."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=os.environ.get("DEMARCHE_DATA"))
    parser.add_argument("--list", action="store_true", help="list the pairs of real reports called copies")
    parser.add_argument("--cost", type=int, metavar="N", help="measure the cost of so many reports instead")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if options.data is None or not (Path(options.data) / "fakes").is_dir():
        print("no data: give --data or set DEMARCHE_DATA", file=sys.stderr)
        return 2
    data = Path(options.data)
    reports = reports_of(data)
    figures: dict[str, float]
    if options.cost:
        figures = cost_of(reports, options.cost)
    else:
        links = list(copy_links(reports))
        if options.list:
            show(links)
        ids = {page_key(report): report.id for report in reports}
        called = {tuple(sorted((ids[link.one], ids[link.other]))) for link in links}
        pairs = pairs_of_incidents(data)
        figures = {
            **{f"found {way}": share for way, share in found_of(reports).items()},
            "pairs of one incident": len(pairs),
            "of them called": len(pairs & called),
            "wrong": len((pairs & called) - judged()),
            "wrong share": round(len((pairs & called) - judged()) / len(pairs - judged()), 4),
            "called in all": len(called),
            "wrong in all": len(called - judged()),
            "judged copies missed": len(judged() - called),
        }
    print(json.dumps(figures) if options.json else "\n".join(f"{k}: {v:g}" for k, v in figures.items()))
    return 0


def show(links: list[CopyLink]) -> None:
    """Print the pairs called copies with the reason."""
    for link in links:
        print(link.one, link.other, link.copying.relation, link.copying.reason, sep="\t")


if __name__ == "__main__":
    raise SystemExit(main())
