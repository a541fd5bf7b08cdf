"""One thing that a report tells, coded in PLOVER."""

from typing import Literal

import msgspec

from demarche.records.attribution import Attribution
from demarche.records.party import Party
from demarche.records.place import Place
from demarche.records.span import Span
from demarche.records.toll import Toll
from demarche.records.when import When

Occurrence = Literal["actual", "future", "hypothetical", "negated"]


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """An event of one report. Every value points at its words.

    `mentions`: the triggers, the most telling first, never empty; `sequence`: its rank in the report, from 1.
    `confidence`: probability that the event is told and rightly typed, 0 to 1.
    `attribution`: empty means the outlet's own voice; else sources, in order of the text.
    `agreement`: name of an Agreement of the same reading, or None.
    """

    id: str
    report_id: str
    type: str
    mentions: tuple[Span, ...]
    mode: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    where: Place | None = None
    when: When | None = None
    toll: tuple[Toll, ...] = ()
    occurrence: Occurrence = "actual"
    hedged: bool = False
    attribution: tuple[Attribution, ...] = ()
    agreement: str | None = None
    confidence: float = 1.0
    sequence: int = 1
