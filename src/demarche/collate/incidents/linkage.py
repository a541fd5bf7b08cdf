"""Average linkage: two groups become one while their events are one happening on average."""

import numpy as np
from numpy.typing import NDArray

_DIGITS = 9  # of a mean that count: sums in another order differ beyond them


class Linkage:
    """Groups of things known by number, at first one each; of equal means the lowest numbers go first.

    `odds` [n, n]: of each pair, symmetric. Memory and time grow with the square of n.
    """

    def __init__(self, odds: NDArray[np.float64], least: float) -> None:
        number = len(odds)
        self.groups: dict[int, list[int]] = {each: [each] for each in range(number)}
        self._sums = odds
        self._sizes = np.ones(number)
        self._least = least
        self._apart = np.zeros((number, number), dtype=bool)
        np.fill_diagonal(self._apart, True)

    def keep_apart(self, one: int, other: int) -> None:
        """Neither of the two, nor what they are joined to, becomes one with the other."""
        self._apart[one, other] = self._apart[other, one] = True

    def join(self, kept: int, gone: int) -> None:
        """Make one group of two; the lower number stands for it."""
        self.groups[kept] += self.groups.pop(gone)
        self._sizes[kept] += self._sizes[gone]
        self._sums[kept] += self._sums[gone]
        self._sums[:, kept] = self._sums[kept]
        self._apart[kept] |= self._apart[gone]
        self._apart[:, kept] = self._apart[kept]
        self._apart[gone] = self._apart[:, gone] = True

    def run(self) -> None:
        """Join the pair of the highest mean, again and again, while that is at least `least`."""
        number = len(self._sums)
        means = np.full((number, number), -np.inf)
        for row in range(number):
            means[row, row:] = self._means_of(row)[row:]
        nearest = means.argmax(axis=1)
        best = means[np.arange(number), nearest]
        while True:
            kept = int(best.argmax())
            if best[kept] < self._least:
                return
            gone = int(nearest[kept])
            self.join(kept, gone)
            means[gone], means[:, gone] = -np.inf, -np.inf
            fresh = self._means_of(kept)
            means[kept, kept:], means[:kept, kept] = fresh[kept:], fresh[:kept]
            # whose nearest is gone or has other means now looks anew; to others the joined one may be nearer
            again = np.isin(nearest, (kept, gone))
            again[[kept, gone]] = True
            nearer = ~again[:kept] & (
                (fresh[:kept] > best[:kept]) | ((fresh[:kept] == best[:kept]) & (kept < nearest[:kept]))
            )
            nearest[:kept][nearer], best[:kept][nearer] = kept, fresh[:kept][nearer]
            rows = np.flatnonzero(again)
            nearest[rows] = means[rows].argmax(axis=1)
            best[rows] = means[rows, nearest[rows]]

    def _means_of(self, one: int) -> NDArray[np.float64]:
        """The mean odds of a group with every group; of what is kept apart or gone: minus infinity."""
        found: NDArray[np.float64] = np.round(self._sums[one] / (self._sizes[one] * self._sizes), _DIGITS)
        found[self._apart[one]] = -np.inf
        return found
