"""Full-text search over reports, by the database's own means.

The index holds folded words, so that a name is found with and without its diacritics, and no text of its own.
It is written in the same transaction as the report and can be rebuilt from the reports at any time.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, select, text

from demarche.ledger.databases import fts5, tsvector
from demarche.ledger.databases.either import Either
from demarche.ledger.search_terms import terms_of
from demarche.ledger.tables import reports

_WAYS = {"sqlite": fts5, "postgresql": tsvector}


def create(connection: Connection) -> None:
    """Make the index, empty."""
    _WAYS[connection.dialect.name].create(connection)


def insert(connection: Connection, rows: Iterable[tuple[int, str, str]]) -> None:
    """Take in reports: key, title and text of each."""
    _WAYS[connection.dialect.name].insert(connection, rows)


def rebuild(connection: Connection) -> None:
    """Make the index again from the reports; for a migration after a change of folding."""
    connection.execute(text("DROP TABLE IF EXISTS report_search"))
    create(connection)
    kept = connection.execute(select(reports.c.key, reports.c.title, reports.c.text))
    for part in kept.partitions(500):
        insert(connection, ((row.key, row.title, row.text) for row in part))


def holds(words: str) -> ColumnElement[bool]:
    """The condition that a report's title or text holds the words. Raises InputError when there are none."""
    terms = terms_of(words)
    return Either(
        sqlite=reports.c.key.in_(fts5.found(terms)), postgresql=reports.c.key.in_(tsvector.found(terms))
    )


def ranked(connection: Connection, words: str) -> Select[Any]:
    """Keys (`report`) of the reports that hold the words, and a `rank`, lower for the more telling ones.

    Raises InputError when there are no words.
    """
    found: Select[Any] = _WAYS[connection.dialect.name].ranked(terms_of(words))
    return found
