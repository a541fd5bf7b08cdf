"""A model's opinion written by hand: stories whose triggers, spans and roles the test itself gives.

What the reader makes of such scores (merging, roles, names, places, dates, agreements) is then its own doing,
whatever model is shipped.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from demarche.intake import report_from_text
from demarche.reader.agreements import agreements_of
from demarche.reader.coding import Coding
from demarche.reader.document import Document, document_of
from demarche.reader.labels import CODE_CLASSES, MODES, OCCURRENCES, ROLES, SECTORS, SPAN_KINDS, STATES, TYPES
from demarche.reader.mentions import Mention
from demarche.reader.reader import drafts_of
from demarche.reader.scores import Scores
from demarche.reader.settings import settings
from demarche.reader.spans import Candidate
from demarche.records import Event, Reading

SURE = 0.95


@dataclass(frozen=True)
class Trigger:
    """Words that tell an act; `nth`: which of their places in the text. `roles`: by the words of a span."""

    words: str
    type: str
    roles: Mapping[str, str] = field(default_factory=dict)
    nth: int = 0
    modes: Mapping[str, float] = field(default_factory=dict)
    occurrence: str = "actual"
    hedged: float = 0.0
    sectors: Mapping[str, str] = field(default_factory=dict)
    probability: float = SURE
    same_as: Sequence[int] = ()  # numbers of the triggers that tell the same event


def at(document: Document, words: str, nth: int = 0) -> tuple[int, int]:
    """The words `[first, last]` of a document that `words` are, at their `nth` place."""
    places = list(re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", document.text))
    return document.words_at(*places[nth].span())


def scored(
    document: Document,
    triggers: Sequence[Trigger],
    spans: Mapping[str, str],
    codes: Mapping[str, Mapping[str, float]] | None = None,
    states: Mapping[str, str] | None = None,
) -> Scores:
    """Scores of a document. spans: kind by words ("words#1": the second); codes: by words of a party."""
    places = [(*_split(words), kind) for words, kind in spans.items()]
    found = [(at(document, words, nth), kind, words, nth) for words, nth, kind in places]
    found.sort(key=lambda x: x[0])
    candidates = [Candidate(SPAN_KINDS.index(kind), *place, SURE) for place, kind, _, _ in found]
    number = {f"{words}#{nth}" if nth else words: i for i, (_, _, words, nth) in enumerate(found)}
    mentions = [Mention(TYPES.index(t.type), *at(document, t.words, t.nth), t.probability) for t in triggers]
    m, n = len(triggers), len(candidates)
    roles = np.full((m, n, len(ROLES)), 0.01, np.float32)
    sectors = np.zeros((m, n, len(SECTORS)), np.float32)
    sectors[..., 0] = 1.0
    modes = np.full((m, len(MODES)), 0.01, np.float32)
    occurrence = np.full((m, len(OCCURRENCES)), 0.01, np.float32)
    same = np.full((m, m), 0.02, np.float32)
    for i, t in enumerate(triggers):
        for words, role in t.roles.items():
            roles[i, number[words], ROLES.index(role)] = SURE
        for words, sector in t.sectors.items():
            sectors[i, number[words]] = 0.0
            sectors[i, number[words], SECTORS.index(sector)] = 1.0
        for mode, chance in t.modes.items():
            modes[i, MODES.index((t.type, mode))] = chance
        occurrence[i, OCCURRENCES.index(t.occurrence)] = 0.97
        for j in t.same_as:
            same[i, j] = same[j, i] = 0.98
    chances = {
        i: {"none": 0.6, **dict.fromkeys(CODE_CLASSES[1:], 0.05), **(codes or {}).get(words, {})}
        for i, (_, kind, words, _) in enumerate(found)
        if kind == "party"
    }
    by_state = {
        i: np.array([float(s == (states or {}).get(words, "unclear")) for s in STATES], np.float32)
        for i, (_, kind, words, _) in enumerate(found)
        if kind == "agreement"
    }
    hedged = np.array([t.hedged for t in triggers], np.float32)
    return Scores(mentions, candidates, roles, sectors, modes, occurrence, hedged, same, chances, by_state)


def read_as(
    text: str,
    triggers: Sequence[Trigger],
    spans: Mapping[str, str],
    codes: Mapping[str, Mapping[str, float]] | None = None,
    states: Mapping[str, str] | None = None,
    published: str | None = "2019-07-05",
    title: str = "",
) -> Reading:
    """The reading of a text about which the model says just this."""
    report = report_from_text(text, title=title, published=published)
    document = document_of(report.text)
    scores = scored(document, triggers, spans, codes, states)
    drafts = drafts_of(document, scores, settings())
    coding = Coding(report, document, scores)
    agreements = agreements_of(coding, drafts)
    return Reading(
        report_id=report.id,
        report_digest=report.digest,
        model="by hand",
        events=tuple(coding.event(draft, agreements) for draft in drafts),
        agreements=tuple(dict.fromkeys(agreements.values())),
        spans=coding.spans(),
    )


def only(reading: Reading, kind: str) -> Event:
    """The one event of a type."""
    (event,) = [event for event in reading.events if event.type == kind]
    return event


def _split(words: str) -> tuple[str, int]:
    name, _, nth = words.partition("#")
    return name, int(nth or 0)
