"""Demarches as records, and what belongs to each in order of time as rows."""

from collections.abc import Iterator
from typing import Any

from demarche.export.claims import SPAN, VOICE, voice_fields
from demarche.records import Demarche, Making, Sequel

_MAKING = {
    "date": "str",
    "event_id": "str",
    "incident_id": "str",
    "passage": "str",
    "deadline": "str",
    **VOICE,
    **SPAN,
}
_SEQUEL = {
    "date": "str",
    "event_id": "str",
    "incident_id": "str",
    "title": "str",
    "bears": "str",
    "reason": "str",
    **VOICE,
}
DEMARCHE_FIELDS = {
    "demarche_id": "str",
    "title": "str",
    "asker": "str",
    "asker_code": "str",
    "asked": "str",
    "asked_code": "str",
    "about": ["str"],
    "subject": "str",
    "ultimatum": "bool",
    "since": "str",
    "last": "str",
    "deadline": "str",
    "answer": "str",
    "outcome": "str",
    "makings": [_MAKING],
    "sequels": [_SEQUEL],
    "reports": ["str"],
}
STEP_COLUMNS = {
    "demarche_id": "str",
    "demarche": "str",
    "asker": "str",
    "asked": "str",
    "outcome": "str",
    "answer": "str",
    "step": "str",
    "date": "str",
    "bears": "str",
    "what": "str",
    "deadline": "str",
    "reason": "str",
    "incident_id": "str",
    "event_id": "str",
    **VOICE,
}


def demarche_record(demarche: Demarche) -> dict[str, Any]:
    """The export form of a demarche: the thread with every time it was made and what followed."""
    return {
        "demarche_id": demarche.id,
        **{name: getattr(demarche, name) for name in ("title", "asker", "asker_code", "asked", "asked_code")},
        "about": list(demarche.about),
        **{name: getattr(demarche, name) for name in ("subject", "ultimatum", "since", "last", "deadline")},
        "answer": demarche.answer,
        "outcome": demarche.outcome,
        "makings": [_making(making) for making in demarche.makings],
        "sequels": [_sequel(sequel) for sequel in demarche.sequels],
        "reports": list(demarche.reports),
    }


def step_rows(demarche: Demarche) -> Iterator[dict[str, Any]]:
    """A row each time it was made (`step`: asked) and for what followed (followed); undated ones last."""
    thread = {
        "demarche_id": demarche.id,
        "demarche": demarche.title,
        "asker": demarche.asker,
        "asked": demarche.asked,
        "outcome": demarche.outcome,
        "answer": demarche.answer,
    }
    for step in in_order(demarche):
        yield {
            **thread,
            "step": "asked" if isinstance(step, Making) else "followed",
            "date": step.date,
            "bears": step.bears if isinstance(step, Sequel) else "asks",
            "what": step.title if isinstance(step, Sequel) else step.passage,
            "deadline": _due(step) if isinstance(step, Making) else None,
            "reason": step.reason if isinstance(step, Sequel) else None,
            "incident_id": step.incident_id,
            "event_id": step.event_id,
            **voice_fields(step.voice),
        }


def in_order(demarche: Demarche) -> list[Making | Sequel]:
    """Makings and sequels by date, what is asked before what follows on a day; undated ones last."""
    steps: list[Making | Sequel] = [*demarche.makings, *demarche.sequels]
    return sorted(steps, key=lambda step: (step.date is None, step.date or ""))


def _making(making: Making) -> dict[str, Any]:
    return {
        "date": making.date,
        "event_id": making.event_id,
        "incident_id": making.incident_id,
        "passage": making.passage,
        "deadline": _due(making),
        **voice_fields(making.voice),
        "text": making.text,
        "start": making.start,
        "end": making.end,
    }


def _sequel(sequel: Sequel) -> dict[str, Any]:
    return {
        "date": sequel.date,
        "event_id": sequel.event_id,
        "incident_id": sequel.incident_id,
        "title": sequel.title,
        "bears": sequel.bears,
        "reason": sequel.reason,
        **voice_fields(sequel.voice),
    }


def _due(making: Making) -> str | None:
    """The deadline's date, or its words where they give none."""
    return (making.deadline.date or making.deadline.text) if making.deadline else None
