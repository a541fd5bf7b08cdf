"""The JSON API, its description, and the client that gives the ledger's own records."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient
from web_samples import HOME

from demarche.errors import InputError, LedgerError
from demarche.ledger import Ledger, Query
from demarche.web.api import ENDPOINTS, PREFIX
from demarche.web.client import Client, connect


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


def test_the_api_is_described_as_it_answers(visitor: TestClient) -> None:
    described = visitor.get(f"{PREFIX}/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert set(described["paths"]) == {PREFIX + endpoint.path for endpoint in ENDPOINTS}
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


def test_a_ledger_that_is_not_there_is_told(tmp_path: Path) -> None:
    from demarche.web.app import create_app

    with pytest.raises(LedgerError, match="there is no ledger"):
        create_app(tmp_path / "none.db")
