"""Framing: words by which outlets name parties, own voice and attribution, what is left out."""

import random
from collections.abc import Sequence

import msgspec
from dispute_stories import ARMY, GOVERNMENT, MONITOR, REBELS, Named, told

from demarche.collate.framing.counting import MOST_PASSAGES, framing_of
from demarche.collate.framing.naming import name_words, topics_named
from demarche.records import (
    Event,
    FoundSpan,
    Framing,
    Incident,
    Part,
    Reading,
    Report,
)

Read = tuple[Report, Reading]


def read(
    id: str,
    outlet: str,
    text: str,
    named: Sequence[tuple[str, Named]] = (),
    events: Sequence[Event] = (),
    published: str = "2031-05-02",
) -> Read:
    spans = []
    for words, (name, code, sector) in named:
        at = text.index(words)
        known = f"org:{name.casefold().replace(' ', '-')}"
        spans.append(
            FoundSpan(
                kind="party",
                start=at,
                end=at + len(words),
                text=words,
                name=name,
                code=code,
                sector=sector,
                id=known,
            )
        )
    report = Report(id=id, text=text, outlet=outlet, published=published)
    reading = Reading(report_id=id, report_digest="", model="", events=tuple(events), spans=tuple(spans))
    return report, reading


def incident(id: str, outlets: Sequence[str], date: str = "2031-05-02") -> Incident:
    parts = tuple(
        Part(report_id=f"{o}-1", outlet=o, published=date, title="", lead=True, voice=o, events=())
        for o in outlets
    )
    return Incident(
        id=id,
        title=f"Attack {id}",
        type="ASSAULT",
        mode=(),
        occurrence="actual",
        date=date,
        place=None,
        parties=(),
        reports=parts,
        tolls=(),
        authors=(),
        disputes=(),
        ranges=(),
        voices=(),
        independent_sources=len(outlets),
        events=(),
    )


STORY = [
    read(
        "c1",
        "Courier",
        "The regime shelled Oster. The rebels fled.",
        [("regime", GOVERNMENT), ("The rebels", REBELS)],
    ),
    read("c2", "Courier", "Two of the regime forces were martyred.", [("the regime forces", ARMY)]),
    read(
        "h1",
        "Herald",
        "The army liberated Oster from terrorists.",
        [("The army", ARMY), ("terrorists", REBELS)],
    ),
    read("g1", "Gazette", "Nothing happened.", published="2031-05-03"),
]
TOLD = [incident("I1", ["Courier", "Herald"]), incident("I2", ["Courier", "Gazette"], "2031-09-01")]


def test_each_outlet_has_its_own_words_for_one_party() -> None:
    words = {(n.outlet, n.words): n for n in framing_of(STORY, []).namings if n.party == "State of VLL"}
    assert set(words) == {("Courier", "regime"), ("Courier", "regime forces"), ("Herald", "army")}
    assert words["Courier", "regime"].loaded
    assert not words["Herald", "army"].loaded
    (passage,) = words["Courier", "regime"].passages
    assert (passage.report_id, passage.text, passage.start) == ("c1", "regime", 4)
    assert "shelled Oster" in passage.around


def test_the_rebels_and_the_terrorists_are_one_party_in_other_words() -> None:
    words = {n.words: n.loaded for n in framing_of(STORY, []).namings if n.party == "Armed groups of VLL"}
    assert words == {"rebels": False, "terrorists": True}


def test_words_that_take_a_side_are_counted_with_the_plain_ones() -> None:
    found = {(n.outlet, n.party, n.words, n.loaded) for n in framing_of(STORY, []).namings}
    assert ("Courier", "the dead", "martyred", True) in found
    assert ("Herald", "taking ground", "liberated", True) in found


def test_all_are_counted_and_a_few_passages_are_kept_whatever_the_order() -> None:
    many = [
        read(
            f"r{day:02}",
            "Courier",
            "The regime said so.",
            [("regime", GOVERNMENT)],
            published=f"2031-05-{day:02}",
        )
        for day in range(1, 21)
    ]
    expected = framing_of(many, [])
    (naming,) = expected.namings
    assert naming.count == 20
    assert [p.report_id for p in naming.passages] == [f"r{day:02}" for day in range(1, MOST_PASSAGES + 1)]
    for seed in range(5):
        random.Random(seed).shuffle(many)
        assert framing_of(many, []) == expected


def test_own_voice_attributed_and_denied_are_counted_by_actor_and_type() -> None:
    events = [
        told("Courier", id="e1", actors=[ARMY]).event,
        told("Courier", id="e2", actors=[ARMY], by=[MONITOR]).event,
        told("Courier", id="e3", actors=[ARMY], by=[MONITOR, (GOVERNMENT, "denies")]).event,
        told("Courier", id="e4").event,
    ]
    tellings = framing_of([read("c1", "Courier", "Text.", events=events)], []).tellings
    assert [(t.actor, t.type, t.own_voice, t.attributed, t.denied) for t in tellings] == [
        ("State of VLL", "ASSAULT", 1, 2, 1),
        ("nobody named", "ASSAULT", 1, 0, 0),
    ]


def test_an_outlet_that_published_in_those_days_and_did_not_tell_is_listed() -> None:
    (silence,) = framing_of(STORY, TOLD).silences
    assert (silence.outlet, silence.incident_id, silence.told_by) == ("Gazette", "I1", ("Courier", "Herald"))


def test_an_incident_that_one_outlet_tells_is_nobodys_silence() -> None:
    assert framing_of(STORY, [incident("I3", ["Courier"])]).silences == ()


def test_swapping_the_names_of_two_outlets_swaps_the_result() -> None:
    swap = {"Courier": "Herald", "Herald": "Courier"}
    swapped_read = [
        (msgspec.structs.replace(report, outlet=swap.get(report.outlet or "", report.outlet)), reading)
        for report, reading in STORY
    ]
    swapped_incidents = [
        msgspec.structs.replace(
            each,
            reports=tuple(
                msgspec.structs.replace(p, outlet=swap.get(p.outlet or "", p.outlet)) for p in each.reports
            ),
        )
        for each in TOLD
    ]
    assert rows(framing_of(swapped_read, swapped_incidents), {}) == rows(framing_of(STORY, TOLD), swap)


def rows(framing: Framing, names: dict[str, str]) -> list[str]:
    """All rows, order apart, with outlets renamed."""

    def renamed(outlet: str | None) -> str:
        return names.get(outlet or "", outlet or "")

    replace = msgspec.structs.replace
    found = [str(replace(row, outlet=renamed(row.outlet))) for row in framing.namings]
    found += [str(replace(row, outlet=renamed(row.outlet))) for row in framing.tellings]
    for row in framing.silences:
        told_by = tuple(sorted(map(renamed, row.told_by)))
        found.append(str(replace(row, outlet=renamed(row.outlet), told_by=told_by)))
    return sorted(found)


def test_what_stands_before_a_name_is_no_part_of_it_and_pronouns_name_nobody() -> None:
    assert name_words("Dozens of the Assad's forces") == "assad forces"
    assert name_words("18 Vellish rebels") == "vellish rebels"
    assert name_words("They") == ""


def test_the_longest_word_of_a_topic_is_taken() -> None:
    assert [n.words for n in topics_named("The rebels took control after a terrorist attack.")] == [
        "took control",
        "terrorist attack",
    ]
