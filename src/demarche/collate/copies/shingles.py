"""Words and runs of words as numbers that are the same in every process and on every machine."""

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint64]

_FACTOR = 0x9E3779B97F4A7C15


def word_numbers(words: Iterable[str]) -> Numbers:
    """A 64-bit number for each word."""
    return np.fromiter(map(_number, words), np.uint64)


def shingles(numbers: Numbers, length: int) -> Numbers:
    """A number for each run of `length` words, in order of where it starts; none where there are fewer."""
    count = len(numbers) - length + 1
    if count <= 0:
        return np.empty(0, np.uint64)
    mixed = np.zeros(count, np.uint64)
    for at in range(length):
        mixed += numbers[at : at + count] * np.uint64(pow(_FACTOR, at + 1, 1 << 64))
    return scattered(mixed)


def scattered(numbers: Numbers) -> Numbers:
    """The numbers, one to one, with neighbours far apart (the last steps of MurmurHash3)."""
    mixed = numbers ^ (numbers >> np.uint64(33))
    mixed = mixed * np.uint64(0xFF51AFD7ED558CCD)
    mixed = mixed ^ (mixed >> np.uint64(33))
    mixed = mixed * np.uint64(0xC4CEB9FE1A85EC53)
    result: Numbers = mixed ^ (mixed >> np.uint64(33))
    return result


@lru_cache(maxsize=1 << 16)
def _number(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
