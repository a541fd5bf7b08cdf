"""`--workers`: the same output as one process gives, and no process left behind, however the program ends."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cli_samples import demarche

from demarche.cli.readings import read_each
from demarche.demo import sample
from demarche.intake import report_from_text

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and process groups of POSIX")
PATIENCE = 60.0


def test_two_processes_write_what_one_writes(tmp_path: Path) -> None:
    with sample() as folder:
        one, two = (
            demarche("code", str(folder), "--workers", workers, cwd=tmp_path) for workers in ("1", "2")
        )
    assert (two.returncode, two.stderr) == (0, b"")
    assert two.stdout == one.stdout != b""


def test_two_processes_fill_one_ledger(tmp_path: Path) -> None:
    with sample() as folder:
        (tmp_path / "broken.jsonl").write_text("{}\n")
        done = demarche(
            "read", str(folder), "broken.jsonl", "--workers", "2", "--ledger", "l.db", "--json", cwd=tmp_path
        )
    assert done.returncode == 1, done.stderr
    summary = json.loads(done.stdout)
    assert (summary["new"], summary["held"]["reports"]) == (12, 12)
    assert demarche("refusals", "--json", "--ledger", "l.db", cwd=tmp_path).stdout.count(b"broken.jsonl") == 1


def test_where_there_is_much_to_read_processes_take_over_and_nobody_can_tell(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("demarche.cli.readings.FIRST_REPORTS", 3)
    monkeypatch.setattr("demarche.reader.ahead.cores", lambda: 2)
    reports = [report_from_text(f"Norway shelled Hallasund, killing {n}.", id=f"r{n}") for n in range(3, 9)]
    processes = []
    read = []
    for report, reading in read_each(iter(reports)):
        read.append((report, reading))
        processes.append(len(multiprocessing.active_children()))
    assert [report for report, _ in read] == reports
    assert read == list(read_each(reports, workers=1))
    assert processes[:3] == [0, 0, 0]
    assert processes[3:5] == [2, 2]
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_no_process_outlives_the_program(tmp_path: Path, end: signal.Signals) -> None:
    text = "Swedish guns shelled Hallasund on Saturday, killing nine soldiers, the army said. " * 4
    rows = (json.dumps({"report_id": f"row-{n}", "text": f"{n}. {text}"}) for n in range(3_000))
    (tmp_path / "rows.jsonl").write_text("\n".join(rows))
    program = subprocess.Popen(
        [sys.executable, "-m", "demarche", "code", "rows.jsonl", "--workers", "2"],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    assert program.stdout is not None
    assert program.stdout.readline().startswith(b"{")
    if end is signal.SIGINT:  # as a terminal does: to all
        os.killpg(program.pid, end)
    else:
        program.send_signal(end)
    _, told = program.communicate(timeout=PATIENCE)
    if end is signal.SIGINT:
        assert (program.returncode, told) == (130, b"demarche: stopped\n")
    deadline = time.monotonic() + PATIENCE
    while alive(program.pid):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def alive(group: int) -> bool:
    """Whether a process of the group is there."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
