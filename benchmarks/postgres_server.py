"""A PostgreSQL server for tests and measurements: in a folder that goes with it, without a network."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

_DEBIAN = Path("/usr/lib/postgresql")
_SETTINGS = (
    "listen_addresses=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=400",
)
_OTHER = "nobody"  # the server refuses to run as root


def program(name: str) -> str | None:
    """Where a program of PostgreSQL is: on the path, or where Debian keeps those of the newest version."""
    kept = sorted(
        _DEBIAN.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]) if path.parts[-3].isdigit() else 0
    )
    return shutil.which(name) or (str(kept[-1]) if kept else None)


@contextmanager
def served() -> Iterator[str]:
    """The URL of a new server's one database, as its superuser; the server ends with the block."""
    make, run = program("initdb"), program("postgres")
    if make is None or run is None:
        raise FileNotFoundError("initdb and postgres")
    user = _OTHER if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="demarche-pg-") as folder:
        if user:
            shutil.chown(folder, user)
        data, log = f"{folder}/data", Path(folder, "log")
        command = [make, "-D", data, "-U", "demarche", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run(command, user=user, cwd=folder, check=True, capture_output=True)
        command = [run, "-D", data, "-k", folder]
        for setting in _SETTINGS:
            command += ["-c", setting]
        with log.open("wb") as told:
            server = subprocess.Popen(command, user=user, cwd=folder, stderr=told, stdout=told)
        try:
            _wait(server, Path(folder))
            yield f"postgresql://demarche@/postgres?host={quote(folder, safe='')}"
        finally:
            server.send_signal(signal.SIGQUIT)  # at once: nothing of it is kept
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _wait(server: "subprocess.Popen[bytes]", folder: Path) -> None:
    """Until it takes connections."""
    import psycopg

    for _ in range(600):
        if server.poll() is not None:
            raise RuntimeError((folder / "log").read_text("utf-8", "replace"))
        try:
            psycopg.connect(host=str(folder), user="demarche", dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("the server does not answer")
