"""What is remembered of sources between rounds, as JSON in the ledger."""

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

import msgspec

from demarche.errors import LedgerError
from demarche.ledger import Ledger
from demarche.ledger.watched import Mark


class FeedSeen(msgspec.Struct, frozen=True, omit_defaults=True):
    """A feed: what its server calls the version that was taken, and how often it failed since.

    `after` is a moment, in seconds since 1970, before which it is not asked again.
    """

    etag: str | None = None
    modified: str | None = None
    failed: int = 0
    after: float = 0.0
    why: str = ""
    not_followed: int = 0  # entries without an address, and over the bound


class PageDue(msgspec.Struct, frozen=True, omit_defaults=True):
    """A page that a feed listed and that has not been read: all that is needed to read it."""

    address: str
    feed: str
    place: int = 0  # in the feed
    title: str = ""
    published: str | None = None
    version: str = ""
    again: int = 0  # times that it was read before
    failed: int = 0
    after: float = 0.0
    why: str = ""


class PageSeen(msgspec.Struct, frozen=True, omit_defaults=True):
    """A page that was read or refused: which version of it, as which feed calls it; how often read again."""

    version: str = ""
    feed: str = ""
    again: int = 0


class HostSeen(msgspec.Struct, frozen=True, omit_defaults=True):
    """A host that asked to be left alone until the moment `after`."""

    failed: int = 0
    after: float = 0.0
    why: str = ""


class FileSeen(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file as it was when it was read; `place`: records of an archive that are through.

    `head` is a digest of its first `head_bytes` bytes: a file that grew begins as it did.
    """

    size: int
    changed: int  # nanoseconds since 1970, as the file system tells
    place: int = 0
    done: bool = False
    head: str = ""
    head_bytes: int = 0


Seen = TypeVar("Seen", FeedSeen, PageDue, PageSeen, HostSeen, FileSeen)
KINDS: dict[type, str] = {
    FeedSeen: "feed",
    PageDue: "page due",
    PageSeen: "page",
    HostSeen: "host",
    FileSeen: "file",
}


def seen(ledger: Ledger, kind: type[Seen], names: Sequence[str] | None = None) -> dict[str, Seen]:
    """What is remembered of the names, or of all. Raises LedgerError where it is damaged."""
    found = ledger.marks(KINDS[kind], names)
    try:
        return {name: msgspec.json.decode(record, type=kind) for name, record in found.items()}
    except (msgspec.DecodeError, ValueError) as error:
        raise LedgerError(
            f"{ledger.name} remembers a {KINDS[kind]} in a form that is damaged: {error}"
        ) from error


def to_remember(name: str, what: FeedSeen | PageDue | PageSeen | HostSeen | FileSeen) -> Mark:
    """The mark that keeps it under a name."""
    return Mark(KINDS[type(what)], name, msgspec.json.encode(what).decode())


def to_forget(name: str, kind: type) -> Mark:
    """The mark that takes back what was kept under a name."""
    return Mark(KINDS[kind], name, None)


def page_name(address: str) -> str:
    """The name under which a page is remembered: addresses may be long."""
    return sha256(address.encode("utf-8", "replace")).hexdigest()[:32]
