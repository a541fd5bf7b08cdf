"""Marked reports as arrays."""

import msgspec
from marked_samples import REPORT
from training.examples import IGNORE, Example, example_of, state_of
from training.marked import read_report

from demarche.reader.labels import CODE_CLASSES, MODES, OCCURRENCES, ROLES, SECTORS, SPAN_KINDS, TYPES

EXAMPLE = example_of(read_report(REPORT, "here"))
PARTY = SPAN_KINDS.index("party")


def said(first: int, last: int, example: Example = EXAMPLE) -> str:
    start, end = example.document.characters(first, last)
    return example.document.text[start:end]


def test_triggers_are_on_their_words() -> None:
    told = {(said(m.first, m.last), TYPES[EXAMPLE.types[m.event]]) for m in EXAMPLE.mentions}
    assert told >= {
        ("urges", "REQUEST"),
        ("called on", "REQUEST"),
        ("shelling", "ASSAULT"),
        ("signed", "AGREE"),
    }
    for mention in EXAMPLE.mentions:
        kind = EXAMPLE.types[mention.event]
        assert EXAMPLE.triggers[mention.first : mention.last + 1, kind].all()
    assert EXAMPLE.triggers.sum() == sum(m.last - m.first + 1 for m in EXAMPLE.mentions)


def test_tags_begin_and_go_on() -> None:
    (minister,) = [c for c in EXAMPLE.candidates if said(c.first, c.last) == "Foreign Minister Kari Lunde"]
    assert EXAMPLE.tags[minister.first : minister.last + 1, PARTY].tolist() == [1, 2, 2, 2]
    number = next(c for c in EXAMPLE.candidates if SPAN_KINDS[c.kind] == "number")
    assert said(number.first, number.last) == "at least nine fishermen"
    # the fishermen within the number are a party all the same
    assert EXAMPLE.tags[number.last].tolist()[PARTY] == 1


def test_what_is_not_marked_is_no_span_in_the_corpus_and_open_in_real_reports() -> None:
    told = read_report(REPORT.replace("[Helsinki]{p2}", "Norway"), "here")
    real = example_of(msgspec.structs.replace(told, whole=False))
    corpus = example_of(told)
    again = [c.first for c in real.candidates if said(c.first, c.last, real) == "Norway"]
    unmarked = next(i for i in range(len(real.tags)) if said(i, i, real) == "Norway" and i not in again)
    assert real.tags[unmarked, PARTY] == IGNORE
    assert corpus.tags[unmarked, PARTY] == 0
    assert (corpus.tags != IGNORE).all()


def test_roles_sectors_and_states_are_numbers_of_the_labels() -> None:
    assault = EXAMPLE.types.index(TYPES.index("ASSAULT"))
    roles = {(ROLES[role], label): sector for (role, label), sector in EXAMPLE.roles[assault].items()}
    assert roles["actor", "p3"] == SECTORS.index("MIL")
    assert roles["recipient", "p4"] == SECTORS.index("CVL")
    assert roles["alleges", "p5"] == SECTORS.index("GOV")
    assert roles["where", "l1"] == roles["killed", "n1"] == -1
    assert EXAMPLE.modes[assault, MODES.index(("ASSAULT", "heavy-weapons"))] == 1
    mobilize = EXAMPLE.types.index(TYPES.index("MOBILIZE"))
    assert OCCURRENCES[EXAMPLE.occurrence[mobilize]] == "hypothetical"
    assert EXAMPLE.hedged[mobilize]
    assert state_of(EXAMPLE.report, "g1") == 0


def test_codes_are_told_by_words_of_the_report() -> None:
    for number, (clues, kind) in EXAMPLE.codes.items():
        candidate = EXAMPLE.candidates[number]
        code = EXAMPLE.report.values[candidate.label][1]
        assert clues
        assert {EXAMPLE.clues[clue][2] for clue in clues} == {code}
        assert kind == -1  # a country's code is pointed at, no class of its own
    named = {said(first, last) for first, last, _ in EXAMPLE.clues}
    assert {"Norway", "Finland", "Finnish"} <= named
    assert CODE_CLASSES[0] == "none"
