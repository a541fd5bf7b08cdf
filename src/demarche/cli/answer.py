"""Answers as JSON: one object, indented, on standard output."""

import sys
from typing import Any

import msgspec

from demarche.cli.terminal import UNSAFE


def print_json(answer: Any) -> None:
    """Print `answer` so that it can be piped on and, shown, cannot steer a terminal."""
    _print(msgspec.json.format(msgspec.json.encode(answer), indent=2).decode())


def print_json_line(answer: Any) -> None:
    """The same on one line: for answers of which more come."""
    _print(msgspec.json.encode(answer).decode())


def _print(text: str) -> None:
    text = UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode() + b"\n")
    sys.stdout.buffer.flush()
