"""Both databases that a ledger can be kept in."""

import os
from collections.abc import Iterator

import pytest
from benchmarks.postgres_server import program, served
from ledger_places import on

REQUIRED = os.environ.get("DEMARCHE_POSTGRES") == "required"


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server of the tests' own."""
    missing = None
    if not (program("initdb") and program("postgres")):
        missing = "PostgreSQL is not installed (Debian, Ubuntu: apt install postgresql)"
    try:
        import psycopg  # noqa: F401
    except ImportError:
        missing = "psycopg is not installed (pip install 'demarche[postgres]')"
    if missing and REQUIRED:
        pytest.fail(missing)
    if missing:
        pytest.skip(f"{missing}: the ledger is not tried on a server here")
    with served() as url:
        yield url


@pytest.fixture(scope="module", params=["SQLite", "PostgreSQL"])
def each_database(request: pytest.FixtureRequest) -> Iterator[None]:
    """The tests of a module on one database and then on the other: `fresh` says where."""
    with on(request.getfixturevalue("postgres") if request.param == "PostgreSQL" else None):
        yield
