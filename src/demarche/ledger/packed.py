"""Long text kept small: compressed on its way into the database, as it was on its way out."""

import zlib
from functools import cache
from importlib.resources import files

from sqlalchemy import Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator

from demarche.errors import LedgerError


class Packed(TypeDecorator[str]):
    """A column of JSON that no query looks into, such as a whole record: a quarter of its size.

    zlib with a preset dictionary (RFC 1950, 2.2), by which even a short record is small. What was packed
    without one, or with none that is needed, is read as well.
    """

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """The text, compressed."""
        return None if value is None else packed(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        """The text again."""
        return None if value is None else unpacked(value)


def packed(text: str) -> bytes:
    """The text, compressed."""
    packing = zlib.compressobj(6, zdict=dictionary())
    return packing.compress(text.encode()) + packing.flush()


def unpacked(held: bytes) -> str:
    """The text again. Raises LedgerError when it is damaged."""
    unpacking = zlib.decompressobj(zdict=dictionary())
    try:
        text = unpacking.decompress(held).decode()
    except (zlib.error, TypeError, ValueError) as error:
        raise LedgerError(f"the ledger holds a damaged record: {error}") from error
    if not unpacking.eof:  # its end is also what its content is checked by
        raise LedgerError("the ledger holds a damaged record: it is cut short")
    return text


@cache
def dictionary() -> bytes:
    """Records of the bundled sample, the most frequent kinds last. A change would make ledgers unreadable."""
    return (files("demarche.ledger") / "data/packing.jsonl").read_bytes()
