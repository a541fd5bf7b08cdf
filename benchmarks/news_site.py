"""A small news site on this machine, to be watched: feeds, pages, and what servers do wrong."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Answer:
    """What the site says at a path."""

    body: bytes = b""
    status: int = 200
    kind: str = HTML
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Site:
    """What is at which path, and which paths were asked for, in order; changed while it is served.

    A value that can be called is given the headers of the question.
    """

    pages: dict[str, Answer | Callable[[Mapping[str, str]], Answer]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    address: str = ""

    def counts(self) -> Counter[str]:
        """How often each path was asked for."""
        return Counter(self.asked)


def story(number: int, *, site: str = "Karsin Post", more: str = "") -> bytes:
    """A page with one story, unlike the others."""
    day, dead = number % 27 + 1, number % 40 + 2
    return (
        f"<!doctype html><html lang='en'><head><title>Shells fall on Karsin, report {number}</title>"
        f"<meta property='og:site_name' content='{site}'>"
        f"<meta property='article:published_time' content='2031-03-{day:02d}'>{more}</head><body><article>"
        f"<h1>Shells fall on Karsin, report {number}</h1>"
        f"<p>Ostmark's guns shelled Karsin on the {day}th of March, killing at least {dead} civilians, its "
        f"mayor said. Ostmark's army denied that it had fired on the town and blamed local militia.</p>"
        f"<p>Veltria's foreign minister called on Ostmark to halt the shelling at once. She said that talks "
        f"in round {number} would end unless the guns fell silent, and threatened new sanctions.</p>"
        f"</article></body></html>"
    ).encode()


def rss(site: Site, paths: list[str], *, version: str = "") -> bytes:
    """An RSS feed of the paths."""
    date = f"<pubDate>{version}</pubDate>" if version else ""
    items = "".join(
        f"<item><title>Story at {path}</title><link>{site.address}{path}</link>{date}</item>"
        for path in paths
    )
    channel = f"<channel><title>Post</title>{items}</channel>"
    return f'<?xml version="1.0"?><rss version="2.0">{channel}</rss>'.encode()


def atom(site: Site, paths: list[str], *, updated: str = "2031-03-01T10:00:00Z") -> bytes:
    """An Atom feed of the paths."""
    entries = "".join(
        f"<entry><id>{path}</id><title>Story at {path}</title><link href='{site.address}{path}'/>"
        f"<updated>{updated}</updated></entry>"
        for path in paths
    )
    return (
        f"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>Post</title>{entries}</feed>"
    ).encode()


@contextmanager
def serving(site: Site) -> Iterator[Site]:
    """The site at an address of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.agents.add(self.headers["User-Agent"] or "")
            found = site.pages.get(self.path, Answer(status=404))
            answer = found if isinstance(found, Answer) else found(dict(self.headers.items()))
            try:
                self.send_response(answer.status)
                told = {"content-type": answer.kind, "content-length": str(len(answer.body))}
                for name, value in {**told, **answer.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(answer.body)
            except OSError:  # who asked has gone away
                return

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.address = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
