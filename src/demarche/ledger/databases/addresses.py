"""Which database a path or URL names."""

import re
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from demarche.errors import LedgerError
from demarche.ledger.databases.database import Database
from demarche.ledger.databases.sqlite import MEMORY, SQLite

_POSTGRES = ("postgresql", "postgres")
_SCHEME = re.compile(r"[A-Za-z][\w+.-]{0,30}(?=://)")


def database_at(path: str | Path) -> Database:
    """The database that a path, `:memory:` or a URL names. Raises LedgerError if none."""
    if isinstance(path, Path) or "://" not in path:
        if not str(path).strip():
            raise LedgerError("a ledger needs a path")
        return SQLite(str(path))
    url = _url(path)
    kind = url.get_backend_name()
    if kind == "sqlite":
        return SQLite(url.database or MEMORY)
    if kind not in _POSTGRES:
        raise LedgerError(f"a ledger is kept in SQLite or in PostgreSQL, not in {kind}")
    from demarche.ledger.databases.postgres import Postgres

    return Postgres(url)


def shown(path: str) -> str:
    """The path or URL as it may be shown: a URL of PostgreSQL without password and options."""
    return database_at(path).name if _is_postgres(path) else path


def files_of(path: str) -> list[str]:
    """The files of the ledger at a path or URL: the database and what SQLite lays beside it."""
    if _is_postgres(path):
        return []
    return [path.removeprefix("sqlite:///") + ending for ending in ("", "-wal", "-shm", "-journal")]


def _is_postgres(path: str) -> bool:
    return path.partition("://")[0].partition("+")[0] in _POSTGRES


def _url(path: str) -> URL:
    try:
        url = make_url(path)
        url.port  # noqa: B018 - looked at here, where what is wrong is told
    except (ArgumentError, ValueError):
        # not a word of it but the scheme: a password may stand anywhere
        scheme = _SCHEME.match(path)
        form = "postgresql://USER:PASSWORD@HOST/DATABASE, a password's @ : / written as %40 %3A %2F"
        raise LedgerError(f"not a database URL: {scheme.group() if scheme else ''}://… ({form})") from None
    return url
