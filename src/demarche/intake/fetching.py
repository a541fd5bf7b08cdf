"""Fetching what a user names, without being made to fetch what only this machine can reach.

Each address is resolved once, every result must be public, and the connection goes to the very address that
was checked. Redirects are followed by the same rules.
"""

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import msgspec

import demarche
from demarche.errors import InputError
from demarche.intake import content_coding
from demarche.intake.refused import RefusedError

MOST_REDIRECTS = 5
SECONDS = 20.0
LONGEST_ADDRESS = 2000
LONGEST_WAIT = 7 * 86_400.0  # that a server can ask for
PORTS = {"http": 80, "https": 443}
AGENT = f"demarche/{demarche.__version__}"
PAGES = ("text/html", "application/xhtml+xml", "text/plain")
_REDIRECTS = (301, 302, 303, 307, 308)
_PASSING = (408, 425, 429, 500, 502, 503, 504)  # another time the answer may be another
_PIECE = 65_536
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_IN_PATHS = "/%:@!$&'()*+,;=~[]?"
Resolver = Callable[[str, int], Sequence[str]]
Allows = Callable[[str], bool]


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """What came: from where in the end, what it says it is, its bytes; no bytes if not modified (304)."""

    url: str
    kind: str
    body: bytes
    status: int = 200
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None


class FetchError(InputError):
    """What cannot be had, or may not.

    `status` is that of an answer; `passing`, whether another time it may be had; `wait`, the seconds for
    which the server asks to be left alone; `guarded`, whether it was not asked at all, being no public place.
    """

    def __init__(
        self,
        words: str,
        *,
        status: int | None = None,
        passing: bool = False,
        wait: float | None = None,
        guarded: bool = False,
    ) -> None:
        super().__init__(words)
        self.status, self.passing, self.wait, self.guarded = status, passing, wait, guarded


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
    ports: Sequence[int] | None = tuple(PORTS.values()),
    seconds: float = SECONDS,
    kinds: Sequence[str] | None = PAGES,
    headers: Mapping[str, str] | None = None,
    agent: str = AGENT,
    before: Callable[[str], None] = lambda url: None,
) -> Fetched:
    """What is at an address. Raises FetchError, in one line, for what may not be or cannot be fetched.

    most: bytes, unpacked. ports: None for any. seconds: for all of it. kinds: None for any. headers: more
    than the usual, such as conditions. before: called with each address before it is asked; may raise
    FetchError.
    """
    until = time.monotonic() + seconds
    for _ in range(MOST_REDIRECTS + 1):
        parts = check_address(url, ports)
        started = time.monotonic()
        before(url)
        until += time.monotonic() - started  # how long it waits for its turn is not the server's fault
        with _Asked(parts, resolver, allows, until, _headers(kinds, agent, headers)) as answer:
            if answer.status in _REDIRECTS and (there := answer.getheader("location")):
                url = urljoin(url, there)
                continue
            if answer.status == 304:
                return Fetched(url=url, kind="", body=b"", status=304)
            if answer.status != 200:
                raise FetchError(
                    f"{parts.hostname} answered with status {answer.status}",
                    status=answer.status,
                    passing=answer.status in _PASSING,
                    wait=_wait(answer.getheader("retry-after")),
                )
            told = (answer.getheader("content-type") or "").partition(";")[0].strip().lower()
            if kinds is not None and told not in kinds:
                raise FetchError(f"{parts.hostname} sent {told[:40] or 'no type'}, not a page")
            body = _body(answer, most, until, parts)
            return Fetched(
                url=url,
                kind=told,
                body=_unpacked(body, answer.getheader("content-encoding") or "", most, parts),
                charset=answer.headers.get_content_charset(),
                etag=answer.getheader("etag"),
                modified=answer.getheader("last-modified"),
            )
    raise FetchError(f"{url[:80]} leads in a circle: more than {MOST_REDIRECTS} redirects")


def _headers(kinds: Sequence[str] | None, agent: str, more: Mapping[str, str] | None) -> dict[str, str]:
    return {
        "Accept": ", ".join(kinds) if kinds else "*/*",
        "Accept-Encoding": content_coding.ASKED,
        "User-Agent": agent,
        **(more or {}),
    }


def check_address(url: str, ports: Sequence[int] | None = None) -> SplitResult:
    """The parts of an address that may be fetched from, as far as its words tell. Raises FetchError."""
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
    if ports is not None and port not in ports:
        raise FetchError(f"pages are not fetched from port {port}", guarded=True)
    return parts


def _body(answer: HTTPResponse, most: int, until: float, parts: SplitResult) -> bytes:
    """The bytes, as long as they are few enough and come soon enough."""
    body = bytearray()
    while piece := answer.read1(_PIECE):
        body += piece
        if len(body) > most:
            raise FetchError(f"the page of {parts.hostname} is larger than {most:,} bytes")
        if time.monotonic() > until:
            raise FetchError(f"{parts.hostname} takes too long", passing=True)
    if answer.length:
        raise FetchError(f"{parts.hostname} broke off: {answer.length:,} bytes are missing", passing=True)
    return bytes(body)


def _unpacked(body: bytes, coding: str, most: int, parts: SplitResult) -> bytes:
    try:
        return content_coding.unpacked(body, coding, most)
    except RefusedError as refused:
        raise FetchError(f"the page of {parts.hostname} is {refused.detail}") from refused


def _wait(told: str | None) -> float | None:
    """The seconds of a Retry-After, which tells them or a moment."""
    if not told:
        return None
    try:
        seconds = (
            float(told) if told.strip().isdigit() else parsedate_to_datetime(told).timestamp() - time.time()
        )
    except (ValueError, OverflowError):
        return None
    return min(max(seconds, 0.0), LONGEST_WAIT)


class _Asked:
    """A question put to a server, as a context: its answer; closed at the end, cut off when time is up."""

    def __init__(
        self,
        parts: SplitResult,
        resolver: Resolver,
        allows: Allows,
        until: float,
        headers: Mapping[str, str],
    ) -> None:
        self._host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
        try:
            host = self._host if self._host.isascii() else self._host.encode("idna").decode()
            addresses = resolver(host, port)
        except (OSError, UnicodeError) as error:
            raise FetchError(f"there is no host {self._host[:80]}", passing=True) from error
        if not addresses or not all(map(allows, addresses)):
            words = f"{self._host[:80]} is not a public address; only those are fetched"
            raise FetchError(words, guarded=True)
        left = max(0.1, until - time.monotonic())
        self._connection = _Pinned(host, port, addresses[0], secure=parts.scheme == "https", seconds=left)
        self._headers = headers
        self._path = quote(parts.path or "/", safe=_IN_PATHS)
        if parts.query:
            self._path += "?" + quote(parts.query, safe=_IN_PATHS)
        # a server that sends a byte now and then never meets the limit of a single reading
        self._alarm = threading.Timer(left, self._connection.cut)
        self._alarm.daemon = True

    def __enter__(self) -> HTTPResponse:
        self._alarm.start()
        try:
            self._connection.request("GET", self._path, headers=dict(self._headers))
            answer = self._connection.getresponse()
            if self._connection.was_cut:  # what it had sent may pass for an answer
                raise TimeoutError
        except BaseException as error:
            self._close()
            self._raise(error, "cannot be reached")
            raise
        return answer

    def __exit__(self, kind: object, error: BaseException | None, at: object) -> None:
        self._close()
        self._raise(error, "broke off")

    def _close(self) -> None:
        self._alarm.cancel()
        self._connection.close()

    def _raise(self, error: BaseException | None, what: str) -> None:
        """Raise a FetchError in place of what the network gives; nothing for other errors."""
        if self._connection.was_cut and (error is None or isinstance(error, Exception)):
            raise FetchError(f"{self._host[:80]} takes too long", passing=True) from error
        if isinstance(error, OSError | HTTPException | UnicodeError | ValueError):
            words = f"{self._host[:80]} {what}: {type(error).__name__}"
            raise FetchError(words, passing=not isinstance(error, ValueError)) from error


class _Pinned(HTTPConnection):
    """A connection to an address, in the name of a host."""

    def __init__(self, host: str, port: int, address: str, *, secure: bool, seconds: float) -> None:
        super().__init__(host, port, timeout=seconds)
        self._address, self._secure = address, secure
        self._wire: socket.socket | None = None
        self.was_cut = False

    def connect(self) -> None:
        """Connect; of a secure connection the certificate must be the host's."""
        self._wire = self.sock = socket.create_connection((self._address, self.port), self.timeout)
        if self._secure:
            # the handshake apart, so that it can be cut off as well
            secured = ssl.create_default_context().wrap_socket(
                self.sock, server_hostname=self.host, do_handshake_on_connect=False
            )
            self._wire = self.sock = secured
            secured.do_handshake()

    def cut(self) -> None:
        """End it from another thread: whoever waits for the next byte waits no more."""
        self.was_cut = True
        try:
            if self._wire is not None:
                self._wire.shutdown(socket.SHUT_RDWR)
        except OSError:  # it has ended by itself
            return
