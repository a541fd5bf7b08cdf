"""Agreements as records, and their alleged breaches as rows."""

from collections.abc import Iterator
from typing import Any

from demarche.export.claims import SPAN, STATEMENT, statement_record
from demarche.records import Accord, Breach

_BREACH = {
    "accused": "str",
    "accused_code": "str",
    "said_by": "str",
    "stance": "str",
    "term": "str",
    "date": "str",
    "place": "str",
    "incident_id": "str",
    "event_id": "str",
    "report_id": "str",
    "outlet": "str",
    "published": "str",
    **SPAN,
}
ACCORD_FIELDS = {
    "agreement_id": "str",
    "name": "str",
    "aliases": ["str"],
    "parties": ["str"],
    "date": "str",
    "place": "str",
    "terms": [STATEMENT],
    "states": [STATEMENT],
    "breaches": [_BREACH],
    "upheld": [STATEMENT],
    "incidents": ["str"],
    "events": ["str"],
    "reports": ["str"],
}
BREACH_COLUMNS = {
    "agreement_id": "str",
    "agreement": "str",
    "parties": "str",
    "agreed": "str",
    **_BREACH,
}


def accord_record(accord: Accord) -> dict[str, Any]:
    """The export form of an agreement: everything, with who says it."""
    return {
        "agreement_id": accord.id,
        "name": accord.name,
        "aliases": list(accord.aliases),
        "parties": list(accord.parties),
        "date": accord.date,
        "place": accord.place,
        "terms": [statement_record(term) for term in accord.terms],
        "states": [statement_record(state) for state in accord.states],
        "breaches": [_breach(breach) for breach in accord.breaches],
        "upheld": [statement_record(word) for word in accord.upheld],
        "incidents": list(accord.incidents),
        "events": list(accord.events),
        "reports": list(accord.reports),
    }


def breach_rows(accord: Accord) -> Iterator[dict[str, Any]]:
    """A row a breach; one with only the agreement's columns where no breach is alleged."""
    agreement = {
        "agreement_id": accord.id,
        "agreement": accord.name,
        "parties": " | ".join(accord.parties),
        "agreed": accord.date,
    }
    for breach in accord.breaches:
        yield {**agreement, **_breach(breach)}
    if not accord.breaches:
        yield {**dict.fromkeys(BREACH_COLUMNS), **agreement}


def _breach(breach: Breach) -> dict[str, Any]:
    return {
        "accused": breach.accused,
        "accused_code": breach.accused_code,
        "said_by": breach.said_by,
        "stance": breach.stance,
        "term": breach.term,
        "date": breach.date,
        "place": breach.place,
        "incident_id": breach.incident_id,
        "event_id": breach.event_id,
        "report_id": breach.voice.report_id,
        "outlet": breach.voice.outlet,
        "published": breach.voice.published,
        "text": breach.text,
        "start": breach.start,
        "end": breach.end,
    }
