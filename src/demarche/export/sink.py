"""Output that is written whole or not at all."""

import io
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from demarche.errors import InputError

Target = str | Path | TextIO | BinaryIO


class Sink:
    """Bytes on their way out; counts them, so that it can stand where a file is wanted that cannot seek."""

    def __init__(self, stream: BinaryIO | TextIO) -> None:
        self._stream = stream
        self._written = 0
        self.closed = False

    def write(self, data: bytes) -> int:
        """Write all of `data`, which for a text stream must be whole UTF-8 characters."""
        if isinstance(self._stream, io.TextIOBase):
            self._stream.write(data.decode())
        else:
            self._stream.write(data)  # type: ignore[arg-type]
        self._written += len(data)
        return len(data)

    def tell(self) -> int:
        """Bytes written so far."""
        return self._written

    def flush(self) -> None:
        self._stream.flush()

    def close(self) -> None:
        """Take no more; the stream beneath stays open for whoever opened it."""
        self.flush()
        self.closed = True


@contextmanager
def opened(target: Target, *, binary: bool = False) -> Iterator[Sink]:
    """A sink into a path, an open stream, or standard output (`-`).

    A path gets its content in one step at the end; on any error what was there stays as it was. `binary`: the
    format is no text, so a text stream without bytes beneath it is refused. InputError: cannot be written.
    """
    if isinstance(target, (str, Path)) and str(target) != "-":
        path = Path(target)
        try:
            # A device or pipe cannot be replaced, only written to.
            with _straight(path) if path.exists() and not path.is_file() else _aside(path) as file:
                yield Sink(file)
        except OSError as error:
            raise InputError(f"{path}: cannot be written ({error.strerror or error})") from error
        return
    stream: TextIO | BinaryIO = sys.stdout if isinstance(target, (str, Path)) else target
    beneath = getattr(stream, "buffer", None)
    if beneath is not None:
        stream.flush()
        stream = beneath
    elif binary and isinstance(stream, io.TextIOBase):
        raise InputError("this format is binary and cannot go to a text stream")
    yield Sink(stream)
    stream.flush()


@contextmanager
def _aside(path: Path) -> Iterator[BinaryIO]:
    """A new file beside `path` that takes its place when all went well and is removed when not."""
    path = path.resolve()
    part = path.with_name(f".{path.name[:200]}.{secrets.token_hex(4)}.part")
    stream = part.open("xb")
    try:
        with stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            part.chmod(path.stat().st_mode & 0o777)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def _straight(path: Path) -> Iterator[BinaryIO]:
    with path.open("wb") as stream:
        yield stream
