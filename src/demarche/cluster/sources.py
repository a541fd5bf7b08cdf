"""What a cluster is given to read: files on any store, each with what tells whether it has changed."""

import glob
import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec

from demarche.cluster.store import reached
from demarche.errors import InputError


class Source(msgspec.Struct, frozen=True):
    """One file: `given` is the input that it was found by, `path` its path on that input's store.

    `label` is the name by which reports of it say where they are from, `mark` changes with its content.
    """

    given: str
    path: str
    label: str
    mark: str

    @property
    def key(self) -> str:
        """A name for it that can stand in a path."""
        return hashlib.sha256(self.label.encode("utf-8", "surrogateescape")).hexdigest()[:32]

    @contextmanager
    def open(self) -> Iterator[Any]:
        """The file's bytes as a stream."""
        fs, _ = reached(self.given)  # held as long as the stream: an archive is closed with its file system
        with fs.open(self.path, "rb") as stream:
            yield stream


def sources_of(inputs: Sequence[str]) -> tuple[Source, ...]:
    """The files of inputs: files, folders with all below, patterns. Raises InputError for one without any.

    Names in folders that begin with `.` or `_` are left out, as other programs that read folders of tables
    do: `_SUCCESS` is no report.
    """
    if not inputs:
        raise InputError("nothing to read: name a file, a folder or a pattern on any store")
    found: dict[str, Source] = {}
    for given in inputs:
        for source in _found_by(given):
            found.setdefault(source.label, source)
    return tuple(sorted(found.values(), key=lambda source: source.label.split("/")))


def _found_by(given: str) -> Iterator[Source]:
    fs, path = reached(given)
    beneath = "".join(given.partition("::")[1:])  # of a chain, the store that holds this one
    try:
        fs.invalidate_cache()
        if fs.isfile(path):
            yield Source(given, path, given, _mark(fs, path))
            return
        if fs.isdir(path):
            start, named = path, given
            paths = fs.find(path)
        elif glob.has_magic(path):
            start, named = "", ""
            paths = [one for one in fs.glob(path) if fs.isfile(one)]
        else:
            raise InputError(f"no such file or folder: {given}")
        base = start.rstrip("/") + "/" if start else ""
        within = [(one, one.removeprefix(base)) for one in paths]
        files = [
            (one, name) for one, name in within if not _is_hidden(name if base else one.rpartition("/")[2])
        ]
        for one, name in sorted(files):
            label = f"{named.rstrip('/')}/{name}" if base and not beneath else _in_full(fs, one)
            yield Source(given, one, label + beneath, _mark(fs, one))
    except InputError:
        raise
    except Exception as error:  # each store has errors of its own
        words = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise InputError(f"{given}: {' '.join(str(words).split())[:200]}") from error
    if not files:
        raise InputError(f"no file in {given}" if base else f"no file matches {given}")


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "_")) for part in name.split("/"))


def _in_full(fs: Any, path: str) -> str:
    protocols = (fs.protocol,) if isinstance(fs.protocol, str) else fs.protocol
    return path if "file" in protocols else str(fs.unstrip_protocol(path))


def _mark(fs: Any, path: str) -> str:
    return str(fs.ukey(path))
