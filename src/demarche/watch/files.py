"""Files and folders: what is new or changed, once nothing writes to it; archives from where they were."""

import os
import time
from collections.abc import Iterator, Sequence
from hashlib import sha256

from msgspec.structs import replace

from demarche.intake import FieldMapping
from demarche.intake.inputs import Input
from demarche.intake.reports import read_stream
from demarche.ledger import Ledger
from demarche.records import Refusal, Report
from demarche.watch.seen import FileSeen, seen, to_remember
from demarche.watch.settings import Settings
from demarche.watch.took import Postponed, Take

HEAD_BYTES = 4096
EVERY = 20  # results of a file between two marks of how far it is


class Files:
    """One round over the files that inputs stand for, the files `leave_out` left out."""

    def __init__(
        self,
        inputs: Sequence[Input],
        ledger: Ledger,
        settings: Settings,
        *,
        mapping: FieldMapping | None = None,
        leave_out: Sequence[str] = (),
    ) -> None:
        self._inputs, self._ledger, self._settings = inputs, ledger, settings
        self._mapping = mapping
        self._left_out = {os.path.realpath(path) for path in leave_out}

    def takes(self) -> Iterator[Take]:
        """What the files give: reports, refusals, what is postponed, and marks."""
        found = self._changed()
        yield from self._gone()
        now = time.time()
        fresh = {path for path, _, stat in found if now - stat.st_mtime < self._settings.settle}
        if fresh:
            time.sleep(self._settings.settle)
        for path, before, stat in found:
            if path in fresh and _stat(path) != _known(stat):
                yield Postponed(source=_label(path), why="still being written")
            else:
                yield from self._of_file(path, before, stat)

    def _gone(self) -> Iterator[Take]:
        for one in self._inputs:
            if not one.many and not os.path.exists(one.name):
                yield Postponed(source=_label(one.name), why="no such file now", whole=True)

    def _changed(self) -> list[tuple[str, FileSeen | None, os.stat_result]]:
        """The files that are not through, each once, with what is remembered of them and how they are now."""
        paths: dict[str, str] = {}
        for one in self._inputs:
            for path in one.paths():
                real = os.path.realpath(path)
                if not (one.many and real in self._left_out):
                    paths.setdefault(real, path)
        known = seen(self._ledger, FileSeen, [_label(real) for real in paths])
        found = []
        for real, path in paths.items():
            before = known.get(_label(real))
            try:
                stat = os.stat(path)
            except OSError:
                if not os.path.lexists(path):  # it was there a moment ago
                    continue
                stat = os.lstat(path)  # a link to nowhere: opening it tells
            if before is None or not before.done or (before.size, before.changed) != _known(stat):
                found.append((path, before, stat))
        return found

    def _of_file(self, path: str, before: FileSeen | None, stat: os.stat_result) -> Iterator[Take]:
        label, name = _label(path), _label(os.path.realpath(path))
        size, changed = _known(stat)
        state = FileSeen(size=size, changed=changed)
        try:
            with open(path, "rb", buffering=0) as file:
                head = file.read(HEAD_BYTES)
                start = _start(before, size, changed, head)
                state = replace(state, place=start, head=_digest(head), head_bytes=len(head))
                file.seek(0)
                results = read_stream(
                    file,
                    label,
                    name=path,
                    mapping=self._mapping,
                    limits=self._settings.limits,
                    outlet=self._settings.outlet,
                    start=start,
                )
                for count, result in enumerate(results, 1):
                    yield result
                    state = _passed(state, result, label)
                    if count % EVERY == 0:
                        yield to_remember(name, state)
        except (PermissionError, FileNotFoundError, IsADirectoryError) as error:  # till that changes
            yield Refusal(source=label, reason="unreadable", detail=error.strerror or type(error).__name__)
        except OSError as error:
            yield Refusal(source=label, reason="unreadable", detail=error.strerror or type(error).__name__)
            return
        yield to_remember(name, replace(state, done=True))


def _start(before: FileSeen | None, size: int, changed: int, head: bytes) -> int:
    """How many records of an archive are through: those before, where it is as it was or has only grown."""
    if before is None:
        return 0
    if (before.size, before.changed) == (size, changed):
        return before.place
    grown = size >= before.size and _digest(head[: before.head_bytes]) == before.head
    return before.place if grown else 0


def _passed(state: FileSeen, result: Report | Refusal, label: str) -> FileSeen:
    """The state after a result: a record that is broken is looked at again when the file has grown."""
    number = (result.source or "").removeprefix(f"{label}:")
    broken = isinstance(result, Refusal) and result.reason == "broken"
    if broken or not number.isdecimal():
        return state
    return replace(state, place=int(number))


def _stat(path: str) -> tuple[int, int] | None:
    try:
        return _known(os.stat(path))
    except OSError:
        return None


def _known(stat: os.stat_result) -> tuple[int, int]:
    """Size, and when it or its permissions changed last."""
    return stat.st_size, max(stat.st_mtime_ns, stat.st_ctime_ns)


def _digest(head: bytes) -> str:
    return sha256(head).hexdigest()[:32]


def _label(path: str) -> str:
    """A path as it can be stored: some names are no Unicode."""
    return os.fsencode(path).decode("utf-8", "replace")
