"""The JSON API, its description, and the client that gives the ledger's own records."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient
from web_samples import HOME, browser

from demarche.errors import InputError, LedgerError
from demarche.ledger import Ledger, Query
from demarche.web.api import ENDPOINTS, PREFIX
from demarche.web.api_changes import CHANGES
from demarche.web.client import Client, connect
from demarche.web.settings import Settings


class _Through(httpx.BaseTransport):
    """Takes requests to an application without a network."""

    def __init__(self, browser: TestClient) -> None:
        self._browser = browser

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = self._browser.request(
            request.method, str(request.url), headers=dict(request.headers), content=request.read()
        )
        return httpx.Response(answer.status_code, content=answer.content)


@pytest.fixture
def client(visitor: TestClient) -> Iterator[Client]:
    """A client of the visitor's application."""
    with connect(HOME, transport=_Through(visitor)) as connected:
        yield connected


@pytest.fixture
def deciding(analyst: TestClient) -> Iterator[Client]:
    """A client of an application whose ledger a test may change."""
    with connect(HOME, transport=_Through(analyst)) as connected:
        yield connected


def test_the_client_gives_the_ledgers_own_records(client: Client, ledger: Ledger) -> None:
    everything = Query(limit=None)
    incidents = ledger.incidents(everything).rows
    assert {each.id: each for each in client.each_incident()} == {each.id: each for each in incidents}
    assert client.incident(incidents[0].id) == incidents[0]
    assert client.events(limit=500).rows == ledger.events(everything).rows
    assert client.reports(limit=500).rows == ledger.reports(everything).rows
    assert client.report("1", outlet="Courier") == ledger.report("1", outlet="Courier")
    assert client.reading("1", outlet="Courier") == ledger.reading("1", outlet="Courier")
    assert client.agreements().rows == ledger.accords().rows
    assert client.demarches().rows == ledger.demarches().rows
    assert client.parties(limit=500).rows == ledger.parties(everything).rows
    assert client.decisions() == ()


def test_filters_go_along(client: Client, ledger: Ledger) -> None:
    found = client.incidents(type=["ASSAULT", "REQUEST"], party="SWE", located=True, limit=3)
    assert {each.type for each in found.rows} <= {"ASSAULT", "REQUEST"}
    assert all(each.place for each in found.rows)
    facets = client.facets(type="ASSAULT")
    assert facets.total == ledger.incidents(Query(type=("ASSAULT",))).total
    assert facets.incidents.rows == ()


def test_a_report_whose_id_and_outlet_hold_anything_is_found(client: Client) -> None:
    row = next(row for row in client.reports(limit=500).rows if "/" in row.id)
    assert client.report(row.id, outlet=row.outlet).title == row.title


def test_what_goes_wrong_is_one_clear_error(client: Client) -> None:
    with pytest.raises(InputError, match="no incident"):
        client.incident("i-none")
    with pytest.raises(InputError, match="there is no filter 'colour'"):
        client.incidents(colour="red")
    with pytest.raises(InputError, match="begins with http"):
        connect("ftp://example.org")
    with pytest.raises(LedgerError, match="cannot be reached"):
        connect("http://127.0.0.1:9").decisions()


def test_a_program_merges_and_takes_it_back(deciding: Client, own_path: Path) -> None:
    first, second = deciding.incidents(type="ASSAULT", place="Tarnsjo", sort="-reports").rows[:2]
    merged = deciding.merge(first.id, second.id, author="Ann", note="one raid")
    assert [set(each.events) for each in merged.incidents] == [{*first.events, *second.events}]
    assert deciding.decisions() == (merged.decision,)
    assert (merged.decision.author, merged.decision.note) == ("Ann", "one raid")
    with Ledger.open(own_path, readonly=True) as ledger:
        assert ledger.decisions() == deciding.decisions()
    undone = deciding.undo(merged.decision.id)
    assert undone.decision.undone
    assert {each.id for each in undone.incidents} == {first.id, second.id}
    assert {each.id for each in deciding.each_incident()} >= {first.id, second.id}


def test_a_program_splits_renames_corrects_and_rejects(deciding: Client) -> None:
    first = deciding.incidents(type="ASSAULT", sort="-reports").rows[0]
    split = deciding.split(first.id, first.events[:1], author="Ann")
    assert sorted(len(each.events) for each in split.incidents) == sorted((1, len(first.events) - 1))
    (apart,) = (each for each in split.incidents if each.events == first.events[:1])
    (renamed,) = deciding.rename(apart.id, "The harbour", author="Ann").incidents
    assert renamed.title == "The harbour"
    (corrected,) = deciding.correct(renamed.id, "place", "Uppsala", author="Ann").incidents
    assert corrected.place
    assert corrected.place.name == "Uppsala"
    rejected = deciding.reject(corrected.id, corrected.events, author="Ann")
    assert rejected.incidents == ()
    assert not any(set(corrected.events) & set(each.events) for each in deciding.each_incident())
    assert [each.action for each in deciding.decisions()] == ["split", "rename", "correct", "reject"]


def test_a_correction_of_an_incident_is_of_the_events_that_tell_it(deciding: Client, own_path: Path) -> None:
    with Ledger.open(own_path, readonly=True) as ledger:
        for found in deciding.incidents(disputed="toll").rows:
            telling = {claim.voice.event_id for claim in found.tolls if claim.kind == "killed"}
            assert telling
            made = deciding.correct(found.id, "killed", "7", author="Ann").decision
            assert set(made.events) == telling
            assert {ledger.event(event).event.type for event in made.events} == {found.type}


def test_a_decision_that_cannot_be_is_one_clear_error(deciding: Client) -> None:
    first = deciding.incidents().rows[0]
    with pytest.raises(InputError, match="no incident"):
        deciding.rename("i-none-such", "x", author="Ann")
    with pytest.raises(InputError, match="author"):
        deciding.rename(first.id, "x", author=" ")
    with pytest.raises(InputError, match="no event of the incident"):
        deciding.split(first.id, ["e-0"], author="Ann")
    with pytest.raises(InputError, match="no decision"):
        deciding.undo("d-none")
    assert deciding.decisions() == ()


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "no decision"),
        (b"[]", "Expected `object`"),
        (b"{", "no decision"),
        (b"\xff", "no decision"),
        (b'{"action": "delete"}', "delete"),
        (b'{"action": "rename", "incident": "i", "value": "x"}', "author"),
        (b'{"action": "undo", "decision": "d", "colour": 1}', "colour"),
        (b'{"action": "undo", "decision": ["d"]}', "Expected `str`"),
    ],
)
def test_what_is_no_decision_is_told_in_one_line(analyst: TestClient, body: bytes, says: str) -> None:
    answer = analyst.post(f"{PREFIX}/decisions", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert says in answer.json()["error"]
    assert "\n" not in answer.json()["error"]


def test_where_nothing_can_be_changed_the_client_says_so(own_path: Path) -> None:
    with connect(HOME, transport=_Through(browser(own_path, Settings(read_only=True)))) as reading:
        with pytest.raises(LedgerError, match="reading only"):
            reading.undo("d-1")
        described = reading.incidents(limit=1)
        assert described.total
    paths = browser(own_path, Settings(read_only=True)).get(f"{PREFIX}/openapi.json").json()["paths"]
    assert {verb for verbs in paths.values() for verb in verbs} == {"get"}


def test_the_api_is_described_as_it_answers(visitor: TestClient) -> None:
    described = visitor.get(f"{PREFIX}/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert set(described["paths"]) == {PREFIX + endpoint.path for endpoint in ENDPOINTS}
    sent = {(path, verb) for path, verbs in described["paths"].items() for verb in verbs if verb != "get"}
    assert sent == {(PREFIX + change.path, "post") for change in CHANGES}
    for endpoint in ENDPOINTS:
        told = described["paths"][PREFIX + endpoint.path]["get"]
        assert told["summary"]
        named = {each["name"] for each in told["parameters"]}
        assert named == {*endpoint.parameters, *endpoint.parts}
        for parameter in told["parameters"]:
            assert parameter["description"]


@pytest.mark.parametrize("endpoint", [each for each in ENDPOINTS if each.sorts], ids=lambda each: each.name)
def test_each_listing_sorts_by_all_that_it_says(visitor: TestClient, endpoint: object) -> None:
    path, sorts = endpoint.path, endpoint.sorts  # type: ignore[attr-defined]
    for sort in sorts:
        for sign in ("", "-"):
            assert visitor.get(f"{PREFIX}{path}?sort={sign}{sort}&limit=2").status_code == 200


def test_the_guide_tells_every_address(visitor: TestClient) -> None:
    page = visitor.get("/api").text
    for endpoint in ENDPOINTS:
        assert f"GET {PREFIX}{endpoint.path}" in page
    assert f"POST {PREFIX}/decisions" in page
    for action in ("merge", "undo"):
        assert f"<code>{action}</code>" in page


def test_a_ledger_that_is_not_there_is_told(tmp_path: Path) -> None:
    from demarche.web.app import create_app

    with pytest.raises(LedgerError, match="there is no ledger"):
        create_app(tmp_path / "none.db")
