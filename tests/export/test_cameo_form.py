"""CAMEO's daily form."""

import io
import re
from pathlib import Path
from typing import Any

import polars
import pytest

from demarche.errors import InputError
from demarche.export import write_events
from demarche.export.cameo import COLUMNS, actor_code, cameo_code, quad_class
from demarche.plover import ontology
from demarche.records import Event, Party, Place, Report, Span, When

REPORT = Report(id="r-1", text="", published="2031-04-12", outlet="River\tPost", url="https://x.org/1")


def party(name: str, code: str | None = None, sector: str | None = None) -> Party:
    return Party(text=name, start=0, end=len(name), name=name, code=code, sector=sector)


def event(type: str, *modes: str, trigger: str = "did", **fields: Any) -> Event:
    return Event(id="e-1", report_id="r-1", type=type, mode=modes, mentions=(Span(0, 3, trigger),), **fields)


def lines(*events: Event, **options: Any) -> list[dict[str, str]]:
    out = io.StringIO()
    count = write_events([(e, REPORT) for e in events], "cameo", out, **options)
    rows = [line.split("\t") for line in out.getvalue().split("\n")[:-1]]
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == count + 1
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows[1:]]


TURKEY = party("Turkey", "TUR", "GOV")
RUSSIA = party("Russia", "RUS", "GOV")
REBELS = party("rebels", "SYR", "REB")


def test_one_line() -> None:
    strike = event(
        "ASSAULT",
        "aerial",
        trigger="bombed",
        actors=(party("Syrian jets", "SYR", "MIL"),),
        recipients=(REBELS,),
        where=Place(text="Idlib", start=0, end=5, name="Idlib", lat=35.9, lon=36.6, country="SYR"),
        when=When(text="Friday", start=0, end=6, date="2031-04-11"),
    )
    assert lines(strike) == [
        {
            "date": "20310411",
            "source": "SYRMIL",
            "target": "SYRREB",
            "event_code": "195",
            "quad_class": "4",
            "goldstein": "-10.0",
            "source_text": "Syrian jets",
            "target_text": "rebels",
            "event_text": "bombed",
            "location": "Idlib",
            "lat": "35.9",
            "lon": "36.6",
            "country": "SYR",
            "report_id": "r-1",
            "outlet": "River Post",
            "url": "https://x.org/1",
            "event_id": "e-1",
            "date_precision": "day",
            "occurrence": "actual",
        }
    ]


def test_a_line_for_each_actor_with_each_recipient() -> None:
    accuse = event(
        "ACCUSE", "allege", actors=(TURKEY, party("France", "FRA", "GOV")), recipients=(RUSSIA, REBELS)
    )
    assert [(row["source"], row["target"]) for row in lines(accuse)] == [
        ("TURGOV", "RUSGOV"),
        ("TURGOV", "SYRREB"),
        ("FRAGOV", "RUSGOV"),
        ("FRAGOV", "SYRREB"),
    ]


@pytest.mark.parametrize(
    ("told", "pairs"),
    [
        (event("CONSULT", actors=(TURKEY, RUSSIA)), [("TURGOV", "RUSGOV"), ("RUSGOV", "TURGOV")]),
        (
            event("ASSAULT", trigger="clashes", actors=(TURKEY, REBELS)),
            [("TURGOV", "SYRREB"), ("SYRREB", "TURGOV")],
        ),
        (event("ASSAULT", trigger="struck", actors=(TURKEY, RUSSIA)), [("TURGOV", "---"), ("RUSGOV", "---")]),
        (event("ACCUSE", actors=(TURKEY, RUSSIA)), [("TURGOV", "---"), ("RUSGOV", "---")]),
        (event("CONSULT", "visit", actors=(TURKEY,), recipients=(RUSSIA,)), [("TURGOV", "RUSGOV")]),
        (event("ASSAULT", recipients=(REBELS,)), [("---", "SYRREB")]),
    ],
)
def test_mutual_acts_go_both_ways(told: Event, pairs: list[tuple[str, str]]) -> None:
    assert [(row["source"], row["target"]) for row in lines(told)] == pairs


@pytest.mark.parametrize(
    ("who", "code"),
    [
        (party("x", "TUR", "GOV"), "TURGOV"),
        (party("x", "IMG", "REB"), "IMGREB"),
        (party("x", "IGO", "MIL"), "IGOMIL"),
        (party("x", "UNO"), "IGOUNO"),
        (party("x", "NGO", "SOC"), "NGO"),
        (party("x", "SYR", "JRN"), "SYRMED"),
        (party("x", "SYR", "MED"), "SYRHLH"),
        (party("x", "SYR", "UNK"), "SYR"),
        (party("x", "SYR"), "SYR"),
        (party("x", None, "UAF"), "UAF"),
        (party("x"), "---"),
        (None, "---"),
    ],
)
def test_actor_codes(who: Party | None, code: str) -> None:
    assert actor_code(who) == code


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (event("REQUEST", "yield", trigger="called on"), "025"),
        (event("REQUEST", "yield", trigger="demanded"), "105"),
        (event("REQUEST", trigger="urged"), "020"),
        (event("REQUEST", "meet", trigger="called on"), "026"),
        (event("REQUEST", "assist", trigger="asked", context=("military",)), "0232"),
        (event("REJECT", trigger="denied"), "016"),
        (event("REJECT", "yield", trigger="refused"), "124"),
        (event("SUPPORT", trigger="condolences"), "018"),
        (event("SUPPORT", trigger="recognised"), "054"),
        (event("CONCEDE", trigger="cease-fire"), "0871"),
        (event("AID", trigger="sent", context=("health",)), "073"),
        (event("AID", trigger="sent"), "070"),
        (event("ASSAULT", "aerial", "unconventional", trigger="sarin attack"), "2041"),
        (event("ASSAULT", "explosives", trigger="car bomb"), "1832"),
        (event("ASSAULT", trigger="attack"), "190"),
        (event("COERCE", "restrict", trigger="besieged"), "191"),
        (event("THREATEN", "violence", trigger="warned"), "138"),
        (event("THREATEN", trigger="ultimatum"), "139"),
        (event("SANCTION", "expel", trigger="displaced"), "201"),
        (event("ACCUSE", "investigate", context=("crime", "corruption")), "091"),
    ],
)
def test_event_codes(told: Event, code: str) -> None:
    assert cameo_code(told) == code


def test_every_type_and_mode_gives_a_known_code() -> None:
    known = ontology()
    for name, kind in known.types.items():
        for modes in ((), *((mode,) for mode in kind.modes)):
            for contexts in ((), *((context,) for context in known.contexts)):
                assert cameo_code(event(name, *modes, context=contexts)) in known.cameo.goldstein


@pytest.mark.parametrize(
    ("code", "quad"),
    [("010", 1), ("057", 1), ("06", 2), ("0874", 2), ("090", 3), ("139", 3), ("140", 4), ("2042", 4)],
)
def test_quad_class(code: str, quad: int) -> None:
    assert quad_class(code) == quad


@pytest.mark.parametrize(
    ("date", "day", "precision"),
    [
        ("2031-04-11", "20310411", "day"),
        ("2031-04", "20310401", "month"),
        ("2031", "20310101", "year"),
        ("2031-04-02/2031-04-08", "20310402", "interval"),
        ("2031/2032", "20310101", "interval"),
        (None, "20310412", "published"),
    ],
)
def test_dates(date: str | None, day: str, precision: str) -> None:
    when = When(text="then", start=0, end=4, date=date)
    (row,) = lines(event("AID", actors=(TURKEY,), when=when))
    assert (row["date"], row["date_precision"]) == (day, precision)


def test_what_did_not_happen_is_left_out_unless_asked_for() -> None:
    future = event("ASSAULT", actors=(TURKEY,), occurrence="future")
    assert lines(future, event("AID", actors=(RUSSIA,)))[0]["source"] == "RUSGOV"
    assert [row["occurrence"] for row in lines(future, all_occurrences=True)] == ["future"]


def test_a_quote_opens_nothing() -> None:
    said = event("ACCUSE", actors=(party('"People\'s\tCouncil"'),), recipients=(RUSSIA,), trigger='"liars')
    out = io.StringIO()
    write_events([(said, REPORT), (event("AID", actors=(RUSSIA,)), REPORT)], "cameo", out)
    frame = polars.read_csv(out.getvalue().encode(), separator="\t", infer_schema=False)
    assert frame["source_text"].to_list() == ["'People's Council'", "Russia"]
    assert frame["event_text"].to_list() == ["'liars", "did"]


def test_the_header_can_be_left_out() -> None:
    out = io.StringIO()
    assert write_events([(event("AID", actors=(TURKEY,)), REPORT)], "cameo", out, header=False) == 1
    assert out.getvalue().startswith("20310412\tTURGOV\t---\t070\t")


def test_no_value_breaks_a_line() -> None:
    (row,) = lines(event("AID", trigger="ga\tve\r\n\u2028up", actors=(party("a\nb", "TUR"),)))
    assert row["event_text"] == "ga ve up"
    assert row["source_text"] == "a b"


def test_a_type_that_is_not_plovers_is_an_error() -> None:
    with pytest.raises(InputError, match="'CRIME' is no PLOVER type"):
        lines(event("CRIME", actors=(TURKEY,)))


def test_the_columns_are_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "record.md").read_text(encoding="utf-8")
    section = page.partition("## CAMEO")[2]
    told = [
        name
        for row in re.findall(r"^\| (`.*?`) \|", section, re.MULTILINE)
        for name in re.findall(r"`(\w+)`", row)
    ]
    assert tuple(told) == COLUMNS
