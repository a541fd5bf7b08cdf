"""Fetching: only public pages, checked at every step, bounded."""

import gzip
import threading
import time
from collections.abc import Iterator
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from demarche.intake.fetching import Fetched, FetchError, fetch, is_public

PAGE = b"<html><title>T</title><body><p>Words.</p></body></html>"


class _Answers(BaseHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012 - one server, looked at by the tests

    def do_GET(self) -> None:
        self.asked.append(f"{self.headers['Host']} {self.path}")
        match self.path:
            case "/page":
                self._send(200, PAGE)
            case "/large":
                self._send(200, b"x" * 50_000)
            case "/picture":
                self._send(200, PAGE, kind="image/png")
            case "/packed":
                self._send(200, gzip.compress(PAGE), headers={"content-encoding": "gzip"})
            case "/packed-badly":
                self._send(200, PAGE, headers={"content-encoding": "gzip"})
            case "/packed-oddly":
                self._send(200, PAGE, headers={"content-encoding": "compress"})
            case "/bomb":
                self._send(200, gzip.compress(b"x" * 5_000_000), headers={"content-encoding": "gzip"})
            case "/short":
                self._send(200, PAGE[:-9], headers={"content-length": str(len(PAGE))})
            case "/slow":
                self._drip()
            case "/busy":
                self._send(503, b"", headers={"retry-after": "120"})
            case "/later":
                self._send(429, b"", headers={"retry-after": formatdate(time.time() + 90, usegmt=True)})
            case "/kept":
                known = self.headers["If-None-Match"] == '"one"'
                self._send(304 if known else 200, b"" if known else PAGE, headers={"etag": '"one"'})
            case "/caf%C3%A9?q=%22a%22":
                self._send(200, PAGE, kind="text/html; charset=latin-1")
            case "/inside":
                self._send(302, b"", headers={"location": "http://inside.example/page"})
            case "/file":
                self._send(302, b"", headers={"location": "file:///etc/passwd"})
            case "/loop":
                self._send(302, b"", headers={"location": "/loop"})
            case "/next":
                self._send(301, b"", headers={"location": "/page"})
            case _:
                self._send(404, b"")

    def _send(
        self,
        status: int,
        body: bytes,
        kind: str = "text/html; charset=utf-8",
        headers: dict[str, str] | None = None,
    ) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        for name, value in {"content-length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _drip(self) -> None:
        """A byte now and then, of headers that never end."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nx: ")
        for _ in range(40):
            time.sleep(0.05)
            try:
                self.wfile.write(b"y")
            except OSError:
                return

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    """A server of this machine, which plays a public one where the test says so."""
    made = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    _Answers.asked.clear()
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()


def get(
    server: ThreadingHTTPServer,
    path: str,
    most: int = 10_000,
    seconds: float = 5,
    headers: dict[str, str] | None = None,
) -> Fetched:
    """Fetch from the server as if it were public; inside.example is as private as ever."""
    port = server.server_address[1]

    def resolver(host: str, port_: int) -> list[str]:
        return ["127.0.0.1"] if host == "news.example" else ["10.0.0.5"]

    return fetch(
        f"http://news.example:{port}{path}",
        most=most,
        resolver=resolver,
        allows=lambda address: address == "127.0.0.1",
        ports=(80, port),
        seconds=seconds,
        headers=headers,
    )


def test_a_public_page_is_fetched_in_its_hosts_name(server: ThreadingHTTPServer) -> None:
    assert get(server, "/page").body == PAGE
    assert get(server, "/next").body == PAGE
    assert get(server, "/packed").body == PAGE
    assert get(server, '/café?q="a"').charset == "latin-1"
    assert _Answers.asked[0] == f"news.example:{server.server_address[1]} /page"


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/large", "larger than"),
        ("/picture", "not a page"),
        ("/packed-badly", "packed badly"),
        ("/packed-oddly", "packed by compress"),
        ("/bomb", "unpacks to over 10,000 bytes"),
        ("/short", "9 bytes are missing"),
        ("/inside", "not a public address"),
        ("/file", "only http and https"),
        ("/loop", "in a circle"),
        ("/nothing", "status 404"),
    ],
)
def test_what_may_not_be_fetched_is_not(server: ThreadingHTTPServer, path: str, says: str) -> None:
    with pytest.raises(FetchError, match=says):
        get(server, path)


def test_who_sends_a_byte_now_and_then_is_cut_off(server: ThreadingHTTPServer) -> None:
    began = time.monotonic()
    with pytest.raises(FetchError, match="takes too long") as caught:
        get(server, "/slow", seconds=0.3)
    assert caught.value.passing
    assert time.monotonic() - began < 1


def test_a_server_that_wants_to_be_left_alone_says_how_long(server: ThreadingHTTPServer) -> None:
    for path, seconds in (("/busy", 120), ("/later", 90)):
        with pytest.raises(FetchError) as caught:
            get(server, path)
        assert caught.value.passing
        assert caught.value.wait == pytest.approx(seconds, abs=3)
    with pytest.raises(FetchError) as caught:
        get(server, "/nothing")
    assert (caught.value.status, caught.value.passing, caught.value.wait) == (404, False, None)


def test_what_has_not_changed_is_not_sent_again(server: ThreadingHTTPServer) -> None:
    first = get(server, "/kept")
    assert (first.status, first.body, first.etag) == (200, PAGE, '"one"')
    again = get(server, "/kept", headers={"If-None-Match": first.etag or ""})
    assert (again.status, again.body) == (304, b"")


def test_this_machine_is_not_asked(server: ThreadingHTTPServer) -> None:
    port = server.server_address[1]
    for host in ("127.0.0.1", "localhost", "[::1]", "127.1", "0", "2130706433", "0x7f000001"):
        with pytest.raises(FetchError):
            fetch(f"http://{host}:{port}/page", most=1000, ports=(port,), seconds=5)
    assert _Answers.asked == []


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "file:///etc/passwd",
        "gopher://example.org/",
        "http://",
        "http:///x",
        "example.org",
        "http://user:secret@example.org/",
        "http://example.org:22/",
        "http://example.org:99999/",
        "http://exa mple.org/",
        "http://example.org/\r\nHost: inside",
        "http://" + "a" * 3000,
    ],
)
def test_odd_addresses_are_refused_before_anything_is_asked(url: str) -> None:
    def resolver(host: str, port: int) -> list[str]:
        raise AssertionError(f"asked for {host}")

    with pytest.raises(FetchError):
        fetch(url, most=1000, resolver=resolver)


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(FetchError, match="not a public address"):
        fetch(
            "http://mixed.example/", most=1000, resolver=lambda host, port: ["93.184.215.14", "192.168.0.1"]
        )


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1",
    ],
)  # fmt: skip
def test_private_addresses_in_all_their_forms(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:4700:4700::1111", "::ffff:93.184.215.14"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)
