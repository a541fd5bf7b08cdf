"""Reports on their way into the ledger: one job after the other in a thread, with how far each is."""

import secrets
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from pathlib import Path
from queue import Full, Queue

import msgspec

from demarche.errors import DemarcheError
from demarche.ledger import Added, Ledger
from demarche.records import Reading, Refusal, Report
from demarche.web.addresses import of_report

MOST_WAITING, MOST_KEPT = 20, 200


class State(msgspec.Struct, frozen=True, kw_only=True):
    """How far a job is. `stage`: waiting, fetching, reading, collating, done or failed."""

    id: str
    what: str
    stage: str = "waiting"
    read: int = 0
    added: tuple[tuple[str, str, str], ...] = ()  # title, address, how it stood to the ledger
    refused: tuple[tuple[str, str], ...] = ()  # what, and why
    error: str = ""

    @property
    def ended(self) -> bool:
        """Whether nothing more will come."""
        return self.stage in ("done", "failed")


Source = Callable[[Path, Callable[[Refusal], None]], Iterable[Report]]


class Jobs:
    """The queue. `reader` reads a report; it is asked for when the first job comes."""

    def __init__(self, ledger: Ledger, reader: Callable[[], Callable[[Report], Reading]]) -> None:
        self._ledger, self._reader = ledger, reader
        self._states: OrderedDict[str, State] = OrderedDict()
        self._waiting: Queue[tuple[str, Source]] = Queue(MOST_WAITING)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def add(self, what: str, source: Source) -> State | None:
        """Queue a job; None when too many wait already."""
        state = State(id=secrets.token_urlsafe(9), what=what)
        with self._lock:
            try:
                self._waiting.put_nowait((state.id, source))
            except Full:
                return None
            self._states[state.id] = state
            while len(self._states) > MOST_KEPT:
                self._states.popitem(last=False)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="adding reports", daemon=True)
                self._thread.start()
        return state

    def state(self, id: str) -> State | None:
        """How far a job is."""
        return self._states.get(id)

    def _work(self) -> None:
        while True:
            id_, source = self._waiting.get()
            try:
                self._run(id_, source)
            except DemarcheError as error:
                self._note(id_, stage="failed", error=str(error))
            except Exception as error:  # one job's fault must not end the thread that runs all
                self._note(id_, stage="failed", error=type(error).__name__)

    def _run(self, id_: str, source: Source) -> None:
        refused: list[Refusal] = []
        added: list[tuple[str, str, str]] = []
        self._note(id_, stage="fetching")
        with tempfile.TemporaryDirectory(prefix="demarche-") as folder:
            for report in source(Path(folder), refused.append):
                self._note(id_, stage="reading")
                standing = self._ledger.state_of(report)
                if standing is not Added.SEEN:
                    standing = self._ledger.add(report, self._reader()(report))
                added.append((report.title or report.id, of_report(report.outlet, report.id), standing.value))
                self._note(id_, read=len(added), added=tuple(added))
        self._note(
            id_, stage="collating", refused=tuple((Path(each.source).name, each.detail) for each in refused)
        )
        self._ledger.collate()
        self._note(id_, stage="done")

    def _note(self, id_: str, **changed: object) -> None:
        with self._lock:
            if id_ in self._states:
                self._states[id_] = msgspec.structs.replace(self._states[id_], **changed)
