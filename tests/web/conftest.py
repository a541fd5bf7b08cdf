"""Applications over a small ledger."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from web_samples import browser, write_ledger

from demarche.ledger import Ledger


@pytest.fixture(scope="session")
def ledger_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger that no test changes."""
    return write_ledger(tmp_path_factory.mktemp("web") / "north.db")


@pytest.fixture
def own_path(tmp_path: Path) -> Path:
    """A ledger that a test may change."""
    return write_ledger(tmp_path / "own.db")


@pytest.fixture(scope="session")
def visitor(ledger_path: Path) -> Iterator[TestClient]:
    """Somebody who only looks."""
    with browser(ledger_path) as client:
        yield client


@pytest.fixture
def analyst(own_path: Path) -> Iterator[TestClient]:
    """Somebody who decides and adds."""
    with browser(own_path) as client:
        yield client


@pytest.fixture(scope="session")
def ledger(ledger_path: Path) -> Iterator[Ledger]:
    """The ledger behind the visitor's pages."""
    with Ledger.open(ledger_path, readonly=True) as opened:
        yield opened
