"""Lists of words as data: one a line, `#` before a remark."""

from functools import cache
from importlib.resources import files


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of `data/NAME.txt`."""
    lines = files("demarche.reader").joinpath(f"data/{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))
