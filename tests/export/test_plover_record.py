"""The export record, field by field."""

import json
import re
from pathlib import Path
from typing import Any

import msgspec

from demarche.export import plover_record
from demarche.export.plover import json_line
from demarche.records import Attribution, Event, Party, Place, Report, Span, Toll, When

TEXT = (
    "Norland's army shelled Estmere on Friday, killing at least 12 villagers, a monitor said. Others say 30."
)
REPORT = Report(
    id="r-1", text=TEXT, title="Shelling", published="2031-04-12", outlet="River Post", url="https://x.org/1"
)


def span(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"text": words, "start": start, "end": start + len(words)}


def toll(words: str, count: int, kind: Any = "killed", bound: Any = "exact") -> Toll:
    return Toll(kind=kind, count=count, bound=bound, who="villagers", **span(words))


EVENT = Event(
    id="e-1",
    report_id="r-1",
    type="ASSAULT",
    mode=("heavy-weapons",),
    context=("military",),
    mentions=(Span(**span("shelled")), Span(**span("killing"))),
    actors=(
        Party(name="Armed Forces of Norland", code="NRL", sector="MIL", id="Q1", **span("Norland's army")),
    ),
    recipients=(Party(name="villagers", code=None, sector="CVL", **span("villagers")),),
    where=Place(name="Estmere", lat=47.1, lon=-8.5, country="SUD", kind="city", **span("Estmere")),
    when=When(date="2031-04-11", **span("on Friday")),
    toll=(toll("at least 12 villagers", 12, bound="at_least"), toll("30", 30)),
    attribution=(
        Attribution(
            party=Party(name="a monitor", code="NGO", sector="SOC", **span("a monitor")), stance="asserts"
        ),
    ),
    confidence=0.9,
    sequence=3,
)


def test_values_and_their_words() -> None:
    record = plover_record(EVENT, REPORT, incident_id="i-7")
    assert record["event"] == ["ASSAULT"]
    assert record["mode"] == ["heavy-weapons"]
    assert record["incident_id"] == "i-7"
    assert record["actor"] == [
        {
            "entity_text": "Norland's army",
            "identifier_text": "Armed Forces of Norland",
            "identifier_id": "Q1",
            "code": "NRL",
            "sector": "MIL",
            "start": 0,
            "end": 14,
        }
    ]
    assert record["recipient"][0]["code"] is None
    assert record["event_loc"]["resolved_place"] == "Estmere"
    assert (record["event_loc"]["lat"], record["event_loc"]["lon"]) == (47.1, -8.5)
    assert record["event_loc"]["country_code"] == "SUD"
    assert record["attribution"][0]["stance"] == "asserts"
    assert record["cite_info"] == {
        "publication": "River Post",
        "title": "Shelling",
        "url": "https://x.org/1",
        "language": "en",
        "date": "2031-04-12",
    }
    for told, key in (
        *((x, "text") for x in record["mentions"]),
        *((x, "entity_text") for x in record["actor"] + record["recipient"] + record["attribution"]),
        (record["event_loc"], "extracted_place"),
        (record["when"], "text"),
    ):
        assert TEXT[told["start"] : told["end"]] == told[key]


def test_size_is_the_largest_of_rival_totals() -> None:
    size = plover_record(EVENT, REPORT)["size"]
    assert size["dead"] == 30
    assert size["injured"] is None
    assert list(size) == ["dead", "injured", "missing", "displaced", "detained", "captured"]
    none_killed = msgspec.structs.replace(EVENT, toll=(toll("30", 0),))
    assert plover_record(none_killed, REPORT)["size"]["dead"] == 0


def test_text_info_spans_the_mentions() -> None:
    info = plover_record(EVENT, REPORT)["text_info"]
    assert info["sequence"] == 3
    assert TEXT[info["start"] : info["end"]] == "shelled Estmere on Friday, killing"


def test_date_is_the_events_else_the_reports() -> None:
    def date(when: When | None, report: Report = REPORT) -> str | None:
        told: str | None = plover_record(msgspec.structs.replace(EVENT, when=when), report)["date"]
        return told

    assert date(EVENT.when) == "2031-04-11"
    assert date(When(date="2031-04", **span("on Friday"))) == "2031-04"
    assert date(When(date="2031-04-02/2031-04-08", **span("on Friday"))) == "2031-04-02"
    assert date(When(**span("on Friday"))) == "2031-04-12"
    assert date(None) == "2031-04-12"
    assert date(None, Report(id="r-1", text=TEXT)) is None


def test_every_key_is_there_when_nothing_is_told() -> None:
    bare = Event(id="e-2", report_id="r-1", type="AGREE", mentions=(Span(**span("said")),))
    record = plover_record(bare, Report(id="r-1", text=TEXT))
    assert list(record) == list(plover_record(EVENT, REPORT))
    assert record["event_loc"] is None
    assert record["when"] is None
    assert record["actor"] == record["toll"] == record["attribution"] == []
    assert record["occurrence"] == "actual"
    assert "text" not in record
    assert plover_record(bare, REPORT, with_text=True)["text"] == TEXT


def test_a_line_is_one_line_to_every_reader() -> None:
    odd = "a\u2028b\u2029c\u0085d\ne\x1cf"
    line = json_line(plover_record(EVENT, Report(id="r", text=odd, title=odd), with_text=True)).decode()
    assert line.splitlines() == [line]
    assert json.loads(line)["text"] == odd


def test_the_documented_example_has_the_keys_of_a_record() -> None:
    page = (Path(__file__).parents[2] / "docs" / "record.md").read_text(encoding="utf-8")
    found = re.search(r"```json\n(.*?)```", page, re.DOTALL)
    assert found
    example = json.loads(found[1])
    record = plover_record(EVENT, REPORT)

    def shape(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: shape(inner) for key, inner in value.items()}
        return [shape(value[0])] if isinstance(value, list) and value else None

    assert shape(example) == shape(record)
    for key in (*record, "text"):
        assert f"`{key}`" in page
