"""Incidents flat: the columns of their record, and one row an incident for a spreadsheet."""

from collections.abc import Iterable
from typing import Any

from demarche.export.claims import SPAN
from demarche.export.incidents import KINDS
from demarche.records import Incident

_BETWEEN = " | "
_PLACE = {
    "name": "str",
    "geonameid": "int",
    "lat": "float",
    "lon": "float",
    "province": "str",
    "country_code": "str",
    "kind": "str",
}
_TOLL = {
    "count": "int",
    "bound": "str",
    "who": "str",
    "text": "str",
    "source": "str",
    "report_id": "str",
    "start": "int",
    "end": "int",
}
_SIDE = {"value": "str", "claims": [{"report_id": "str", "by": "str", **SPAN}]}
INCIDENT_FIELDS: dict[str, Any] = {
    "incident_id": "str",
    "title": "str",
    "type": "str",
    "mode": ["str"],
    "occurrence": "str",
    "date": "str",
    "place": _PLACE,
    "parties": [{"name": "str", "code": "str", "sector": "str", "acts": "int", "receives": "int"}],
    "reports": [
        {
            "report_id": "str",
            "outlet": "str",
            "published": "str",
            "lead": "bool",
            "voice": "str",
            "events": ["str"],
        }
    ],
    **{kind: [_TOLL] for kind in KINDS},
    "authors": [{"party": "str", "code": "str", "stance": "str", "by": "str", "report_id": "str", **SPAN}],
    "disputes": ["str"],
    "sides": [{"kind": "str", "about": "str", "reason": "str", "sides": [_SIDE]}],
    "range": {kind: {"low": "int", "best": "int", "high": "int"} for kind in KINDS},
    "independent_sources": "int",
    "events": ["str"],
    "agreements": ["str"],
    "confidence": "float",
}
INCIDENT_COLUMNS = {
    "incident_id": "str",
    "title": "str",
    "type": "str",
    "modes": "str",
    "occurrence": "str",
    "date": "str",
    "place": "str",
    "province": "str",
    "country_code": "str",
    "lat": "float",
    "lon": "float",
    "geonameid": "int",
    "parties": "str",
    "reports": "int",
    "leads": "int",
    "outlets": "str",
    "independent_sources": "int",
    "disputes": "str",
    **{f"{kind}_{end}": "int" for kind in KINDS for end in ("low", "best", "high")},
    "blamed": "str",
    "denied_by": "str",
    "agreements": "str",
    "confidence": "float",
    "report_ids": "str",
    "events": "str",
}


def incident_row(incident: Incident) -> dict[str, Any]:
    """One row: lists are joined by ` | `, each name once; an unknown place or toll is empty."""
    place, ranges = incident.place, {each.kind: each for each in incident.ranges}
    denials = [claim for claim in incident.authors if claim.voice.stance == "denies"]
    blames = [claim for claim in incident.authors if claim.voice.stance != "denies"]
    return {
        "incident_id": incident.id,
        "title": incident.title,
        "type": incident.type,
        "modes": _joined(incident.mode),
        "occurrence": incident.occurrence,
        "date": incident.date,
        "place": place.name if place else None,
        "province": place.province if place else None,
        "country_code": place.country if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "geonameid": place.geonameid if place else None,
        "parties": _joined(party.name for party in incident.parties),
        "reports": len(incident.reports),
        "leads": sum(part.lead for part in incident.reports),
        "outlets": _joined(part.outlet or "" for part in incident.reports),
        "independent_sources": incident.independent_sources,
        "disputes": _joined(sorted({dispute.kind for dispute in incident.disputes})),
        **{
            f"{kind}_{end}": getattr(ranges[kind], end) if kind in ranges else None
            for kind in KINDS
            for end in ("low", "best", "high")
        },
        "blamed": _joined(claim.party for claim in blames),
        "denied_by": _joined(claim.voice.by or claim.party for claim in denials),
        "agreements": _joined(incident.agreements),
        "confidence": incident.confidence,
        "report_ids": _joined(part.report_id for part in incident.reports),
        "events": _joined(incident.events),
    }


def _joined(values: Iterable[str]) -> str:
    return _BETWEEN.join(dict.fromkeys(value for value in values if value))
