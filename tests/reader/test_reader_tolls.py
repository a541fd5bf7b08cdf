"""What became of the people whom a number counts."""

import pytest
from reader_samples import Trigger, read_as

from demarche.reader.labels import TOLL_KINDS
from demarche.reader.roles import Draft, Filled, told_once
from demarche.reader.tolls import fate_of, fates


def fate(text: str, words: str, *others: str) -> str | None:
    """The fate of the people that `words` count; `others`: the text's other numbers."""
    spans = [(text.index(w), text.index(w) + len(w)) for w in others]
    start = text.index(words)
    return fate_of(text, start, start + len(words), spans)


def test_every_word_has_a_kind_and_every_kind_a_word() -> None:
    assert {kind for words in fates().values() for kind in words.values()} == set(TOLL_KINDS)


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("The blast killed 44 people.", "44 people", "killed"),
        ("The blast left 44 people dead.", "44 people", "killed"),
        ("The army killed 28 and wounded 30 rebels.", "28", "killed"),
        ("The army killed 28 and wounded 30 rebels.", "30 rebels", "injured"),
        ("A child killed six others injured in a raid.", "six others", "injured"),
        ("It hit a market, wounding at least 20.", "20", "injured"),
        ("At least nine were seriously hurt.", "At least nine", "injured"),
        ("Police arrested about 200 marchers.", "200 marchers", "detained"),
        ("Six sailors are missing.", "Six sailors", "missing"),
    ],
)
def test_the_words_beside_a_number_say_what_became_of_them(text: str, words: str, kind: str) -> None:
    assert fate(text, words) == kind


def test_one_verb_has_two_numbers() -> None:
    assert (
        fate("Planes killed 31 fighters and eight civilians.", "eight civilians", "31 fighters") == "killed"
    )
    text = "Planes killed 31 fighters and eight civilians were wounded."
    assert fate(text, "eight civilians", "31 fighters") == "injured"


def test_killed_and_wounded_in_one_count_are_killed() -> None:
    assert fate("Shells fell, killing and wounding dozens.", "dozens") == "killed"


@pytest.mark.parametrize(
    "text", ["Two gunmen fled the fire.", "Two gunmen wounded eight.", "Two gunmen came."]
)
def test_what_is_told_of_others_is_no_fate(text: str) -> None:
    assert fate(text, "Two gunmen") is None


def test_plain_words_go_before_the_model() -> None:
    told = Trigger("raid", "ASSAULT", {"Norway": "actor", "30 rebels": "killed"})
    reading = read_as(
        "Norway wounded 30 rebels in a raid.", [told], {"Norway": "party", "30 rebels": "number"}
    )
    assert [(t.kind, t.count) for e in reading.events for t in e.toll] == [("injured", 30)]


def claims(*chances: float) -> list[Draft]:
    """Events that claim the same number, as surely as given."""
    return [
        Draft(
            "ASSAULT",
            [i],
            (0.0, 0.0, 0.0, 0.0),
            0.9,
            [],
            "actual",
            False,
            toll=[Filled(7, "killed", chance, i)],
        )
        for i, chance in enumerate(chances)
    ]


def test_a_number_is_told_of_the_event_that_claims_it_most() -> None:
    assert [len(d.toll) for d in told_once(claims(0.5, 0.9, 0.6))] == [0, 1, 0]


def test_a_number_that_two_events_claim_alike_is_told_of_both() -> None:
    assert [len(d.toll) for d in told_once(claims(0.9, 0.9, 0.2))] == [1, 1, 0]
