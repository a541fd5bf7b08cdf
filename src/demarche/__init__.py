"""Demarche: who did or said what to whom, with every value pointing at its words.

    import demarche

    reading = demarche.read("Norway urged Finland to restrain Sweden.", published="2031-03-04")
    with demarche.Ledger.open("demarche.db") as ledger:
        ledger.frame("events")
        ledger.collate()
        ledger.incidents(demarche.Query(disputed="toll", min_reports=2))

All that is public is named here; it is imported when it is first used, so that importing this costs little.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from demarche import errors
    from demarche.api import frame, read
    from demarche.collate.decisions import decision
    from demarche.export import incident_record, plover_record, read_plover, write_collated, write_events
    from demarche.intake import FieldMapping, Limits, read_inputs, report_from_text
    from demarche.ledger import Added, Ledger, Page, PartyRow, Query, ReportRow, StoredEvent
    from demarche.plover import ontology
    from demarche.reader import Reader
    from demarche.records import (
        Accord,
        Agreement,
        Attribution,
        AuthorClaim,
        Breach,
        Decision,
        Demarche,
        Dispute,
        Event,
        FoundSpan,
        Framing,
        Incident,
        IncidentParty,
        Making,
        Naming,
        Part,
        Party,
        Place,
        Reading,
        Refusal,
        Report,
        Sequel,
        Side,
        Silence,
        Span,
        Statement,
        Telling,
        Toll,
        TollClaim,
        TollRange,
        Voice,
        When,
    )
    from demarche.web.client import Client, connect

    __version__: str

__all__ = [
    "Accord",
    "Added",
    "Agreement",
    "Attribution",
    "AuthorClaim",
    "Breach",
    "Client",
    "Decision",
    "Demarche",
    "Dispute",
    "Event",
    "FieldMapping",
    "FoundSpan",
    "Framing",
    "Incident",
    "IncidentParty",
    "Ledger",
    "Limits",
    "Making",
    "Naming",
    "Page",
    "Part",
    "Party",
    "PartyRow",
    "Place",
    "Query",
    "Reader",
    "Reading",
    "Refusal",
    "Report",
    "ReportRow",
    "Sequel",
    "Side",
    "Silence",
    "Span",
    "Statement",
    "StoredEvent",
    "Telling",
    "Toll",
    "TollClaim",
    "TollRange",
    "Voice",
    "When",
    "__version__",
    "connect",
    "decision",
    "errors",
    "frame",
    "incident_record",
    "ontology",
    "plover_record",
    "read",
    "read_inputs",
    "read_plover",
    "report_from_text",
    "write_collated",
    "write_events",
]

_HOMES = {
    "demarche.api": ("frame", "read"),
    "demarche.collate.decisions": ("decision",),
    "demarche.export": ("incident_record", "plover_record", "read_plover", "write_collated", "write_events"),
    "demarche.intake": ("FieldMapping", "Limits", "read_inputs", "report_from_text"),
    "demarche.ledger": ("Added", "Ledger", "Page", "PartyRow", "Query", "ReportRow", "StoredEvent"),
    "demarche.plover": ("ontology",),
    "demarche.reader": ("Reader",),
    "demarche.records": (
        "Accord", "Agreement", "Attribution", "AuthorClaim", "Breach", "Decision", "Demarche", "Dispute",
        "Event", "FoundSpan", "Framing", "Incident", "IncidentParty", "Making", "Naming", "Part", "Party",
        "Place", "Reading", "Refusal", "Report", "Sequel", "Side", "Silence", "Span", "Statement",
        "Telling", "Toll", "TollClaim", "TollRange", "Voice", "When",
    ),
    "demarche.web.client": ("Client", "connect"),
}  # fmt: skip
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name == "__version__":
        from importlib.metadata import version

        value: Any = version("demarche")
    elif name == "errors":
        value = import_module("demarche.errors")
    elif name in _HOME_OF:
        value = getattr(import_module(_HOME_OF[name]), name)
    else:
        raise AttributeError(f"module 'demarche' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
