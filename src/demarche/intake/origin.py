"""Where a page came from, and what was told of it there: used where the page itself is silent."""

from urllib.parse import urlsplit

import msgspec


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """What an archive, a server or a feed tells of a page beside the page's own words.

    `address`: where it was fetched from; `charset`: what the server says of its encoding; `title`, `outlet`
    and `published` (an ISO 8601 date): what a feed or a person says of it.
    """

    address: str | None = None
    charset: str | None = None
    title: str = ""
    outlet: str | None = None
    published: str | None = None


UNKNOWN = Origin()


def article_address(url: str | None) -> str | None:
    """`url` when it can be one article's: some pages name their site's front page as their address."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    one_article = (
        parts.scheme in ("http", "https") and parts.hostname and (parts.path.strip("/") or parts.query)
    )
    return url if one_article else None


def host_of(url: str | None) -> str | None:
    """The host of an address, without `www.`."""
    try:
        host = urlsplit(url).hostname if url else None
    except ValueError:
        return None
    return str(host).removeprefix("www.") if host else None


def own_address(told: str | None, fetched: str | None) -> str | None:
    """The address of a page that calls itself `told` and came from `fetched`.

    Its own word counts, so that one article has one address; but no page speaks for another site's, or what
    one outlet copies would become a version of what the other wrote.
    """
    told, fetched = article_address(told), article_address(fetched)
    if told is None or fetched is None:
        return told or fetched
    return told if _site(told) == _site(fetched) else fetched


def _site(url: str) -> str:
    """The last two parts of the host: roughly what one publisher owns."""
    return ".".join((host_of(url) or "").split(".")[-2:])
