"""Running the application: at which address, opened by what, until it is stopped."""

import errno
import ipaddress
import secrets
import socket
from collections.abc import Callable, Iterator, Sequence

from demarche.errors import InputError
from demarche.web.certificates import Certificate
from demarche.web.hosts import is_loopback
from demarche.web.settings import Settings

SHORTEST_SECRET = 8
_WAITING = 128  # connections not yet taken
_AT_ONCE = 64  # requests under way; more are told to come again
_PARTING = 5  # seconds for those at the other end of HTTPS to say goodbye


def settings_for(
    *,
    host: str,
    read_only: bool,
    allow_fetch: bool,
    token: str | None,
    password: str | None,
    names: Sequence[str] = (),
    proxy: str | None = None,
) -> Settings:
    """The settings of an application that listens at `host`; a token of `-` is made anew.

    Raises InputError where others can reach it (at that address, by a name, through a proxy) without a token
    or password, and for short ones.
    """
    if token == "-":
        token = secrets.token_urlsafe(24)
    for what, told in (("token", token), ("password", password)):
        if told is not None and len(told) < SHORTEST_SECRET:
            raise InputError(f"the {what} needs at least {SHORTEST_SECRET} characters")
    if token is None and password is None:
        if not is_loopback(host):
            raise InputError(
                f"others can reach {host}: give a --token or a --password, "
                "or listen at 127.0.0.1 (the default)"
            )
        through = next((name for name in names if not is_loopback(name)), proxy)
        if through is not None:
            raise InputError(f"others can reach it through {through}: give a --token or a --password")
    if proxy is not None:
        _check_proxy(proxy)
    return Settings(
        names=(*names, *(() if _everywhere(host) else (host.strip("[]"),))),
        any_address=_everywhere(host),
        token=token,
        password=password,
        read_only=read_only,
        allow_fetch=allow_fetch,
    )


def run(
    ledger: str,
    *,
    host: str,
    port: int,
    settings: Settings,
    certificate: Certificate | None = None,
    proxy: str | None = None,
    say: Callable[[str], None],
) -> None:
    """Serve a ledger until interrupted. Raises DemarcheError when it cannot begin.

    `proxy`: the address of one in front, whose word is taken for who asks and whether by HTTPS.
    """
    listening = _listen(host, port)
    import uvicorn

    from demarche.web.app import create_app

    with listening:
        app = create_app(ledger, settings)
        for line in _greeting(ledger, host, listening.getsockname()[1], settings, certificate, proxy):
            say(line)
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=proxy is not None,
            forwarded_allow_ips=proxy or "",
            limit_concurrency=_AT_ONCE,
            h11_max_incomplete_event_size=65_536,
            http="h11",
            ws="none",
            ssl_certfile=certificate.certificate if certificate else None,
            ssl_keyfile=certificate.key if certificate else None,
            timeout_graceful_shutdown=_PARTING if certificate else None,
        )
        uvicorn.Server(config).run(sockets=[listening])


def _greeting(
    ledger: str,
    host: str,
    port: int,
    settings: Settings,
    certificate: Certificate | None,
    proxy: str | None,
) -> Iterator[str]:
    """Where it is, as others reach it; and what is not safe about that."""
    named = next((name for name in settings.names if not is_loopback(name) and name != host.strip("[]")), "")
    reached = _own_address(host) if _everywhere(host) else host.strip("[]")
    if named and not is_loopback(host):
        reached = named
    shown = f"[{reached}]" if ":" in reached else reached
    opened = f"/enter?token={settings.token}" if settings.token else "/"
    scheme = "https" if certificate else "http"
    yield f"Serving {ledger} at {scheme}://{shown}:{port}{opened} (Ctrl+C stops it)"
    if proxy is None and certificate is None and not is_loopback(host):
        yield "It speaks HTTP, which others on the way can read; --tls-cert and --tls-key make it HTTPS"


def _check_proxy(proxy: str) -> None:
    try:
        ipaddress.ip_network(proxy, strict=False)
    except ValueError:
        raise InputError(f"a proxy is told by its address, such as 127.0.0.1, not {proxy[:60]!r}") from None


def _everywhere(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_unspecified
    except ValueError:
        return False


def _own_address(host: str) -> str:
    """By which others reach this machine, as far as it knows; nothing is sent to find out."""
    family, there = (socket.AF_INET6, "2001:db8::1") if ":" in host else (socket.AF_INET, "192.0.2.1")
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as asking:
            asking.connect((there, 9))
            return str(asking.getsockname()[0])
    except OSError:  # no network: nobody else reaches it
        return host.strip("[]")


def _listen(host: str, port: int) -> socket.socket:
    try:
        found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[
            0
        ]
        made = socket.socket(found[0], found[1])
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(found[4])
        made.listen(_WAITING)
    except OSError as error:
        hint = "; --port 0 takes any free one" if error.errno == errno.EADDRINUSE else ""
        raise InputError(f"cannot listen at {host} port {port}: {error.strerror or error}{hint}") from error
    return made
