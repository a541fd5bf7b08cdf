"""What overviews ask of incidents, as columns in memory: counting a hundred thousand takes milliseconds.

They are a copy for one state of the ledger and are made anew when it changes (`glances.py`).
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Select, select

from demarche.knowledge.countries import country_named
from demarche.knowledge.folding import fold
from demarche.ledger.collation_tables import incident_disputes, incident_events, incident_parties, incidents
from demarche.ledger.names import NONE, Ints, Mask, Names, Pairs, holding
from demarche.ledger.tables import events, reports

Floats = NDArray[np.float64]

_OWN = (
    incidents.c.key,
    incidents.c.day_from,
    incidents.c.day_to,
    incidents.c.type,
    incidents.c.place,
    incidents.c.place_folded,
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


class IncidentColumns:
    """All incidents of a ledger, a row each in order of their keys.

    `since`, `until`: days since 1970, NONE where not dated; `types`, `places`, `countries`: numbers of names;
    `place_words`: of all words for the place, folded; `lat`, `lon`: NaN where not located. `parties`,
    `codes`, `kinds`, `outlets`: which incident has which of the names; `reports`: which of `report_keys`
    tells it.
    """

    def __init__(self, connection: Connection) -> None:
        own = _drawn(connection, select(*_OWN).order_by(incidents.c.key))
        self.keys = np.array(own[0], np.int64)
        self.since, self.until = _days(own[1]), _days(own[2])
        self.type_names, self.types = Names.of(own[3])
        self.place_names, self.places = Names.of(own[4])
        self.place_word_names, self.place_words = Names.of(own[5])
        self.country_names, self.countries = Names.of(own[6])
        self.lat, self.lon = _floats(own[7]), _floats(own[8])
        self.disputes = np.array(own[9], np.int64)
        self.report_counts = np.array(own[10], np.int64)
        self.sources = np.array(own[11], np.int64)
        self.killed = np.array([NONE if each is None else each for each in own[12]], np.int64)
        self.confidence = np.array(own[13], np.float64)
        self.titles: Sequence[str] = own[14]
        self._read_parties(connection)
        self._read_reports(connection)
        kinds = _drawn(connection, select(incident_disputes.c.incident, incident_disputes.c.kind))
        self.kind_names, numbers = Names.of(kinds[1])
        self.kinds = self._pairs(kinds[0], numbers, len(self.kind_names.values))

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
        whole = np.array([_is_country(name) for name in self.place_names.values] + [False])
        found: Mask = whole[self.places]
        return found

    def with_party(self, words: str, code: str | None) -> Mask:
        """Where a party's folded name holds the words, or has the code."""
        found = self.parties.having_any(holding(self.party_names.folded, words))
        return found | self.codes.having([self.code_names.known(code)]) if code else found

    def with_outlet(self, words: str) -> Mask:
        """Where a report tells it whose outlet's folded name holds the words."""
        return self.outlets.having_any(holding(self.outlet_names.folded, words))

    def with_place(self, words: str, country: str | None) -> Mask:
        """Where the folded words for the place hold these, or it lies in the country of that code."""
        found: Mask = np.append(holding(self.place_word_names.values, words), False)[self.place_words]
        return found | (self.countries == self.country_names.known(country)) if country else found

    def with_reports(self, keys: Iterable[int]) -> Mask:
        """Where one of the reports of these keys tells it."""
        chosen = np.isin(self.report_keys, np.fromiter(keys, np.int64), assume_unique=True)
        return self.reports.having_any(chosen)

    def _read_parties(self, connection: Connection) -> None:
        told = _drawn(
            connection, select(incident_parties.c.incident, incident_parties.c.name, incident_parties.c.code)
        )
        self.party_names, numbers = Names.of(told[1])
        self.parties = self._pairs(told[0], numbers, len(self.party_names.values))
        self.code_names, codes = Names.of(told[2])
        coded = codes != NONE
        keys = np.array(told[0], np.int64)[coded]
        self.codes = self._pairs(keys, codes[coded], len(self.code_names.values))

    def _read_reports(self, connection: Connection) -> None:
        told = _drawn(
            connection,
            select(incident_events.c.incident, events.c.report).join_from(
                incident_events, events, events.c.key == incident_events.c.event
            ),
        )
        self.report_keys, numbers = np.unique(np.array(told[1], np.int64), return_inverse=True)
        self.reports = self._pairs(told[0], numbers.reshape(-1), len(self.report_keys))
        whose = _drawn(connection, select(reports.c.key, reports.c.outlet).order_by(reports.c.key))
        self.outlet_names, outlets = Names.of(whose[1])
        of_report = outlets[np.searchsorted(np.array(whose[0], np.int64), self.report_keys)]
        numbers = of_report[self.reports.numbers]
        named = numbers != NONE
        self.outlets = Pairs(
            self.reports.rows[named],
            numbers[named],
            of_rows=len(self),
            of_numbers=len(self.outlet_names.values),
        )

    def _pairs(self, keys: Sequence[int] | Ints, numbers: Ints, of_numbers: int) -> Pairs:
        rows = np.searchsorted(self.keys, np.array(keys, np.int64))
        return Pairs(rows, numbers, of_rows=len(self), of_numbers=of_numbers)


def _is_country(name: str) -> bool:
    """Whether a country is called so; a capital, which as a party stands for it, is a place of its own."""
    country = country_named(name)
    called = {fold(own) for kind, own in country.names() if kind in ("name", "official")} if country else ()
    return fold(name).removeprefix("the ") in called


def _drawn(connection: Connection, wanted: Select[Any]) -> list[Sequence[Any]]:
    """The answer as columns."""
    rows = connection.execute(wanted).all()
    return list(zip(*rows, strict=True)) if rows else [()] * len(wanted.selected_columns)


def _days(told: Sequence[str | None]) -> Ints:
    days = np.array(["NaT" if day is None else day for day in told], "datetime64[D]").astype(np.int64)
    return np.where(days == np.iinfo(np.int64).min, NONE, days)


def _floats(told: Sequence[float | None]) -> Floats:
    return np.array([np.nan if each is None else each for each in told], np.float64)
