"""What an overview is asked and what it answers: plain records.

The small ones, of which there are thousands, hold no records, and the collector need not look at them (`gc`).
"""

from typing import Literal

import msgspec

from demarche.ledger.rows import Page
from demarche.records import Incident

Unit = Literal["day", "week", "month", "year"]


class Box(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A part of the map in degrees, its edges included; `west` <= `east`."""

    west: float
    south: float
    east: float
    north: float


class Sight(msgspec.Struct, frozen=True, kw_only=True):
    """Filters on incidents, all of which must hold; the words of a Query, and more of each.

    `parties`, `outlets`: all of them take part, all of them tell it. `types`, `places`: any of them.
    `located`, `dated`: only those that are, or only those that are not. `box`: located in it.
    """

    parties: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    disputed: str | None = None
    text: str | None = None
    located: bool | None = None
    dated: bool | None = None
    box: Box | None = None
    min_reports: int = 1
    limit: int = 50
    offset: int = 0
    sort: str = "-date"


class Count(msgspec.Struct, frozen=True, gc=False):
    """A value and how many incidents have it."""

    value: str
    count: int


class Bin(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Incidents that begin in a stretch of days, the first and the last of which are named."""

    since: str
    until: str
    count: int
    disputed: int


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """Stretches of one unit, empty ones too; what is far off the rest stands in `earlier` and `later`."""

    unit: Unit
    bins: tuple[Bin, ...]
    earlier: Bin | None = None
    later: Bin | None = None


class Cell(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Incidents near one another: the middle of them, how many, and at how many named places.

    `place` is the place of most of them, `box` what they lie in. `vague`: known to no more than a country,
    in the middle of which they stand.
    """

    lat: float
    lon: float
    count: int
    disputed: int
    place: str | None
    places: int
    vague: bool
    box: Box


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """Incidents counted in every way that a filter could narrow them, and one page of them.

    Each facet counts what the other filters leave, so that a chosen value shows its neighbours' counts;
    facets of which all chosen values must hold (parties, outlets, disputes) count what all filters leave.
    """

    total: int
    disputed: int
    undated: int
    unlocated: int
    types: tuple[Count, ...]
    parties: tuple[Count, ...]
    countries: tuple[Count, ...]
    places: tuple[Count, ...]
    outlets: tuple[Count, ...]
    disputes: tuple[Count, ...]
    box: Box | None  # what nearly all located ones lie in
    since: str | None
    until: str | None
    timeline: Timeline
    incidents: Page[Incident]


class Neighbours(msgspec.Struct, frozen=True, kw_only=True):
    """What came before and after an incident, the nearest in time first; undated ones are left out."""

    before: tuple[Incident, ...]
    after: tuple[Incident, ...]
