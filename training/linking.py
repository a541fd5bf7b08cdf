"""Fit the weights of `collate/data/linking.yaml` on grouped reports, held to those of `linking_prior.yaml`.

    python -m training.linking LEDGER INCIDENTS.json [--strength 4] [--lean 1] [--write]

LEDGER holds the reports as read; INCIDENTS.json groups some of them: {"incidents": [{id, reports:
[{report_id, main}]}], "main_of": {report_id: id or null}}. Pairs of leads of one main incident are alike, of
others not; of the events that a report tells besides, the nearest to the incident's other events stands for
it. A ridge holds every weight to its prior, so that a level seldom seen keeps it, and its sign stays. Prints
the weights, or writes them into the table. `--lean` is added to the bias: pairs of a large incident count for
less in the fit, which leaves it too wary.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from itertools import combinations
from pathlib import Path

import msgspec
import numpy as np
import yaml
from numpy.typing import NDArray

from demarche.collate.incidents.blocking import pairs_of
from demarche.collate.incidents.combining import Weights, log_odds, until_forbidden, weights_of
from demarche.collate.incidents.comparing import Score, compare
from demarche.collate.telling.told import Told, told_events
from demarche.collate.telling.traits import traits_of
from demarche.ledger import Ledger, Query

ROUNDS = 3
ENOUGH = 4  # pairs of one event of an incident that count in full
STEPS = 400
LEAN = 1.0
BACKGROUND_SHARE = 0.3  # what a pair of events of unrelated reports counts beside a pair of leads
Key = tuple[str, str]


class Example(msgspec.Struct, frozen=True):
    """A pair of events: what is seen of it, whether both are one happening, its weight, its incidents."""

    scores: tuple[Score, ...]
    alike: bool
    counts: float
    incidents: frozenset[str]


class Pairs:
    """The events' traits and the pairs that share a key; what is seen of a pair is seen once."""

    def __init__(self, tolds: Mapping[str, Sequence[Told]]) -> None:
        self.traits = {told.id: traits_of(told) for events in tolds.values() for told in events}
        self.blocked = pairs_of(self.traits.values())
        self._seen: dict[tuple[str, str], tuple[tuple[Score, ...], bool]] = {}

    def scores(self, a: str, b: str, using: Weights) -> tuple[tuple[Score, ...], bool]:
        """What is seen of the pair, and whether it is forbidden."""
        key = (a, b) if a <= b else (b, a)
        if key not in self._seen:
            self._seen[key] = until_forbidden(compare(self.traits[a], self.traits[b]), using)
        return self._seen[key]

    def odds(self, a: str, b: str, using: Weights) -> float:
        """The log-odds of the pair."""
        scores, forbidden = self.scores(a, b, using)
        return -using.bound if forbidden else log_odds(scores, using)


class Truth(msgspec.Struct, frozen=True):
    """Which incidents each report tells, and which it is chiefly about."""

    main: Mapping[str, str | None]
    told: Mapping[str, frozenset[str]]


def truth_of(path: Path) -> Truth:
    """The grouped reports of a file."""
    data = json.loads(path.read_text("utf-8"))
    told: dict[str, set[str]] = {report: set() for report in data["main_of"]}
    for incident in data["incidents"]:
        for report in incident["reports"]:
            told[report["report_id"]].add(incident["id"])
    return Truth(data["main_of"], {report: frozenset(ids) for report, ids in told.items()})


def tolds_of(ledger: Path, reports: Iterable[str]) -> dict[str, tuple[Told, ...]]:
    """The events of the reports, by report."""
    with Ledger.open(ledger, create=False) as opened:
        wanted = set(reports)
        ids = [row.id for row in opened.reports(Query(limit=None)).rows if row.id in wanted]
        return {id_: told_events(opened.report(id_), opened.reading(id_)) for id_ in sorted(ids)}


def tellers_of(
    tolds: Mapping[str, Sequence[Told]], pairs: Pairs, truth: Truth, using: Weights
) -> dict[tuple[str, str], str]:
    """By report and incident, the event that tells it: for the main one the lead, else the nearest one."""
    tellers: dict[tuple[str, str], str] = {}
    leads = {
        report: next((told.id for told in events if told.lead), None) for report, events in tolds.items()
    }
    for report, main in truth.main.items():
        if main is not None and leads.get(report):
            tellers[report, main] = leads[report] or ""
    by_incident: dict[str, list[str]] = defaultdict(list)
    for report in sorted(truth.told):
        for incident in truth.told[report]:
            by_incident[incident].append(report)
    for _ in range(2):
        for incident, reports in sorted(by_incident.items()):
            for report in reports:
                if truth.main[report] == incident or report not in tolds:
                    continue
                others = [
                    tellers[other, incident]
                    for other in reports
                    if other != report and (other, incident) in tellers
                ]
                pool = others or [
                    told.id for other in reports if other != report for told in tolds.get(other, ())
                ]
                rated = [
                    (
                        max((pairs.odds(told.id, other, using) for other in pool), default=-9.0),
                        told.id,
                    )
                    for told in tolds[report]
                ]
                best = max(rated, default=(-9.0, ""))
                if best[0] > -1.5:
                    tellers[report, incident] = best[1]
    return tellers


def examples_of(
    tolds: Mapping[str, Sequence[Told]], pairs: Pairs, truth: Truth, using: Weights
) -> list[Example]:
    """The pairs to learn from: of different reports, and known to be one happening or not."""
    tellers = tellers_of(tolds, pairs, truth, using)
    incident_of = {event: incident for (_, incident), event in tellers.items()}
    sizes: dict[str, int] = defaultdict(int)
    for incident in incident_of.values():
        sizes[incident] += 1
    blocked = set(pairs.blocked)
    found = []
    for a, b in sorted(
        blocked
        | {
            tuple(sorted(p))
            for p in combinations(sorted(incident_of), 2)
            if incident_of[p[0]] == incident_of[p[1]]
        }
    ):
        one, two = pairs.traits[a], pairs.traits[b]
        if one.report == two.report or one.about or two.about:
            continue
        first, second = incident_of.get(a), incident_of.get(b)
        scores, forbidden = pairs.scores(a, b, using)
        if forbidden:
            continue
        if first is not None and first == second:
            counts = 1.0 / max(1.0, (sizes[first] - 1) / ENOUGH)
            found.append(Example(scores, True, counts, frozenset((first,))))
        elif truth.told[one.report[1]].isdisjoint(truth.told[two.report[1]]) or (first and second):
            leads = one.lead and two.lead
            known = frozenset(x for x in (first, second) if x)
            found.append(Example(scores, False, 1.0 if leads or known else BACKGROUND_SHARE, known))
    return found


def fit(examples: Sequence[Example], prior: Weights, strength: float) -> Weights:
    """Weights of a logistic regression held to `prior` with that strength, and to its signs."""
    keys = sorted((term, level) for term, levels in prior.terms.items() for level in levels)
    at = {key: place + 1 for place, key in enumerate(keys)}
    rows = np.zeros((len(examples), len(keys) + 1))
    rows[:, 0] = 1.0
    for row, example in enumerate(examples):
        for score in example.scores:
            rows[row, at[score.term, score.level]] += score.value
    start = np.array([prior.bias, *(prior.terms[term][level] for term, level in keys)])
    alike = np.array([float(example.alike) for example in examples])
    counts = np.array([example.counts for example in examples])
    found = _held(rows, alike, counts, start, strength)
    terms: dict[str, dict[str, float]] = {term: {} for term in prior.terms}
    for (term, level), place in at.items():
        terms[term][level] = round(float(found[place]), 2)
    ordered = {term: {level: terms[term][level] for level in prior.terms[term]} for term in prior.terms}
    return msgspec.structs.replace(prior, bias=round(float(found[0]), 2), terms=ordered)


def _held(
    rows: NDArray[np.float64],
    alike: NDArray[np.float64],
    counts: NDArray[np.float64],
    start: NDArray[np.float64],
    strength: float,
) -> NDArray[np.float64]:
    """Newton's method with the ridge around `start`; afterwards signs are those of `start`."""
    found = start.copy()
    ridge = np.full(len(start), strength)
    ridge[0] = strength / 10
    for _ in range(STEPS):
        chance = 1.0 / (1.0 + np.exp(-np.clip(rows @ found, -30, 30)))
        slope = rows.T @ (counts * (chance - alike)) + ridge * (found - start)
        bend = (rows * (counts * chance * (1 - chance))[:, None]).T @ rows + np.diag(ridge)
        step = np.linalg.solve(bend, slope)
        found = found - step
        found[1:] = np.where(
            start[1:] > 0,
            np.maximum(found[1:], 0),
            np.where(start[1:] < 0, np.minimum(found[1:], 0), found[1:]),
        )
        if float(np.abs(step).max()) < 1e-6:
            break
    return found


def folds_of(truth: Truth, folds: int) -> dict[str, int]:
    """The fold of each incident, large ones dealt out first."""
    sizes: dict[str, int] = defaultdict(int)
    for ids in truth.told.values():
        for incident in ids:
            sizes[incident] += 1
    ordered = sorted(sizes, key=lambda incident: (-sizes[incident], incident))
    return {incident: place % folds for place, incident in enumerate(ordered)}


def learn(
    tolds: Mapping[str, Sequence[Told]],
    truth: Truth,
    prior: Weights,
    strength: float,
    left_out: frozenset[str] = frozenset(),
    pairs: Pairs | None = None,
) -> Weights:
    """Weights learnt from all pairs that touch none of the incidents left out."""
    pairs = pairs or Pairs(tolds)
    using = prior
    for _ in range(ROUNDS):
        examples = [each for each in examples_of(tolds, pairs, truth, using) if not each.incidents & left_out]
        using = fit(examples, prior, strength)
    return using


def prior_of() -> Weights:
    """The weights set by hand."""
    return weights_of(yaml.safe_load(Path(__file__).with_name("linking_prior.yaml").read_text("utf-8")))


def written(using: Weights, table: str) -> str:
    """The text of the table with the weights of `using` in place of its own; comments stay."""
    head = table[: table.index("\nbias:") + 1]
    never = table[table.index("\nnever:") + 1 : table.index("\nterms:") + 1]
    lines = [f"bias: {using.bias}\n", never, "terms:\n"]
    for term, levels in using.terms.items():
        entries = ", ".join(f"{_quoted(level)}: {weight}" for level, weight in levels.items())
        lines.append(f"  {term}: {{{entries}}}\n")
    return head + "".join(lines)


def _quoted(level: str) -> str:
    return f'"{level}"' if set(level) & set(":,") else level


def main() -> None:
    """Fit, then print or write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("ledger", type=Path)
    parser.add_argument("incidents", type=Path)
    parser.add_argument("--strength", type=float, default=4.0)
    parser.add_argument("--lean", type=float, default=LEAN)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    truth = truth_of(asked.incidents)
    found = learn(tolds_of(asked.ledger, truth.main), truth, prior_of(), asked.strength)
    found = msgspec.structs.replace(found, bias=round(found.bias + asked.lean, 2))
    table = Path(str(files("demarche.collate").joinpath("data", "linking.yaml")))
    text = written(found, table.read_text("utf-8"))
    if asked.write:
        table.write_text(text, "utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
