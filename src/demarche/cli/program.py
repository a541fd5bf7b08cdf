"""The program: runs a command, and turns what can go wrong into one line and an exit status."""

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from typer import Abort, Exit, TyperException
from typer.main import get_command

from demarche.errors import DemarcheError

NAME = "demarche"
DONE, SOME_REFUSED, BAD_CALL, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 130, 141


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run `demarche` with the arguments (default: those of the process) and exit.

    0: done; 1: done, but some inputs were refused; 2: a bad call, told in one line on standard error;
    130: interrupted; 141: whoever read the output went away.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that lacks a letter shows ? and the run goes on
            stream.reconfigure(errors="replace")
    status = run(list(sys.argv[1:] if arguments is None else arguments))
    try:
        sys.stdout.flush()
    except OSError:
        status = _reader_gone()
    sys.exit(status)


def run(arguments: list[str]) -> int:
    """Run a command and return its exit status; what went wrong is told on standard error."""
    from demarche.cli.app import app

    command = get_command(app)
    try:
        with command.make_context(NAME, arguments) as context:
            command.invoke(context)
    except Exit as end:
        return end.exit_code
    except TyperException as error:
        return _bad_call(_usage(error))
    except DemarcheError as error:
        return _bad_call(str(error))
    except (KeyboardInterrupt, Abort, EOFError):
        return _told("stopped", INTERRUPTED)
    except BrokenPipeError:
        return _reader_gone()
    except (OSError, MemoryError) as error:
        return _bad_call(str(error) or type(error).__name__)
    return DONE


def _usage(error: TyperException) -> str:
    """What is wrong with the call, and where its help is."""
    context = getattr(error, "ctx", None)
    words = error.format_message().rstrip(".")
    return f"{words} (see {context.command_path if context else NAME} --help)"


def _bad_call(words: str) -> int:
    return _told(words, BAD_CALL)


def _told(words: str, status: int) -> int:
    from demarche.cli.terminal import say

    say(f"{NAME}: {words}")
    return status


def _reader_gone() -> int:
    """Give what is still buffered to nobody, so that closing the stream complains no more."""
    nobody = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nobody, sys.stdout.fileno())
    return BROKEN_PIPE
