"""What is written can be read back: any event, through JSON and through Parquet."""

import io
import json
from typing import Any

import msgspec
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.errors import InputError
from demarche.export import plover_record, read_plover, write_events
from demarche.plover import ontology
from demarche.records import Attribution, Event, Party, Place, Report, Span, Toll, When

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
offsets = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted)
maybe = st.none() | words
dates = st.sampled_from([None, "2019", "2019-07", "2019-07-05", "2017-04-02/2017-04-08"])


def spans() -> st.SearchStrategy[dict[str, Any]]:
    return st.builds(lambda text, at: {"text": text, "start": at[0], "end": at[1]}, words, offsets)


parties = st.builds(
    lambda at, name, code, sector, id: Party(name=name, code=code, sector=sector, id=id, **at),
    spans(),
    words,
    st.sampled_from([None, "TUR", "IMG"]),
    st.sampled_from([None, *ontology().sectors]),
    maybe,
)
sources = parties.map(lambda party: msgspec.structs.replace(party, id=None))
degrees = st.none() | st.floats(-90, 90)
places = st.builds(
    lambda at, name, number, lat, lon, province, country: Place(
        name=name, geonameid=number, lat=lat, lon=lon, province=province, country=country, **at
    ),
    spans(),
    words,
    st.none() | st.integers(1, 10**8),
    degrees,
    degrees,
    maybe,
    maybe,
)
tolls = st.builds(
    lambda at, kind, count, bound, who: Toll(
        kind=kind, count=count, bound=bound, who=who, text="", start=at[0], end=at[1]
    ),
    offsets,
    st.sampled_from(["killed", "injured", "missing", "displaced", "detained", "captured"]),
    st.integers(0, 10**9),
    st.sampled_from(["exact", "at_least", "at_most", "about"]),
    words,
)


def tuples(of: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, min_size=least, max_size=3).map(tuple)


events = st.builds(
    Event,
    id=words,
    report_id=words,
    type=st.sampled_from(list(ontology().types)),
    mentions=tuples(spans().map(lambda at: Span(**at)), least=1),
    mode=tuples(words),
    context=tuples(st.sampled_from(list(ontology().contexts))),
    actors=tuples(parties),
    recipients=tuples(parties),
    where=st.none() | places,
    when=st.none() | st.builds(lambda at, date: When(date=date, **at), spans(), dates),
    toll=tuples(tolls),
    occurrence=st.sampled_from(["actual", "future", "hypothetical", "negated"]),
    hedged=st.booleans(),
    attribution=tuples(
        st.builds(Attribution, party=sources, stance=st.sampled_from(["asserts", "alleges", "denies"]))
    ),
    agreement=maybe,
    confidence=st.floats(0, 1),
    sequence=st.integers(1, 500),
)
reports = st.builds(Report, id=words, text=st.just(""), title=words, published=dates, outlet=maybe, url=maybe)


@given(events, reports)
@settings(deadline=None)
def test_json_gives_the_event_back(event: Event, report: Report) -> None:
    out = io.BytesIO()
    assert write_events([(event, report)], "plover", out) == 1
    assert read_plover(out.getvalue()) == event


@given(st.lists(st.tuples(events, reports), max_size=4), st.booleans())
@settings(deadline=None, max_examples=40)
def test_parquet_gives_the_records_back(pairs: list[tuple[Event, Report]], with_text: bool) -> None:
    out = io.BytesIO()
    assert write_events(pairs, "parquet", out, with_text=with_text) == len(pairs)
    out.seek(0)
    rows = pq.read_table(out).to_pylist()
    assert rows == [{**plover_record(e, r), "text": r.text if with_text else None} for e, r in pairs]


def test_toll_words_come_from_the_text() -> None:
    text = "It killed at least 12 people."
    toll = Toll(
        kind="killed", count=12, bound="at_least", who="people", text="at least 12 people", start=10, end=28
    )
    event = Event(id="e", report_id="r", type="ASSAULT", mentions=(Span(3, 9, "killed"),), toll=(toll,))
    record = plover_record(event, Report(id="r", text=text), with_text=True)
    assert read_plover(record) == event
    del record["text"]
    assert read_plover(record, text=text) == event
    assert read_plover(record).toll[0].text == ""


@pytest.mark.parametrize(
    "line",
    ["", "{", "[]", "null", '{"id": "e"}', '{"id":"e","report_id":"r","event":[],"mentions":[]}'],
)
def test_what_is_no_record_is_one_clear_error(line: str) -> None:
    with pytest.raises(InputError, match="not a PLOVER record") as caught:
        read_plover(line)
    assert "\n" not in str(caught.value)


def test_a_lean_record_of_another_coder_is_read() -> None:
    event = read_plover(
        json.dumps(
            {
                "id": "1",
                "report_id": "r",
                "event": ["AID"],
                "mentions": [{"start": 0, "end": 4, "text": "gave"}],
                "unknown": 1,
            }
        )
    )
    assert event == Event(id="1", report_id="r", type="AID", mentions=(Span(0, 4, "gave"),))
