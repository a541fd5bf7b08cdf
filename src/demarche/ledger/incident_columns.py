"""What overviews ask of incidents, as columns in memory: counting a hundred thousand takes milliseconds.

They are a copy for one state of the ledger and are made anew when it changes (`glances.py`).
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from demarche.knowledge.countries import country_named
from demarche.ledger.collation_tables import incident_disputes, incident_events, incident_parties, incidents
from demarche.ledger.tables import events, reports

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
NONE = -1  # a name or a day that is not told

_OWN = (
    incidents.c.key,
    incidents.c.day_from,
    incidents.c.day_to,
    incidents.c.type,
    incidents.c.place,
    incidents.c.country,
    incidents.c.lat,
    incidents.c.lon,
    incidents.c.disputes,
    incidents.c.reports,
    incidents.c.sources,
    incidents.c.killed,
    incidents.c.confidence,
    incidents.c.title_folded,
)


class Names:
    """Values numbered in the order in which they first come; `None` is not numbered."""

    def __init__(self) -> None:
        self.values: list[str] = []
        self._numbers: dict[str, int] = {}

    def number(self, value: str | None) -> int:
        """The number of the value, a new one if it has none; NONE for None."""
        if value is None:
            return NONE
        found = self._numbers.get(value)
        if found is None:
            found = self._numbers[value] = len(self.values)
            self.values.append(value)
        return found

    def known(self, value: str) -> int | None:
        """The number of the value, None if it has none."""
        return self._numbers.get(value)

    @cached_property
    def ranks(self) -> Ints:
        """The place of each value in the order of the alphabet; asked for once all are numbered."""
        found = np.empty(len(self.values), np.int64)
        found[np.argsort(np.array(self.values, np.str_), kind="stable")] = np.arange(len(self.values))
        return found

    def all(self, values: Iterable[str | None]) -> Ints:
        """The numbers of many values."""
        return np.fromiter((self.number(value) for value in values), np.int64)


class Members:
    """Which incident has which of many names: pairs of row and number, without repeats."""

    def __init__(self, rows: Ints, numbers: Ints, names: Names) -> None:
        if len(rows):
            pairs = np.unique(np.stack((rows, numbers), axis=1), axis=0)
            rows, numbers = pairs[:, 0], pairs[:, 1]
        self.rows, self.numbers, self.names = rows, numbers, names

    def with_name(self, value: str, size: int) -> Mask:
        """The incidents that have the name."""
        found = np.zeros(size, np.bool_)
        number = self.names.known(value)
        if number is not None:
            found[self.rows[self.numbers == number]] = True
        return found

    def counts(self, among: Mask, most: int) -> list[tuple[str, int]]:
        """How many of the incidents have each name, most first, then by name; `most` of them."""
        return ranked(self.names, self.numbers[among[self.rows]], most)


class IncidentColumns:
    """All incidents of a ledger, a row each in order of their keys.

    `since`, `until`: days since 1970, NONE where not dated; `types`, `places`, `countries`: numbers of names;
    `lat`, `lon`: NaN where not located.
    """

    def __init__(self, connection: Connection) -> None:
        rows = connection.execute(select(*_OWN).order_by(incidents.c.key)).all()
        drawn: Sequence[Sequence[Any]] = list(zip(*rows, strict=True)) if rows else [()] * len(_OWN)
        self.type_names, self.place_names, self.country_names = Names(), Names(), Names()
        self.keys = np.array(drawn[0], np.int64)
        self.since, self.until = _days(drawn[1]), _days(drawn[2])
        self.types = self.type_names.all(drawn[3])
        self.places = self.place_names.all(drawn[4])
        self.countries = self.country_names.all(drawn[5])
        self.lat, self.lon = _floats(drawn[6]), _floats(drawn[7])
        self.disputes = np.array(drawn[8], np.int64)
        self.reports = np.array(drawn[9], np.int64)
        self.sources = np.array(drawn[10], np.int64)
        self.killed = np.array([NONE if each is None else each for each in drawn[11]], np.int64)
        self.confidence = np.array(drawn[12], np.float64)
        self._titles = drawn[13]
        self.parties = self._members(connection, select(incident_parties.c.incident, incident_parties.c.name))
        self.kinds = self._members(connection, select(incident_disputes.c.incident, incident_disputes.c.kind))
        self.outlets = self._members(
            connection,
            select(incident_events.c.incident, reports.c.outlet)
            .join_from(incident_events, events, events.c.key == incident_events.c.event)
            .join(reports, reports.c.key == events.c.report)
            .where(reports.c.outlet.is_not(None))
            .distinct(),
        )

    def __len__(self) -> int:
        return len(self.keys)

    @cached_property
    def located(self) -> Mask:
        """Where a position is known."""
        return ~np.isnan(self.lat) & ~np.isnan(self.lon)

    @cached_property
    def dated(self) -> Mask:
        """Where a day, month, year or interval is known."""
        found: Mask = self.since != NONE
        return found

    @cached_property
    def vague(self) -> Mask:
        """Where the place is a whole country."""
        whole = np.array([country_named(name) is not None for name in self.place_names.values] + [False])
        found: Mask = whole[self.places]
        return found

    @cached_property
    def titles(self) -> Ints:
        """The rank of each title among all."""
        order = np.argsort(np.array(self._titles, np.str_), kind="stable") if len(self) else self.keys
        rank = np.empty(len(self), np.int64)
        rank[order] = np.arange(len(self))
        return rank

    def rows_of(self, keys: Iterable[int]) -> Mask:
        """The incidents of these keys, as a mask."""
        wanted = np.fromiter(keys, np.int64)
        found = np.zeros(len(self), np.bool_)
        if len(wanted) and len(self):
            at = np.searchsorted(self.keys, wanted)
            at = at[at < len(self)]
            found[at[np.isin(self.keys[at], wanted)]] = True
        return found

    def _members(self, connection: Connection, pairs: Any) -> Members:
        names = Names()
        drawn = connection.execute(pairs).all()
        keys = np.array([row[0] for row in drawn], np.int64)
        return Members(np.searchsorted(self.keys, keys), names.all(row[1] for row in drawn), names)


def ranked(names: Names, numbers: Ints, most: int) -> list[tuple[str, int]]:
    """The names of these numbers with how often they come, most first, then by name; `most` of them."""
    counts = np.bincount(numbers, minlength=len(names.values))
    held = np.flatnonzero(counts)
    order = held[np.lexsort((names.ranks[held], -counts[held]))[:most]]
    return [(names.values[number], int(counts[number])) for number in order.tolist()]


def _days(told: Sequence[str | None]) -> Ints:
    days = np.array(["NaT" if day is None else day for day in told], "datetime64[D]").astype(np.int64)
    return np.where(days == np.iinfo(np.int64).min, NONE, days)


def _floats(told: Sequence[float | None]) -> Floats:
    return np.array([np.nan if each is None else each for each in told], np.float64)
