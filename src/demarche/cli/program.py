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
    _open_closed_streams()
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
    except OSError as error:
        return _bad_call(_os_words(error))
    except MemoryError:
        return _bad_call("out of memory")
    return DONE


def _open_closed_streams() -> None:
    """Give what was started with standard output or error closed (`>&-`) somewhere to write to: nowhere."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115 - as long as the program


def _os_words(error: OSError) -> str:
    """What the system says, without the number, after the file if it names one."""
    words = error.strerror or str(error) or type(error).__name__
    return f"{error.filename}: {words}" if error.filename else words


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
