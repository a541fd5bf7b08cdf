"""Loading what stays for good without looking for garbage in it."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

OBJECTS = 50_000  # that come before what is new is searched: reading makes many and leaves hardly a cycle


@contextmanager
def loading() -> Iterator[None]:
    """For programs whose process is their own: no search for garbage inside, and later none in what is there.

    Tables and indexes are hundreds of thousands of objects, and every full search goes through them all. What
    comes later is searched seldom.
    """
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(OBJECTS)
        if searched:
            gc.enable()
