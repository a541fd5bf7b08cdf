"""All that the reader found in one report."""

from typing import Literal

import msgspec

from demarche.records.agreement import Agreement
from demarche.records.event import Event

SpanKind = Literal["party", "place", "time", "number", "agreement"]


class FoundSpan(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A span that the reader found, whether an event uses it or not, and what it resolves to.

    party: `name`, `code`, `sector`, `id`
    place: `name`, `geonameid`, `lat`, `lon`, `province`, `country_code`
    time: `value` (ISO date or interval) · number: `value` (a count, as digits) · agreement: `name`
    """

    kind: SpanKind
    start: int
    end: int
    text: str
    name: str | None = None
    code: str | None = None
    sector: str | None = None
    id: str | None = None
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    province: str | None = None
    country_code: str | None = None
    value: str | None = None
    reason: str | None = None


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """The events, agreements and spans of one report, and the model that read it."""

    report_id: str
    report_digest: str
    model: str
    events: tuple[Event, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    spans: tuple[FoundSpan, ...] = ()
