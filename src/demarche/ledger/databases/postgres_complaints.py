"""What a PostgreSQL server complains of, in one line that helps."""

import re

from sqlalchemy.exc import DBAPIError

from demarche.errors import DemarcheError, InputError, LedgerError
from demarche.ledger.databases import database

_LONGEST = 200
# "connection to server at "127.0.0.1", port 5432 failed: ", once for each address that was tried
_PREAMBLE = re.compile(r"^(connection failed: )?(connection to server [^\n]*? failed: )?((FATAL|ERROR): +)?")


def complaint(name: str, error: DBAPIError, password: str | None) -> DemarcheError:
    """What to tell of an error at the ledger of that name."""
    state = getattr(error.orig, "sqlstate", None)
    words = _words(str(error.orig), password)
    if state is None or state.startswith("08") or state in ("28P01", "28000", "3D000"):
        return LedgerError(_unreached(name, words))
    if state == "55P03":
        return LedgerError(f"{name} {database.in_use()}")
    if state in ("42501", "25006"):
        return LedgerError(f"{name} cannot be opened or written: {words}")
    if state in ("22003", "54000"):  # a number beyond 64 bits; a name too long for an index
        return InputError(f"this cannot be stored or looked for: {words}")
    if state.startswith("53"):
        return LedgerError(f"{name} cannot be used now: {words}")
    if state.startswith("XX"):
        return LedgerError(f"{name} is damaged: {words}")
    return LedgerError(f"{name}: {words}")


def _unreached(name: str, words: str) -> str:
    if "does not exist" in words and "database" in words:
        return f"there is no database at {name}: {words} (createdb makes one)"
    if "authentication failed" in words or "no password supplied" in words:
        return f"{name} does not let us in: {words}"
    return f"{name} cannot be reached: {words}"


def _words(said: str, password: str | None) -> str:
    """The first line, without where it was said, which the name tells, and without the password."""
    first = _PREAMBLE.sub("", said.strip()).partition("\n")[0].strip()
    if password:
        first = first.replace(password, "***")
    return first if len(first) <= _LONGEST else f"{first[:_LONGEST]}…"
