"""What stands before every page: host, rate, session, sign-in, origin, size, read-only, headers.

It wraps the whole application, so that no page can be added that it does not guard.
"""

import json
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import quote, urlsplit

from demarche.web.entering import Door
from demarche.web.hosts import Hosts, host_name, is_loopback
from demarche.web.rates import Rates
from demarche.web.sessions import COOKIE, Session, Sessions
from demarche.web.settings import Settings
from demarche.web.texts import text

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
# browsers obey it, and do not complain of it, only where nobody on the way can have sent it
OPENER = (b"cross-origin-opener-policy", b"same-origin")
READING = ("GET", "HEAD")
OPEN_PATHS = ("/enter", "/static/")
_FORM_BYTES = 200_000


class TooLargeError(Exception):
    """A request's body is larger than it may be."""


class Guard:
    """The application `app` behind its guard."""

    def __init__(self, app: App, settings: Settings, sessions: Sessions, door: Door) -> None:
        self._app, self._settings, self._sessions, self._door = app, settings, sessions, door
        self._hosts = Hosts(settings.names, any_address=settings.any_address)
        self._rates = Rates(settings.requests_a_second, settings.burst)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]
        }
        held = self._sessions.read(_cookie(headers.get("cookie", "")))
        session = held or self._sessions.new()
        by_token = self._door.locked and self._bears_token(headers)
        scope.setdefault("state", {}).update(session=session, by_token=by_token)

        async def sending(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                self._add_headers(message, scope, new=held is None)
            await send(message)

        refused = self._refused(scope, headers, session, by_token=by_token)
        if refused is not None:
            await refused(scope, sending)
            return
        most = self._settings.most_upload if scope["path"] == "/add" else _FORM_BYTES
        taken, started = 0, False

        async def receiving() -> MutableMapping[str, Any]:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > most:
                raise TooLargeError
            return message

        async def noting(message: MutableMapping[str, Any]) -> None:
            nonlocal started
            started = True
            await sending(message)

        try:
            length = headers.get("content-length", "0")
            if not length.isdecimal() or int(length) > most:
                raise TooLargeError
            await self._app(scope, receiving, noting)
        except TooLargeError:
            if not started:
                await _answer(413, text("error.too_large", most=most))(scope, sending)
        except Exception:  # whatever it was, its words are for whoever runs the program
            logging.getLogger(__name__).exception("%s %s", scope["method"], scope["path"])
            if started:
                raise
            await _answer(500, text("error.broken"))(scope, sending)

    def _refused(
        self, scope: Scope, headers: dict[str, str], session: Session, *, by_token: bool
    ) -> Callable[[Scope, Send], Awaitable[None]] | None:
        """What to answer instead of the page, None for nothing."""
        path, method = scope["path"], scope["method"]
        if not self._hosts.allows(headers.get("host", "")):
            return _answer(421, text("error.host", host=headers.get("host", "")[:80]))
        client = scope["client"][0] if scope.get("client") else "?"
        if not self._rates.allows(client):
            return _answer(429, text("error.rate"), ((b"retry-after", str(self._rates.wait()).encode()),))
        if method not in READING:
            if method != "POST":
                return _answer(405, text("error.method"), ((b"allow", b"GET, HEAD, POST"),))
            if not by_token and not _same_origin(headers):
                return _answer(403, text("error.origin"))
            if self._settings.read_only and path not in OPEN_PATHS and path != "/leave":
                return _answer(403, text("error.read_only"))
        if not self._door.locked or session.entered or by_token:
            return None
        if any(path == open_ or (open_.endswith("/") and path.startswith(open_)) for open_ in OPEN_PATHS):
            return None
        if headers.get("sec-fetch-site") == "cross-site" and method == "GET" and _wants_page(headers):
            return _come_again  # the cookie is kept from what another site links to; from here it is sent
        if _wants_page(headers) and method == "GET" and not path.startswith("/api/"):
            query = scope["query_string"].decode("latin-1")
            there = quote(f"{path}?{query}" if query else path, safe="/")
            return _answer(303, "", ((b"location", f"/enter?next={there}".encode()),))
        return _answer(401, text("error.enter"), ((b"www-authenticate", b"Bearer"),))

    def _bears_token(self, headers: dict[str, str]) -> bool:
        kind, _, told = headers.get("authorization", "").partition(" ")
        return kind.lower() == "bearer" and self._door.opens_with_token(told.strip())

    def _add_headers(self, message: MutableMapping[str, Any], scope: Scope, *, new: bool) -> None:
        held = list(message.get("headers", ()))
        names = {name.lower() for name, _ in held}
        trusted = scope.get("scheme") == "https" or is_loopback(_host_of(scope))
        wanted = (*HEADERS, OPENER) if trusted else HEADERS
        held += [pair for pair in wanted if pair[0] not in names]
        if b"cache-control" not in names:
            held.append((b"cache-control", b"private, no-cache"))
        told: Session = scope["state"]["session"]  # a page may have changed it
        is_page = any(
            name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in held
        )
        if (new and is_page) or scope["state"].get("session_changed"):
            held.append((b"set-cookie", self._set_cookie(told, secure=scope.get("scheme") == "https")))
        message["headers"] = held

    def _set_cookie(self, session: Session, *, secure: bool) -> bytes:
        parts = [
            f"{COOKIE}={self._sessions.cookie(session)}",
            "Path=/",
            "HttpOnly",
            "SameSite=Strict",
            f"Max-Age={self._sessions.seconds}",
        ]
        return "; ".join([*parts, "Secure"] if secure else parts).encode()


def _host_of(scope: Scope) -> str:
    told = next((value for name, value in scope["headers"] if name.lower() == b"host"), b"")
    return host_name(told.decode("latin-1"))


def _same_origin(headers: dict[str, str]) -> bool:
    """Whether a form was sent from a page of ours, as far as the browser says."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    if origin is None:
        return True  # no browser, or an old one: the mark in the form decides
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    host = headers.get("host", "")
    return bool(parts.netloc) and parts.netloc.lower() == host.lower() and host_name(host) != ""


def _wants_page(headers: dict[str, str]) -> bool:
    return "text/html" in headers.get("accept", "")


def _cookie(header: str) -> str | None:
    try:
        found = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return None
    return found.value if found else None


def _answer(
    status: int, words: str, headers: tuple[tuple[bytes, bytes], ...] = ()
) -> Callable[[Scope, Send], Awaitable[None]]:
    async def answer(scope: Scope, send: Send) -> None:
        body = json.dumps({"error": words}).encode()
        kind = (b"content-type", b"application/json")
        await send({"type": "http.response.start", "status": status, "headers": [kind, *headers]})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

    return answer


async def _come_again(scope: Scope, send: Send) -> None:
    """A page that loads the same address once more, from this site."""
    body = b'<!doctype html><meta http-equiv="refresh" content="0"><title>Demarche</title>'
    kind = (b"content-type", b"text/html; charset=utf-8")
    await send({"type": "http.response.start", "status": 200, "headers": [kind]})
    await send({"type": "http.response.body", "body": body})
