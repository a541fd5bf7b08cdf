"""The records: plain, frozen, typed, serialisable with `msgspec`. They know nothing of the other packages."""

from demarche.records.accord import Accord, Breach
from demarche.records.agreement import Agreement, AgreementState
from demarche.records.attribution import Attribution, Stance
from demarche.records.claim import AuthorClaim, Statement, TollClaim, Voice
from demarche.records.decision import Action, Decision
from demarche.records.event import Event, Occurrence
from demarche.records.framing import Framing, Naming, Passage, Silence, Telling
from demarche.records.incident import (
    Dispute,
    DisputeKind,
    Incident,
    IncidentParty,
    Part,
    Side,
    TollRange,
)
from demarche.records.party import Party
from demarche.records.place import Place
from demarche.records.reading import FoundSpan, Reading, SpanKind
from demarche.records.report import Refusal, Report
from demarche.records.span import Span
from demarche.records.thread import Answer, Demarche, Making, Outcome, Sequel
from demarche.records.toll import Bound, Toll, TollKind
from demarche.records.when import When

__all__ = [
    "Accord",
    "Action",
    "Agreement",
    "AgreementState",
    "Answer",
    "Attribution",
    "AuthorClaim",
    "Bound",
    "Breach",
    "Decision",
    "Demarche",
    "Dispute",
    "DisputeKind",
    "Event",
    "FoundSpan",
    "Framing",
    "Incident",
    "IncidentParty",
    "Making",
    "Naming",
    "Occurrence",
    "Outcome",
    "Part",
    "Party",
    "Passage",
    "Place",
    "Reading",
    "Refusal",
    "Report",
    "Sequel",
    "Side",
    "Silence",
    "Span",
    "SpanKind",
    "Stance",
    "Statement",
    "Telling",
    "Toll",
    "TollClaim",
    "TollKind",
    "TollRange",
    "Voice",
    "When",
]
