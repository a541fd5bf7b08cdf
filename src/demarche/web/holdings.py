"""A ledger with the answers that are slow to get, kept until it changes."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

from demarche.collate.decisions import amended
from demarche.collate.telling.told import Told, told_events
from demarche.errors import InputError
from demarche.ledger import Ledger
from demarche.records import Decision, Part, Reading, Report

T = TypeVar("T")
_KEPT = 256


class Holdings:
    """A ledger, and what was asked of it while it was as it is. Threads may share it."""

    def __init__(self, ledger: Ledger, shown_as: str) -> None:
        self.ledger = ledger
        self.shown_as = shown_as
        self._stamp: tuple[int, ...] = ()
        self._kept: OrderedDict[Any, Any] = OrderedDict()
        self._asking: dict[Any, threading.Event] = {}
        self._lock = threading.Lock()

    def once(self, key: tuple[Any, ...], ask: Callable[[], T]) -> T:
        """The answer of `ask`, from before if the ledger has not changed since.

        Of several who ask the same at once, one asks the ledger and the others wait for its answer.
        """
        while True:
            stamp = self.ledger.stamp()
            with self._lock:
                if stamp != self._stamp:
                    self._stamp = stamp
                    self._kept.clear()
                elif key in self._kept:
                    self._kept.move_to_end(key)
                    found: T = self._kept[key]
                    return found
                under_way = self._asking.get((stamp, key))
                if under_way is None:
                    done = self._asking[stamp, key] = threading.Event()
                    break
            under_way.wait()
        try:
            answer = ask()
            with self._lock:
                if stamp == self._stamp:
                    self._kept[key] = answer
                    while len(self._kept) > _KEPT:
                        self._kept.popitem(last=False)
        finally:
            with self._lock:
                del self._asking[stamp, key]
            done.set()
        return answer

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions, the undone ones too."""
        return self.once(("decisions",), self.ledger.decisions)

    def read(self, id: str, outlet: str | None) -> tuple[Report, Reading] | None:
        """A report and its reading; None when it was corrected or is gone."""

        def ask() -> tuple[Report, Reading] | None:
            try:
                return (
                    self.ledger.report(id, outlet=outlet or ""),
                    self.ledger.reading(id, outlet=outlet or ""),
                )
            except InputError:
                return None

        return self.once(("read", id, outlet), ask)

    def tolds(self, part: Part) -> tuple[Told, ...]:
        """What a report tells of an incident, in order of the text, as corrected by decisions."""

        def ask() -> tuple[Told, ...]:
            found = self.read(part.report_id, part.outlet)
            return amended(told_events(*found), self.decisions()) if found else ()

        every = self.once(("tolds", part.report_id, part.outlet), ask)
        own = set(part.events)
        return tuple(told for told in every if told.id in own)
