"""Reading with the shipped model: what a user would notice, on stories written for this."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator

import msgspec
import pytest

from demarche.intake import report_from_text
from demarche.plover import ontology
from demarche.reader import Reader, shared_reader
from demarche.records import Event, Party, Reading, Report

REQUEST = """Norway urges Finland to withdraw its guns

OSLO - Norway on Tuesday urged Finland to withdraw its artillery from the border, the Norwegian Foreign \
Ministry said in a statement.

Finland rejected the demand. "Our guns stay where they are," Finnish Defence Minister Matti Koski told \
reporters in Helsinki."""

STRIKE = """Warplanes hit market in Idlib

Russian warplanes bombed a market in Idlib on Sunday, killing at least 12 civilians and wounding 30 others, \
the Syrian Observatory for Human Rights said.

The Russian Defence Ministry denied that its planes had carried out the strike. The United Nations condemned \
the attack and called for an investigation."""

DEAL = """Turkey and Russia signed a ceasefire agreement in Sochi on September 17, 2018. Under the deal, \
heavy weapons will be withdrawn from the demilitarised zone.

Foreign Minister Mevlut Cavusoglu said that Turkey would keep its word. He thanked Moscow for its patience. \
Thousands of people protested in Damascus against the deal, and police arrested at least 40.

Iran said on Thursday that it would send troops to Aleppo unless the rebels withdrew by Friday. The United \
States imposed sanctions on two Iranian companies, and France sent 20 tonnes of food aid to Yemen."""

HOSTILE = (
    "Norway\x00 urged \u200bFinland\u200d to wait. 😀🇳🇴 قصفت القوات مدينة إدلب. "
    "\u202eNorway attacked Finland.\u202c Troops of A.B.C. shot — “three” men… "
    + "x" * 5_000
    + " <script>alert(1)</script> {{7*7}} \ufeff\ue000"
)
PUBLISHED = "2019-07-05"


def read(text: str, published: str | None = PUBLISHED) -> Reading:
    return shared_reader().read(report_from_text(text, published=published))


@pytest.fixture(
    scope="module", params=[REQUEST, STRIKE, DEAL, HOSTILE], ids=["request", "strike", "deal", "hostile"]
)
def told(request: pytest.FixtureRequest) -> tuple[Report, Reading]:
    report = report_from_text(request.param, published=PUBLISHED)
    return report, shared_reader().read(report)


def events(reading: Reading, kind: str) -> list[Event]:
    return [event for event in reading.events if event.type == kind]


def codes(event: Event) -> tuple[set[str | None], set[str | None]]:
    return {p.code for p in event.actors}, {p.code for p in event.recipients}


def pointers(reading: Reading) -> Iterator[tuple[int, int, str]]:
    """Every `(start, end, text)` anywhere in a reading."""

    def walk(value: object) -> Iterator[tuple[int, int, str]]:
        if isinstance(value, dict):
            if {"start", "end", "text"} <= value.keys():
                yield value["start"], value["end"], value["text"]
            for part in value.values():
                yield from walk(part)
        elif isinstance(value, list | tuple):
            for part in value:
                yield from walk(part)

    # plain dictionaries, so that no record of any kind can be passed over
    return walk(json.loads(msgspec.json.encode(reading)))


def test_every_value_points_at_its_words(told: tuple[Report, Reading]) -> None:
    report, reading = told
    found = list(pointers(reading))
    assert found
    for start, end, text in found:
        assert 0 <= start < end <= len(report.text)
        assert report.text[start:end] == text


def test_every_event_is_one_of_the_ontology(told: tuple[Report, Reading]) -> None:
    report, reading = told
    for event in reading.events:
        kind = ontology().types[event.type]
        assert set(event.mode) <= set(kind.modes)
        assert len(set(event.mode)) == len(event.mode)
        assert event.actors or event.recipients
        assert event.mentions
        assert event.occurrence in ("actual", "future", "hypothetical", "negated")
        assert 0.0 < event.confidence <= 1.0
        assert event.report_id == report.id
        for party in (*event.actors, *event.recipients, *(a.party for a in event.attribution)):
            assert party.name
            assert party.sector is None or party.sector in ontology().sectors
            assert party.code is None or (len(party.code) == 3 and party.code.isupper())
        for toll in event.toll:
            assert toll.count > 0
        assert not {p.name for p in event.actors} & {p.name for p in event.recipients}


def test_ids_and_ranks_are_unique_and_in_order(told: tuple[Report, Reading]) -> None:
    _, reading = told
    assert len({event.id for event in reading.events}) == len(reading.events)
    assert [event.sequence for event in reading.events] == list(range(1, len(reading.events) + 1))
    first = [min(m.start for m in event.mentions) for event in reading.events]
    assert first == sorted(first)
    spans = [(span.kind, span.start, span.end) for span in reading.spans]
    assert len(set(spans)) == len(spans)
    assert [s.start for s in reading.spans] == sorted(s.start for s in reading.spans)


def test_agreements_that_events_name_are_there(told: tuple[Report, Reading]) -> None:
    _, reading = told
    names = [agreement.name for agreement in reading.agreements]
    assert {event.agreement for event in reading.events} - {None} <= set(names)


def test_a_reading_says_what_was_read_and_by_which_model(told: tuple[Report, Reading]) -> None:
    report, reading = told
    assert (reading.report_id, reading.report_digest) == (report.id, report.digest)
    assert reading.model


def test_a_request_is_a_request_with_its_parties() -> None:
    request = next(e for e in events(read(REQUEST), "REQUEST") if codes(e) == ({"NOR"}, {"FIN"}))
    assert {m.text for m in request.mentions} & {"urges", "urged"}
    assert request.occurrence == "actual"
    assert request.when is not None
    assert request.when.date == "2019-07-02"


def test_what_is_asked_for_is_not_told_as_done() -> None:
    done = [e for e in read(REQUEST).events if e.occurrence == "actual"]
    assert not [e for e in done if e.type in ("RETREAT", "ASSAULT", "COERCE", "CONCEDE")]


def test_a_refusal_is_a_refusal() -> None:
    assert [e for e in events(read(REQUEST), "REJECT") if "FIN" in codes(e)[0]]


def test_a_strike_has_author_place_day_toll_and_source() -> None:
    reading = read(STRIKE)
    strike = next(e for e in events(reading, "ASSAULT") if "RUS" in codes(e)[0])
    assert "aerial" in strike.mode
    assert strike.where is not None
    assert (strike.where.name, strike.where.country) == ("Idlib", "SYR")
    assert strike.when is not None
    assert strike.when.date == "2019-06-30"
    toll = {(t.kind, t.count, t.bound) for t in strike.toll}
    assert toll >= {("killed", 12, "at_least"), ("injured", 30, "exact")}
    assert "Syrian Observatory for Human Rights" in {a.party.name for a in strike.attribution}


def test_a_deal_is_an_agreement_of_both() -> None:
    deal = events(read(DEAL), "AGREE")[0]
    assert codes(deal)[0] >= {"TUR", "RUS"}
    assert deal.when is not None
    assert deal.when.date == "2018-09-17"


def test_spans_are_found_and_resolved() -> None:
    spans = {(span.kind, span.text): span for span in read(DEAL).spans}
    assert spans["party", "Turkey"].code == "TUR"
    assert spans["place", "Sochi"].country_code == "RUS"
    assert spans["time", "September 17, 2018"].value == "2018-09-17"
    assert {kind for kind, _ in spans} >= {"party", "place", "time", "number", "agreement"}


STORIES = (
    ("REQUEST", "{A} urged {B} on Monday to withdraw its troops from the border."),
    ("REQUEST", "{A} called on {B} to release three fishermen, the ministry said."),
    ("ACCUSE", "{A} accused {B} on Tuesday of spying."),
    ("SANCTION", "{A} imposed sanctions on {B} on Friday over the shelling of a village."),
    ("ASSAULT", "{A} shelled a village in {B} on Saturday, killing seven people."),
    ("THREATEN", "{A} threatened to attack {B} within a week."),
)
PAIRS = (
    ("Norway", "NOR", "Finland", "FIN"),
    ("Peru", "PER", "Kenya", "KEN"),
    ("Russia", "RUS", "Turkey", "TUR"),
)


@pytest.mark.parametrize(("kind", "story"), STORIES)
@pytest.mark.parametrize(("a", "code_a", "b", "code_b"), PAIRS)
def test_who_stands_first_is_who_acts_whatever_country_it_is(
    a: str, code_a: str, b: str, code_b: str, story: str, kind: str
) -> None:
    for first, code_first, second, code_second in ((a, code_a, b, code_b), (b, code_b, a, code_a)):
        found = events(read(story.format(A=first, B=second)), kind)
        assert found, f"no {kind}"
        actors, recipients = codes(found[0])
        assert code_first in actors
        assert code_second not in actors
        assert code_first not in recipients
        if kind != "ASSAULT":  # shelled are the people of a village
            assert code_second in recipients


@pytest.mark.parametrize("names", [("Norway", "Finland"), ("Kenya", "Peru")])
def test_two_countries_that_change_places_change_places_in_the_record(names: tuple[str, str]) -> None:
    story = "{A} urged {B} on Monday to open the border. {B} accused {A} of lying."
    one, other = names
    here, there = read(story.format(A=one, B=other)), read(story.format(A=other, B=one))

    def told(reading: Reading, swap: dict[str, str]) -> list[tuple[str, list[str], list[str], str]]:
        def named(parties: tuple[Party, ...]) -> list[str]:
            return sorted(swap.get(p.text, p.text) for p in parties)

        # what else the model hears in it may be on the edge
        clear = [e for e in reading.events if e.type in ("REQUEST", "ACCUSE")]
        return [(e.type, named(e.actors), named(e.recipients), e.occurrence) for e in clear]

    assert len(told(here, {})) >= 2
    assert told(here, {}) == told(there, {one: other, other: one})


def test_the_same_report_reads_the_same_twice_and_with_any_number_of_threads() -> None:
    reports = [report_from_text(text, published=PUBLISHED) for text in (REQUEST, STRIKE, DEAL)]
    first = [shared_reader().read(report) for report in reports]
    assert [shared_reader().read(report) for report in reversed(reports)] == first[::-1]
    for threads in (1, 2):
        reader = Reader(threads=threads)
        assert [reader.read(report) for report in reports] == first


def test_another_process_reads_the_same() -> None:
    program = (
        "import sys, msgspec, demarche\n"
        "reading = demarche.read(sys.stdin.buffer.read().decode(), published='2019-07-05')\n"
        "sys.stdout.buffer.write(msgspec.json.encode(reading))\n"
    )
    # another order of sets and dictionaries too
    environment = {**os.environ, "PYTHONHASHSEED": "1"}
    done = subprocess.run(
        [sys.executable, "-c", program], input=DEAL.encode(), capture_output=True, check=True, env=environment
    )
    assert done.stdout == msgspec.json.encode(read(DEAL))


@pytest.mark.parametrize("text", ["", " ", "\n\n\u2003", "!", "Norway", "\x00", "😀", "Norway urged Finland"])
def test_next_to_nothing_is_read_without_complaint(text: str) -> None:
    reading = shared_reader().read(Report(id="r", text=text))
    for start, end, words in pointers(reading):
        assert text[start:end] == words


def test_a_report_of_200_000_characters_is_read() -> None:
    long = "a" * 10_000 + " Norway urged Finland to wait. "
    text = (long * 20)[:200_000]
    reading = read(text)
    assert len(text) == 200_000
    assert reading.events
    assert all(text[start:end] == words for start, end, words in pointers(reading))


def test_a_sentence_over_many_windows_is_read() -> None:
    text = "Norway urged Finland to withdraw " + "the guns of the third regiment and " * 120 + "its men."
    reading = read(text)
    request = events(reading, "REQUEST")[0]
    assert codes(request)[0] == {"NOR"}
    assert "FIN" in codes(request)[1]


def test_a_flood_of_acts_and_names_is_bounded() -> None:
    text = "Norway attacked Finland and Sweden bombed Iceland in Oslo on Monday, killing 9. " * 70
    reading = read(text)
    assert 0 < len(reading.events) <= 200
    assert len(reading.spans) <= 700


def test_a_long_report_is_read_to_its_end() -> None:
    story = "On Monday Norway accused Sweden of shelling Oslo. Finland urged both sides to talk. "
    filler = "The sky was grey and the harbour lay quiet for most of the day, as it does in autumn. "
    text = (story + filler * 60 + "\n") * 6
    starts = [m.start for e in read(text).events for m in e.mentions]
    for part in range(6):
        length = len(text) // 6
        assert any(part * length <= start < (part + 1) * length for start in starts), part


@pytest.mark.parametrize(
    "text",
    [
        "Norway urged Sweden to withdraw its troops from Hallasund.",
        "Norway called on Sweden to release the prisoners.",
    ],
)
def test_yielding_that_is_asked_for_is_no_event(text: str) -> None:
    assert "REQUEST" in {e.type for e in read(text).events}
    assert not {e.type for e in read(text).events} & {"RETREAT", "CONCEDE"}


def test_yielding_told_beside_a_request_stays() -> None:
    text = "Norway urged Finland to help after Swedish troops withdrew from Hallasund on Monday."
    assert "RETREAT" in {e.type for e in read(text).events}
