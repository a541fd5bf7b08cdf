"""What is known of watched sources, kept in the very transaction that keeps what they gave."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import Connection, bindparam, delete, select

from demarche.ledger.connected import Connected
from demarche.ledger.tables import watched

_TOGETHER = 500  # names asked for at once: bounds the variables of one SQL statement


class Mark(msgspec.Struct, frozen=True):
    """What is known of one thing that is watched: `record` is JSON that whoever watches understands.

    A `record` of None takes back what was known.
    """

    kind: str
    name: str
    record: str | None


def put(connection: Connection, marks: Iterable[Mark]) -> None:
    """Keep the marks, each in the place of an older one of its kind and name."""
    latest = {(mark.kind, mark.name): mark for mark in marks}
    if not latest:
        return
    # bound parameters may not be named as the columns are that an insertion sets
    here = (watched.c.kind == bindparam("of_kind")) & (watched.c.name == bindparam("of_name"))
    connection.execute(
        delete(watched).where(here), [{"of_kind": kind, "of_name": name} for kind, name in latest]
    )
    if rows := [msgspec.structs.asdict(mark) for mark in latest.values() if mark.record is not None]:
        connection.execute(watched.insert(), rows)


class Watched(Connected):
    """The part of a Ledger that remembers what `demarche watch` has seen."""

    def marks(self, kind: str, names: Sequence[str] | None = None) -> dict[str, str]:
        """The records of the names that are known, by name; of all names of the kind where none are given."""
        found: dict[str, str] = {}
        with self._reading() as connection:
            if names is None:
                every = select(watched.c.name, watched.c.record).where(watched.c.kind == kind)
                return {row.name: row.record for row in connection.execute(every.order_by(watched.c.name))}
            for start in range(0, len(names), _TOGETHER):
                some = names[start : start + _TOGETHER]
                rows = select(watched.c.name, watched.c.record).where(
                    watched.c.kind == kind, watched.c.name.in_(some)
                )
                found.update((row.name, row.record) for row in connection.execute(rows))
        return found

    def mark(self, marks: Sequence[Mark]) -> None:
        """Keep the marks in one transaction."""
        if marks:
            with self._writing() as connection:
                put(connection, marks)
