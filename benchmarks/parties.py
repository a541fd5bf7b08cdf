"""How well parties are resolved, given the words that name them in their context.

    python -m benchmarks.parties --data DIRECTORY [--part dev] [--errors N] [--json]

DIRECTORY (or DEMARCHE_DATA) holds `train/` and `gold/`. Every actor, recipient and source of every event is
one case; its words, and the event's triggers, are the gold's, all else is the reader's own (`cases_of`).
Whether different words for one party or place get one name: `benchmarks.one_name`.
Rules and tables were improved on the errors that the train parts list, and once on dev's
(`docs/decisions/038-party-rules-read-off-dev.md`), which are not listed.
`model apart` leaves out the model's guesses: only words, the date and the report's other parties speak.
"""

import argparse
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
from training.gold import PARTY_ROLES, find_words
from training.split import part_of

from benchmarks.one_name import Pairs, Wording, pairs_of, place_wordings
from demarche.intake import report_from_text
from demarche.reader.coding import Coding
from demarche.reader.document import document_of
from demarche.reader.encoder import Encoder, load
from demarche.reader.heads import Heads
from demarche.reader.labels import SPAN_KINDS, STANCES, TYPES
from demarche.reader.mentions import Mention
from demarche.reader.roles import fillers
from demarche.reader.scores import Scores, scores_at
from demarche.reader.spans import Candidate
from demarche.records import Party

FILES = {
    "dev": ("gold/dev.reports.jsonl", "gold/dev.gold.json"),
    "train": ("train/reports.jsonl", "train/annotations.json"),
    "tune": ("train/reports.jsonl", "train/annotations.json"),
}
HEADS = {"actors": ("actor",), "recipients": ("recipient",), "attribution": STANCES}


class Case(NamedTuple):
    """One party of one event of one report: as gold has it, and as it was resolved."""

    report: str
    words: str
    name: str
    code: str | None
    sector: str | None
    found: Party


class Figures(msgspec.Struct):
    """The counts of one part."""

    total: int = 0
    code: int = 0
    sector: int = 0
    both: int = 0
    wrong: Counter[tuple[str, ...]] = msgspec.field(default_factory=Counter)
    pairs: Pairs = msgspec.field(default_factory=Pairs)

    def shares(self) -> dict[str, float]:
        """The figures, each from 0 to 1."""
        pairs = self.pairs
        return {
            "code": _share(self.code, self.total),
            "sector": _share(self.sector, self.total),
            "code and sector": _share(self.both, self.total),
            "all pairs": _share(pairs.alike, pairs.total),
            "named pairs": _share(pairs.named_alike, pairs.named),
            "own-name pairs": _share(pairs.own_alike, pairs.own),
            "named pairs across reports": _share(pairs.far_alike, pairs.far),
        }


def annotated(data: Path, part: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The reports of a part with their annotations. tune: those of train that no model was fitted to."""
    reports, annotations = (data / name for name in FILES[part])
    gold = {each["report_id"]: each for each in json.loads(annotations.read_text("utf-8"))}
    for row in map(json.loads, reports.read_text("utf-8").splitlines()):
        if row["report_id"] in gold and (part == "dev" or part_of(row["report_id"]) == part):
            yield row, gold[row["report_id"]]


def without_guesses(scores: Scores) -> Scores:
    """The scores with a model that knows no code and no sector."""
    blind = np.zeros_like(scores.sectors)
    blind[..., 0] = 1.0
    return Scores(
        scores.mentions, scores.candidates, scores.roles, blind, scores.modes, scores.occurrence,
        scores.hedged, scores.same, {i: {"none": 1.0} for i in scores.codes}, scores.states,
    )  # fmt: skip


def cases_of(
    row: dict[str, Any], annotation: dict[str, Any], encoder: Encoder, heads: Heads, *, model: bool = True
) -> list[Case]:
    """Every party of a report's events, resolved by the reader at the gold's words and triggers."""
    text: str = row["text"]
    published = row.get("published") or None
    report = report_from_text(text, title=row.get("title") or "", published=published, id=row["report_id"])
    document = document_of(text)
    sentences = [(start, end) for start, end in row["sentences"]]
    told: list[tuple[dict[str, Any], str, tuple[int, int], list[int]]] = []
    mentions: list[Mention] = []
    for event in annotation["events"]:
        numbers = []
        for mention in event["mentions"]:
            if at := find_words(text, mention["trigger"], [sentences[mention["sentence"]]]):
                numbers.append(len(mentions))
                mentions.append(Mention(TYPES.index(event["type"]), *document.words_at(*at), 1.0))
        for role in PARTY_ROLES:
            for party in event.get(role) or []:
                near = (
                    document.characters(mentions[numbers[0]].first, mentions[numbers[0]].last)
                    if numbers
                    else None
                )
                at = words_near(text, party["text"], sentences[party["sentence"]], near) if near else None
                if at:
                    told.append((party, role, document.words_at(*at), numbers))
    spans = sorted({span for _, _, span, _ in told})
    if not spans:
        return []
    candidates = [Candidate(SPAN_KINDS.index("party"), first, last, 1.0) for first, last in spans]
    scores = scores_at(document, encoder.states(document), heads, mentions, candidates)
    coding = Coding(report, document, scores if model else without_guesses(scores))
    cases = []
    for party, role, span, numbers in told:
        number = spans.index(span)
        filled = next(f for f in fillers(numbers, scores, HEADS[role], 0.0) if f.span == number)
        name, code, sector = party["name"], party.get("code"), party.get("sector")
        cases.append(Case(report.id, party["text"], name, code, sector, coding.party(filled)))
    return cases


def words_near(
    text: str, words: str, sentence: tuple[int, int], trigger: tuple[int, int]
) -> tuple[int, int] | None:
    """Where `words` stand in the sentence, nearest to the act where they stand there several times."""
    start, end = sentence
    whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    places = [found.span() for found in whole.finditer(text, start, end)]
    if not places:
        return find_words(text, words, [sentence])
    return min(places, key=lambda at: max(at[0] - trigger[1], trigger[0] - at[1]))


def measured(cases: Iterable[Case]) -> Figures:
    """The figures of the cases of one part."""
    figures = Figures()
    wordings = []
    for case in cases:
        found = case.found
        code, sector = found.code == case.code, found.sector == case.sector
        figures.total += 1
        figures.code += code
        figures.sector += sector
        figures.both += code and sector
        if not (code and sector):
            told, got = f"{case.code} {case.sector}", f"{found.code} {found.sector}"
            figures.wrong[(case.words, told, got, found.name, found.reason)] += 1
        wordings.append(Wording(case.report, case.words, case.name, found.name))
    figures.pairs = pairs_of(wordings)
    return figures


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def main() -> int:
    """Print the figures; 2 where there is no data."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=os.environ.get("DEMARCHE_DATA"))
    parser.add_argument("--part", choices=tuple(FILES), action="append", help="default: tune and dev")
    parser.add_argument("--errors", type=int, default=0, help="list so many kinds of error, never of dev")
    parser.add_argument("--apart", action="store_true", help="with the model's guesses left out")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if options.data is None or not Path(options.data).is_dir():
        print("no data: give --data or set DEMARCHE_DATA", file=sys.stderr)
        return 2
    encoder, heads = load()
    answers = {}
    for part in options.part or ("tune", "dev"):
        reports = list(annotated(Path(options.data), part))
        places = pairs_of(one for row, annotation in reports for one in place_wordings(row, annotation))
        figures = measured(
            case
            for row, annotation in reports
            for case in cases_of(row, annotation, encoder, heads, model=not options.apart)
        )
        answers[part] = {
            "cases": figures.total,
            "pairs": figures.pairs.total,
            "of them named": figures.pairs.named,
            "by own names": figures.pairs.own,
            **figures.shares(),
            "place pairs": places.total,
            "of them by name": places.named,
            "all place pairs alike": _share(places.alike, places.total),
            "named place pairs": _share(places.named_alike, places.named),
        }
        if part != "dev":
            for case, count in figures.wrong.most_common(options.errors):
                print(part, count, *case, sep=" | ")
            for kind, one, other in figures.pairs.apart[: options.errors]:
                print(part, kind, one.report, one.name, *one[1::2], *other[1::2], sep=" | ")
    if options.json:
        print(json.dumps(answers))
    else:
        for part, answer in answers.items():
            print(f"{part}: " + ", ".join(f"{name} {value:g}" for name, value in answer.items()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
