"""Feeds (RSS, Atom): lists of pages that an outlet has put out, with what it says of each."""

import io
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import msgspec

from demarche.intake.encoding import mend
from demarche.intake.publication import normalised
from demarche.intake.refused import RefusedError

FEED_BYTES = 3_000_000  # taking a broken feed apart takes up to 15 s a megabyte
MOST_ENTRIES = 2_000
_LONGEST_TITLE = 500
_LONGEST_ADDRESS = 2_000
_SEARCHED = 100_000  # characters of a page that may name its feeds
_LINK = re.compile(r"<link\b[^>]{0,500}>", re.IGNORECASE)
_FEED_TYPE = re.compile(r"application/(?:rss|atom)\+xml", re.IGNORECASE)
_HREF = re.compile(r"href\s*=\s*[\"']?([^\"'\s>]{1,500})", re.IGNORECASE)


class Entry(msgspec.Struct, frozen=True):
    """A page that a feed lists: `address` is absolute; `published` an ISO 8601 date.

    `version` changes when the outlet says that the page has changed.
    """

    address: str
    title: str = ""
    published: str | None = None
    version: str = ""


class Feed(msgspec.Struct, frozen=True):
    """What a feed lists, in its order; how many entries name no page, and how many are over the bound."""

    entries: tuple[Entry, ...]
    without_page: int = 0
    over: int = 0


def read_feed(body: bytes, address: str, charset: str | None = None) -> Feed:
    """The feed in `body`, which came from `address`. Raises RefusedError when it is none."""
    if not body.strip():
        raise RefusedError("empty", "an empty feed")
    import feedparser

    kind = "application/xml" + (f"; charset={charset}" if charset else "")
    try:
        found = feedparser.parse(
            io.BytesIO(body),
            response_headers={"content-type": kind, "content-location": address},
            sanitize_html=False,  # only addresses, titles and dates are taken
            resolve_relative_uris=False,
        )
        known, told = bool(found.get("version")), list(found.get("entries", ()))
    except Exception as error:  # the parser meets any bytes whatever and must not end the whole run
        raise RefusedError("broken", f"a feed that cannot be taken apart ({type(error).__name__})") from None
    if not known and not told:
        raise RefusedError("unsupported", f"no feed{_feeds_of_page(body, address)}")
    entries = tuple(_entries(told[:MOST_ENTRIES], address))
    return Feed(
        entries=entries,
        without_page=min(len(told), MOST_ENTRIES) - len(entries),
        over=max(0, len(told) - MOST_ENTRIES),
    )


def _entries(told: list[Any], address: str) -> Iterator[Entry]:
    for each in told:
        link = str(each.get("link") or "").strip()
        if not link or len(link) > _LONGEST_ADDRESS:
            continue
        try:
            there = urljoin(address, link).partition("#")[0].replace(" ", "%20")
        except ValueError:
            continue
        yield Entry(
            address=mend(there),
            title=mend(" ".join(re.sub(r"<[^>]{0,200}>", "", str(each.get("title") or "")).split()))[
                :_LONGEST_TITLE
            ],
            published=_day(each),
            version=mend(str(each.get("updated") or each.get("published") or ""))[:100],
        )


def _day(entry: Any) -> str | None:
    """The day as the outlet writes it: its own, wherever that is."""
    for name in ("published", "updated"):
        if told := entry.get(name):
            if day := normalised(str(told)[:100]):
                return day[:10]
            if parsed := entry.get(f"{name}_parsed"):
                return f"{parsed.tm_year:04d}-{parsed.tm_mon:02d}-{parsed.tm_mday:02d}"
    return None


def _feeds_of_page(body: bytes, address: str) -> str:
    """What to say of a page that is no feed but names some."""
    for link in _LINK.findall(body[:_SEARCHED].decode("utf-8", "replace")):
        if _FEED_TYPE.search(link) and (href := _HREF.search(link)):
            try:
                return f" but a page, whose feed is {mend(urljoin(address, href[1]))}"
            except ValueError:
                break
    return ""
