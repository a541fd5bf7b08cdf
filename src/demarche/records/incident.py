"""One happening as told by all reports."""

from typing import Literal

import msgspec

from demarche.records.claim import AuthorClaim, Statement, TollClaim, Voice
from demarche.records.place import Place
from demarche.records.toll import TollKind

DisputeKind = Literal["toll", "author", "what", "whether", "when", "where"]


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One value of a disputed field and all who hold it, in order of publication.

    `value` is for a person: "58 killed", "Syrian Armed Forces", "denied by Syria".
    """

    value: str
    claims: tuple[Statement, ...]


class Dispute(msgspec.Struct, frozen=True, kw_only=True):
    """A field on which sources differ; `about` narrows it (a kind of toll, the party that is blamed)."""

    kind: DisputeKind
    about: str
    sides: tuple[Side, ...]
    reason: str


class TollRange(msgspec.Struct, frozen=True, kw_only=True):
    """Low, best and high estimate of a toll, by `collate/disputes/tolls.py`; `reason`: which claims."""

    kind: TollKind
    low: int
    best: int
    high: int
    reason: str


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What one report tells of an incident: its events there, and whether the report is chiefly about it."""

    report_id: str
    outlet: str | None
    published: str | None
    title: str
    lead: bool
    voice: str
    events: tuple[str, ...]


class IncidentParty(msgspec.Struct, frozen=True, kw_only=True):
    """A party of an incident, in how many of its reports it acts and is acted on."""

    name: str
    code: str | None
    sector: str | None
    acts: int
    receives: int


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """One happening: the events merged, who tells them, what all agree on, what is disputed.

    `title`: made from the record, in neutral words; `date`: an ISO prefix or interval as best known, None
    when no report dates it; `occurrence`: actual unless every report tells it otherwise.
    `independent_sources`: voices, copies and quotes of one source counted once.
    """

    id: str
    title: str
    type: str
    mode: tuple[str, ...]
    occurrence: str
    date: str | None
    place: Place | None
    parties: tuple[IncidentParty, ...]
    reports: tuple[Part, ...]
    tolls: tuple[TollClaim, ...]
    authors: tuple[AuthorClaim, ...]
    disputes: tuple[Dispute, ...]
    ranges: tuple[TollRange, ...]
    voices: tuple[Voice, ...]
    independent_sources: int
    events: tuple[str, ...]
    agreements: tuple[str, ...] = ()
    confidence: float = 1.0
