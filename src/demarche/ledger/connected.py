"""What every part of a Ledger stands on: a database that is open, and transactions on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from demarche.errors import LedgerError
from demarche.ledger.databases.database import Database, Purpose, Stamp, for_purpose


class Connected:
    """An open database. Every transaction raises LedgerError where the database does not answer."""

    def __init__(self, database: Database, engine: Engine, *, readonly: bool) -> None:
        self._database = database
        self._engine = engine
        self.name = database.name
        self.readonly = readonly

    def stamp(self) -> Stamp:
        """Changes whenever the ledger does, and now and then when it does not; cheap to ask."""
        return self._database.stamp(self._reading)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._database.complaints(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _writing(self, purpose: Purpose = "adding") -> Iterator[Connection]:
        if self.readonly:
            raise LedgerError(f"{self.name} was opened for reading only")
        with self._database.complaints(), self._engine.connect() as opened:
            connection = for_purpose(opened, purpose)
            with connection.begin():
                yield connection
