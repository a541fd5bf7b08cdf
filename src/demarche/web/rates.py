"""Rate limits: a bucket for each client, that fills at a steady rate."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

MOST_CLIENTS = 10_000


class Rates:
    """Lets each client do `burst` things at once and `a_second` on average."""

    def __init__(self, a_second: float, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._burst, self._clock = a_second, burst, clock
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def allows(self, client: str) -> bool:
        """Whether the client may do one more thing now; if so it is counted."""
        now = self._clock()
        with self._lock:
            left, then = self._held.pop(client, (float(self._burst), now))
            left = min(float(self._burst), left + (now - then) * self._rate)
            allowed = left >= 1
            self._held[client] = (left - 1 if allowed else left, now)
            while len(self._held) > MOST_CLIENTS:
                self._held.popitem(last=False)
        return allowed

    def wait(self) -> int:
        """Seconds after which one more thing is allowed to a client that used up all."""
        return max(1, round(1 / self._rate))
