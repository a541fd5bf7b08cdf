"""Addresses of pages: stable, made of ids and names, safe whatever these hold."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from urllib.parse import quote_plus

_PLAIN = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
_CODED = re.compile(r"~([0-9A-F]{2})|\+|~")
NONE = "~"  # what stands for no outlet
Pairs = Sequence[tuple[str, str]]


def coded(value: str | None) -> str:
    """A name as one part of a path: letters, digits, `_` and `-` as they are, `+` a space, `~2F` any byte.

    Servers, proxies and file systems leave it alone, unlike per cent signs.
    """
    if value is None:
        return NONE
    return "".join(
        chr(byte) if byte in _PLAIN else "+" if byte == 32 else f"~{byte:02X}"
        for byte in value.encode("utf-8", "surrogatepass")
    )


def decoded(part: str) -> str | None:
    """The name that was coded; None for none."""
    if part == NONE:
        return None
    held = bytearray()
    at = 0
    for match in _CODED.finditer(part):
        held += part[at : match.start()].encode()
        held += bytes([int(match[1], 16)]) if match[1] else b" " if match[0] == "+" else b"~"
        at = match.end()
    held += part[at:].encode()
    return held.decode("utf-8", "replace")


def address(path: str, query: Iterable[tuple[str, str]] = ()) -> str:
    """A path with a query, if there is any."""
    told = "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in query)
    return f"{path}?{told}" if told else path


_quoted = lru_cache(maxsize=16384)(quote_plus)  # a page has hundreds of links of much the same words


def of_report(outlet: str | None, id: str) -> str:
    """The page of a report."""
    return f"/reports/{coded(outlet)}/{coded(id)}"


def of_words(outlet: str | None, id: str, start: int, end: int) -> str:
    """The page of a report, where the words at `[start, end)` are marked."""
    return f"{of_report(outlet, id)}?at={start}-{end}#w{start}-{end}"


def of_incident(id: str) -> str:
    """The page of an incident."""
    return f"/incidents/{coded(id)}"


def of_party(name: str) -> str:
    """The page of a party."""
    return f"/parties/{coded(name)}"


def of_side(name: str) -> str:
    """The parties of which a side of a demarche is made: a state's name stands for all that speak for it."""
    return address("/parties", [("party", name)])


def of_demarche(id: str) -> str:
    """The page of a demarche."""
    return f"/demarches/{coded(id)}"


def of_agreement(id: str) -> str:
    """The page of an agreement."""
    return f"/agreements/{coded(id)}"
