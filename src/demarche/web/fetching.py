"""Fetching a page that a user names, without being made to fetch what only this machine can reach.

Each address is resolved once, every result must be public, and the connection goes to the very address that
was checked. Redirects are followed by the same rules.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import SplitResult, urljoin, urlsplit

import msgspec

from demarche.errors import InputError

MOST_REDIRECTS = 5
SECONDS = 20.0
LONGEST_ADDRESS = 2000
PORTS = {"http": 80, "https": 443}
_PIECE = 65_536
_KINDS = ("text/html", "application/xhtml+xml", "text/plain")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
Resolver = Callable[[str, int], Sequence[str]]
Allows = Callable[[str], bool]


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """A page: where it came from in the end, what it says it is, its bytes."""

    url: str
    kind: str
    body: bytes


class FetchError(InputError):
    """A page that cannot be had, or may not."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is None and found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast and not found.is_reserved


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a host."""
    return [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def fetch(
    url: str,
    *,
    most: int,
    resolver: Resolver = resolve,
    allows: Allows = is_public,
    ports: Sequence[int] = tuple(PORTS.values()),
    seconds: float = SECONDS,
) -> Fetched:
    """The page at an address. Raises FetchError, in one line, for what may not be or cannot be fetched."""
    until = time.monotonic() + seconds
    for _ in range(MOST_REDIRECTS + 1):
        parts = _checked(url, ports)
        answer, connection = _ask(parts, resolver, allows, until)
        try:
            if answer.status in (301, 302, 303, 307, 308) and (there := answer.getheader("location")):
                url = urljoin(url, there)
                continue
            if answer.status != 200:
                raise FetchError(f"{parts.hostname} answered with status {answer.status}")
            kind = (answer.getheader("content-type") or "").partition(";")[0].strip().lower()
            if kind not in _KINDS:
                raise FetchError(f"{parts.hostname} sent {kind[:40] or 'no type'}, not a page")
            if answer.getheader("content-encoding", "identity").lower() != "identity":
                raise FetchError(f"{parts.hostname} sent a compressed page, which was not asked for")
            return Fetched(url=url, kind=kind, body=_body(answer, most, until, parts))
        except (OSError, HTTPException) as error:
            raise FetchError(f"{parts.hostname} broke off: {type(error).__name__}") from error
        finally:
            connection.close()
    raise FetchError(f"{url[:80]} leads in a circle: more than {MOST_REDIRECTS} redirects")


def _checked(url: str, ports: Sequence[int]) -> SplitResult:
    if len(url) > LONGEST_ADDRESS:
        raise FetchError(f"an address has at most {LONGEST_ADDRESS:,} characters")
    if any(ord(character) <= 32 or ord(character) == 127 for character in url):
        raise FetchError("an address has no blanks")
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise FetchError(f"not an address: {url[:80]}") from error
    if parts.scheme not in PORTS:
        raise FetchError(f"only http and https pages are fetched, not {parts.scheme[:20] or 'this'}")
    if not parts.hostname:
        raise FetchError(f"the address names no host: {url[:80]}")
    if parts.username is not None or parts.password is not None:
        raise FetchError("an address with a name or password is not fetched")
    if port not in ports:
        raise FetchError(f"pages are not fetched from port {port}")
    return parts


def _ask(
    parts: SplitResult, resolver: Resolver, allows: Allows, until: float
) -> tuple[HTTPResponse, HTTPConnection]:
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    try:
        addresses = resolver(host.encode("idna").decode() if not host.isascii() else host, port)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"there is no host {host[:80]}") from error
    if not addresses or not all(map(allows, addresses)):
        raise FetchError(f"{host[:80]} is not a public address; only those are fetched")
    connection = _Pinned(host, port, addresses[0], secure=parts.scheme == "https", seconds=_left(until))
    path = parts.path or "/"
    try:
        connection.request(
            "GET",
            f"{path}?{parts.query}" if parts.query else path,
            headers={"Accept": ", ".join(_KINDS), "Accept-Encoding": "identity", "User-Agent": "demarche"},
        )
        return connection.getresponse(), connection
    except (OSError, HTTPException, UnicodeError) as error:
        connection.close()
        raise FetchError(f"{host[:80]} cannot be reached: {type(error).__name__}") from error


def _body(answer: HTTPResponse, most: int, until: float, parts: SplitResult) -> bytes:
    """The bytes, as long as they are few enough and come soon enough."""
    body = bytearray()
    while piece := answer.read1(_PIECE):
        body += piece
        if len(body) > most:
            raise FetchError(f"the page of {parts.hostname} is larger than {most:,} bytes")
        if time.monotonic() > until:
            raise FetchError(f"{parts.hostname} takes too long")
    return bytes(body)


def _left(until: float) -> float:
    return max(0.1, until - time.monotonic())


class _Pinned(HTTPConnection):
    """A connection to an address, in the name of a host."""

    def __init__(self, host: str, port: int, address: str, *, secure: bool, seconds: float) -> None:
        super().__init__(host, port, timeout=seconds)
        self._address, self._secure = address, secure

    def connect(self) -> None:
        made = socket.create_connection((self._address, self.port), self.timeout)
        if self._secure:
            try:
                made = ssl.create_default_context().wrap_socket(made, server_hostname=self.host)
            except BaseException:
                made.close()
                raise
        self.sock = made
