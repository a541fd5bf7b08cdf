"""A running application and a browser window that is watched; what happens where there is no browser."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

SLOWEST = 20_000  # milliseconds that a page may take on a busy machine


def missing(words: str) -> None:
    """Leave the test out, or fail where a browser has to be."""
    if os.environ.get("DEMARCHE_BROWSER") == "required":
        pytest.fail(f"DEMARCHE_BROWSER=required, but {words}", pytrace=False)
    pytest.skip(words)


class Served:
    """A running `demarche serve`: `home` is its address, `ledger` the file behind it."""

    def __init__(self, ledger: Path, *options: str) -> None:
        self.ledger = ledger
        command = [
            sys.executable,
            "-m",
            "demarche",
            "serve",
            "--ledger",
            str(ledger),
            "--port",
            "0",
            *options,
        ]
        self._process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=_environment()
        )
        assert self._process.stdout
        said = self._process.stdout.readline()
        assert " at http://127.0.0.1:" in said, said + self._process.stdout.read()
        self.home = said.split(" at ")[1].split("/ ")[0]

    def stop(self) -> None:
        """End it as Ctrl+C would."""
        self._process.terminate()
        self._process.wait(timeout=20)


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONUNBUFFERED": "1"}


class Watched:
    """A browser window that notes what no page of ours may do."""

    def __init__(self, browser: Any, home: str, **settings: Any) -> None:
        self.context = browser.new_context(base_url=home, **settings)
        self.context.set_default_timeout(SLOWEST)
        self.wrongs: list[str] = []
        self._host = urlsplit(home).netloc
        self.context.on("request", self._asked)
        self.context.on("dialog", self._dialog)
        self.context.on("console", self._console)
        self.context.on("weberror", lambda error: self.wrongs.append(f"error: {error.error}"))
        self.page = self.context.new_page()

    def _asked(self, request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme != "data" and parts.netloc != self._host:
            self.wrongs.append(f"asked {request.url}")

    def _dialog(self, dialog: Any) -> None:
        self.wrongs.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _console(self, message: Any) -> None:
        if message.type in ("error", "warning"):  # refusals by the content security policy are errors
            self.wrongs.append(f"console: {message.text}")
