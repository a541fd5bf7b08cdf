"""By which rules reports were collated: what was collated by others is collated anew."""

import zlib
from functools import cache
from importlib.resources import files

from demarche.collate.copies.sketches import scheme

RULES = 11  # raised when code changes what is collated; data files count by themselves


@cache
def collation_version() -> str:
    """A few characters over the rules, the tables of `data/` and the sketches: the same on every machine."""
    value = zlib.crc32(f"{RULES} {scheme()}".encode())
    for entry in sorted(files("demarche.collate").joinpath("data").iterdir(), key=lambda entry: entry.name):
        value = zlib.crc32(entry.read_bytes(), zlib.crc32(entry.name.encode(), value))
    return f"{value:08x}"
