"""Long lists in parts that one SQL statement takes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Table

T = TypeVar("T")
MANY = 500  # values in one statement


def parts(values: Sequence[T], size: int = MANY) -> Iterator[Sequence[T]]:
    """The values in runs of `size`."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


def insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put rows into a table; none is no statement."""
    if rows:
        connection.execute(table.insert(), list(rows))
