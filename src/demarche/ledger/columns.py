"""Types of columns that hold the same in SQLite and in PostgreSQL.

Whole numbers have 64 bits. Text is compared and sorted by its code points, whatever the language of the
database, and may hold NUL, for which PostgreSQL has no room.
"""

import re
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import TypeDecorator

# SQLite knows the key of a row by the very word INTEGER
Integer = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

Change = Callable[[str | None], str | None]
_ESCAPE = "\x1a"  # "substitute": itself written as two characters, so that all comes back as it was
_ESCAPED = re.compile(f"{_ESCAPE}([01])")


class Text(TypeDecorator[str]):
    """Text of any length."""

    impl = sa.Text
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Change | None:
        """Nothing for SQLite, which holds any text."""
        return _without_nul if dialect.name == "postgresql" else None

    def result_processor(self, dialect: Dialect, coltype: object) -> Change | None:
        """The text again."""
        return _with_nul if dialect.name == "postgresql" else None


@compiles(Text, "postgresql")
def _column(type_: Text, compiler: Any, **options: Any) -> str:
    return 'TEXT COLLATE "C"'  # said of columns alone: what is compared with one follows it


def _without_nul(value: str | None) -> str | None:
    if value is None or ("\0" not in value and _ESCAPE not in value):
        return value
    return value.replace(_ESCAPE, f"{_ESCAPE}1").replace("\0", f"{_ESCAPE}0")


def _with_nul(value: str | None) -> str | None:
    if value is None or _ESCAPE not in value:
        return value
    return _ESCAPED.sub(lambda found: "\0" if found.group(1) == "0" else _ESCAPE, value)
