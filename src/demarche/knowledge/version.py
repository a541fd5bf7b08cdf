"""Which knowledge a reading was made with: a digest of the data files, so that a change is noticed."""

import zlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable


@cache
def knowledge_version() -> str:
    """Eight hex digits over all files of `data/`, by name and content: the same on every machine."""
    return f"{_digest(files('demarche.knowledge').joinpath('data'), 0):08x}"


def _digest(folder: Traversable, value: int) -> int:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        value = zlib.crc32(entry.name.encode(), value)
        value = _digest(entry, value) if entry.is_dir() else zlib.crc32(entry.read_bytes(), value)
    return value
