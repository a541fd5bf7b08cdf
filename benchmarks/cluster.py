"""Ray with some workers against as many processes without it: time, memory, sizes, equal records.

`python -m benchmarks.cluster FOLDER/fakes/dev.jsonl [--reports 2000] [--workers 2]` varies the reports of a
row file in names, numbers and date until there are enough, reads them by processes into a ledger and by Ray
into a folder, and collates both.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from threading import Event, Thread
from typing import Any

import msgspec

from benchmarks.collation import moved
from demarche.cluster.archive import read
from demarche.cluster.batches import kept_in, path_of
from demarche.cluster.collated import collated_by
from demarche.cluster.committing import manifest_of
from demarche.cluster.corpus import batches_in, corpus
from demarche.cluster.session import session
from demarche.cluster.store import Store
from demarche.cluster.taking_over import into_ledger
from demarche.intake import read_inputs
from demarche.ledger import Ledger, Query
from demarche.reader.workers import read_by_workers
from demarche.records import Reading, Report

TOGETHER = 50  # reports in one transaction, as `demarche read` keeps them
ALL = Query(limit=None)
READER, PIECE = b"ray::BatchReader", b"ray::do_piece"  # how Ray names the processes


def varied(rows: Path, count: int) -> Iterator[dict[str, Any]]:
    """So many rows: round after round of the reports in a file, each with names and dates of its own."""
    reports = [result for result in read_inputs([rows]) if isinstance(result, Report)]
    for number in range(count):
        turn, at = divmod(number, len(reports))
        report = reports[at]
        if turn:
            nothing = Reading(report_id=report.id, report_digest=report.digest, model="")
            report = moved(report, nothing, turn)[0]
        yield {
            "report_id": report.id,
            "outlet": report.outlet,
            "title": report.title,
            "published": report.published,
            "text": report.text,
        }


class Memory:
    """Looks at the memory of processes while they work: by name, the most that one had, in MiB."""

    def __init__(self, *names: bytes) -> None:
        self.most = dict.fromkeys(names, 0)
        self._over = Event()
        self._thread = Thread(target=self._look)

    def __enter__(self) -> "Memory":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(0.5):
            for folder in Path("/proc").glob("[0-9]*"):
                try:
                    command, status = (folder / "cmdline").read_bytes(), (folder / "status").read_text()
                    for name in self.most:
                        if name in command:
                            had = int(status.split("VmHWM:")[1].split()[0]) // 1024
                            self.most[name] = max(self.most[name], had)
                except (OSError, IndexError):
                    continue


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """How many seconds it takes, and what it gives."""
    begun = time.monotonic()
    given = work()
    return time.monotonic() - begun, given


def by_processes(rows: Path, workers: int, ledger: Ledger) -> None:
    """Read the rows by processes and keep them, as `demarche read --workers` does."""
    reports = (result for result in read_inputs([rows]) if isinstance(result, Report))
    readings = read_by_workers(reports, workers)
    while pairs := list(islice(readings, TOGETHER)):
        ledger.add_many(pairs)


def record_of(incidents: Any, accords: Any, demarches: Any) -> bytes:
    """All that was collated, canonical."""
    return msgspec.json.encode(
        [sorted(each, key=lambda one: one.id) for each in (incidents, accords, demarches)], order="sorted"
    )


def size_of(folder: Path) -> int:
    """The bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def measure(rows: Path, workers: int, folder: Path) -> dict[str, Any]:
    """Both ways, one after the other, and what they came to."""
    texts = [json.loads(line)["text"] for line in rows.read_text("utf-8").splitlines()]
    words = sum(len(text.split()) for text in texts)
    out = str(folder / "out")
    with Ledger.open(folder / "processes.db") as ledger:
        alone, _ = timed(lambda: by_processes(rows, workers, ledger))
        collating_alone, _ = timed(ledger.collate)
        record = record_of(ledger.incidents(ALL).rows, ledger.accords(ALL).rows, ledger.demarches(ALL).rows)
        held = {(row.outlet, row.id) for row in ledger.reports(ALL).rows}
        readings = {key: ledger.reading(key[1], outlet=key[0] or "") for key in held}
    starting = time.monotonic()
    with session(workers=workers) as count, Memory(READER, PIECE) as memory:
        starting = time.monotonic() - starting
        on_ray, done = timed(lambda: read([str(rows)], out, workers=count, collated=False))
        collating, _ = timed(lambda: read([str(rows)], out, workers=count))
    store = Store(out)
    manifest = manifest_of(store)
    assert manifest is not None
    pairs = [pair for name in batches_in(corpus(store)) for pair in kept_in(store.read(path_of(name))).pairs]
    kept = collated_by(store, manifest)
    there = record_of(
        [row.incident for row in kept.incidents()],
        [row.accord for row in kept.accords()],
        [row.demarche for row in kept.demarches()],
    )
    with Ledger.open(folder / "taken.db") as ledger:
        taking, _ = timed(lambda: into_ledger(out, ledger))
    return {
        "reports": len(texts),
        "words": words,
        "same_readings": {(r.outlet, r.id): reading for r, reading in pairs} == readings,
        "same_record": there == record,
        "processes_s": round(alone, 1),
        "ray_start_s": round(starting, 1),
        "ray_s": round(on_ray, 1),
        "overhead": round(on_ray / alone - 1, 3),
        "words_a_second_a_core": round(words / on_ray / workers),
        "reports_read": done.reports,
        "mib_a_reader": memory.most[READER],
        "mib_a_piece": memory.most[PIECE],
        "collating_processes_s": round(collating_alone, 1),
        "collating_ray_s": round(collating, 1),
        "taking_over_s": round(taking, 1),
        "bytes_a_report_read": round(size_of(folder / "out/_read") / len(texts)),
        "bytes_a_report_tables": round(
            sum(size_of(path) for path in (folder / "out").iterdir() if path.name[0] != "_" and path.is_dir())
            / len(texts)
        ),
    }


def main() -> None:
    """Measure, and print one JSON object."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("rows", type=Path)
    ask.add_argument("--reports", type=int, default=2000)
    ask.add_argument("--workers", type=int, default=2)
    a = ask.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "rows.jsonl"
        with rows.open("w", encoding="utf-8") as lines:
            lines.writelines(json.dumps(row) + "\n" for row in varied(a.rows, a.reports))
        print(json.dumps(measure(rows, a.workers, Path(folder)), indent=2))


if __name__ == "__main__":
    main()
