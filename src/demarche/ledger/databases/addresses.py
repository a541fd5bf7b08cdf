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
    """The path or URL as it may be shown and called again: a URL of PostgreSQL without its passwords."""
    if not _is_postgres(path):
        return path
    url = _url(path)
    plain = URL.create(url.drivername, url.username, None, url.host, url.port, url.database)
    options = {name: value for name, value in url.query.items() if "pass" not in name.lower()}
    return plain.update_query_dict(options).render_as_string(hide_password=False)


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
