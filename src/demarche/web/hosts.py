"""By which names the application may be asked: a page elsewhere must not reach it by a name of its own."""

import ipaddress
from collections.abc import Iterable

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address that is listened at."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class Hosts:
    """Names allowed in a request's Host, without port; bare addresses where `any_address`.

    Bare addresses are safe: a name that is made to point here (DNS rebinding) never is one.
    """

    def __init__(self, names: Iterable[str], *, any_address: bool) -> None:
        self._names = {name.lower().rstrip(".") for name in (*LOOPBACK, *names)}
        self._any_address = any_address

    def allows(self, header: str) -> bool:
        """Whether a Host header names this application."""
        name = host_name(header)
        if name in self._names:
            return True
        if not self._any_address:
            return False
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True


def host_name(header: str) -> str:
    """The host of `host:port`, without the brackets of an IPv6 address."""
    header = header.strip().lower()
    if header.startswith("["):
        return header[1:].partition("]")[0]
    return header.rpartition(":")[0].rstrip(".") if header.count(":") == 1 else header.rstrip(".")
