"""SQLite: how a ledger file is opened, what each connection is set to, and how its complaints read."""

import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool, StaticPool

from demarche.errors import LedgerError
from demarche.ledger.databases import database
from demarche.ledger.databases.database import Database, Reading, Stamp, for_purpose, purpose_of

MEMORY = ":memory:"


class SQLite(Database):
    """A file, or `:memory:`."""

    contents = "the file"

    def __init__(self, path: str) -> None:
        self.name = path

    def engine(self, *, create: bool, readonly: bool) -> Engine:
        """An engine over the file. Raises LedgerError for a path that cannot be a ledger."""
        if self.name == MEMORY:
            engine = create_engine("sqlite://", creator=_connector("file::memory:"), poolclass=StaticPool)
        else:
            mode = _mode(Path(self.name), create=create, readonly=readonly)
            uri = f"{Path(self.name).absolute().as_uri()}?{mode}"
            engine = create_engine(
                "sqlite://", creator=_connector(uri, readonly=readonly), poolclass=QueuePool
            )
        event.listen(engine, "begin", _begin)
        return engine

    def prepare(self, engine: Engine) -> None:
        """Switch to write-ahead logging, in which readers and one writer do not wait for each other."""
        with engine.connect() as connection:
            _use_wal(connection)

    @contextmanager
    def changing_schema(self, engine: Engine) -> Iterator[Connection]:
        """A connection in a transaction that may rebuild tables. Raises LedgerError if rows are orphaned.

        SQLite rebuilds a table by dropping it, which would take the rows that refer to it along; so foreign
        keys are off meanwhile, and all of them are checked before the transaction ends.
        """
        with for_purpose(engine.connect(), "schema") as connection:
            _foreign_keys(connection, "OFF")
            try:
                with connection.begin():
                    yield connection
                    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                        raise LedgerError(
                            f"{self.name} cannot be brought up to date: its rows do not fit together"
                        )
            finally:
                _foreign_keys(connection, "ON")

    def give_back_room(self, engine: Engine) -> None:
        """Write the file anew without gaps, where the disk has room for it twice more.

        It is done whole or not at all. Where it cannot be done the ledger is as good, only larger.
        """
        path = Path(self.name)
        if shutil.disk_usage(path.absolute().parent).free < 2 * _size(path):
            return
        with (
            engine.connect() as connection,
            closing(connection.connection.cursor()) as cursor,  # below SQLAlchemy: outside a transaction
            suppress(sqlite3.DatabaseError),  # another is writing, or the disk is full after all
        ):
            cursor.execute("VACUUM")

    def stamp(self, reading: Reading) -> Stamp:
        """The state of the file and of its journal."""
        if self.name == MEMORY:
            with reading() as connection:
                return (int(connection.execute(text("SELECT total_changes()")).scalar_one()),)
        told: list[int] = []
        for path in (self.name, f"{self.name}-wal"):
            try:
                state = os.stat(path)
                told += (state.st_mtime_ns, state.st_size, state.st_ino)
            except OSError:
                told.append(0)
        return tuple(told)

    def complaint(self, error: DBAPIError) -> LedgerError:
        """One line that says what is wrong."""
        said = str(error.orig)
        if "not a database" in said:
            return LedgerError(f"{self.name} is not a ledger: the file is not a database")
        if "malformed" in said:
            return LedgerError(f"{self.name} is damaged: {said}")
        if "locked" in said or "busy" in said:
            patience = f"{database.BUSY_SECONDS:.0f} s"
            return LedgerError(
                f"{self.name} is in use: another program has been writing to it for {patience}"
            )
        if "readonly" in said or "unable to open" in said:
            return LedgerError(
                f"{self.name} cannot be opened or written: {said} (check the permissions of file and folder)"
            )
        if "full" in said:
            return LedgerError(f"{self.name} cannot be written: the disk is full")
        return LedgerError(f"{self.name}: {said}")


def _use_wal(connection: Connection) -> None:
    patience = time.monotonic() + database.BUSY_SECONDS
    cursor = connection.connection.cursor()
    try:
        while True:
            try:
                if cursor.execute("PRAGMA journal_mode").fetchone()[0] not in ("wal", "memory"):
                    cursor.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                # SQLite does not wait by itself here when another process is making the same switch
                if "locked" not in str(error) or time.monotonic() > patience:
                    raise
                time.sleep(0.02)
            else:
                return
    finally:
        cursor.close()


def _connector(uri: str, *, readonly: bool = False) -> Callable[[], sqlite3.Connection]:
    def connect() -> sqlite3.Connection:
        # isolation_level None: transactions begin where `_begin` says, around changes of schema too
        connection = sqlite3.connect(
            uri, uri=True, timeout=database.BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = NORMAL")  # in WAL: safe against a kill and a power cut
            if readonly:
                connection.execute("PRAGMA query_only = ON")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    return connect


def _foreign_keys(connection: Connection, state: str) -> None:
    cursor = connection.connection.cursor()  # below SQLAlchemy: inside a transaction SQLite would ignore it
    cursor.execute(f"PRAGMA foreign_keys = {state}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # one writer at a time, whatever it writes: it waits here and never fails halfway
    connection.exec_driver_sql("BEGIN IMMEDIATE" if purpose_of(connection) else "BEGIN")


def _mode(path: Path, *, create: bool, readonly: bool) -> str:
    try:
        if path.is_dir():
            raise LedgerError(f"{path} is a folder, not a ledger")
        exists = path.exists()
        if "\0" in str(path) or (exists and not path.is_file()):
            raise LedgerError(f"{str(path)!r} is not a file, so no ledger")
        if not exists and (readonly or not create):
            raise LedgerError(f"there is no ledger at {path}")
        if not exists and not path.absolute().parent.is_dir():
            raise LedgerError(f"no ledger can be made at {path}: the folder {path.parent} does not exist")
    except (OSError, ValueError) as error:
        raise LedgerError(f"no ledger can be opened at {path}: {error}") from error
    if exists and not readonly and not os.access(path, os.W_OK):
        raise LedgerError(f"{path} cannot be written: permission denied")
    if not readonly:
        return "mode=rwc" if create else "mode=rw"
    if _size(Path(f"{path}-wal")) > 0:
        return "mode=ro"  # a writer is at work, or was killed: all is left as it is
    if os.access(path.absolute().parent, os.W_OK):
        return (
            "mode=rw"  # query_only guards the content; so SQLite takes its lock files away again on closing
        )
    return "immutable=1"  # on a medium where no lock files can be made nobody writes either


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # a writer that ends takes its journal away
        return 0
