"""The overview: one filter moves counts, map, timeline and table; CSV and JSON say the same."""

import csv
import io
import re
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from web_samples import seen, tables

from demarche.ledger import Ledger, Query
from demarche.ledger.glance import Sight
from demarche.web.holdings import Holdings


def rows_of(client: TestClient, address: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(client.get(address).text)))


def test_a_filter_moves_counts_map_timeline_and_table_together(visitor: TestClient, ledger: Ledger) -> None:
    everything = visitor.get("/").text
    attacks = visitor.get("/?type=ASSAULT").text
    total = ledger.incidents(Query(type=("ASSAULT",), limit=None)).total
    assert f"{total} incidents" in seen(attacks)
    assert len(tables(attacks)[0]) - 1 == total
    assert {row[2] for row in tables(attacks)[0][1:]} == {"ASSAULT"}
    located = [i for i in ledger.incidents(Query(type=("ASSAULT",), limit=None)).rows if i.place]
    assert f"{len(located)} incidents on this map" in seen(attacks)
    bars = re.findall(r'data-since="([\d-]+)"', attacks)
    assert len(bars) < len(re.findall(r'data-since="([\d-]+)"', everything))


def test_not_located_and_not_dated_are_counts_that_can_be_looked_at(
    visitor: TestClient, ledger: Ledger
) -> None:
    page = visitor.get("/").text
    every = ledger.incidents(Query(limit=None)).rows
    unlocated = [each for each in every if each.place is None or each.place.lat is None]
    assert f"{len(unlocated)} not located" in seen(page)
    assert len(tables(visitor.get("/?located=no").text)[0]) - 1 == len(unlocated)


def test_csv_is_what_is_on_screen(visitor: TestClient) -> None:
    for query in ("", "?type=ASSAULT&sort=title", "?disputed=any", "?limit=2&offset=1"):
        shown = tables(visitor.get(f"/{query}").text)[0]
        sheet = rows_of(visitor, f"/index.csv{query}")
        assert [[cell.removeprefix("'") for cell in row] for row in sheet] == shown


@pytest.mark.parametrize("query", ["", "?type=ASSAULT", "?party=SWE&sort=title", "?disputed=toll&limit=1"])
def test_the_json_twin_holds_what_the_api_answers(visitor: TestClient, query: str) -> None:
    twin = visitor.get(f"/index.json{query}").json()
    assert twin["incidents"] == visitor.get(f"/api/v1/incidents{query}").json()


@pytest.mark.parametrize(
    "filters",
    [
        {"party": "SWE"},
        {"place": "Tarnsjo"},
        {"outlet": "Courier"},
        {"since": "2031-03-06"},
        {"until": "2031-03-05"},
        {"text": "border"},
        {"disputed": "toll"},
        {"party": "Lake Front", "since": "2031-03", "outlet": "Tribune"},
    ],
)
def test_a_filter_finds_what_the_ledger_finds(
    visitor: TestClient, ledger: Ledger, filters: dict[str, str]
) -> None:
    query = "&".join(f"{name}={value}" for name, value in filters.items())
    shown = visitor.get(f"/api/v1/incidents?{query}").json()
    found = ledger.incidents(Query(**filters, limit=None))  # type: ignore[arg-type]
    assert {row["id"] for row in shown["rows"]} == {each.id for each in found.rows}
    assert found.total


def test_parties_given_together_both_take_part(visitor: TestClient) -> None:
    both = visitor.get("/api/v1/incidents?party=Government of Norway&party=Government of Sweden").json()
    assert both["total"]
    for row in both["rows"]:
        assert {party["name"] for party in row["parties"]} >= {"Government of Norway", "Government of Sweden"}


def test_pages_of_the_table_hold_every_incident_once(visitor: TestClient) -> None:
    ids: list[str] = []
    address = "/api/v1/incidents?limit=3"
    total = visitor.get(address).json()["total"]
    for offset in range(0, total + 3, 3):
        ids += [row["id"] for row in visitor.get(f"{address}&offset={offset}").json()["rows"]]
    assert len(ids) == len(set(ids)) == total
    assert f"4 to {min(6, total)} of {total}" in seen(visitor.get("/?limit=3&offset=3").text)


def test_the_map_moves_by_links_and_keeps_the_filter(visitor: TestClient) -> None:
    page = visitor.get("/?type=ASSAULT&at=59.5,14,5").text
    closer = re.search(r'data-map-move="in" href="([^"]+)"', page)
    assert closer
    assert closer[1].replace("&amp;", "&") == "/?type=ASSAULT&at=59.5%2C14%2C6"
    assert 'data-spot="59.5,14,6"' in visitor.get(closer[1].replace("&amp;", "&")).text


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("since=yesterday", "since must be a date"),
        ("since=2031-04&until=2031-03", "is after until"),
        ("type=SHELLING", "is no event type"),
        ("disputed=taste", "disputed must be one of"),
        ("sort=colour", "sort must be one of"),
        ("limit=0", "limit must be a whole number"),
        ("limit=9999999999999999999999", "limit must be a whole number"),
        ("offset=-1", "offset must be a whole number"),
        ("box=1,2,3", "box must be"),
        ("box=nan,0,inf,9", "box must be"),
        ("at=99,0,3", "at must be"),
        ("text=%22", "no words"),
        ("place=%2B%2B", "nothing to look for"),
        ("colour=red", "there is no filter"),
        ("party=" + "x" * 400, "longer than"),
        ("party=%00", "null character"),
    ],
)
def test_a_bad_filter_is_told_in_one_clear_line(visitor: TestClient, query: str, says: str) -> None:
    page = visitor.get(f"/?{query}")
    assert page.status_code == 400
    assert says in seen(page.text)
    twin = visitor.get(f"/index.json?{query}")
    assert twin.status_code == 400
    assert says in twin.json()["error"]
    assert "\n" not in twin.json()["error"]


def test_what_is_asked_by_many_at_once_is_asked_of_the_ledger_once(ledger: Ledger) -> None:
    holdings, asked = Holdings(ledger, "north"), []
    ready = threading.Barrier(4)

    def slow() -> int:
        asked.append(1)
        time.sleep(0.2)
        return ledger.incidents().total

    def one(_: int) -> int:
        ready.wait()
        return holdings.once(("slow",), slow)

    with ThreadPoolExecutor(4) as pool:
        found = set(pool.map(one, range(4)))
    assert len(found) == len(asked) == 1


@pytest.fixture
def hasty_threads() -> Iterator[None]:
    """Threads take turns a thousand times as often, so that what they share is in use all the time."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(5e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("hasty_threads")
def test_many_who_ask_for_different_filters_at_once_all_get_answers(ledger_path: Path) -> None:
    # more filters than are remembered, by more threads than one, many times over
    sights = [Sight(since=f"2031-{1 + day // 28:02d}-{1 + day % 28:02d}") for day in range(120)]
    with Ledger.open(ledger_path, readonly=True) as ledger:
        expected = [ledger.seen(sight).total for sight in sights]

        def ask(turn: int) -> list[int]:
            order = sights[turn:] + sights[:turn]
            found = [ledger.seen(sight).total for sight in order]
            return found[len(sights) - turn :] + found[: len(sights) - turn]

        with ThreadPoolExecutor(8) as pool:
            assert all(found == expected for found in pool.map(ask, range(0, 120, 5)))


def test_an_answer_that_fails_keeps_nobody_waiting(ledger: Ledger) -> None:
    holdings = Holdings(ledger, "north")
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            holdings.once(("bad",), lambda: 1 // 0)
    assert holdings.once(("bad",), lambda: 7) == 7


@pytest.mark.parametrize("ending", ["", ".json", ".csv"])
def test_the_list_of_incidents_is_the_overview(visitor: TestClient, ending: str) -> None:
    moved = visitor.get(f"/incidents{ending}?type=ASSAULT&place=Dals+Ed")
    assert moved.status_code == 308
    assert moved.headers["location"] == f"/{f'index{ending}' if ending else ''}?type=ASSAULT&place=Dals+Ed"
    assert visitor.get(moved.headers["location"]).status_code == 200


def test_one_persons_filter_is_not_anothers(visitor: TestClient) -> None:
    pages = {visitor.get(address).text for address in ("/", "/?type=ASSAULT", "/?type=REQUEST", "/map")}
    assert len(pages) == 4
    assert visitor.get("/?type=ASSAULT").text in pages
