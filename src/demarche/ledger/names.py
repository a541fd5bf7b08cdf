"""Names numbered, and which rows have which of them: columns of text as columns of numbers."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from demarche.ledger.folded import folded

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
NONE = -1  # a name or a day that is not told


class Names:
    """Values numbered in the order in which they first come; `None` is not numbered."""

    def __init__(self, values: Iterable[str]) -> None:
        self.values = list(dict.fromkeys(values))
        self._numbers: dict[str | None, int] = {value: number for number, value in enumerate(self.values)}
        self._numbers[None] = NONE

    @classmethod
    def of(cls, told: Sequence[str | None]) -> tuple[Self, Ints]:
        """The names among these values, and the number of each value, NONE for None."""
        names = cls(value for value in dict.fromkeys(told) if value is not None)
        return names, np.fromiter(map(names._numbers.__getitem__, told), np.int64, len(told))

    def known(self, value: str) -> int:
        """The number of the value, NONE if it has none."""
        return self._numbers.get(value, NONE)

    @cached_property
    def ranks(self) -> Ints:
        """The place of each value in the order of the alphabet."""
        return rank_of(self.values)

    @cached_property
    def folded(self) -> list[str]:
        """Each value as the ledger compares names."""
        return [folded(value) for value in self.values]


class Pairs:
    """Which of `rows` rows has which of `numbers` numbers, without repeats."""

    def __init__(self, rows: Ints, numbers: Ints, *, of_rows: int, of_numbers: int) -> None:
        each = np.unique(numbers * of_rows + rows)  # in order of number: each number's rows lie together
        self.rows, self.numbers = each % max(of_rows, 1), each // max(of_rows, 1)
        self._of_rows, self._of_numbers = of_rows, of_numbers
        self._begins = np.searchsorted(self.numbers, np.arange(of_numbers + 1))

    def having(self, numbers: Iterable[int]) -> Mask:
        """The rows that have one of these numbers; NONE is had by none."""
        found = np.zeros(self._of_rows, np.bool_)
        for number in numbers:
            if number != NONE:
                found[self.rows[self._begins[number] : self._begins[number + 1]]] = True
        return found

    def having_any(self, chosen: Mask) -> Mask:
        """The rows that have one of the numbers chosen by a mask of all."""
        found = np.zeros(self._of_rows, np.bool_)
        found[self.rows[chosen[self.numbers]]] = True
        return found

    def counts(self, among: Mask) -> Ints:
        """How many of these rows have each number."""
        return np.bincount(self.numbers[among[self.rows]], minlength=self._of_numbers)


def holding(folded_names: Sequence[str], words: str) -> Mask:
    """Those of the folded names that hold the words, as a mask of all."""
    return np.array([words in name for name in folded_names], np.bool_)


def rank_of(values: Sequence[str]) -> Ints:
    """The place of each value in the order of the alphabet, equals in the order in which they stand."""
    found = np.empty(len(values), np.int64)
    found[sorted(range(len(values)), key=values.__getitem__)] = np.arange(len(values))
    return found


def ranked(names: Names, counts: Ints, most: int) -> list[tuple[str, int]]:
    """The names with how often they come, most first, then by name; `most` of them, none that never come."""
    held = np.flatnonzero(counts)
    if len(held) > most:  # all that reach the count of the last one that is shown
        least = np.partition(counts[held], len(held) - most)[len(held) - most]
        held = held[counts[held] >= least]
    order = held[np.lexsort((names.ranks[held], -counts[held]))[:most]]
    return [(names.values[number], int(counts[number])) for number in order.tolist()]
