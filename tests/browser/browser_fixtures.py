"""A real Chromium at a real `demarche serve`.

Without Chromium or Playwright the tests are left out by name; with DEMARCHE_BROWSER=required they fail.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_ledger import write_ledger
from browser_pages import every_page
from browser_serving import Served, Watched, missing
from browser_survey import Findings, axe_script, survey

NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser, started once."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright is not installed")
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        missing("chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def served(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An application over a ledger that no test changes."""
    running = Served(write_ledger(tmp_path_factory.mktemp("browser") / "north.db"), "--read-only")
    yield running
    running.stop()


@pytest.fixture
def own(chromium: Any, tmp_path: Path) -> Iterator[Served]:
    """An application over a ledger that a test may change."""
    running = Served(write_ledger(tmp_path / "own.db"))
    yield running
    running.stop()


@pytest.fixture
def window(chromium: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """Opens watched windows; in the end none of them may have seen anything wrong."""
    opened: list[Watched] = []

    def open_(served: Served, **settings: Any) -> Any:
        opened.append(Watched(chromium, served.home, **settings))
        return opened[-1].page

    yield open_
    wrongs = [wrong for each in opened for wrong in each.wrongs]
    for each in opened:
        each.context.close()
    assert wrongs == []


@pytest.fixture(scope="session")
def surveyed(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Findings]:
    """What was found on every page of an application that offers everything."""
    running = Served(write_ledger(tmp_path_factory.mktemp("survey") / "all.db"))
    watched = Watched(chromium, running.home)
    axe = axe_script()
    pages = every_page(running.ledger)
    found = {
        name: survey(watched.page, address, None if "," in name else axe) for name, address in pages.items()
    }
    watched.context.close()
    running.stop()
    assert watched.wrongs == []
    return found
