"""What hangs together by pairs, over the whole corpus: the one step that a single piece of work does.

It holds two numbers for each pair that a part could not do without, and nothing of reports or events.
"""

from collections.abc import Iterable

import msgspec
import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


class LabelRow(msgspec.Struct, frozen=True, array_like=True):
    """A number, and the smallest number that it hangs together with."""

    number: int
    label: int


def components(pairs: Iterable[tuple[int, int]]) -> tuple[Numbers, Numbers]:
    """All numbers of the pairs, ascending, and for each the smallest that it hangs together with."""
    flat = np.fromiter((number for pair in pairs for number in pair), np.int64)
    if not len(flat):
        return flat, flat
    numbers, places = np.unique(flat, return_inverse=True)
    ends = places.reshape(-1, 2)
    one, other = ends[:, 0], ends[:, 1]
    label = np.arange(len(numbers))
    while True:
        # every root takes the smallest root beside it, then all follow their roots to the end
        first, second = label[one], label[other]
        apart = first != second
        if not apart.any():
            return numbers, numbers[label]
        one, other, first, second = one[apart], other[apart], first[apart], second[apart]
        np.minimum.at(label, np.maximum(first, second), np.minimum(first, second))
        while (label != label[label]).any():
            label = label[label]


def forest(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Fewer pairs by which the same numbers hang together: each number with the smallest of its own."""
    numbers, labels = components(pairs)
    return [
        (label, number)
        for number, label in zip(numbers.tolist(), labels.tolist(), strict=True)
        if number != label
    ]
