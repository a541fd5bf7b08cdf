"""Manners towards a host: robots.txt, a steady rate, and leaving it alone when it asks."""

import threading
import time
from collections.abc import Mapping
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from demarche.intake.encoding import decode
from demarche.intake.fetching import FetchError
from demarche.watch.getting import Getter
from demarche.watch.patience import pause
from demarche.watch.seen import HostSeen

ROBOT = "demarche"  # the name that robots.txt may call it by
ROBOTS_BYTES = 500_000
LONGEST_TURN = 30.0  # seconds: who has to wait longer for a turn comes again in a later round
_FORBIDDEN = (401, 403)


class TurnError(FetchError):
    """Not asked now: the host is at rest, or its next turn is too far off."""


class _Host:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.robots: RobotFileParser | FetchError | None = None  # the error: asked once a round
        self.next = 0.0  # monotonic


class Courtesy:
    """Stands before each address that is asked. Threads share it.

    `resting`: hosts that are to be left alone, as remembered; `news` tells what has changed of them.
    """

    def __init__(
        self, getter: Getter, rate: float, resting: Mapping[str, HostSeen], stop: threading.Event
    ) -> None:
        self._getter, self._gap, self._stop = getter, 1.0 / rate, stop
        self._resting = dict(resting)
        self._news: dict[str, HostSeen | None] = {}
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    def before(self, address: str) -> None:
        """Wait for the address's turn. Raises FetchError where it may not be asked, or not now."""
        parts = urlsplit(address)
        site, name = f"{parts.scheme}://{parts.netloc}", parts.hostname or ""
        with self._lock:
            host = self._hosts.setdefault(site, _Host())
        self._rested(name)
        with host.lock:
            if host.robots is None:
                try:
                    host.robots = self._robots(site)
                except FetchError as error:
                    host.robots = error
                host.next = time.monotonic() + self._gap
            robots = host.robots
        if isinstance(robots, FetchError):
            raise robots
        if not robots.can_fetch(ROBOT, address):
            raise FetchError(f"robots.txt of {name} does not allow it")
        delay = robots.crawl_delay(ROBOT)
        self._turn(host, name, max(self._gap, float(delay or 0)))

    def failed(self, address: str, error: FetchError) -> None:
        """Note that the host asked to be left alone, if it did so."""
        name = urlsplit(address).hostname or ""
        if isinstance(error, TurnError) or (error.status != 429 and error.wait is None):
            return
        with self._lock:
            before = self._resting.get(name, HostSeen())
            failed = before.failed + 1
            rest = HostSeen(failed=failed, after=time.time() + pause(failed, error.wait), why=str(error))
            self._resting[name] = self._news[name] = rest

    def answered(self, address: str) -> None:
        """Note that the host has answered: what it asked for before is over."""
        name = urlsplit(address).hostname or ""
        with self._lock:
            if self._resting.pop(name, None) is not None:
                self._news[name] = None

    def news(self) -> dict[str, HostSeen | None]:
        """What has changed of hosts at rest since this was last asked; None where the rest is over."""
        with self._lock:
            news, self._news = self._news, {}
        return news

    def _rested(self, name: str) -> None:
        rest = self._resting.get(name)
        if rest is not None and (left := rest.after - time.time()) > 0:
            raise TurnError(f"{name} is left alone: {rest.why}", passing=True, wait=left)

    def _turn(self, host: _Host, name: str, gap: float) -> None:
        with host.lock:
            now = time.monotonic()
            wait = max(0.0, host.next - now)
            if wait > LONGEST_TURN:
                raise TurnError(f"{name} is asked every {gap:,.0f} s only", passing=True, wait=wait)
            host.next = now + wait + gap
        if wait and self._stop.wait(wait):
            raise TurnError("stopped", passing=True)
        self._rested(name)

    def _robots(self, site: str) -> RobotFileParser:
        """The rules of a site; one without any allows all, one that forbids to see them forbids all."""
        rules = RobotFileParser()
        try:
            answer = self._getter.plain(f"{site}/robots.txt", ROBOTS_BYTES)
        except FetchError as error:
            if error.passing or error.status is None:
                words = f"no answer to what its robots allow: {error}"
                raise FetchError(
                    words, status=error.status, passing=error.passing, wait=error.wait
                ) from error
            lines = ["User-agent: *", "Disallow: /"] if error.status in _FORBIDDEN else []
        else:
            lines = decode(answer.body, answer.charset).splitlines()
        rules.parse(lines)
        return rules
