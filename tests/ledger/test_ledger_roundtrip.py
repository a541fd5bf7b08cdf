"""Whatever a valid report and reading hold comes out as it went in."""

from collections.abc import Iterator
from itertools import count
from typing import get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_places import fresh

from demarche.ledger import Added, Ledger, Query
from demarche.records import (
    Agreement,
    AgreementState,
    Attribution,
    Bound,
    Event,
    FoundSpan,
    Occurrence,
    Party,
    Place,
    Reading,
    Report,
    Span,
    SpanKind,
    Stance,
    Toll,
    TollKind,
    When,
)

pytest_plugins = ("ledger_databases",)
pytestmark = pytest.mark.usefixtures("each_database")

words = st.text(st.characters(codec="utf-8"), max_size=12)
maybe_words = st.none() | words
offsets = st.integers(0, 2**31)
degrees = st.none() | st.floats(-180, 180)
ids = st.none() | st.integers(-(2**63), 2**63 - 1)
dates = st.none() | st.sampled_from(["2019", "2019-07", "2019-07-05", "2017-04-02/2017-04-08", "soon", ""])
where = {"text": words, "start": offsets, "end": offsets}

parties = st.builds(
    Party, **where, name=words, code=maybe_words, sector=maybe_words, id=maybe_words, reason=words
)
places = st.builds(
    Place,
    **where,
    name=words,
    geonameid=ids,
    lat=degrees,
    lon=degrees,
    province=maybe_words,
    country=maybe_words,
    kind=maybe_words,
    reason=words,
)
tolls = st.builds(
    Toll,
    **where,
    kind=st.sampled_from(get_args(TollKind)),
    count=st.integers(0, 2**64 - 1),
    bound=st.sampled_from(get_args(Bound)),
    who=words,
)
attributions = st.builds(Attribution, party=parties, stance=st.sampled_from(get_args(Stance)))
events = st.builds(
    Event,
    id=words.filter(bool),
    report_id=st.just(""),
    type=words,
    mentions=st.lists(st.builds(Span, offsets, offsets, words), min_size=1, max_size=3).map(tuple),
    mode=st.lists(words, max_size=2).map(tuple),
    context=st.lists(words, max_size=2).map(tuple),
    actors=st.lists(parties, max_size=2).map(tuple),
    recipients=st.lists(parties, max_size=2).map(tuple),
    where=st.none() | places,
    when=st.none() | st.builds(When, **where, date=dates),
    toll=st.lists(tolls, max_size=2).map(tuple),
    occurrence=st.sampled_from(get_args(Occurrence)),
    hedged=st.booleans(),
    attribution=st.lists(attributions, max_size=2).map(tuple),
    agreement=maybe_words,
    confidence=st.floats(0, 1),
    sequence=st.integers(1, 1000),
)
agreements = st.builds(
    Agreement,
    **where,
    name=words,
    parties=st.lists(words, max_size=2).map(tuple),
    date=dates,
    place=maybe_words,
    terms=st.lists(words, max_size=2).map(tuple),
    state=st.sampled_from(get_args(AgreementState)),
)
spans = st.builds(
    FoundSpan,
    **where,
    kind=st.sampled_from(get_args(SpanKind)),
    name=maybe_words,
    code=maybe_words,
    sector=maybe_words,
    id=maybe_words,
    geonameid=ids,
    lat=degrees,
    lon=degrees,
    province=maybe_words,
    country_code=maybe_words,
    value=maybe_words,
    reason=maybe_words,
)
reports = st.builds(
    Report,
    id=words,
    text=st.text(st.characters(codec="utf-8"), max_size=80),
    title=words,
    published=dates,
    outlet=maybe_words,
    url=maybe_words,
    language=words,
    source=maybe_words,
    furniture=st.lists(words, max_size=2).map(tuple),
    digest=words.filter(bool),
)
numbers = count(1)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Report, Reading]:
    drawn = draw(reports)
    report = msgspec.structs.replace(drawn, id=f"{next(numbers)} {drawn.id}")
    told = draw(st.lists(events, max_size=3, unique_by=lambda event: event.id))
    reading = Reading(
        report_id=report.id,
        report_digest=report.digest,
        model=draw(words),
        events=tuple(msgspec.structs.replace(event, report_id=report.id) for event in told),
        agreements=tuple(draw(st.lists(agreements, max_size=2))),
        spans=tuple(draw(st.lists(spans, max_size=3))),
    )
    return report, reading


@pytest.fixture(scope="module")
def ledger(each_database: None) -> Iterator[Ledger]:
    with Ledger.open(fresh()) as opened:
        yield opened


@settings(max_examples=80, deadline=None)
@given(pair=pairs())
def test_what_goes_in_comes_out(ledger: Ledger, pair: tuple[Report, Reading]) -> None:
    report, reading = pair
    assert ledger.add(report, reading) is Added.NEW
    assert ledger.report(report.id) == report
    assert ledger.reading(report.id) == reading
    listed = ledger.events(Query(report_id=report.id, sort="report", limit=None))
    assert tuple(row.event for row in listed.rows) == reading.events
    assert ledger.add(report, reading) is Added.SEEN

    frame = ledger.frame("events", Query(report_id=report.id, sort="report", limit=None))
    assert frame["mode"].to_list() == [list(event.mode) for event in reading.events]
    assert frame["actors"].to_list() == [[party.name for party in event.actors] for event in reading.events]
    assert frame["actor_codes"].to_list() == [
        [party.code for party in event.actors] for event in reading.events
    ]
    ledger.frame("agreements", Query(report_id=report.id))
    ledger.frame("parties", Query(report_id=report.id))
