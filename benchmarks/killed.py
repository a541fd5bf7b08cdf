"""Programs killed (kill -9) at many moments and started again must leave what an unbroken run leaves.

python -m benchmarks.killed {watch,read,read-by-processes,cluster-read} [--moments 50]
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.killed_cases import CASES, Case

_LINGERING = 10.0  # seconds within which what the killed program had started must be gone


@dataclass(frozen=True)
class Outcome:
    """`equal` of `moments` left what the unbroken run left; `again`: what was kept and yet done again.

    `broken`: moments at which the run was under way. `lingering`: those after which a process of its group
    was left; the workers of a Ray that runs on are no part of it.
    """

    moments: int
    broken: int
    equal: int
    again: int
    lingering: int
    seconds: float


def killed(name: str, moments: int) -> Outcome:
    """Kill the case at so many moments spread over its run, start it again, compare."""
    with tempfile.TemporaryDirectory() as scratch, CASES[name](Path(scratch)) as case:
        began = time.monotonic()
        _finish(_start(case, Path(scratch) / "whole"))
        seconds = time.monotonic() - began
        whole = case.left(Path(scratch) / "whole")
        broken = equal = again = lingering = 0
        for moment in range(1, moments + 1):
            place = Path(scratch) / f"moment-{moment}"
            process = _start(case, place)
            try:
                process.communicate(timeout=seconds * moment / moments)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.communicate()
                broken += 1
                lingering += not _is_gone(process.pid)
            before = case.kept(place)
            case.again(set(), b"{}")  # what the broken run did is not counted
            again += case.again(before, _finish(_start(case, place)))
            equal += case.left(place) == whole
        return Outcome(moments, broken, equal, again, lingering, seconds)


def _start(case: Case, place: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "demarche", *case.arguments(place)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip


def _finish(process: "subprocess.Popen[bytes]") -> bytes:
    """What it prints."""
    return process.communicate()[0]


def _is_gone(group: int) -> bool:
    """Whether no process of the group is left, after a while."""
    patience = time.monotonic() + _LINGERING
    while time.monotonic() < patience:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


def main() -> None:
    """Run a case and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", choices=sorted(CASES))
    parser.add_argument("--moments", type=int, default=50)
    told = parser.parse_args()
    outcome = killed(told.case, told.moments)
    print(
        f"{told.case}: killed at {outcome.broken} of {outcome.moments} moments of {outcome.seconds:.1f} s; "
        f"{outcome.equal} equal the unbroken run; {outcome.again} kept and done again; "
        f"{outcome.lingering} left a process behind"
    )


if __name__ == "__main__":
    main()
