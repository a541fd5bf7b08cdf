"""Things fetched by several threads ahead of whoever takes them, who has them in their order."""

import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import TypeVar

Thing = TypeVar("Thing")
Got = TypeVar("Got")
AHEAD = 4  # things for each thread that are on their way or wait to be taken


def ahead(
    things: Iterable[Thing], get: Callable[[Thing], Got], threads: int, stop: threading.Event
) -> Generator[tuple[Thing, Future[Got]], None, None]:
    """Each thing in order with what `get` made of it, or raised.

    Closing the generator sets `stop`. No thread outlives the program: what is on its way then is dropped.
    """
    wanted: SimpleQueue[tuple[Thing, Future[Got]] | None] = SimpleQueue()

    def work() -> None:
        while (task := wanted.get()) is not None and not stop.is_set():
            thing, future = task
            try:
                future.set_result(get(thing))
            except BaseException as error:
                future.set_exception(error)

    waiting: deque[tuple[Thing, Future[Got]]] = deque()
    for _ in range(threads):
        threading.Thread(target=work, name="fetching", daemon=True).start()
    finished = False
    try:
        for thing in things:
            task: tuple[Thing, Future[Got]] = (thing, Future())
            waiting.append(task)
            wanted.put(task)
            if len(waiting) >= AHEAD * threads:
                yield _taken(waiting)
        while waiting:
            yield _taken(waiting)
        finished = True
    finally:
        if not finished:
            stop.set()
        for _ in range(threads):
            wanted.put(None)


def _taken(waiting: deque[tuple[Thing, Future[Got]]]) -> tuple[Thing, Future[Got]]:
    thing, future = waiting.popleft()
    future.exception()  # waits
    return thing, future
