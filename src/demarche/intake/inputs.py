"""What the inputs of a call stand for: files, folders, glob patterns, and `-` for standard input."""

import glob
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from demarche.errors import InputError

STDIN = "-"


class Input(msgspec.Struct, frozen=True):
    """One thing that the caller named: `name` as written, `many` when it is a folder or a pattern."""

    name: str
    many: bool

    def paths(self) -> Iterator[str]:
        """The files that this input stands for, in sorted order."""
        if not self.many:
            yield self.name
        elif os.path.isdir(self.name):
            yield from _files_in(self.name)
        else:
            for found in sorted(glob.glob(self.name, recursive=True)):
                if os.path.isdir(found):
                    yield from _files_in(found)
                elif _is_no_device(found):
                    yield found


def named_inputs(names: Sequence[str | Path] | str | Path) -> tuple[Input, ...]:
    """The inputs that `names` stand for. Raises InputError for one that is not there or holds no file."""
    given = [names] if isinstance(names, str | Path) else list(names)
    if not given:
        raise InputError("nothing to read: name a file, a folder, a pattern, or - for standard input")
    return tuple(_named(os.fspath(name)) for name in given)


def _named(name: str) -> Input:
    if name == STDIN:
        return Input(name, many=False)
    try:
        exists, folder = os.path.lexists(name), os.path.isdir(name)
    except ValueError:  # a zero byte in the name
        exists = folder = False
    if not name.strip() or "\0" in name:
        raise InputError(f"no such file or folder: {name!r}")
    if exists and not folder:
        return Input(name, many=False)
    if not exists and not glob.has_magic(name):
        raise InputError(f"no such file or folder: {name}")
    found = Input(name, many=True)
    if next(found.paths(), None) is None:
        raise InputError(f"no file in the folder {name}" if folder else f"no file matches {name}")
    return found


def _files_in(folder: str) -> Iterator[str]:
    """The files under `folder`, sorted folder by folder; hidden ones and linked folders are left out."""
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError:
        yield folder  # reading it will tell why it cannot be listed
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files_in(entry.path)
        elif not (entry.is_symlink() and entry.is_dir()) and _is_no_device(entry.path):
            yield entry.path


def _is_no_device(path: str) -> bool:
    """False for what could block or never end: pipes, sockets, devices; they are read only when named."""
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return True  # a broken link: reading it will tell
    return stat.S_ISREG(mode)
