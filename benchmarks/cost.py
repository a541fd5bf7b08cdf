"""What a report costs, whole command, at several sizes.

`python -m benchmarks.cost ROWS.jsonl [--reports 1000 10000] [--words 60]` varies the reports of a row file in
names, numbers and date until there are enough, reads them into a ledger with `demarche read`, collating
included, and asks it. Seconds of processor time, memory of the process, bytes.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.cluster import varied
from demarche.intake import read_inputs
from demarche.ledger import Ledger, Query

FIRST = 1000  # reports after which memory is to be flat
ASKED = 20  # times that each question is asked


def rows_of(source: Path, count: int, words: int | None, to: Path) -> int:
    """Write so many rows, each cut to its first words; how many words there are."""
    written = 0
    with to.open("w", encoding="utf-8") as lines:
        for row in varied(source, count):
            told = row["text"].split(" ")[:words]
            lines.write(json.dumps({**row, "text": " ".join(told)}) + "\n")
            written += len(" ".join(told).split())
    return written


def processor_time(of: int = resource.RUSAGE_SELF) -> float:
    """Seconds of processor time used so far."""
    used = resource.getrusage(of)
    return used.ru_utime + used.ru_stime


def costs(work: Callable[[], Any]) -> float:
    """Seconds of processor time that work takes in this process."""
    before = processor_time()
    work()
    return processor_time() - before


def run(rows: Path, ledger: Path) -> dict[str, float]:
    """Read and collate; memory in MiB once the first thousand reports are kept, and at most."""
    before, began = processor_time(resource.RUSAGE_CHILDREN), time.monotonic()
    command = [sys.executable, "-m", "demarche", "read", str(rows), "--ledger", str(ledger), "--workers", "1"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    first = read = most = 0
    while process.poll() is None:
        time.sleep(1)
        held, pending = _held(ledger)
        memory = _memory(process.pid)
        if held >= FIRST and not first:
            first = memory
        if pending:  # nothing is collated yet
            read = max(read, memory)
        most = max(most, memory)
    return {
        "seconds": round(time.monotonic() - began, 1),
        "cpu_s": round(processor_time(resource.RUSAGE_CHILDREN) - before, 1),
        "mib_first_thousand": first,
        "mib_reading": read,
        "mib_most": most,
    }


def measure(source: Path, count: int, words: int | None) -> dict[str, Any]:
    """One size."""
    with tempfile.TemporaryDirectory() as scratch:
        rows, path = Path(scratch) / "rows.jsonl", Path(scratch) / "l.db"
        told = rows_of(source, count, words, rows)
        taking_in = costs(lambda: sum(1 for _ in read_inputs([rows])))
        ran = run(rows, path)
        with Ledger.open(path, readonly=True) as ledger:
            text = sum(len(report.text.encode()) for report, _ in _some(ledger))
            asked = {
                "listing": lambda: ledger.incidents(Query(limit=50)),
                "filter": lambda: ledger.events(Query(party="Turkey", type=("REQUEST",), limit=50)),
                "words": lambda: ledger.reports(Query(text="shell* hospital", limit=20)),
            }
            took = {name: _mean_ms(question) for name, question in asked.items()}
        return {
            "reports": count,
            "words": told,
            **ran,
            "intake_ms_a_report": round(1000 * taking_in / count, 3),
            "cpu_ms_a_report": round(1000 * ran["cpu_s"] / count, 1),
            "bytes_a_report": round(path.stat().st_size / count),
            "text_bytes_a_report": round(text / min(count, FIRST)),
            "asked_ms": took,
        }


def _held(ledger: Path) -> tuple[int, int]:
    """How many reports a ledger holds, and how many of them are to be collated."""
    if not ledger.exists():
        return 0, 0
    try:
        with Ledger.open(ledger, readonly=True) as opened:
            return opened.reports(Query(limit=1)).total, opened.pending()
    except Exception:  # it is just being made
        return 0, 0


def _memory(number: int) -> int:
    """MiB that a process holds; 0 when it is gone."""
    try:
        status = Path(f"/proc/{number}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) // 1024
    except (OSError, IndexError):
        return 0


def _some(ledger: Ledger) -> list[tuple[Any, Any]]:
    rows = ledger.reports(Query(limit=FIRST)).rows
    return [(ledger.report(row.id, outlet=row.outlet or ""), row) for row in rows]


def _mean_ms(question: Callable[[], Any]) -> float:
    return round(1000 * costs(lambda: [question() for _ in range(ASKED)]) / ASKED, 1)


def main() -> None:
    """Measure each size in turn, and print one JSON object a line."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("rows", type=Path)
    ask.add_argument("--reports", type=int, nargs="+", default=[1_000, 10_000])
    ask.add_argument("--words", type=int, default=None, help="cut each report to so many")
    a = ask.parse_args()
    for count in a.reports:
        print(json.dumps(measure(a.rows, count, a.words)), flush=True)


if __name__ == "__main__":
    main()
