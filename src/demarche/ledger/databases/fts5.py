"""Full-text search with SQLite's FTS5: an index of words that holds no text of its own."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Select, column, select, table, text

from demarche.ledger.search_terms import Term, folded_text

_INDEX = table("report_search", column("rowid"), column("report_search"), column("rank"))


def create(connection: Connection) -> None:
    """Make the index, empty."""
    connection.execute(
        text(
            "CREATE VIRTUAL TABLE report_search USING fts5("
            "title, text, content='', tokenize='unicode61 remove_diacritics 2')"
        )
    )


def insert(connection: Connection, rows: Iterable[tuple[int, str, str]]) -> None:
    """Take in reports: key, title and text of each."""
    filed = [
        {"key": key, "title": folded_text(title), "text": folded_text(body)} for key, title, body in rows
    ]
    if filed:
        statement = "INSERT INTO report_search (rowid, title, text) VALUES (:key, :title, :text)"
        connection.execute(text(statement), filed)


def found(terms: Sequence[Term]) -> Select[Any]:
    """The keys of reports that hold all the terms."""
    return select(_INDEX.c.rowid.label("report")).where(_matches(terms))


def ranked(terms: Sequence[Term]) -> Select[Any]:
    """The same, with a `rank` that is lower the more telling the report is."""
    return select(_INDEX.c.rowid.label("report"), _INDEX.c.rank).where(_matches(terms))


def _matches(terms: Sequence[Term]) -> Any:
    # every term is quoted, so that none of it is taken as syntax
    quoted = (f'"{term.words}"{"*" if term.beginning else ""}' for term in terms)
    return _INDEX.c.report_search.op("MATCH")(" AND ".join(quoted))
