"""Marked reports as arrays: what the model is shown and what it should say."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from demarche.reader.clues import clues_of
from demarche.reader.document import Document, document_of
from demarche.reader.labels import CODE_CLASSES, MODES, OCCURRENCES, ROLES, SECTORS, SPAN_KINDS, STATES, TYPES
from training.marked import MarkedEvent, MarkedReport

Array = NDArray[np.int64]
KIND_OF = {"p": "party", "l": "place", "t": "time", "n": "number", "g": "agreement"}
IGNORE = -1


@dataclass
class Mention:
    """A trigger `[first, last]` (words) of the event numbered `event`."""

    event: int
    first: int
    last: int


@dataclass
class Candidate:
    """A span that may fill a role: its kind, words and, for a marked one, its label."""

    kind: int
    first: int
    last: int
    label: str


@dataclass
class Example:
    """One report. `triggers` [words, types] of 0/1; `tags` [words, kinds] of 0 O, 1 B, 2 I, -1 ignored."""

    report: MarkedReport
    document: Document
    triggers: Array
    tags: Array
    types: list[int]  # of each event
    modes: NDArray[np.float32]  # [events, modes]
    occurrence: list[int]
    hedged: list[bool]
    mentions: list[Mention]
    candidates: list[Candidate]
    codes: dict[int, tuple[list[int], int]]  # candidate: clues that give its code, class (or -1)
    clues: list[tuple[int, int, str]]  # words [first, last] and the code they give
    # by event: (role, label) → sector or -1
    roles: list[dict[tuple[int, str], int]] = field(default_factory=list)


def roles_of(event: MarkedEvent, report: MarkedReport) -> dict[tuple[int, str], int]:
    """The labels that fill each role of an event, with the party's sector (-1 where it has none to learn)."""
    filled: dict[tuple[int, str], int] = {}

    def put(role: str, label: str) -> None:
        sector = -1
        if label[0] == "p":
            sector = SECTORS.index(report.values[label][2])
        filled[ROLES.index(role), label] = sector

    for label in event.actors:
        put("actor", label)
    for label in event.recipients:
        put("recipient", label)
    for label, stance in event.sources:
        put(stance, label)
    for label in event.places:
        put("where", label)
    for label in event.times:
        put("when", label)
    for label in event.numbers:
        put(report.values[label][0], label)
    for label in event.agreements:
        put("agreement", label)
    return filled


def example_of(report: MarkedReport) -> Example:
    """The arrays of a marked report."""
    document = document_of(report.text)
    count = len(document.starts)
    triggers = np.zeros((count, len(TYPES)), np.int64)
    tags = np.zeros((count, len(SPAN_KINDS)), np.int64)
    names = list(report.events)
    mentions: list[Mention] = []
    for number, name in enumerate(names):
        for start, end in report.spans[name]:
            first, last = document.words_at(start, end)
            if first <= last:
                mentions.append(Mention(number, first, last))
                triggers[first : last + 1, TYPES.index(report.events[name].type)] = 1
    candidates: list[Candidate] = []
    for label, places in report.spans.items():
        if label[0] not in KIND_OF:
            continue
        kind = SPAN_KINDS.index(KIND_OF[label[0]])
        for start, end in places:
            first, last = document.words_at(start, end)
            if first <= last:
                candidates.append(Candidate(kind, first, last, label))
    # longer spans first, so that a nested span of the same kind does not overwrite the one around it
    for c in sorted(candidates, key=lambda c: (c.first - c.last, c.first)):
        if not tags[c.first : c.last + 1, c.kind].any():
            tags[c.first : c.last + 1, c.kind] = 2
            tags[c.first, c.kind] = 1
    if not report.whole:
        ignore_told_again(document, candidates, tags)
    clues = [(*document.words_at(s, e), code) for s, e, code in clues_of(report.text)]
    clues = [c for c in clues if c[0] <= c[1]]
    events = [report.events[n] for n in names]
    modes = np.zeros((len(events), len(MODES)), np.float32)
    for i, event in enumerate(events):
        for mode in event.modes:
            modes[i, MODES.index((event.type, mode))] = 1
    return Example(
        report=report, document=document, triggers=triggers, tags=tags,
        types=[TYPES.index(e.type) for e in events], modes=modes,
        occurrence=[OCCURRENCES.index(e.occurrence) for e in events], hedged=[e.hedged for e in events],
        mentions=mentions, candidates=candidates, codes=code_targets(report, candidates, clues), clues=clues,
        roles=[roles_of(e, report) for e in events],
    )  # fmt: skip


def ignore_told_again(document: Document, candidates: list[Candidate], tags: Array) -> None:
    """Real reports mark a span once: the same words elsewhere are neither span nor none, so ignored."""
    lower = [document.text[s:e].lower() for s, e in zip(document.starts, document.ends, strict=True)]
    for c in candidates:
        words = lower[c.first : c.last + 1]
        for i in range(len(lower) - len(words) + 1):
            if lower[i] == words[0] and lower[i : i + len(words)] == words:
                stretch = tags[i : i + len(words), c.kind]
                if not stretch.any():
                    stretch[:] = IGNORE


def code_targets(
    report: MarkedReport, candidates: list[Candidate], clues: list[tuple[int, int, str]]
) -> dict[int, tuple[list[int], int]]:
    """For each party candidate: the clues with its own code, and its class (without one: 'other')."""
    targets: dict[int, tuple[list[int], int]] = {}
    for i, c in enumerate(candidates):
        if SPAN_KINDS[c.kind] != "party":
            continue
        code = report.values[c.label][1]
        right = [k for k, clue in enumerate(clues) if clue[2] == code]
        kind = code or "none"
        number = (
            CODE_CLASSES.index(kind)
            if kind in CODE_CLASSES
            else (-1 if right else CODE_CLASSES.index("other"))
        )
        targets[i] = (right, number)
    return targets


def state_of(report: MarkedReport, label: str) -> int:
    """An agreement's state as a number."""
    return STATES.index(report.values[label][4])
