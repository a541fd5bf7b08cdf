"""Incident, report and the other pages of the record, as a person reads them."""

import csv
import io
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from web_samples import HOSTILE_BODY, HOSTILE_TITLE, NORTH, browser, seen, tables

from demarche.ledger import Ledger, Query
from demarche.web.addresses import coded, decoded, of_incident, of_party, of_report


def disputed_toll(ledger: Ledger) -> str:
    found = ledger.incidents(Query(disputed="toll", limit=None)).rows
    assert found, "the sample has a disputed toll"
    return found[0].id


def test_an_incident_says_who_says_which_number_through_whom_since_when(
    visitor: TestClient, ledger: Ledger
) -> None:
    page = visitor.get(of_incident(disputed_toll(ledger))).text
    dispute = next(table for table in tables(page) if table[0][0] == "Value")
    assert dispute[0] == ["Value", "Who says it", "Through", "Since", "In the words"]
    five = next(row for row in dispute if row[0] == "5 killed")
    assert five[1] == "the outlets themselves"
    assert set(five[2].split("; ")) == {"Courier", "Gazette"}
    nine = next(row for row in dispute if row[0] == "9 killed")
    assert (nine[2], nine[3]) == ("Tribune", "2031-03-05")
    assert "How many killed" in seen(page)


# what each outlet adds, so that none is a copy of another
ASIDES = {
    "two": "A bus driver turned around at the bridge and told his passengers to walk home by the river.",
    "three": "The post office lost its windows; letters were sorted in the chapel until the evening train.",
    "four": "Farmers moved their cows from the lower meadow and waited there with lamps and blankets.",
    "six": "At the school a caretaker counted holes in the gymnasium roof and sent everybody away.",
    "seven": "Bakers on the square gave out what they had, since nobody would buy bread that morning.",
    "eight": "The radio mast fell across two gardens, and a boy found the clock of the town hall in a tree.",
    "nine": "Nurses asked for lamps, for water and for anybody who could drive a lorry to the coast.",
    "ten": "A choir that was to sing on Sunday rehearsed in the cellar of the library all the same.",
    "eleven": "Two brothers who own the sawmill said that their timber had stopped the worst of it.",
}


@pytest.fixture
def argued(tmp_path: Path) -> Path:
    """A ledger of one shelling, of which nine outlets tell a number each."""
    with Ledger.open(tmp_path / "argued.db") as made:
        for number, aside in ASIDES.items():
            body = f"The Lake Front shelled the town of Tarnsjo on 5 March, killing {number} people. {aside}"
            teller = NORTH.Teller(number, f"The {number}", "2031-03-05", f"{number} dead", body)
            count = 2 + [*ASIDES].index(number) * 3
            made.add(
                *teller.tell(
                    "ASSAULT", "shelled the town", who=["Lake Front"], day=("5 March", "2031-03-05"),
                    where="Tarnsjo", killed=(f"{number} people", count), mode=("heavy-weapons",),
                ).pair()
            )  # fmt: skip
        made.collate()
    return tmp_path / "argued.db"


def test_many_who_differ_are_summed_up_and_all_are_there(argued: Path) -> None:
    with Ledger.open(argued, readonly=True) as ledger:
        (found,) = ledger.incidents(Query(disputed="toll", limit=None)).rows
    page = browser(argued).get(of_incident(found.id)).text
    sides = next(each for each in found.disputes if each.kind == "toll").sides
    for side in sides:
        assert f"<b>{side.value}</b> said by 1" in page
    folded = re.search(r'(?s)<details class="sayers"><summary>(.*?)</summary>(.*?)</details>', page)
    assert folded
    assert f"all {len(sides)}" in folded[1]
    (table,) = tables(folded[2])
    assert [row[0] for row in table[1:]] == [side.value for side in sides]


def test_a_click_on_a_value_leads_to_its_words_in_the_report(visitor: TestClient, ledger: Ledger) -> None:
    page = visitor.get(of_incident(disputed_toll(ledger))).text
    href = re.search(r'class="words "[^>]*><a href="([^"]+)">five</a>', page)
    assert href, "the number's words are a link"
    address, _, anchor = href[1].partition("#")
    report = visitor.get(address).text
    assert f'id="{anchor}"' in report
    hot = re.findall(r'<span class="m[^"]* hot"[^>]*>(.*?)</span>', report)
    assert seen("".join(hot)) == "five"


def test_the_text_of_a_report_is_whole_and_its_values_lead_to_words(
    visitor: TestClient, ledger: Ledger
) -> None:
    report = ledger.report("1", outlet="Courier")
    page = visitor.get(of_report("Courier", "1")).text
    shown = re.search(r'(?s)<div class="text"[^>]*>(.*?)</div>', page)
    assert shown
    text = re.sub(r"<sup>.*?</sup>", "", shown[1])
    assert seen(text) == " ".join(report.text.split())
    for anchor in re.findall(r'data-words="(w\d+-\d+)"', page):
        assert f'id="{anchor}"' in page


def test_a_report_full_of_scripts_does_nothing(visitor: TestClient, ledger: Ledger) -> None:
    row = next(row for row in ledger.reports(Query(limit=None)).rows if "/" in row.id)
    address = of_report(row.outlet, row.id)
    held = [visitor.get(address), visitor.get("/reports"), visitor.get("/"), visitor.get("/outlets")]
    held.append(visitor.get("/search?q=shelled"))
    incident = ledger.incidents(Query(report_id=row.id, outlet=row.outlet or "", limit=1)).rows[0]
    held.append(visitor.get(of_incident(incident.id)))
    for answer in held:
        assert answer.status_code == 200
        scripts = re.findall(r"<script\b[^>]*>", answer.text)
        assert all(re.fullmatch(r'<script src="/static/[a-z]+\.[0-9a-f]{10}\.js" defer>', s) for s in scripts)
        assert "<img" not in answer.text
        assert not re.search(r"<[^>]+\son\w+=", answer.text.replace("&lt;", "").replace("&gt;", ""))
        assert not re.search(r"<[^>]+\sstyle=", answer.text)
        assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert "{{ 7*7 }}" in seen(held[0].text)
    assert " ".join(HOSTILE_BODY.split())[:40] in seen(held[0].text.replace("<sup>", "<i>"))


def test_a_spreadsheet_takes_no_title_for_a_formula(visitor: TestClient) -> None:
    rows = list(csv.reader(io.StringIO(visitor.get("/reports.csv").text)))
    title = next(row[2] for row in rows if "HYPERLINK" in row[2])
    assert title == f"'{HOSTILE_TITLE}"


@pytest.mark.parametrize("name", ["a/b", "../..", "x.json", "ü ö", "~", "100%", "+1", "", None, "a\nb", "💥"])
def test_any_name_makes_an_address_and_comes_back(name: str | None) -> None:
    part = coded(name)
    assert re.fullmatch(r"[A-Za-z0-9_~+-]*", part)
    assert decoded(part) == name


@pytest.mark.parametrize(
    "address",
    [
        "/incidents/i-none",
        "/incidents/i-none.json",
        "/reports/Courier/none",
        "/parties/Nobody",
        "/agreements/a-none",
        "/demarches/q-none",
        "/api/v1/incidents/i-none",
        "/api/v1/report?id=none",
        "/nowhere",
        "/static/none.css",
    ],
)
def test_what_is_not_there_is_not_found(visitor: TestClient, address: str) -> None:
    assert visitor.get(address).status_code == 404


PAGES = ("/demarches", "/agreements", "/parties", "/outlets", "/reports", "/copies", "/decisions", "/search")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_its_json_and_csv(visitor: TestClient, path: str) -> None:
    assert visitor.get(path).status_code == 200
    assert visitor.get(f"{path}.json").headers["content-type"] == "application/json"
    assert visitor.get(f"{path}.csv").headers["content-type"].startswith("text/csv")


@pytest.mark.parametrize("path", ["/demarches", "/agreements", "/parties", "/reports"])
def test_listings_are_in_csv_as_on_screen_and_in_json_as_in_the_api(visitor: TestClient, path: str) -> None:
    shown = tables(visitor.get(path).text)[0]
    sheet = list(csv.reader(io.StringIO(visitor.get(f"{path}.csv").text)))
    assert [[" ".join(cell.removeprefix("'").split()) for cell in row] for row in sheet] == shown
    rows = visitor.get(f"{path}.json").json()["rows"]
    named = {str(row.get("id") or row.get("name")) for row in rows}
    api = {
        str(row.get("id") or row.get("name"))
        for row in visitor.get(f"/api/v1{path}?limit=500").json()["rows"]
    }
    assert named <= api


def test_every_link_of_the_pages_leads_somewhere(visitor: TestClient, ledger: Ledger) -> None:
    found = {"/"}
    waiting = ["/", *PAGES, of_incident(disputed_toll(ledger)), of_party("Norwegian Armed Forces")]
    for address in waiting:
        page = visitor.get(address).text
        for href in re.findall(r'href="(/[^"]*)"', page):
            found.add(href.replace("&amp;", "&").partition("#")[0])
    bad = [address for address in sorted(found) if visitor.get(address).status_code not in (200, 303)]
    assert bad == []


def test_a_demarche_tells_what_followed(visitor: TestClient, ledger: Ledger) -> None:
    refused = ledger.demarches(Query(limit=None), outcome="refused").rows[0]
    page = seen(visitor.get(f"/demarches/{refused.id}").text)
    assert "refused" in page
    assert "called on" in page
    assert "Norway refuses" in page
    assert "asked refuses" not in page


def test_an_agreement_has_its_terms_and_breaches_by_side(visitor: TestClient, ledger: Ledger) -> None:
    accord = ledger.accords(Query(limit=None)).rows[0]
    page = seen(visitor.get(f"/agreements/{accord.id}").text)
    assert "guns leave the border" in page
    for breach in accord.breaches:
        assert f"Said to be broken by {breach.accused}" in page
    assert "Norway, Sweden" in page


def test_a_partys_page_has_acts_words_and_dyads(visitor: TestClient) -> None:
    page = visitor.get(of_party("Government of Sweden")).text
    assert "Government of Norway" in seen(page)
    words = next(table for table in tables(page) if table[0] == ["In the words", "Outlet", "Uses"])
    assert ["Stockholm", "Courier", "1"] in words


def test_search_shows_the_words_in_context(visitor: TestClient) -> None:
    page = visitor.get("/search?q=%22fish+stalls%22").text
    assert "2 reports hold the words" in seen(page)
    assert "<mark>fish stalls</mark>" in page
    assert visitor.get("/search?q=%22").status_code == 400


def test_every_input_has_a_label_and_every_table_headers(visitor: TestClient, ledger: Ledger) -> None:
    for address in ("/", "/reports", "/add", "/search", of_incident(disputed_toll(ledger))):
        page = visitor.get(address).text
        assert page.count("<h1") == 1
        assert '<main id="main"' in page
        assert 'class="skip" href="#main"' in page
        labels = set(re.findall(r'<label[^>]* for="([^"]+)"', page))
        for field in re.findall(r"<(?:input|select|textarea)\b[^>]*>", page):
            if 'type="hidden"' in field or 'type="checkbox"' in field:
                continue
            id_ = re.search(r'\bid="([^"]+)"', field)
            assert id_, field
            assert id_[1] in labels, field
        ids = re.findall(r'\bid="([^"]+)"', page)
        assert len(ids) == len(set(ids))
        assert page.count("<table") == page.count("<thead>")


def test_of_too_many_reports_the_latest_are_compared(
    visitor: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("demarche.web.pages.outlets.MOST_REPORTS", 4)
    page = visitor.get("/outlets")
    assert page.status_code == 200
    assert "These are the latest reports, since 2031-03-" in seen(page.text)
    assert 'name="since" value="2031-03-' in page.text
    assert visitor.get("/outlets?since=2031").status_code == 400
