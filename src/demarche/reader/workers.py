"""Reports read by several processes, each with a reader of its own, in the order in which the reports came.

Each process has a pipe to itself: one that is killed leaves nothing locked, and what it had not answered is
read by the others. Processes end with their pipes, so that none outlives the program, however that ends.
"""

import os
import pickle
import signal
from collections import Counter, deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnContext
from queue import SimpleQueue
from threading import Thread

from demarche.knowledge.parties import PartyBase
from demarche.reader.loading import loading
from demarche.reader.reader import Reader
from demarche.records import Reading, Report

GIVEN = 4  # reports that a process has at hand: it need not wait for the next
AHEAD = 16  # reports for each process that are on their way or wait for an earlier one
CHARACTERS = 500_000  # of these for each process; one report may have more
DEATHS = 2  # processes that may die of one report before it is read here, where its fault can be seen
LINGER = 2.0  # seconds that a process has to end

Answer = Reading | Exception


def read_by_workers(
    reports: Iterable[Report], workers: int, parties: PartyBase | None = None
) -> Generator[tuple[Report, Reading], None, None]:
    """Each report with its reading, in order, by so many processes; they start when the first report comes.

    What goes wrong with a report is raised when its turn comes. `reports` is taken ahead by no more than
    `AHEAD` reports a process.
    """
    coming = iter(reports)
    first = next(coming, None)
    if first is None:
        return
    team = _Team(workers, parties)
    try:
        yield from team.read(chain([first], coming))
    finally:
        team.close()


class _Worker:
    """A process, and the reports that it was given and has not answered, by their numbers."""

    def __init__(self, context: SpawnContext, parties: PartyBase | None) -> None:
        self.given: dict[int, Report] = {}
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, parties), daemon=True)
        with _uninterrupted():
            self._process.start()
        theirs.close()

    def give(self, number: int, report: Report) -> None:
        self.given[number] = report
        try:
            self.pipe.send((number, report))
        except OSError:  # it has died: its pipe tells so when answers are taken
            return

    def load(self) -> int:
        return sum(len(report.text) for report in self.given.values())

    def end(self) -> None:
        self._process.join(LINGER)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


class _Team:
    """The processes and what is on its way."""

    def __init__(self, workers: int, parties: PartyBase | None) -> None:
        self._context = get_context("spawn")
        self._count = workers
        self._parties = parties
        self._workers = [_Worker(self._context, parties) for _ in range(workers)]
        self._replacements = 2 * workers  # where no process lives long, the rest is read here
        self._deaths: Counter[int] = Counter()
        self._again: deque[tuple[int, Report]] = deque()
        self._answers: dict[int, Answer] = {}
        self._own: Reader | None = None

    def read(self, coming: Iterator[Report]) -> Iterator[tuple[Report, Reading]]:
        """The reports with their readings."""
        order: deque[Report] = deque()
        number = characters = 0  # of the first report in `order`; of all reports in it
        ended: Exception | None = None
        more = True
        while more or order:
            self._hand_out()
            if more and self._room(len(order), characters):
                try:
                    order.append(next(coming))
                    characters += len(order[-1].text)
                    self._again.append((number + len(order) - 1, order[-1]))
                    self._hand_out()
                except StopIteration:
                    more = False
                except Exception as error:
                    more, ended = False, error
                self._take(0)
            elif order and number not in self._answers:
                self._take(None)
            while order and number in self._answers:
                answer, report = self._answers.pop(number), order.popleft()
                number += 1
                characters -= len(report.text)
                if isinstance(answer, Exception):
                    raise answer
                yield report, answer
        if ended is not None:
            raise ended

    def close(self) -> None:
        """End all processes."""
        for worker in self._workers:
            worker.pipe.close()
        for worker in self._workers:
            worker.end()
        self._workers = []

    def _room(self, reports: int, characters: int) -> bool:
        if not self._workers:
            return reports == 0
        return (
            not self._again
            and reports < AHEAD * self._count
            and (reports == 0 or characters < CHARACTERS * self._count)
            and any(len(worker.given) < GIVEN for worker in self._workers)
        )

    def _hand_out(self) -> None:
        """Give what is to be read to who has least to do, and read here what no process can."""
        while self._again:
            number, report = self._again[0]
            if not self._workers or self._deaths[number] >= DEATHS:
                self._answers[number] = self._read_here(report)
            else:
                worker = min(self._workers, key=_Worker.load)
                if len(worker.given) >= GIVEN:
                    return
                worker.give(number, report)
            self._again.popleft()

    def _take(self, timeout: float | None) -> None:
        """Take the answers that are there; with no timeout wait for one, or for a death."""
        for pipe in wait([worker.pipe for worker in self._workers], timeout) if self._workers else ():
            worker = next(worker for worker in self._workers if worker.pipe is pipe)
            try:
                number, answer = worker.pipe.recv()
            except (EOFError, OSError):
                self._bury(worker)
            else:
                del worker.given[number]
                self._answers[number] = answer

    def _bury(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.pipe.close()
        worker.end()
        if worker.given:
            self._deaths[next(iter(worker.given))] += 1  # the one that it was reading
        self._again = deque(sorted([*worker.given.items(), *self._again], key=lambda item: item[0]))
        if self._replacements:
            self._replacements -= 1
            self._workers.append(_Worker(self._context, self._parties))

    def _read_here(self, report: Report) -> Answer:
        try:
            self._own = self._own or Reader(parties=self._parties)
            return self._own.read(report)
        except Exception as error:
            return error


def _work(pipe: "Connection[tuple[int, Answer], tuple[int, Report]]", parties: PartyBase | None) -> None:
    """What a process does: read what comes, until its pipe is closed."""
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # who is interrupted is the program, which then closes the pipe
    inbox: SimpleQueue[tuple[int, Report]] = SimpleQueue()
    # a thread empties the pipe, so that giving never waits for reading
    Thread(target=_receive, args=(pipe, inbox), daemon=True).start()
    reader: Reader | None = None
    while True:
        number, report = inbox.get()
        answer: Answer
        try:
            if reader is None:
                with loading():  # most is loaded at its first use
                    reader = Reader(threads=1, parties=parties)
                    answer = reader.read(report)
            else:
                answer = reader.read(report)
        except Exception as error:
            answer = _portable(error)
        try:
            pipe.send((number, answer))
        except OSError:
            os._exit(0)


def _receive(
    pipe: "Connection[tuple[int, Answer], tuple[int, Report]]", inbox: SimpleQueue[tuple[int, Report]]
) -> None:
    while True:
        try:
            inbox.put(pipe.recv())
        except (EOFError, OSError):  # all that is wanted is answered, or nobody is there to hear it
            os._exit(0)


def _portable(error: Exception) -> Exception:
    """The error, or its words where it cannot go from process to process."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Keep Ctrl-C from a process that is just starting: it inherits what is blocked. Here it waits."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing.resource_tracker import ensure_running

    ensure_running()  # would lift the block if it were started inside
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
