"""The schema's version, and the way from an older one to this one."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from demarche.errors import LedgerError
from demarche.ledger.databases.database import Database

SCHEMA = 8  # the number of the newest file in migrations/versions
VERSION_TABLE = "schema_version"
MIGRATIONS = Path(__file__).with_name("migrations")


def ensure(engine: Engine, database: Database, *, create: bool, readonly: bool) -> None:
    """Bring the database behind `engine` to this schema, or raise LedgerError; cheap when it is there."""
    name = database.name
    with engine.connect() as connection:
        version = version_of(connection, name)
    if version == SCHEMA:
        return
    if version > SCHEMA:
        raise LedgerError(
            f"{name} was written by a newer version of Demarche (schema {version}, this one knows {SCHEMA})"
        )
    if version == 0 and (readonly or not create):
        raise LedgerError(f"there is no ledger at {name}: {database.contents} is empty")
    if readonly:
        raise LedgerError(
            f"{name} is of an older schema ({version}); open it once for writing to bring it up to date"
        )
    database.prepare(engine)
    with database.changing_schema(engine) as connection:
        if version_of(connection, name) < SCHEMA:  # another process may have been quicker
            migrate(connection)
    if version > 0:
        database.give_back_room(engine)


def version_of(connection: Connection, name: str) -> int:
    """Schema version of a ledger, 0 for an empty database. Raises LedgerError for another program's."""
    tables = inspect(connection).get_table_names()
    if VERSION_TABLE in tables:
        stamps = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalars().all()
        if len(stamps) == 1 and str(stamps[0]).isdecimal():
            return int(stamps[0])
    if tables:
        raise LedgerError(f"{name} is a database of another program, not a ledger")
    return 0


def migrate(connection: Connection, scripts: Path | None = None) -> None:
    """Run the migrations that the database has not seen, oldest first, in the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts or MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
