"""Full-text search with PostgreSQL's tsvector and a GIN index.

Words are cut here and not by the server, so that they are the same as in SQLite. A vector knows places up to
16,383 and 255 of one word, so a long report is indexed in parts; they overlap by the longest phrase there is.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, and_, cast, column, func, literal, select, table, text
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.sql.elements import ColumnElement

from demarche.ledger.search_terms import LONGEST, Term, folded_text

PART, OVERLAP = 2500, LONGEST // 2  # words
_APART = 2  # places between title and text, so that no phrase runs from one into the other
_LONGEST_WORD = 80  # characters; a vector holds a mebibyte
_MOST_PLACES = 255
_WORD = re.compile(r"[^\W_]+")
_INDEX = table("report_search", column("rowid"), column("long"), column("words", TSVECTOR))


def create(connection: Connection) -> None:
    """Make the index, empty: of each report one row or, of a long one, several."""
    for statement in (
        "CREATE TABLE report_search (rowid BIGINT NOT NULL REFERENCES reports (key) ON DELETE CASCADE, "
        "part BIGINT NOT NULL, long BOOLEAN NOT NULL, words TSVECTOR NOT NULL, PRIMARY KEY (rowid, part))",
        "CREATE INDEX report_search_words ON report_search USING gin (words)",
        "CREATE INDEX report_search_long ON report_search (rowid) WHERE long",
    ):
        connection.exec_driver_sql(statement)


def insert(connection: Connection, rows: Iterable[tuple[int, str, str]]) -> None:
    """Take in reports: key, title and text of each."""
    filed = [
        {"key": key, "part": number, "long": len(parts) > 1, "words": _vector(part)}
        for key, title, body in rows
        for parts in [_parts(title, body)]
        for number, part in enumerate(parts)
    ]
    if filed:
        statement = (
            "INSERT INTO report_search (rowid, part, long, words) "
            "VALUES (:key, :part, :long, CAST(:words AS tsvector))"
        )
        connection.execute(text(statement), filed)


def found(terms: Sequence[Term]) -> Select[Any]:
    """The keys of reports that hold all the terms."""
    wanted = [_holds(term) for term in terms]
    together = select(_INDEX.c.rowid.label("report")).where(and_(*wanted))
    if len(wanted) == 1:
        return together.distinct()
    # of a long report one part may hold one term and one part another
    apart = (
        select(_INDEX.c.rowid)
        .where(_INDEX.c.long)
        .group_by(_INDEX.c.rowid)
        .having(and_(*(func.bool_or(each) for each in wanted)))
    )
    either = together.union(apart).subquery()
    return select(either.c.report)


def ranked(terms: Sequence[Term]) -> Select[Any]:
    """The same, with a `rank` that is lower the more telling the report is."""
    any_of = cast(literal(" | ".join(_query(term) for term in terms)), TSQUERY)
    rank = func.min(-func.ts_rank(_INDEX.c.words, any_of, 1))  # 1: long ones are not more telling for it
    return (
        select(_INDEX.c.rowid.label("report"), rank.label("rank"))
        .where(_INDEX.c.rowid.in_(found(terms)))
        .group_by(_INDEX.c.rowid)
    )


def _holds(term: Term) -> ColumnElement[bool]:
    return _INDEX.c.words.op("@@", is_comparison=True)(cast(literal(_query(term)), TSQUERY))


def _query(term: Term) -> str:
    """The term as a query; its words are letters and digits only, so none is taken as syntax."""
    words = [f"'{word}'" for word in _words(term.words)]
    if term.beginning and words:
        words[-1] += ":*"
    return f"({' <-> '.join(words)})" if words else "''"


def _words(folded: str) -> Iterator[str]:
    return (word.group()[:_LONGEST_WORD] for word in _WORD.finditer(folded))


def _parts(title: str, body: str) -> list[list[str]]:
    words = [*_words(folded_text(title)), *[""] * _APART, *_words(folded_text(body))]
    starts = range(0, max(1, len(words) - OVERLAP), PART - OVERLAP)
    return [words[start : start + PART] for start in starts]


def _vector(words: Sequence[str]) -> str:
    places: dict[str, list[str]] = {}
    for place, word in enumerate(words, start=1):
        if word:
            held = places.setdefault(word, [])
            if len(held) < _MOST_PLACES:
                held.append(str(place))
    return " ".join(f"'{word}':{','.join(held)}" for word, held in places.items())
