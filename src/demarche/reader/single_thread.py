"""Hold NumPy's linear algebra to one thread while reports are read.

The heads' products are small: more threads only wait for each other, and one gives the same sums everywhere.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import Any

from threadpoolctl import ThreadpoolController

_lock = Lock()
_readers = 0
_limit: Any = None


@cache
def _libraries() -> ThreadpoolController:
    """The process's linear algebra, looked for once: that takes longer than a report's products."""
    return ThreadpoolController()


@contextmanager
def single_threaded() -> Iterator[None]:
    """One BLAS thread while any reader is inside; the first in sets it, the last out gives it back."""
    global _readers, _limit
    with _lock:
        if _readers == 0:
            _limit = _libraries().limit(limits=1, user_api="blas")
        _readers += 1
    try:
        yield
    finally:
        with _lock:
            _readers -= 1
            if _readers == 0:
                _limit.restore_original_limits()
