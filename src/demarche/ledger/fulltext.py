"""Full-text search over reports, with SQLite's FTS5.

The index holds folded words, so that a name is found with and without its diacritics, and no text of its own.
It is written in the same transaction as the report and can be rebuilt from the reports at any time.
"""

import re
from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, column, select, table, text

from demarche.errors import InputError
from demarche.knowledge.folding import fold, fold_word
from demarche.ledger.tables import reports

_LONGEST, _MOST_TERMS = 1000, 50
_POSSESSIVE = re.compile("(?<=\\w)['\u2019]s\\b", re.IGNORECASE)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_APOSTROPHES = str.maketrans("", "", "'`")
_TERM = re.compile(r'"([^"]*)"?|([^\s"]+)')
_INDEX = table("report_search", column("rowid"), column("report_search"))


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
        {"key": key, "title": _folded_text(title), "text": _folded_text(body)} for key, title, body in rows
    ]
    if filed:
        statement = "INSERT INTO report_search (rowid, title, text) VALUES (:key, :title, :text)"
        connection.execute(text(statement), filed)


def rebuild(connection: Connection) -> None:
    """Make the index again from the reports; for a migration after a change of folding."""
    connection.execute(text("DROP TABLE IF EXISTS report_search"))
    create(connection)
    kept = connection.execute(select(reports.c.key, reports.c.title, reports.c.text))
    for part in kept.partitions(500):
        insert(connection, ((row.key, row.title, row.text) for row in part))


def holds(words: str) -> ColumnElement[bool]:
    """The condition that a report's title or text holds the words. Raises InputError when there are none."""
    found = select(_INDEX.c.rowid).where(_INDEX.c.report_search.op("MATCH")(match(words)))
    return reports.c.key.in_(found)


def match(words: str) -> str:
    """The FTS5 expression for what a user typed: every term quoted, so that none of it is taken as syntax."""
    if len(words) > _LONGEST:
        raise InputError(f"text to search for is longer than {_LONGEST} characters")
    terms = []
    for found in _TERM.finditer(words):
        phrase, word = found.groups()
        said = phrase if word is None else word.rstrip("*")
        folded = _folded_text(said).replace('"', " ").replace("\0", " ")  # folding can make a quote
        if fold(folded):
            terms.append(f'"{folded}"*' if word is not None and word.endswith("*") else f'"{folded}"')
    if not terms:
        raise InputError(f"text to search for has no words: {words[:40]!r}")
    if len(terms) > _MOST_TERMS:
        raise InputError(f"text to search for has more than {_MOST_TERMS} words")
    return " AND ".join(terms)


def _folded_text(words: str) -> str:
    """The text with its words as `fold` gives them; punctuation stays, the index passes it over."""
    bare = _POSSESSIVE.sub("", words)
    return _NOT_ASCII.sub(lambda found: fold_word(found.group()), bare).lower().translate(_APOSTROPHES)
