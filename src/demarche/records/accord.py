"""An agreement as all reports tell of it."""

import msgspec

from demarche.records.attribution import Stance
from demarche.records.claim import Statement, Voice


class Breach(msgspec.Struct, frozen=True, kw_only=True):
    """An alleged breach: who is said by whom to have broken which term, when and where.

    `accused`: the party said to have broken it; `said_by`: None for the outlet's own voice; `term`: the
    term's words where the report tells which; `event_id` and `incident_id`: the record behind it.
    """

    accused: str
    accused_code: str | None
    said_by: str | None
    stance: Stance
    term: str | None
    date: str | None
    place: str | None
    event_id: str
    incident_id: str | None
    text: str
    start: int
    end: int
    voice: Voice


class Accord(msgspec.Struct, frozen=True, kw_only=True):
    """One agreement across reports: its names, parties, terms, state over time, breaches, and who upholds it.

    `states`: what each report says of its state, oldest first, `value` an AgreementState;
    `upheld`: who says that it holds.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    parties: tuple[str, ...]
    date: str | None
    place: str | None
    terms: tuple[Statement, ...]
    states: tuple[Statement, ...]
    breaches: tuple[Breach, ...]
    upheld: tuple[Statement, ...]
    incidents: tuple[str, ...]
    events: tuple[str, ...]
    reports: tuple[str, ...]
