"""Where a test keeps its ledger: in each database in turn."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Row, inspect

from demarche.ledger.databases.addresses import database_at
from demarche.ledger.databases.database import for_purpose

_numbers = count(1)
_within: list[tuple[str | None, str]] = []  # the server on which the tests run now, and a folder for files


@contextmanager
def on(url: str | None) -> Iterator[None]:
    """Within, `fresh` gives places on the server at a URL, or SQLite files."""
    with tempfile.TemporaryDirectory(prefix="demarche-ledgers-") as folder:
        _within.append((url, folder))
        try:
            yield
        finally:
            _within.pop()


def fresh() -> str:
    """A path or URL at which no ledger is yet."""
    name = f"ledger_{next(_numbers)}"
    plain, folder = _within[-1]
    if plain is None:
        return str(Path(folder) / f"{name}.db")
    import psycopg

    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}".encode())
    return f"{plain}&options=-csearch_path%3D{name}"


def contents(path: str) -> dict[str, list[Row[Any]]]:
    """Every row of every table, the full-text index's inner ones too; not how often it was written to."""
    engine = database_at(path).engine(create=False, readonly=True)
    with engine.connect() as connection:
        names = sorted({*inspect(connection).get_table_names()} - {"changes"})
        return {
            name: sorted(connection.exec_driver_sql(f"SELECT * FROM {name}").all(), key=repr)
            for name in names
        }


def change(path: str, *statements: str) -> None:
    """Change a ledger behind its back."""
    engine = database_at(path).engine(create=False, readonly=False)
    with for_purpose(engine.connect(), "collating") as connection, connection.begin():
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()
