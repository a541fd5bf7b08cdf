"""A Query as conditions on incidents, accords and demarches. Values are always bound."""

from typing import Any, get_args

from sqlalchemy import ColumnElement, Select, or_, select

from demarche.errors import InputError
from demarche.ledger import filters, fulltext
from demarche.ledger.collation_tables import (
    accord_events,
    accords,
    demarche_events,
    demarches,
    incident_disputes,
    incident_events,
    incident_parties,
    incidents,
)
from demarche.ledger.folded import folded, is_code, wanted
from demarche.ledger.query import Query
from demarche.ledger.tables import events, reports
from demarche.records import DisputeKind

Condition = ColumnElement[bool]
KINDS: tuple[str, ...] = get_args(DisputeKind)


def of_incidents(q: Query) -> list[Condition]:
    """Conditions on incidents; outlet, text and report must hold of one report that tells it."""
    found = filters.of_days(q, incidents.c.day_from, incidents.c.day_to)
    if q.type:
        found.append(incidents.c.type.in_([type_.strip().upper() for type_ in q.type]))
    if q.place is not None:
        named = filters.within(incidents.c.place_folded, q.place, "place")
        found.append(or_(incidents.c.country == q.place, named) if is_code(q.place) else named)
    if q.party is not None:
        named = filters.within(incident_parties.c.folded, q.party, "party")
        is_party = or_(incident_parties.c.code == q.party, named) if is_code(q.party) else named
        found.append(incidents.c.key.in_(select(incident_parties.c.incident).where(is_party)))
    if q.min_confidence > 0:
        found.append(incidents.c.confidence >= q.min_confidence)
    if q.min_reports > 1:
        found.append(incidents.c.reports >= q.min_reports)
    if q.disputed is not None:
        found.append(_disputed(q.disputed))
    told = of_tellers(q)
    if told:
        told_by = (
            select(incident_events.c.incident)
            .join_from(incident_events, events, events.c.key == incident_events.c.event)
            .join(reports, reports.c.key == events.c.report)
            .where(*told)
        )
        found.append(incidents.c.key.in_(told_by))
    return found


def of_accords(q: Query) -> list[Condition]:
    """Conditions on accords: party, days, and the reports whose events are about it."""
    found = filters.of_days(q, accords.c.day_from, accords.c.day_to)
    if q.party is not None:
        found.append(filters.within(accords.c.parties_folded, q.party, "party"))
    if q.place is not None:
        found.append(filters.within(accords.c.place_folded, q.place, "place"))
    told = of_tellers(q)
    if told:
        which = _told_by(accord_events.c.accord, accord_events.c.event, told)
        found.append(accords.c.key.in_(which))
    return found


def of_demarches(q: Query) -> list[Condition]:
    """Conditions on demarches: who asks or is asked, the days from the first making to the last."""
    found = filters.of_days(q, demarches.c.day_from, demarches.c.day_to)
    if q.party is not None:
        found.append(filters.within(demarches.c.parties_folded, q.party, "party"))
    told = of_tellers(q)
    if told:
        which = _told_by(demarche_events.c.demarche, demarche_events.c.event, told)
        found.append(demarches.c.key.in_(which))
    return found


def of_tellers(q: Query) -> list[Condition]:
    """Conditions on the reports that tell; empty when any will do."""
    found: list[Condition] = []
    if q.report_id is not None:
        found.append(reports.c.id == q.report_id)
        if q.outlet is not None:
            found.append(reports.c.outlet_folded == folded(q.outlet))
    elif q.outlet is not None:
        found.append(reports.c.outlet_folded.contains(wanted(q.outlet, "outlet"), autoescape=True))
    if q.text is not None:
        found.append(fulltext.holds(q.text))
    return found


def _told_by(thing: ColumnElement[int], event: ColumnElement[int], told: list[Condition]) -> Select[Any]:
    return (
        select(thing)
        .join(events, events.c.key == event)
        .join(reports, reports.c.key == events.c.report)
        .where(*told)
    )


def _disputed(kind: str) -> Condition:
    if kind == "any":
        return incidents.c.disputes > 0
    if kind not in KINDS:
        raise InputError(f"{kind!r} is no kind of dispute; the kinds are {', '.join(KINDS)}, or any")
    return incidents.c.key.in_(select(incident_disputes.c.incident).where(incident_disputes.c.kind == kind))
