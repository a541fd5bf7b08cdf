"""PostgreSQL: how its sessions are opened, and who waits for whom.

Who reads sees the ledger as it stood at the beginning of the transaction and waits for nobody. Those who add
reports wait for each other, those who collate or decide as well; these two kinds go on side by side.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from demarche.errors import DemarcheError, LedgerError
from demarche.ledger.databases import changes, database, postgres_complaints
from demarche.ledger.databases.database import Database, Reading, Stamp, for_purpose, purpose_of

_SPARE, _BEYOND = 5, 20  # connections kept open, and how many more at once
_CONNECT_SECONDS = 10
_LOCKS = 0x64656D61  # the first half of the numbers of our advisory locks
_ADDING, _COLLATING = 1, 2  # the second


class Postgres(Database):
    """A database on a server, or the part of it that the search path names."""

    contents = "the database"

    def __init__(self, url: URL) -> None:
        self._url = url.set(drivername="postgresql+psycopg")
        self.name = _name(url)

    def engine(self, *, create: bool, readonly: bool) -> Engine:
        """An engine over the database. Raises LedgerError where the driver is not installed."""
        if importlib.util.find_spec("psycopg") is None:
            raise LedgerError(_NO_DRIVER)
        settings: dict[str, Any] = {"autocommit": True, "client_encoding": "utf8"}
        settings |= {
            name: value
            for name, value in (("connect_timeout", _CONNECT_SECONDS), ("application_name", "demarche"))
            if name not in self._url.query
        }
        try:
            engine = create_engine(
                self._url,
                connect_args=settings,
                use_native_hstore=False,
                pool_pre_ping=True,
                pool_size=_SPARE,
                max_overflow=_BEYOND,
                pool_timeout=database.BUSY_SECONDS,
            )
        except ImportError as error:  # psycopg without a libpq
            raise LedgerError(_NO_DRIVER) from error
        event.listen(engine, "connect", _settle_readonly if readonly else _settle)
        event.listen(engine, "begin", _begin)
        return engine

    def prepare(self, engine: Engine) -> None:
        """Raise LedgerError for a database whose encoding cannot hold every report."""
        with engine.connect() as connection:
            encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
        if encoding != "UTF8":
            raise LedgerError(f"{self.name} cannot hold a ledger: its encoding is {encoding}, not UTF8")

    @contextmanager
    def changing_schema(self, engine: Engine) -> Iterator[Connection]:
        """A connection in a transaction that may change tables, while nobody else writes."""
        with for_purpose(engine.connect(), "schema") as connection, connection.begin():
            yield connection

    def give_back_room(self, engine: Engine) -> None:
        """Left to the server's autovacuum: more would lock the tables for long."""

    def stamp(self, reading: Reading) -> Stamp:
        """How often the ledger has been written to."""
        with reading() as connection:
            return tuple(connection.execute(select(changes.TABLE.c.count).order_by("kind")).scalars())

    def complaint(self, error: DBAPIError) -> DemarcheError:
        """One line that says what is wrong, and never the password."""
        return postgres_complaints.complaint(self.name, error, self._url.password)


def hold_off_collating(connection: Connection) -> None:
    """Wait until nobody collates, and let nobody begin before this transaction ends.

    For adding that takes away what a collation under way may build on. Where there is but one writer at a
    time, as in SQLite, nobody does.
    """
    if connection.dialect.name == "postgresql":
        _lock(connection, _COLLATING)


_NO_DRIVER = "a ledger in PostgreSQL needs the driver psycopg: pip install 'demarche[postgres]'"


def _name(url: URL) -> str:
    """The address without password, and without options, in which one may stand too."""
    plain = URL.create("postgresql", url.username, None, url.host, url.port, url.database)
    return plain.render_as_string(hide_password=False)


def _settle(session: Any, record: object) -> None:
    session.execute(f"SET lock_timeout = {int(database.BUSY_SECONDS * 1000)}")
    session.execute("SET jit = off")  # our questions are many and short


def _settle_readonly(session: Any, record: object) -> None:
    _settle(session, record)
    session.execute("SET default_transaction_read_only = on")


def _begin(connection: Connection) -> None:
    purpose = purpose_of(connection)
    say = connection.exec_driver_sql
    if purpose is None:
        say("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    elif purpose == "collating":
        _begin_collating(connection)
        changes.count(connection, "collating")
    else:
        say("BEGIN ISOLATION LEVEL READ COMMITTED, READ WRITE")
        _lock(connection, _ADDING)
        if purpose == "adding":
            changes.count(connection, "adding")
        else:
            _lock(connection, _COLLATING)


def _begin_collating(connection: Connection) -> None:
    """Begin a transaction that sees one state of the ledger: as it is when all who collate have ended.

    That state is what the first question after BEGIN sees, even if it has to wait for a lock; so the session
    waits for it before, and hands it over to the transaction.
    """
    say = connection.exec_driver_sql
    try:
        say(f"SELECT pg_advisory_lock({_LOCKS}, {_COLLATING})")
        say("BEGIN ISOLATION LEVEL REPEATABLE READ, READ WRITE")
        _lock(connection, _COLLATING)
        say(f"SELECT pg_advisory_unlock({_LOCKS}, {_COLLATING})")
    except BaseException:
        connection.invalidate()  # a session that goes back to the pool with a lock would keep it
        raise


def _lock(connection: Connection, which: int) -> None:
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCKS}, {which})")
