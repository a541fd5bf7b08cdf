"""Score events against gold: the figures of RESULTS.md, by the annotation guidelines' definitions.

A predicted event matches a gold one of the same type that shares a sentence; pairs are one to one, as many as
can be. detect: type and sentence; coded: and a country code of actors and of recipients in common (or none on
both sides); dyad: and the sector in common. Over matched pairs: party (each party of either side, by its
code), extent (the share of sentences in common: an event that swallows others has little), modes, occurrence
other than actual, sources, dates, places, tolls.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linear_sum_assignment
from training.marked import MarkedReport

from demarche.knowledge.folding import fold
from demarche.records import Event, Party

Sentences = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Told:
    """An event as it is compared. Parties are (code, sector), unknown codes left out; names are folded."""

    type: str
    sentences: frozenset[int]
    modes: frozenset[str]
    actors: frozenset[tuple[str, str]]
    recipients: frozenset[tuple[str, str]]
    occurrence: str
    sources: frozenset[tuple[str, str]]
    source_names: frozenset[str]
    date: str | None
    places: frozenset[str]
    toll: frozenset[tuple[str, int]]
    sides: tuple[tuple[str, ...], tuple[str, ...]]  # the code of every actor and recipient, "" for none
    triggers: frozenset[str]
    confidence: float = 1.0


def sentence_at(sentences: Sentences, start: int) -> int:
    """The sentence in which a character stands."""
    return next((i for i, (_, end) in enumerate(sentences) if start < end), len(sentences) - 1)


def told_by_gold(report: MarkedReport, sentences: Sentences) -> list[Told]:
    """The gold events of a marked report."""

    def pairs(labels: Iterable[str]) -> frozenset[tuple[str, str]]:
        return frozenset((report.values[x][1], report.values[x][2]) for x in labels if report.values[x][1])

    def words(label: str) -> set[str]:
        return {fold(report.text[s:e]) for s, e in report.spans[label]}

    found = []
    for name, event in report.events.items():
        sources = [label for label, _ in event.sources]
        places = {fold(report.values[x][0]) for x in event.places}.union(
            *(words(x) for x in event.places), set()
        )
        found.append(
            Told(
                type=event.type,
                sentences=frozenset(sentence_at(sentences, s) for s, _ in report.spans[name]),
                modes=frozenset(event.modes),
                actors=pairs(event.actors),
                recipients=pairs(event.recipients),
                occurrence=event.occurrence,
                sources=pairs(sources),
                source_names=frozenset(
                    {fold(report.values[x][0]) for x in sources}.union(*(words(x) for x in sources), set())
                ),
                date=next((report.values[x][0] for x in event.times if report.values[x][0]), None),
                places=frozenset(places - {""}),
                toll=frozenset((report.values[x][0], int(report.values[x][1])) for x in event.numbers),
                sides=(
                    tuple(report.values[x][1] for x in event.actors),
                    tuple(report.values[x][1] for x in event.recipients),
                ),
                triggers=frozenset(words(name)),
            )
        )
    return found


def told_by_reader(events: Iterable[Event], sentences: Sentences) -> list[Told]:
    """The reader's events of a report."""

    def pairs(parties: Iterable[Party]) -> frozenset[tuple[str, str]]:
        return frozenset((p.code, p.sector or "") for p in parties if p.code)

    found = []
    for e in events:
        sources = [a.party for a in e.attribution]
        found.append(
            Told(
                type=e.type,
                sentences=frozenset(sentence_at(sentences, m.start) for m in e.mentions),
                modes=frozenset(e.mode),
                actors=pairs(e.actors),
                recipients=pairs(e.recipients),
                occurrence=e.occurrence,
                sources=pairs(sources),
                source_names=frozenset(fold(n) for p in sources for n in (p.name, p.text)),
                date=e.when.date if e.when else None,
                places=frozenset({fold(e.where.name), fold(e.where.text)} - {""}) if e.where else frozenset(),
                toll=frozenset((t.kind, t.count) for t in e.toll),
                sides=(tuple(p.code or "" for p in e.actors), tuple(p.code or "" for p in e.recipients)),
                triggers=frozenset({fold(e.mentions[0].text)}),
                confidence=e.confidence,
            )
        )
    return found


def codes(pairs: frozenset[tuple[str, str]]) -> frozenset[str]:
    """The codes of parties."""
    return frozenset(code for code, _ in pairs)


def in_common(a: frozenset[str], b: frozenset[str]) -> bool:
    """Something in common; two sides that tell nothing agree."""
    return bool(a & b) if a or b else True


def coded_alike(g: Told, p: Told) -> bool:
    """Whether the country codes of both sides agree."""
    return in_common(codes(g.actors), codes(p.actors)) and in_common(codes(g.recipients), codes(p.recipients))


def dyad_alike(g: Told, p: Told) -> bool:
    """Whether codes with their sectors agree."""

    def joined(pairs: frozenset[tuple[str, str]]) -> frozenset[str]:
        return frozenset(f"{c} {s}" for c, s in pairs)

    return in_common(joined(g.actors), joined(p.actors)) and in_common(
        joined(g.recipients), joined(p.recipients)
    )


def same_source(g: Told, p: Told) -> bool:
    """Both in the outlet's own voice, or a source in common, by name or by code and sector."""
    if not g.source_names or not p.source_names:
        return not g.source_names and not p.source_names
    alike = any(a == b or (min(len(a), len(b)) > 3 and (a in b or b in a))
                for a in g.source_names for b in p.source_names)  # fmt: skip
    return alike or bool(g.sources & p.sources)


def matched(gold: Sequence[Told], found: Sequence[Told]) -> list[tuple[int, int]]:
    """The pairing of gold and predicted events that is best as a whole."""
    if not gold or not found:
        return []
    worth = np.zeros((len(gold), len(found)))
    for i, g in enumerate(gold):
        for j, p in enumerate(found):
            if g.type == p.type and g.sentences & p.sentences:
                worth[i, j] = (
                    1
                    + 0.4 * in_common(codes(g.actors), codes(p.actors))
                    + 0.4 * in_common(codes(g.recipients), codes(p.recipients))
                    + 0.1 * len(g.sentences & p.sentences) / len(g.sentences | p.sentences)
                    + 0.2 * bool(g.toll & p.toll)
                    + 0.2 * bool(g.triggers & p.triggers)
                )
    rows, columns = linear_sum_assignment(-worth)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if worth[i, j] > 0]


@dataclass
class Tally:
    """Counts over reports, and the figures made of them."""

    n: Counter[str] = field(default_factory=Counter)
    by_type: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    extent: float = 0.0
    sureness: list[tuple[float, bool]] = field(default_factory=list)

    def add(self, gold: Sequence[Told], found: Sequence[Told]) -> None:
        """Count one report."""
        n = self.n
        n["gold"] += len(gold)
        n["found"] += len(found)
        for g in gold:
            self.by_type[g.type]["gold"] += 1
        pairs = matched(gold, found)
        right = {j for _, j in pairs}
        for j, p in enumerate(found):
            self.by_type[p.type]["found"] += 1
            self.sureness.append((p.confidence, j in right))
        for i, j in pairs:
            self._pair(gold[i], found[j])

    def _pair(self, g: Told, p: Told) -> None:
        n = self.n
        n["detect"] += 1
        self.by_type[g.type]["detect"] += 1
        n["coded"] += coded_alike(g, p)
        n["dyad"] += coded_alike(g, p) and dyad_alike(g, p)
        for mine, theirs in zip(g.sides, p.sides, strict=True):
            n["party gold"] += len(mine)
            n["party found"] += len(theirs)
            n["party right"] += (Counter(mine) & Counter(theirs)).total()
        self.extent += len(g.sentences & p.sentences) / len(g.sentences | p.sentences)
        n["mode gold"] += len(g.modes)
        n["mode found"] += len(p.modes)
        n["mode right"] += len(g.modes & p.modes)
        n["not_actual gold"] += g.occurrence != "actual"
        n["not_actual found"] += p.occurrence != "actual"
        n["not_actual right"] += g.occurrence != "actual" and g.occurrence == p.occurrence
        n["source"] += same_source(g, p)
        if g.date:
            n["date gold"] += 1
            n["date"] += p.date == g.date
        if g.places:
            n["place gold"] += 1
            n["place"] += any(a == b or a in b or b in a for a in g.places for b in p.places)
        n["toll gold"] += len(g.toll)
        n["toll found"] += len(p.toll)
        n["toll right"] += len(g.toll & p.toll)

    def figures(self) -> dict[str, float]:
        """The figures, each from 0 to 1."""
        n = self.n
        return {
            "detect": f1(n["detect"], n["gold"], n["found"]),
            "detect P": ratio(n["detect"], n["found"]),
            "detect R": ratio(n["detect"], n["gold"]),
            "coded": f1(n["coded"], n["gold"], n["found"]),
            "dyad": f1(n["dyad"], n["gold"], n["found"]),
            "party": f1(n["party right"], n["party gold"], n["party found"]),
            "extent": ratio(self.extent, n["detect"]),
            "mode": f1(n["mode right"], n["mode gold"], n["mode found"]),
            "not_actual": f1(n["not_actual right"], n["not_actual gold"], n["not_actual found"]),
            "attribution": ratio(n["source"], n["detect"]),
            "date": ratio(n["date"], n["date gold"]),
            "place": ratio(n["place"], n["place gold"]),
            "toll": f1(n["toll right"], n["toll gold"], n["toll found"]),
            "calibration error": calibration_error(self.sureness),
        }

    def types(self) -> Mapping[str, tuple[float, int]]:
        """By type: detect F1 and how many gold events there are."""
        return {
            t: (f1(c["detect"], c["gold"], c["found"]), c["gold"]) for t, c in sorted(self.by_type.items())
        }


def ratio(part: float, whole: float) -> float:
    """part / whole, 0 where there is nothing."""
    return part / whole if whole else 0.0


def f1(right: float, gold: float, found: float) -> float:
    """The harmonic mean of precision and recall."""
    return ratio(2 * right, gold + found)


def calibration_error(sureness: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error: the mean gap of confidence and share right, over `bins` equal stretches."""
    gap = 0.0
    for b in range(bins):
        part = [(c, r) for c, r in sureness if b / bins <= c < (b + 1) / bins or (b == bins - 1 and c == 1.0)]
        if part:
            gap += abs(sum(c for c, _ in part) - sum(r for _, r in part))
    return ratio(gap, len(sureness))
