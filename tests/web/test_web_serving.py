"""`demarche serve` as a program: it says where it is, answers, and stops."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from web_samples import browser

from demarche.web.holdings import Holdings
from demarche.web.running import SHORTEST_SECRET

PROGRAM = [sys.executable, "-m", "demarche", "serve"]


def test_it_serves_until_interrupted(ledger_path: Path) -> None:
    running = subprocess.Popen(
        [*PROGRAM, "--ledger", str(ledger_path), "--port", "0"],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        assert running.stderr
        line = running.stderr.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert address, line
        with urllib.request.urlopen(f"{address[0]}api/v1/incidents?limit=1", timeout=30) as answer:
            assert json.load(answer)["total"]
            assert "server" not in {name.lower() for name in answer.headers}
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(timeout=30)
    assert running.returncode in (0, 130)


def test_a_link_to_share_names_the_machine_and_opens(ledger_path: Path) -> None:
    running = subprocess.Popen(
        [*PROGRAM, "--ledger", str(ledger_path), "--port", "0", "--host", "0.0.0.0", "--token", "-"],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        assert running.stderr
        line = running.stderr.readline()
        link = re.search(r"http://[0-9.]+:\d+/enter\?token=\S+", line)
        assert link, line
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        with opener.open(link[0], timeout=30) as answer:
            assert b'id="t-incidents"' in answer.read()
    finally:
        running.terminate()
        running.wait(timeout=30)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--host", "0.0.0.0"], "give a --token or a --password"),
        (["--host", "0.0.0.0", "--password", "x"], f"at least {SHORTEST_SECRET} characters"),
        (["--ledger", "none.db"], "make one with `demarche read"),
        (["--host", "203.0.113.9", "--password", "long enough"], "cannot listen"),
    ],
)
def test_what_keeps_it_from_starting_is_one_line(
    ledger_path: Path, tmp_path: Path, arguments: list[str], says: str
) -> None:
    given = arguments if "--ledger" in arguments else ["--ledger", str(ledger_path), *arguments]
    done = subprocess.run(
        [*PROGRAM, *given, "--port", "0"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert says in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_port_in_use_is_told(ledger_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [*PROGRAM, "--ledger", str(ledger_path), "--port", port],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 2
    assert f"port {port}" in done.stderr
    assert "--port 0" in done.stderr


def test_what_breaks_inside_tells_nothing_and_keeps_its_headers(
    ledger_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(self: object) -> None:
        raise RuntimeError("a secret path")

    client = browser(ledger_path)
    monkeypatch.setattr(Holdings, "decisions", breaks)
    answer = client.get("/decisions")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "content-security-policy" in answer.headers
