"""Decisions as records and rows."""

from typing import Any

import msgspec

from demarche.records import Decision

DECISION_FIELDS = {
    "id": "str",
    "action": "str",
    "events": ["str"],
    "author": "str",
    "date": "str",
    "others": ["str"],
    "field": "str",
    "value": "str",
    "note": "str",
    "undone": "bool",
}
DECISION_COLUMNS = {**DECISION_FIELDS, "events": "str", "others": "str"}


def decision_record(decision: Decision) -> dict[str, Any]:
    """The decision as it is kept, which `demarche decide import` reads."""
    record: dict[str, Any] = msgspec.to_builtins(decision)
    return record


def decision_row(decision: Decision) -> dict[str, Any]:
    """The decision as a flat row; events are joined by ` | `."""
    return {
        **decision_record(decision),
        "events": " | ".join(decision.events),
        "others": " | ".join(decision.others),
    }
