"""A folder on any store that fsspec knows: files are written whole or not at all, and found by name."""

import posixpath
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from demarche.errors import InputError

PART = ".part"  # ends the names of files that are not finished
_OF_ONE_PROCESS = ("memory",)


class Store:
    """The folder at a path or a URL (`s3://bucket/war`). Names are relative, with slashes.

    It is handed from process to process as its URL. Raises InputError, one line, for what cannot be reached.
    """

    def __init__(self, url: str) -> None:
        self.url = url

    def __reduce__(self) -> tuple[type["Store"], tuple[str]]:
        return Store, (self.url,)

    @cached_property
    def _at(self) -> tuple[Any, str]:
        return reached(self.url)

    def check(self) -> None:
        """Raise InputError unless the folder can be written and several processes can share it."""
        fs, root = self._at
        if any(name in _OF_ONE_PROCESS for name in _names(fs)):
            raise InputError(f"{self.url}: this store lives in one process, which workers cannot share")
        name = f"_try-{secrets.token_hex(4)}"
        self.write(name, b"")
        self.remove([name])
        if fs.isfile(root):
            raise InputError(f"{self.url}: a file, not a folder")

    def read(self, name: str) -> bytes:
        """All of a file."""
        fs, root = self._at
        with _complaints(f"{self.url}/{name}"):
            return bytes(fs.cat_file(posixpath.join(root, name)))

    def piece(self, name: str, start: int, end: int) -> bytes:
        """The bytes `[start, end)` of a file."""
        fs, root = self._at
        with _complaints(f"{self.url}/{name}"):
            return (
                bytes(fs.cat_file(posixpath.join(root, name), start=start, end=end)) if end > start else b""
            )

    def write(self, name: str, data: bytes) -> None:
        """Put a file there under another name, then under its own: whoever looks finds all or nothing."""
        fs, root = self._at
        path = posixpath.join(root, name)
        folder, own = posixpath.split(path)
        aside = posixpath.join(folder, f".{own}.{secrets.token_hex(4)}{PART}")
        with _complaints(f"{self.url}/{name}"):
            fs.makedirs(folder, exist_ok=True)
            try:
                fs.pipe_file(aside, data)
                fs.mv(aside, path)
            except BaseException:
                if fs.exists(aside):
                    fs.rm_file(aside)
                raise

    def move(self, name: str, to: str) -> None:
        """Give a file another name; one that has been moved already stays."""
        fs, root = self._at
        one, other = posixpath.join(root, name), posixpath.join(root, to)
        with _complaints(f"{self.url}/{name}"):
            if fs.exists(one):
                fs.makedirs(posixpath.dirname(other), exist_ok=True)
                fs.mv(one, other)
            elif not fs.exists(other):
                raise InputError(f"{self.url}/{name} is gone")

    def has(self, name: str) -> bool:
        """Whether there is a file of that name."""
        fs, root = self._at
        with _complaints(self.url):
            return bool(fs.exists(posixpath.join(root, name)))

    def names(self, folder: str, ending: str = "") -> list[str]:
        """The names of all files below a folder, in order; those not finished are left out."""
        return [name for name in self._files(folder) if not name.endswith(PART) and name.endswith(ending)]

    def unfinished(self, folder: str) -> list[str]:
        """The files that somebody who was stopped left half written."""
        return [name for name in self._files(folder) if name.endswith(PART)]

    def remove(self, names: Iterable[str]) -> None:
        """Take files away; those that are gone already are no fault."""
        fs, root = self._at
        with _complaints(self.url):
            for name in names:
                path = posixpath.join(root, name)
                if fs.exists(path):
                    fs.rm_file(path)

    def remove_folder(self, folder: str) -> None:
        """Take a folder away with all that is in it."""
        fs, root = self._at
        path = posixpath.join(root, folder)
        with _complaints(self.url):
            if fs.exists(path):
                fs.rm(path, recursive=True)

    def _files(self, folder: str) -> list[str]:
        fs, root = self._at
        with _complaints(self.url):
            fs.invalidate_cache()
            start = posixpath.join(root, folder)
            found = fs.find(start) if fs.exists(start) else []
        base = fs._strip_protocol(root).rstrip("/") + "/"
        return sorted(fs._strip_protocol(path).removeprefix(base) for path in found)


def reached(url: str) -> tuple[Any, str]:
    """The file system of a URL and the path in it. Raises InputError for one that cannot be reached."""
    from fsspec.core import url_to_fs

    if not url.strip() or "\0" in url:
        raise InputError(f"no such file or folder: {url!r}")
    with _complaints(url):
        fs, path = url_to_fs(url)
        return fs, str(path)


@contextmanager
def _complaints(url: str) -> Iterator[None]:
    try:
        yield
    except InputError:
        raise
    except Exception as error:  # each store has errors of its own
        words = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise InputError(f"{url}: {' '.join(str(words).split())[:200]}") from error


def _names(fs: Any) -> tuple[str, ...]:
    return (fs.protocol,) if isinstance(fs.protocol, str) else tuple(fs.protocol)
