"""Exports of what is collated: the forms hold the same, cells are safe, files whole or not at all."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from demarche.errors import InputError
from demarche.export import COLLATED, write_collated
from demarche.export.agreements import ACCORD_FIELDS, BREACH_COLUMNS, accord_record, breach_rows
from demarche.export.decisions import DECISION_COLUMNS, DECISION_FIELDS, decision_record, decision_row
from demarche.export.demarches import DEMARCHE_FIELDS, STEP_COLUMNS, demarche_record, step_rows
from demarche.export.disputes import DISPUTE_COLUMNS, dispute_rows
from demarche.export.incident_rows import INCIDENT_COLUMNS, INCIDENT_FIELDS, incident_row
from demarche.export.incidents import incident_record
from demarche.records import (
    Accord,
    AuthorClaim,
    Breach,
    Decision,
    Demarche,
    Dispute,
    Incident,
    IncidentParty,
    Making,
    Part,
    Place,
    Sequel,
    Side,
    Statement,
    TollClaim,
    TollRange,
    Voice,
    When,
)


def voice(by: str | None, outlet: str) -> Voice:
    return Voice(
        report_id=f"r-{outlet}",
        event_id=f"e-{outlet}",
        outlet=outlet,
        published="2031-03-02",
        by=by,
        group=outlet,
    )


def statement(value: str, by: str | None, outlet: str) -> Statement:
    return Statement(value=value, text=value, start=0, end=len(value), voice=voice(by, outlet))


def toll(count: int, by: str, outlet: str) -> TollClaim:
    return TollClaim(
        kind="killed",
        count=count,
        bound="exact",
        who="people",
        text="nine",
        start=3,
        end=7,
        voice=voice(by, outlet),
    )


INCIDENT = Incident(
    id="i-1",
    title='=HYPERLINK("x") in Torvmark',
    type="ASSAULT",
    mode=("heavy-weapons",),
    occurrence="actual",
    date="2031-03-01",
    place=Place(text="Torvmark", start=0, end=8, name="Torvmark", country="NOR", lat=61.0, lon=12.0),
    parties=(IncidentParty(name="Swedish Armed Forces", code="SWE", sector="MIL", acts=2, receives=0),),
    reports=tuple(
        Part(
            report_id=f"r-{name}", outlet=name, published="2031-03-02", title="", lead=True, voice=name,
            events=(f"e-{name}",),
        )
        for name in ("wire", "fjord")
    ),
    tolls=(toll(9, "the council", "wire"), toll(14, "the Red Cross", "fjord")),
    authors=(
        AuthorClaim(
            party="Swedish Armed Forces", code="SWE", sector="MIL", text="guns", start=1, end=5,
            voice=voice("the council", "wire"),
        ),
    ),
    disputes=(
        Dispute(
            kind="toll",
            about="killed",
            reason="two totals",
            sides=(
                Side(value="9 killed", claims=(statement("9 killed", "the council", "wire"),)),
                Side(
                    value="14 killed",
                    claims=(
                        statement("14 killed", "the Red Cross", "fjord"),
                        statement("14 killed", None, "fjord"),
                    ),
                ),
            ),
        ),
    ),
    ranges=(TollRange(kind="killed", low=9, best=9, high=14, reason="9 by 1 voice"),),
    voices=(voice("the council", "wire"), voice("the Red Cross", "fjord")),
    independent_sources=2,
    events=("e-wire", "e-fjord"),
)  # fmt: skip
ACCORD = Accord(
    id="a-1",
    name="Helsinki agreement",
    aliases=("the deal",),
    parties=("NOR", "SWE"),
    date="2031-03-11",
    place=None,
    terms=(statement("guns are withdrawn", None, "wire"),),
    states=(statement("in_force", None, "wire"),),
    breaches=(
        Breach(
            accused="Sweden", accused_code="SWE", said_by="Norway", stance="alleges", term=None,
            date="2031-03-14", place=None, event_id="e-b", incident_id=None, text="broke", start=0, end=5,
            voice=voice("Norway", "wire"),
        ),
    ),
    upheld=(),
    incidents=(),
    events=("e-b",),
    reports=("r-wire",),
)  # fmt: skip
DEMARCHE = Demarche(
    id="q-1",
    title="Norway asks Finland",
    asker="Norway",
    asker_code="NOR",
    asked="Finland",
    asked_code="FIN",
    about=("SWE",),
    subject="urged Finland",
    ultimatum=True,
    since="2031-03-04",
    last="2031-03-04",
    makings=(
        Making(
            event_id="e-m", incident_id=None, date="2031-03-04", text="urged",
            passage="Norway urged Finland.", start=7, end=12,
            deadline=When(text="by March 10", start=0, end=11, date="2031-03-10"),
            voice=voice(None, "wire"),
        ),
    ),
    deadline="2031-03-10",
    answer="refused",
    outcome="refused",
    sequels=(
        Sequel(
            incident_id="i-1", event_id="e-s", date="2031-03-05", title="Refusal", bears="asked refuses",
            reason="names Finland", voice=voice(None, "fjord"),
        ),
        Sequel(
            incident_id=None, event_id="e-u", date=None, title="Talks", bears="both talk",
            reason="names both", voice=voice(None, "fjord"),
        ),
    ),
    reports=("r-wire",),
)  # fmt: skip
DECISION = Decision(
    id="d-1", action="merge", events=("e-a", "e-b"), author="A. Analyst", date="2031-04-01T09:00:00Z"
)
ITEMS: dict[str, Any] = {
    "incidents": INCIDENT,
    "disputes": INCIDENT,
    "agreements": ACCORD,
    "demarches": DEMARCHE,
    "decisions": DECISION,
}


def written(what: str, format: str, *items: Any) -> bytes:
    out = io.BytesIO()
    write_collated(what, items or (ITEMS[what],), format, out)
    return out.getvalue()


def cells(what: str, *items: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written(what, "csv", *items).decode())))


def lines(what: str) -> list[Any]:
    return [json.loads(line) for line in written(what, "jsonl").splitlines()]


@pytest.mark.parametrize(
    ("fields", "record"),
    [
        (INCIDENT_FIELDS, incident_record(INCIDENT)),
        (INCIDENT_COLUMNS, incident_row(INCIDENT)),
        (DISPUTE_COLUMNS, next(dispute_rows(INCIDENT))),
        (ACCORD_FIELDS, accord_record(ACCORD)),
        (BREACH_COLUMNS, next(breach_rows(ACCORD))),
        (DEMARCHE_FIELDS, demarche_record(DEMARCHE)),
        (STEP_COLUMNS, next(step_rows(DEMARCHE))),
        (DECISION_FIELDS, decision_record(DECISION)),
        (DECISION_COLUMNS, decision_row(DECISION)),
    ],
)
def test_records_have_the_fields_that_are_told(fields: dict[str, Any], record: dict[str, Any]) -> None:
    def same(told: Any, value: Any) -> None:
        if isinstance(told, dict) and isinstance(value, dict):
            assert set(value) <= set(told)
            for name, within in value.items():
                same(told[name], within)
        elif isinstance(told, list) and isinstance(value, list):
            for within in value:
                same(told[0], within)

    assert list(record) == list(fields)
    same(fields, record)


@pytest.mark.parametrize("what", COLLATED)
def test_parquet_holds_what_jsonl_holds(what: str) -> None:
    import pyarrow.parquet as pq

    kept = pq.read_table(io.BytesIO(written(what, "parquet"))).to_pylist()
    told = lines(what)
    assert len(kept) == len(told)
    for row, record in zip(kept, told, strict=True):
        for name, value in record.items():
            if name != "range":  # a kind that nobody tells is null there, and not here
                assert row[name] == value, name
        if "range" in record:
            assert {kind: span for kind, span in row["range"].items() if span} == record["range"]


def test_an_incident_in_one_row() -> None:
    (row,) = cells("incidents")
    assert row["title"].startswith("'=HYPERLINK")  # a spreadsheet must not run it
    assert (row["killed_low"], row["killed_best"], row["killed_high"]) == ("9", "9", "14")
    assert row["injured_low"] == ""
    assert row["outlets"] == "wire | fjord"
    assert row["disputes"] == "toll"


def test_a_dispute_is_a_row_a_claim_in_every_form() -> None:
    rows = cells("disputes")
    assert [(row["side"], row["value"], row["by"], row["outlet"]) for row in rows] == [
        ("1", "9 killed", "the council", "wire"),
        ("2", "14 killed", "the Red Cross", "fjord"),
        ("2", "14 killed", "", "fjord"),
    ]
    assert [line["value"] for line in lines("disputes")] == [row["value"] for row in rows]


def test_breaches_and_agreements_without_any() -> None:
    import msgspec

    quiet = msgspec.structs.replace(ACCORD, id="a-2", breaches=())
    kept, empty = cells("agreements", ACCORD, quiet)
    assert (kept["agreement_id"], kept["accused"], kept["said_by"]) == ("a-1", "Sweden", "Norway")
    assert (empty["agreement_id"], empty["accused"]) == ("a-2", "")
    assert len(lines("agreements")) == 1


def test_a_thread_in_order_of_time() -> None:
    rows = cells("demarches")
    assert [(row["step"], row["date"], row["bears"]) for row in rows] == [
        ("asked", "2031-03-04", "asks"),
        ("followed", "2031-03-05", "asked refuses"),
        ("followed", "", "both talk"),
    ]
    assert rows[0]["deadline"] == "2031-03-10"


def test_decisions_come_back_as_they_were() -> None:
    import msgspec

    assert msgspec.json.decode(written("decisions", "jsonl").strip(), type=Decision) == DECISION


def test_what_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no export of 'weather'"):
        write_collated("weather", (), "jsonl", tmp_path / "x")
    with pytest.raises(InputError, match="cannot be written as 'geojson'"):
        write_collated("incidents", (), "geojson", tmp_path / "x")

    def breaks() -> Any:
        yield INCIDENT
        raise InputError("half-way")

    (tmp_path / "old.jsonl").write_text("as before")
    with pytest.raises(InputError, match="half-way"):
        write_collated("incidents", breaks(), "jsonl", tmp_path / "old.jsonl")
    assert (tmp_path / "old.jsonl").read_text() == "as before"
    assert [path.name for path in tmp_path.iterdir()] == ["old.jsonl"]
