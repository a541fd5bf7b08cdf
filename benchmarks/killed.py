"""Programs killed (kill -9) at many moments and started again must leave what an unbroken run leaves.

python -m benchmarks.killed watch --moments 50
"""

import argparse
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.news_site import Answer, Site, rss, serving, story
from demarche.errors import DemarcheError
from demarche.ledger import Ledger, Query

PAGES, ROWS = 24, 30
Arguments = list[str]


@dataclass(frozen=True)
class Case:
    """A command: its arguments less the ledger, and what was asked of others (taken at each call)."""

    arguments: Arguments
    asked: Callable[[], list[str]]


@dataclass(frozen=True)
class Outcome:
    """`equal` of `moments` left what the unbroken run left; `again`: kept pages that were asked for again."""

    moments: int
    equal: int
    again: int
    seconds: float


@contextmanager
def watched(folder: Path) -> Iterator[Case]:
    """`demarche watch --once` over a feed with a page that is gone, and a folder of rows."""
    inbox = folder / "inbox"
    inbox.mkdir()
    rows = (
        f'{{"id": {n}, "text": "Ostmark shelled Karsin, killing {n + 2} soldiers."}}\n' for n in range(ROWS)
    )
    (inbox / "rows.jsonl").write_text("".join(rows))
    site = Site()
    with serving(site):
        paths = [f"/{number}" for number in range(PAGES)]
        site.pages.update({path: Answer(story(number)) for number, path in enumerate(paths)})
        site.pages["/feed"] = Answer(rss(site, [*paths, "/gone"]), headers={"etag": '"1"'})
        options = ["--once", "--rate", "1000", "--allow-private", "--settle", "1s"]

        def asked() -> list[str]:
            taken = [site.address + path for path in site.asked]
            site.asked.clear()
            return taken

        yield Case(["watch", f"{site.address}/feed", str(inbox), *options], asked)


CASES: dict[str, Callable[[Path], AbstractContextManager[Case]]] = {"watch": watched}


def left(ledger: Path) -> list[str]:
    """All that a ledger holds of reports, events, refusals and incidents, in an order of its own."""
    with Ledger.open(ledger, create=False) as opened:
        rows = [repr(row) for row in opened.reports(Query(limit=None)).rows]
        rows += [repr(event) for event, _ in opened.pairs()]
        rows += [repr(refusal) for refusal in opened.refusals()]
        rows += [incident.id for incident in opened.incidents(Query(limit=None)).rows]
        return sorted(rows)


def kept(ledger: Path) -> set[str]:
    """The addresses of the reports that a ledger holds; none where it is not made yet."""
    try:
        with Ledger.open(ledger, create=False) as opened:
            return {row.url for row in opened.reports(Query(limit=None)).rows if row.url}
    except DemarcheError:
        return set()


def killed(name: str, moments: int) -> Outcome:
    """Kill the case at so many moments spread over its run, start it again, compare."""
    with tempfile.TemporaryDirectory() as scratch, CASES[name](Path(scratch)) as case:
        began = time.monotonic()
        _start(case, Path(scratch) / "whole.db").wait()
        seconds = time.monotonic() - began
        whole = left(Path(scratch) / "whole.db")
        equal = again = 0
        for moment in range(1, moments + 1):
            ledger = Path(scratch) / f"{moment}.db"
            process = _start(case, ledger)
            try:
                process.wait(seconds * moment / moments)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.wait()
            before = kept(ledger)
            case.asked()
            _start(case, ledger).wait()
            again += len(before.intersection(case.asked()))
            equal += left(ledger) == whole
        return Outcome(moments, equal, again, seconds)


def _start(case: Case, ledger: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "demarche", *case.arguments, "--ledger", str(ledger)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def main() -> None:
    """Run a case and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", choices=sorted(CASES))
    parser.add_argument("--moments", type=int, default=50)
    told = parser.parse_args()
    outcome = killed(told.case, told.moments)
    print(
        f"{told.case}: killed at {outcome.moments} moments of {outcome.seconds:.1f} s; "
        f"{outcome.equal} equal the unbroken run; {outcome.again} kept pages asked for again"
    )


if __name__ == "__main__":
    main()
