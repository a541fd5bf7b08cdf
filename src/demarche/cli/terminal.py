"""What goes to the terminal: data is never taken for markup, and no text can steer the terminal."""

import os
import re
import sys
from typing import Any, NoReturn

from rich.console import Console
from rich.text import Text

PIPED_WIDTH = 160  # columns of a table that goes to a file or a pipe, unless COLUMNS says otherwise

# Control characters (an escape sequence begins with one), bidirectional overrides, halves of surrogate pairs.
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class PlainConsole(Console):
    """A Rich console that pads no line of what is piped, and leaves a broken pipe to the program."""

    def print(self, *objects: Any, **how: Any) -> None:
        if self.is_terminal:
            super().print(*objects, **how)
            return
        with self.capture() as kept:
            super().print(*objects, **how)
        lines = kept.get().split("\n")
        self.file.write("\n".join(line.rstrip() for line in lines))

    def on_broken_pipe(self) -> NoReturn:
        raise BrokenPipeError


def out() -> Console:
    """The console for answers: standard output."""
    return _console(stderr=False)


def err() -> Console:
    """The console for what accompanies the work: standard error."""
    return _console(stderr=True)


def clean(text: str) -> str:
    """`text` with every character that could steer a terminal shown as U+FFFD; lines stay lines."""
    return UNSAFE.sub("\ufffd", text.replace("\r\n", "\n").replace("\t", " "))


def one_line(text: str | None) -> str:
    """`text` cleaned and on one line; nothing for None."""
    return clean(" ".join(text.split())) if text else ""


def styled(*parts: str | tuple[str, str]) -> Text:
    """Text of strings, each cleaned, some with a style. Unlike `Text.assemble` it takes no control codes."""
    text = Text()
    for part in parts:
        words, style = (part, "") if isinstance(part, str) else part
        text.append(clean(words), style)
    return text


def say(line: str) -> None:
    """One line on standard error, cleaned; nothing if standard error is closed."""
    try:
        print(one_line(line), file=sys.stderr, flush=True)
    except (OSError, ValueError):
        return


def _console(*, stderr: bool) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    piped = not stream.isatty() and "COLUMNS" not in os.environ
    width = PIPED_WIDTH if piped else None
    return PlainConsole(
        file=stream,
        width=width,
        markup=False,
        highlight=False,
        emoji=False,
        soft_wrap=False,
        legacy_windows=False,
    )
