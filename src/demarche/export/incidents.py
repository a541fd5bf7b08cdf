"""Incidents as JSON lines: one object a line, keys in a fixed order."""

from collections.abc import Iterable
from typing import Any

import msgspec

from demarche.records import AuthorClaim, Dispute, Incident, Part, Place, TollClaim
from demarche.records.toll import TollKind

KINDS: tuple[TollKind, ...] = ("killed", "injured", "missing", "displaced", "detained", "captured")


def incident_record(incident: Incident) -> dict[str, Any]:
    """The export form of an incident.

    `disputes` names the kinds of dispute, `sides` who holds what; each kind of toll is a list.
    """
    return {
        "incident_id": incident.id,
        "title": incident.title,
        "type": incident.type,
        "mode": list(incident.mode),
        "occurrence": incident.occurrence,
        "date": incident.date,
        "place": _place(incident.place),
        "parties": [msgspec.to_builtins(party) for party in incident.parties],
        "reports": [_part(part) for part in incident.reports],
        **{kind: [_toll(claim) for claim in incident.tolls if claim.kind == kind] for kind in KINDS},
        "authors": [_author(claim) for claim in incident.authors],
        "disputes": sorted({dispute.kind for dispute in incident.disputes}),
        "sides": [_dispute(dispute) for dispute in incident.disputes],
        "range": {
            each.kind: {"low": each.low, "best": each.best, "high": each.high} for each in incident.ranges
        },
        "independent_sources": incident.independent_sources,
        "events": list(incident.events),
        "agreements": list(incident.agreements),
        "confidence": incident.confidence,
    }


def incident_lines(incidents: Iterable[Incident]) -> Iterable[bytes]:
    """Each incident as one line of JSON, with its line feed."""
    encoder = msgspec.json.Encoder()
    return (encoder.encode(incident_record(incident)) + b"\n" for incident in incidents)


def _part(part: Part) -> dict[str, Any]:
    return {
        "report_id": part.report_id,
        "outlet": part.outlet,
        "published": part.published,
        "lead": part.lead,
        "voice": part.voice,
        "events": list(part.events),
    }


def _place(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {
        "name": place.name,
        "geonameid": place.geonameid,
        "lat": place.lat,
        "lon": place.lon,
        "province": place.province,
        "country_code": place.country,
        "kind": place.kind,
    }


def _toll(claim: TollClaim) -> dict[str, Any]:
    return {
        "count": claim.count,
        "bound": claim.bound,
        "who": claim.who,
        "text": claim.text,
        "source": claim.voice.by,
        "report_id": claim.voice.report_id,
        "start": claim.start,
        "end": claim.end,
    }


def _author(claim: AuthorClaim) -> dict[str, Any]:
    return {
        "party": claim.party,
        "code": claim.code,
        "stance": claim.voice.stance,
        "by": claim.voice.by,
        "report_id": claim.voice.report_id,
        "text": claim.text,
        "start": claim.start,
        "end": claim.end,
    }


def _dispute(dispute: Dispute) -> dict[str, Any]:
    return {
        "kind": dispute.kind,
        "about": dispute.about,
        "reason": dispute.reason,
        "sides": [
            {
                "value": side.value,
                "claims": [
                    {
                        "report_id": c.voice.report_id,
                        "by": c.voice.by,
                        "text": c.text,
                        "start": c.start,
                        "end": c.end,
                    }
                    for c in side.claims
                ],
            }
            for side in dispute.sides
        ],
    }
