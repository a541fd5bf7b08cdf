"""A small ledger for the web pages: invented happenings, disputes, a demarche, an accord, hostile words."""

import importlib.util
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from demarche.ledger import Ledger
from demarche.records import Reading, Report
from demarche.web.app import create_app
from demarche.web.settings import Settings


def _north() -> Any:
    """The invented happenings that the ledger's tests are made of."""
    path = Path(__file__).parents[1] / "ledger" / "collated_samples.py"
    spec = importlib.util.spec_from_file_location("north_samples", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


NORTH = _north()
HOME = "http://127.0.0.1:8765"
HOSTILE_TITLE = "=HYPERLINK(\"http://x\") <script>alert('title')</script>"
HOSTILE_BODY = (
    "<script>alert(1)</script> \"><img src=x onerror=alert(2)> {{ 7*7 }} {% include 'x' %} </textarea>"
    " The Norwegian army shelled villagers near Dals Ed on 9 March, '; DROP TABLE reports; --"
)


def hostile() -> tuple[Report, Reading]:
    """A report full of what a careless page would run."""
    outlet = 'Evil </title><script>alert("outlet")</script>/../..?x#y'
    teller = NORTH.Teller("a/b c?.json", outlet, "2031-03-20", HOSTILE_TITLE, HOSTILE_BODY)
    told: tuple[Report, Reading] = teller.tell(
        "ASSAULT", "shelled", who=["Norwegian army"], whom=["villagers"], day=("9 March", "2031-03-09"),
        where="Dals Ed",
    ).pair()  # fmt: skip
    return told


def write_ledger(path: Path) -> Path:
    """The ledger, collated."""
    with Ledger.open(path) as ledger:
        ledger.add_many([*NORTH.corpus(), hostile()])
        ledger.collate()
    return path


def browser(path: Path, settings: Settings | None = None) -> TestClient:
    """A browser at an application over the ledger."""
    return TestClient(
        create_app(path, settings), base_url=HOME, headers={"accept": "text/html"}, follow_redirects=False
    )


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
            self._in_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.tables[-1][-1][-1] += data


def tables(page: str) -> list[list[list[str]]]:
    """The tables of a page as a person sees them: rows of cells."""
    parser = _Tables()
    parser.feed(page)
    return [[[" ".join(cell.split()) for cell in row] for row in table] for table in parser.tables]


def seen(page: str) -> str:
    """The page's words, without markup."""
    return " ".join(
        unescape(re.sub(r"<[^>]+>", "", re.sub(r"(?s)<(script|style).*?</\1>", "", page))).split()
    )


def mark(page: str) -> str:
    """What the forms of a page carry."""
    found = re.search(r'name="mark" value="([0-9a-f]{64})"', page)
    assert found, "the page has no form"
    return found[1]
