"""The records: plain, frozen, typed, serialisable with `msgspec`. They know nothing of the other packages."""

from demarche.records.agreement import Agreement, AgreementState
from demarche.records.attribution import Attribution, Stance
from demarche.records.event import Event, Occurrence
from demarche.records.party import Party
from demarche.records.place import Place
from demarche.records.reading import FoundSpan, Reading, SpanKind
from demarche.records.report import Refusal, Report
from demarche.records.span import Span
from demarche.records.toll import Bound, Toll, TollKind
from demarche.records.when import When

__all__ = [
    "Agreement",
    "AgreementState",
    "Attribution",
    "Bound",
    "Event",
    "FoundSpan",
    "Occurrence",
    "Party",
    "Place",
    "Reading",
    "Refusal",
    "Report",
    "Span",
    "SpanKind",
    "Stance",
    "Toll",
    "TollKind",
    "When",
]
