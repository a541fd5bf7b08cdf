"""The bundled sample: twelve short reports on a dispute that never was, told from both of its sides."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path


@contextmanager
def sample() -> Iterator[Path]:
    """The folder of the sample's reports: text files, a web page, and rows."""
    with as_file(files("demarche.demo").joinpath("reports")) as folder:
        yield folder
