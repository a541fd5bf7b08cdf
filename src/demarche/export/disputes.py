"""Disputes as rows: one a claim, with who holds what about which incident."""

from collections.abc import Iterator
from typing import Any

from demarche.export.claims import SPAN, VOICE, voice_fields
from demarche.records import Incident

DISPUTE_COLUMNS = {
    "incident_id": "str",
    "incident": "str",
    "type": "str",
    "incident_date": "str",
    "place": "str",
    "country_code": "str",
    "kind": "str",
    "about": "str",
    "side": "int",
    "value": "str",
    **VOICE,
    "voice": "str",
    "event_id": "str",
    **SPAN,
    "reason": "str",
}


def dispute_rows(incident: Incident) -> Iterator[dict[str, Any]]:
    """A row for each claim of each side of each dispute; `side` numbers the values of a dispute from 1."""
    place = incident.place
    for dispute in incident.disputes:
        for number, side in enumerate(dispute.sides, start=1):
            for claim in side.claims:
                yield {
                    "incident_id": incident.id,
                    "incident": incident.title,
                    "type": incident.type,
                    "incident_date": incident.date,
                    "place": place.name if place else None,
                    "country_code": place.country if place else None,
                    "kind": dispute.kind,
                    "about": dispute.about,
                    "side": number,
                    "value": side.value,
                    **voice_fields(claim.voice),
                    "voice": claim.voice.group,
                    "event_id": claim.voice.event_id,
                    "text": claim.text,
                    "start": claim.start,
                    "end": claim.end,
                    "reason": dispute.reason,
                }
