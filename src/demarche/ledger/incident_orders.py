"""The orders in which a table of incidents can be sorted, each made once for a state of the ledger."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from demarche.errors import InputError
from demarche.ledger.incident_columns import IncidentColumns
from demarche.ledger.names import NONE, Ints, Mask, Names, rank_of

SORTS = ("date", "reports", "sources", "disputes", "killed", "type", "place", "title", "confidence")


class IncidentOrders:
    """All incidents in order; threads may share it."""

    def __init__(self, columns: IncidentColumns) -> None:
        self._columns = columns
        self._made: dict[str, Ints] = {}

    def rows(self, among: Mask, sort: str) -> Ints:
        """The rows among these in the order asked for; what is not told comes last, equals by key.

        Raises InputError for a sort that is none.
        """
        order = self._made.get(sort)
        if order is None:
            order = self._made[sort] = self._order(sort)
        return order[among[order]]

    def _order(self, sort: str) -> Ints:
        name, down = sort.removeprefix("-"), sort.startswith("-")
        if name not in SORTS:
            raise InputError(
                f"incidents cannot be sorted by {sort!r}; try {', '.join(SORTS)}, or -{SORTS[0]}"
            )
        held = self._columns
        values: NDArray[Any]
        match name:
            case "title":
                values = rank_of(held.titles)
            case "type":
                values = _by_name(held.type_names, held.types)
            case "place":
                values = _by_name(held.place_names, held.places)
            case _:
                values = {
                    "date": held.since,
                    "reports": held.report_counts,
                    "sources": held.sources,
                    "disputes": held.disputes,
                    "killed": held.killed,
                    "confidence": held.confidence,
                }[name]
        missing = values == NONE if name in ("date", "killed", "place") else np.zeros(len(held), np.bool_)
        return np.lexsort((held.keys, -values if down else values, missing))


def _by_name(names: Names, numbers: Ints) -> Ints:
    return np.append(names.ranks, NONE)[numbers]
