"""Writers and readers of one ledger at once: nothing lost, nothing twice, nobody turned away.

`python -m benchmarks.many_users [--seconds 60] [--writers 8] [--readers 8] [--on sqlite]` makes reports by
varying the bundled sample and the reports of `benchmarks/rivals`. Writers add them, some of them the same as
the writer beside them; one collates now and then, one decides. At the end the ledger is compared with what
one writer on SQLite makes of the same reports and decisions. The PostgreSQL server is started for the time.
"""

import argparse
import json
import multiprocessing
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.collation import moved
from benchmarks.postgres_server import served
from demarche.collate.decisions import decision
from demarche.demo import sample
from demarche.intake import read_inputs
from demarche.ledger import Ledger, Query
from demarche.reader import Reader
from demarche.records import Decision, Reading, Report

ALL = Query(limit=None)
RIVALS = Path(__file__).parent / "rivals/reports.jsonl"
TOGETHER = 10  # reports that a writer adds at once
BETWEEN = 4  # rounds from one collating, or deciding, to the next
Pair = tuple[Report, Reading]


@dataclass
class Did:
    """What one user did: how many calls, the longest of them in seconds, what went wrong; what was kept."""

    calls: int = 0
    longest: float = 0.0
    errors: list[str] = field(default_factory=list)
    rounds: list[int] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)

    @contextmanager
    def call(self) -> Iterator[None]:
        """One call, timed; what it raises is kept and goes no further."""
        began = time.monotonic()
        try:
            yield
        except Exception as error:  # whatever it is, it is what is looked for
            self.errors.append(f"{type(error).__name__}: {error}"[:300])
        self.calls += 1
        self.longest = max(self.longest, time.monotonic() - began)


@cache
def first_round() -> list[Pair]:
    """The sample and the rivals, read."""
    with sample() as folder:
        reports = [each for each in read_inputs([folder, RIVALS]) if isinstance(each, Report)]
        return list(Reader(threads=1).read_many(reports))


def rounds_of(writer: int) -> Iterator[int]:
    """The rounds that a writer adds: every third is also the one of the writer beside it."""
    number = 0
    while True:
        number += 1
        yield number * 1000 + (writer // 2 * 2 if number % 3 == 0 else writer)


def of_round(number: int, pairs: Sequence[Pair]) -> list[Pair]:
    """The reports of a round: a few of the first round, moved."""
    start = number * TOGETHER % len(pairs)
    return [moved(*pair, number) for pair in pairs[start : start + TOGETHER]]


def writes(place: str, writer: int, until: float, pairs: Sequence[Pair]) -> Did:
    """Add rounds until the time is over; the first writer collates now and then, the second decides."""
    did = Did()
    with Ledger.open(place) as ledger:
        for number in rounds_of(writer):
            if time.time() >= until:
                return did
            with did.call():
                ledger.add_many(of_round(number, pairs))
                did.rounds.append(number)
            if writer == 0 and len(did.rounds) % BETWEEN == 0:
                with did.call():
                    ledger.collate()
            if writer == 1 and len(did.rounds) % BETWEEN == 0:
                with did.call():
                    made = renaming(of_round(number, pairs), number)
                    ledger.decide(made)
                    did.decisions.append(made)
    raise AssertionError("rounds have no end")


def renaming(pairs: Sequence[Pair], number: int) -> Decision:
    """A decision about an event of some reports."""
    event = next(event for _, reading in pairs for event in reading.events)
    return decision("rename", [event.id], author="desk", date="2031-05-01", value=f"Case {number}")


def reads(place: str, until: float) -> Did:
    """List, search and open until the time is over."""
    did = Did()
    with Ledger.open(place, readonly=True) as ledger:
        while time.time() < until:
            with did.call():
                ledger.incidents(Query(limit=20))
            with did.call():
                ledger.events(Query(type=("ASSAULT",), limit=50))
            with did.call():
                for row in ledger.reports(Query(text="shell*", limit=5)).rows:
                    ledger.reading(row.id, outlet=row.outlet or "")
    return did


def record_of(ledger: Ledger) -> dict[str, list[str]]:
    """All that a ledger holds, each kind in order."""
    kinds = {
        "reports": [row.digest for row in ledger.reports(ALL).rows],
        "events": [repr(event) for event, _ in ledger.pairs()],
        "incidents": [repr(incident) for incident in ledger.incidents(ALL).rows],
        "accords": [repr(accord) for accord in ledger.accords(ALL).rows],
        "demarches": [repr(demarche) for demarche in ledger.demarches(ALL).rows],
    }
    return {kind: sorted(rows) for kind, rows in kinds.items()}


def together(place: str, writers: int, readers: int, seconds: float) -> tuple[list[Did], list[Did]]:
    """What the writers and the readers did, each a process of its own."""
    pairs = first_round()
    Ledger.open(place).close()
    start = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(writers + readers, mp_context=start) as users:
        until = time.time() + seconds + 5  # they need a while to start
        writing = [users.submit(writes, place, number, until, pairs) for number in range(writers)]
        reading = [users.submit(reads, place, until) for _ in range(readers)]
        return [one.result() for one in writing], [one.result() for one in reading]


def alone(place: str, rounds: Sequence[int], decisions: Sequence[Decision]) -> dict[str, list[str]]:
    """What one writer makes of the same."""
    pairs = first_round()
    with Ledger.open(place) as ledger:
        for number in rounds:
            ledger.add_many(of_round(number, pairs))
        ledger.collate()
        for made in decisions:
            ledger.decide(made)
        return record_of(ledger)


def measure(place: str, folder: Path, writers: int, readers: int, seconds: float) -> dict[str, Any]:
    """Let them work, then compare."""
    writing, reading = together(place, writers, readers, seconds)
    rounds = sorted({number for did in writing for number in did.rounds})
    decided = [made for did in writing for made in did.decisions]
    with Ledger.open(place) as ledger:
        ledger.collate()
        there, kept = record_of(ledger), ledger.decisions()
    here = alone(str(folder / "alone.db"), rounds, decided)
    return {
        "reports": len(there["reports"]),
        "decisions": len(decided),
        "decisions_kept": kept == tuple(decided),
        "same_as_one_writer": {kind: there[kind] == here[kind] for kind in here},
        "errors": [error for did in (*writing, *reading) for error in did.errors][:5],
        "additions": sum(len(did.rounds) for did in writing),
        "questions": sum(did.calls for did in reading),
        "longest_write_s": round(max(did.longest for did in writing), 2),
        "longest_read_s": round(max(did.longest for did in reading), 2),
    }


def main() -> None:
    """Measure, and print one JSON object."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--seconds", type=float, default=60)
    ask.add_argument("--writers", type=int, default=8)
    ask.add_argument("--readers", type=int, default=8)
    ask.add_argument("--on", choices=("postgresql", "sqlite"), default="postgresql")
    a = ask.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server = served() if a.on == "postgresql" else nullcontext(str(Path(folder) / "all.db"))
        with server as place:
            found = measure(place, Path(folder), a.writers, a.readers, a.seconds)
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
