"""Measure a whole command: `python -m benchmarks.speed ROWS.jsonl [--runs N]`: words a second, memory.

Runs `demarche code ROWS.jsonl -o FILE` as a process of its own, start-up and loading included. On a machine
with other work, the processor's time tells more than the clock on the wall: both are printed.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median


def words_in(rows: Path) -> int:
    """Words of all reports, by white space."""
    with rows.open(encoding="utf-8") as lines:
        return sum(len(str(json.loads(line)["text"]).split()) for line in lines if line.strip())


def processor_time() -> float:
    """Seconds that the processes run so far have kept a processor busy."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Print the figures."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("rows", type=Path)
    ask.add_argument("--runs", type=int, default=3)
    a = ask.parse_args()
    words = words_in(a.rows)
    seconds, worked = [], []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(a.runs):
            begun, before = time.perf_counter(), processor_time()
            command = [
                sys.executable,
                "-m",
                "demarche",
                "code",
                str(a.rows),
                "-o",
                str(Path(folder) / "out.jsonl"),
            ]
            subprocess.run(command, check=True)
            seconds.append(time.perf_counter() - begun)
            worked.append(processor_time() - before)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{words} words; seconds {min(seconds):.1f} to {max(seconds):.1f}, median {median(seconds):.1f}; "
          f"{words / median(seconds):,.0f} words/s; peak {peak:,.0f} MiB")  # fmt: skip
    print(f"processor time {median(worked):.1f} s: {words / median(worked):,.0f} words a second of one core")


if __name__ == "__main__":
    main()
