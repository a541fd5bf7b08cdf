"""Where reading spends its time: `python -m benchmarks.profile_reading ROWS.jsonl [--functions N]`.

Reads the rows as `demarche code ROWS.jsonl -o FILE` does, in one thread, and samples the stack by processor
time, not by the clock on the wall, so that other work on the machine counts less. Every moment goes to the
innermost stage whose module is on the stack; modules of no stage of their own (folding, tables) count for
who called them. POSIX only.
"""

import argparse
import os
import signal
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType, MappingProxyType

INTERVAL = 0.002  # seconds of processor time between samples

# the first entry that a module's name begins with is its stage
STAGES: Mapping[str, str] = MappingProxyType(
    {
        "demarche.intake": "intake",
        "demarche.reader.document": "words and pieces",
        "demarche.reader.words": "words and pieces",
        "demarche.reader.sentences": "words and pieces",
        "demarche.reader.encoder": "encoder",
        "demarche.reader.heads": "heads",
        "demarche.reader.scores": "heads",
        "demarche.reader.mentions": "decoding",
        "demarche.reader.spans": "decoding",
        "demarche.reader.roles": "decoding",
        "demarche.reader.merging": "merging",
        "demarche.reader.clues": "clues to codes",
        "demarche.reader.parties": "parties",
        "demarche.reader.places": "places",
        "demarche.reader.times": "dates",
        "demarche.knowledge.part": "parties",
        "demarche.knowledge.place": "places",
        "demarche.knowledge.gazetteer": "places",
        "demarche.knowledge.date": "dates",
        "demarche.knowledge.time": "dates",
        "demarche.knowledge.tenses": "dates",
        "demarche.knowledge.publication": "dates",
        "demarche.knowledge.written": "dates",
        "demarche.knowledge.number": "numbers",
        "demarche.plover": "coding",
        "demarche.reader": "coding",
        "demarche.export": "writing",
    }
)
RESOLUTION = ("clues to codes", "parties", "places", "dates", "numbers")


def stage_of(module: str) -> str | None:
    """The stage that a module belongs to, or None for one that works for whoever calls it."""
    return next((stage for prefix, stage in STAGES.items() if module.startswith(prefix)), None)


def stage_at(frame: FrameType | None) -> str:
    """The innermost stage on a stack; clues are found by the knowledge's modules, but for the heads."""
    found = "other"
    while frame is not None:
        module = str(frame.f_globals.get("__name__", ""))
        stage = stage_of(module)
        if stage == "clues to codes" or (stage is not None and found == "other"):
            found = stage
        if stage == "clues to codes":
            break
        frame = frame.f_back
    return found


def name_of(frame: FrameType) -> str:
    """Module and name of the function that runs in a frame."""
    module = str(frame.f_globals.get("__name__", "")).removeprefix("demarche.")
    return f"{module}.{frame.f_code.co_qualname}"


class Samples:
    """Seconds of processor time by stage, and by function: in itself, and with all that it calls."""

    def __init__(self) -> None:
        self.stages: defaultdict[str, float] = defaultdict(float)
        self.alone: defaultdict[str, float] = defaultdict(float)
        self.whole: defaultdict[str, float] = defaultdict(float)
        self._last = time.process_time()

    def take(self, _signal: int, frame: FrameType | None) -> None:
        """Give the time since the last sample to the stack: a signal waits until a call into C returns."""
        now = time.process_time()
        spent, self._last = now - self._last, now
        self.stages[stage_at(frame)] += spent
        if frame is not None:
            self.alone[name_of(frame)] += spent
        on_stack = set()
        while frame is not None:
            on_stack.add(name_of(frame))
            frame = frame.f_back
        for name in on_stack:
            self.whole[name] += spent

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Sample what runs inside."""
        before = signal.signal(signal.SIGPROF, self.take)
        self._last = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, INTERVAL, INTERVAL)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before)


def dearest(seconds: Mapping[str, float]) -> list[tuple[str, float]]:
    """Names with their seconds, the dearest first."""
    return sorted(seconds.items(), key=lambda pair: (-pair[1], pair[0]))


def profile(rows: Path) -> tuple[Samples, int, int]:
    """Samples of reading the rows after the first (which loads what is loaded once); reports; words."""
    from demarche.export import write_events
    from demarche.intake import read_inputs
    from demarche.reader import Reader
    from demarche.records import Event, Report

    reader, samples = Reader(threads=1), Samples()
    coming = (one for one in read_inputs([str(rows)]) if isinstance(one, Report))
    reader.read(next(coming))
    reports = words = 0

    def events() -> Iterator[tuple[Event, Report]]:
        nonlocal reports, words
        for report in coming:
            reports += 1
            words += len(report.text.split())
            yield from ((event, report) for event in reader.read(report).events)

    with tempfile.TemporaryDirectory() as folder, samples.taken():
        write_events(events(), "plover", str(Path(folder) / "events.jsonl"))
    return samples, reports, words


def main() -> None:
    """Print the shares."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("rows", type=Path)
    ask.add_argument("--functions", type=int, default=0, help="how many of the dearest functions to list")
    a = ask.parse_args()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    samples, reports, words = profile(a.rows)
    spent = sum(samples.stages.values())
    print(f"{reports} reports, {words} words, {spent:.1f} s of processor time: {words / spent:,.0f} words/s")
    for stage, seconds in dearest(samples.stages):
        print(f"{seconds / spent:6.1%}  {seconds:6.2f} s  {stage}")
    resolution = sum(samples.stages[stage] for stage in RESOLUTION)
    print(f"{resolution / spent:6.1%}  resolution: {', '.join(RESOLUTION)}")
    for title, functions in (("in itself", samples.alone), ("with what it calls", samples.whole)):
        if a.functions:
            print(f"\n{title}")
        for name, seconds in dearest(functions)[: a.functions]:
            print(f"{seconds / spent:6.1%}  {name}")


if __name__ == "__main__":
    main()
