"""Decisions and their undoing, reports added, from a browser."""

import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from web_samples import mark, seen

from demarche.ledger import Ledger, Query
from demarche.records import Incident
from demarche.web.addresses import of_incident


def incidents(path: Path, **filters: object) -> list[Incident]:
    with Ledger.open(path, readonly=True) as ledger:
        return list(ledger.incidents(Query(limit=None, **filters)).rows)  # type: ignore[arg-type]


def decide(client: TestClient, incident: str, **fields: object) -> str:
    """Send the decision form of an incident's page; where it leads."""
    form = {"mark": mark(client.get(of_incident(incident)).text), "incident": incident, "author": "Ann"}
    answer = client.post("/decide", data={**form, **fields})
    assert answer.status_code == 303, seen(answer.text)
    return str(answer.headers["location"])


def undo_last(client: TestClient) -> None:
    page = client.get("/decisions").text
    id_ = client.get("/decisions.json").json()["decisions"][-1]["id"]
    form = {"mark": mark(page), "action": "undo", "decision": id_}
    assert client.post("/decide", data=form).status_code == 303


def test_two_incidents_are_merged_and_parted_again(analyst: TestClient, own_path: Path) -> None:
    first, second = incidents(own_path, type=("ASSAULT",), place="Tarnsjo", sort="-reports")[:2]
    there = decide(analyst, first.id, action="merge", other=f"http://127.0.0.1:8765/incidents/{second.id}")
    merged = analyst.get(f"{there}.json").json()["incident"]
    assert set(merged["events"]) == {*first.events, *second.events}
    assert "Ann" in seen(analyst.get(there).text)
    undo_last(analyst)
    assert {i.id for i in incidents(own_path)} >= {first.id, second.id}
    assert "undone" in seen(analyst.get("/decisions").text)


def test_an_event_is_split_off(analyst: TestClient, own_path: Path) -> None:
    first = incidents(own_path, type=("ASSAULT",), sort="-reports")[0]
    there = decide(analyst, first.id, action="split", event=[first.events[0]])
    assert analyst.get(f"{there}.json").json()["incident"]["events"] == [first.events[0]]


def test_a_value_is_corrected_a_title_changed_an_event_rejected(analyst: TestClient, own_path: Path) -> None:
    first = incidents(own_path, type=("ASSAULT",), sort="-reports")[0]
    there = decide(analyst, first.id, action="rename", value="The harbour")
    assert "<h1>The harbour</h1>" in analyst.get(there).text
    there = decide(analyst, first.id, action="correct", field="place", value="Uppsala")
    assert "Uppsala" in seen(analyst.get(there).text)
    now = analyst.get(f"{there}.json").json()["incident"]
    decide(analyst, now["id"], action="reject", event=now["events"])
    assert not [each for each in incidents(own_path) if set(each.events) & set(now["events"])]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"action": "merge", "other": ""}, "type the other incident"),
        ({"action": "merge", "other": "i-none"}, "no incident"),
        ({"action": "split"}, "needs at least one event"),
        ({"action": "split", "event": "e-0000000000000000"}, "is no event of the incident"),
        ({"action": "undo", "decision": "d-none"}, "no decision"),
        ({"action": "rename", "value": " "}, "needs a title"),
        ({"action": "correct", "field": "colour", "value": "red"}, "cannot be corrected"),
        ({"action": "correct", "field": "date", "value": "soon"}, "a date is"),
        ({"action": "delete"}, "a decision is one of"),
        ({"action": "rename", "value": "x", "author": ""}, "author"),
    ],
)
def test_a_decision_that_cannot_be_is_told_in_one_line(
    analyst: TestClient, own_path: Path, fields: dict[str, str], says: str
) -> None:
    first = incidents(own_path, type=("ASSAULT",), sort="-reports")[0]
    form = {"mark": mark(analyst.get("/add").text), "incident": first.id, "author": "Ann"}
    answer = analyst.post("/decide", data={**form, **fields})
    assert answer.status_code == 400
    assert says in seen(answer.text)


def wait(client: TestClient, address: str) -> dict[str, object]:
    for _ in range(600):
        state: dict[str, object] = client.get(f"{address}.json").json()
        if state["stage"] in ("done", "failed"):
            return state
        time.sleep(0.1)
    raise AssertionError(f"still {state['stage']}")


def test_a_pasted_text_is_read_and_kept(analyst: TestClient, own_path: Path) -> None:
    form = {
        "mark": mark(analyst.get("/add").text),
        "by": "paste",
        "title": "Norway warns Sweden",
        "outlet": "Herald",
        "published": "2031-04-01",
        "text": "Norway warned Sweden on Tuesday that it would close the border. No answer came.",
    }
    answer = analyst.post("/add", data=form)
    assert answer.status_code == 303
    state = wait(analyst, answer.headers["location"])
    assert state["stage"] == "done", state
    assert "done" in seen(analyst.get(answer.headers["location"]).text)
    with Ledger.open(own_path, readonly=True) as ledger:
        assert ledger.reports(Query(outlet="Herald")).total == 1
    assert "Norway warns Sweden" in seen(analyst.get("/reports?outlet=Herald").text)


def test_uploaded_files_are_read_and_what_is_none_is_told(analyst: TestClient) -> None:
    rows = (
        b'{"id": "u1", "title": "Talks", "text": "Sweden and Norway held talks in Oslo on Monday, again."}\n'
    )
    files = [
        ("files", ("../../rows.jsonl", rows, "application/x-ndjson")),
        ("files", ("odd.bin", bytes(range(256)) * 4, "application/octet-stream")),
    ]
    data = {"mark": mark(analyst.get("/add").text), "by": "upload", "outlet": "Herald"}
    answer = analyst.post("/add", data=data, files=files)
    assert answer.status_code == 303, seen(answer.text)
    state = wait(analyst, answer.headers["location"])
    assert state["stage"] == "done", state
    assert state["read"] == 1
    assert [name for name, _ in state["refused"]] == ["odd.bin"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"by": "paste", "text": ""}, "text"),
        ({"by": "paste", "text": "Norway warned Sweden of a war.", "published": "soon"}, "soon"),
        ({"by": "upload"}, "choose at least one file"),
        ({"by": "address", "address": "http://example.org/"}, "--allow-fetch"),
        ({"by": "pigeon"}, "paste, upload or address"),
    ],
)
def test_what_cannot_be_added_is_told(analyst: TestClient, data: dict[str, str], says: str) -> None:
    answer = analyst.post("/add", data={"mark": mark(analyst.get("/add").text), **data})
    assert answer.status_code == 400
    assert says in seen(answer.text)
