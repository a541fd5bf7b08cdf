"""Who says what, flat: the voice of a claim beside the words that make it."""

from typing import Any

from demarche.records import Statement, Voice

VOICE = {
    "by": "str",
    "by_code": "str",
    "stance": "str",
    "outlet": "str",
    "published": "str",
    "report_id": "str",
}
SPAN = {"text": "str", "start": "int", "end": "int"}
STATEMENT = {"value": "str", **VOICE, **SPAN}


def voice_fields(voice: Voice) -> dict[str, Any]:
    """`by` null: the outlet's own voice."""
    return {name: getattr(voice, name) for name in VOICE}


def statement_record(statement: Statement) -> dict[str, Any]:
    """A value, who says it through which report, and the words."""
    return {
        "value": statement.value,
        **voice_fields(statement.voice),
        "text": statement.text,
        "start": statement.start,
        "end": statement.end,
    }
