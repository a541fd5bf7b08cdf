"""How well reports of one happening are merged, on reports that people have grouped.

    python -m benchmarks.incidents --data DIRECTORY [--ledger FILE] [--folds N] [--json]

DIRECTORY (or DEMARCHE_DATA) holds `fakes/dev.jsonl` and `fakes/incidents.dev.json`. Without --ledger the
grouped reports are read first (minutes); with it the readings of that ledger are taken. --folds also fits the
weights N times, each time without the pairs of one part of the incidents, and measures each part with the
weights that have not seen it.

main_b3   B-cubed precision, recall and F1 of the groups of reports by what they are chiefly about
linked    the same of pairs of reports that tell a common incident
shared    share of the incidents of two reports or more found as one with at least 80 % of their reports and
          at most 20 % others
"""

import argparse
import json
import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path

import msgspec
from training.linking import LEAN, Truth, folds_of, learn, prior_of, tolds_of, truth_of

from demarche.collate.incidents.combining import Weights, weights
from demarche.collate.incidents.grouping import groups_of
from demarche.collate.incidents.linking import links_among
from demarche.collate.telling.told import Told, told_events
from demarche.intake.reports import read_inputs
from demarche.reader import Reader
from demarche.records import Report

Figures = dict[str, float]


def b_cubed(gold: Mapping[str, str | None], found: Mapping[str, str | None], over: Iterable[str]) -> Figures:
    """B-cubed over some of the reports; a report of no incident is a group of its own."""
    meant, made = _members(gold), _members(found)
    precisions, recalls = [], []
    for report in over:
        one, other = meant[gold[report] or report], made[found[report] or report]
        precisions.append(len(one & other) / len(other))
        recalls.append(len(one & other) / len(one))
    return _figures(sum(precisions) / max(1, len(precisions)), sum(recalls) / max(1, len(recalls)))


def linked(gold: Iterable[set[str]], found: Iterable[set[str]]) -> Figures:
    """Pairs of reports that tell a common incident."""
    meant, made = _pairs(gold), _pairs(found)
    return _figures(len(meant & made) / max(1, len(made)), len(meant & made) / max(1, len(meant)))


def shared(gold: Iterable[set[str]], found: Sequence[set[str]]) -> float:
    """Share of the incidents of two reports or more that are found."""
    many = [each for each in gold if len(each) > 1]
    hits = 0
    for each in many:
        best = max(found, key=lambda other: len(each & other) / len(each | other), default=set())
        hits += len(each & best) >= 0.8 * len(each) and len(best - each) <= 0.2 * len(best)
    return round(hits / max(1, len(many)), 3)


def grouped(tolds: Mapping[str, Sequence[Told]], using: Weights) -> list[list[Told]]:
    """The events in groups of one happening each."""
    by_id = {each.id: each for events in tolds.values() for each in events}
    groups = groups_of(by_id, links_among(by_id.values(), using), using=using)
    return [[by_id[id_] for id_ in group] for group in groups]


def leads_of(groups: Sequence[Sequence[Told]], reports: Iterable[str]) -> dict[str, str | None]:
    """By report, the group that it is chiefly about."""
    found: dict[str, str | None] = dict.fromkeys(reports)
    for group in groups:
        found.update({each.report_id: group[0].id for each in group if each.lead})
    return found


def measure(tolds: Mapping[str, Sequence[Told]], truth: Truth, using: Weights) -> dict[str, object]:
    """All figures."""
    groups = grouped(tolds, using)
    found = [{each.report_id for each in group} for group in groups]
    gold = list(_incidents(truth).values())
    return {
        "reports": len(truth.main),
        "main_b3": b_cubed(truth.main, leads_of(groups, truth.main), sorted(truth.main)),
        "linked": linked(gold, found),
        "shared": shared(gold, found),
    }


def measure_folds(
    tolds: Mapping[str, Sequence[Told]], truth: Truth, folds: int, strength: float
) -> dict[str, object]:
    """main_b3 and the recall of linked pairs, each incident by weights that were fitted without it."""
    fold_of = folds_of(truth, folds)
    incidents = _incidents(truth)
    precisions, recalls, reports, pairs, hits = 0.0, 0.0, 0, 0, 0
    for fold in range(folds):
        left_out = frozenset(incident for incident, place in fold_of.items() if place == fold)
        using = learn(tolds, truth, prior_of(), strength, left_out)
        using = msgspec.structs.replace(using, bias=using.bias + LEAN)
        mine = [
            report
            for place, (report, main) in enumerate(sorted(truth.main.items()))
            if main in left_out or (main is None and place % folds == fold)
        ]
        groups = grouped(tolds, using)
        part = b_cubed(truth.main, leads_of(groups, truth.main), mine)
        meant = _pairs(incidents[incident] for incident in left_out)
        pairs += len(meant)
        hits += len(meant & _pairs({each.report_id for each in group} for group in groups))
        precisions += part["P"] * len(mine)
        recalls += part["R"] * len(mine)
        reports += len(mine)
    return {
        "main_b3 left out": _figures(precisions / max(1, reports), recalls / max(1, reports)),
        "linked R left out": round(hits / max(1, pairs), 3),
    }


def read_tolds(data: Path, reports: Iterable[str]) -> dict[str, tuple[Told, ...]]:
    """The events of the reports, read now."""
    wanted = set(reports)
    reader = Reader()
    found: list[Report] = [
        each
        for each in read_inputs([str(data / "fakes" / "dev.jsonl")])
        if isinstance(each, Report) and each.id in wanted
    ]
    return {report.id: told_events(report, reader.read(report)) for report in found}


def _incidents(truth: Truth) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for report, incidents in truth.told.items():
        for incident in incidents:
            found[incident].add(report)
    return dict(sorted(found.items()))


def _members(group_of: Mapping[str, str | None]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for report, group in group_of.items():
        found[group or report].add(report)
    return found


def _pairs(groups: Iterable[set[str]]) -> set[tuple[str, str]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def _figures(precision: float, recall: float) -> Figures:
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    return {"P": round(precision, 3), "R": round(recall, 3), "F1": round(f1, 3)}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=os.environ.get("DEMARCHE_DATA"))
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--strength", type=float, default=4.0)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    if asked.data is None:
        parser.error("--data or DEMARCHE_DATA must name the directory of the data")
    data = Path(asked.data)
    truth = truth_of(data / "fakes" / "incidents.dev.json")
    tolds = tolds_of(asked.ledger, truth.main) if asked.ledger else read_tolds(data, truth.main)
    found = measure(tolds, truth, weights())
    if asked.folds:
        found |= measure_folds(tolds, truth, asked.folds, asked.strength)
    print(
        json.dumps(found) if asked.json else "\n".join(f"{name:18} {value}" for name, value in found.items())
    )


if __name__ == "__main__":
    main()
