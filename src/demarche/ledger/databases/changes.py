"""How often a ledger in PostgreSQL has been written to: what the time of a file tells of one in SQLite."""

from typing import Literal

from sqlalchemy import Connection, column, table, update

from demarche.ledger.columns import Integer, Text

Kind = Literal["adding", "collating"]  # a row each: the two go on side by side and must not wait here
TABLE = table("changes", column("kind", Text), column("count", Integer))


def create(connection: Connection) -> None:
    """Make the table where it is needed."""
    if connection.dialect.name == "postgresql":
        say = connection.exec_driver_sql
        say("CREATE TABLE changes (kind TEXT PRIMARY KEY, count BIGINT NOT NULL)")
        say("INSERT INTO changes VALUES ('adding', 0), ('collating', 0)")


def count(connection: Connection, kind: Kind) -> None:
    """Count one more; seen by others when the transaction ends. Nothing in SQLite."""
    if connection.dialect.name == "postgresql":
        own = TABLE.c.kind == kind
        connection.execute(update(TABLE).where(own).values(count=TABLE.c.count + 1))
