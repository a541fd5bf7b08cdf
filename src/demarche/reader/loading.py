"""Loading what stays for good without looking for garbage in it."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """For programs whose process is their own: no search for garbage inside, and later none in what is there.

    Tables and indexes are hundreds of thousands of objects, and every full search goes through them all.
    """
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if searched:
            gc.enable()
