"""Which events of an incident a decision about it means, and in which incidents they are after it."""

from typing import get_args

from demarche.errors import InputError
from demarche.ledger.ledger import Ledger
from demarche.records import Decision, Incident, TollKind


def chief_event(ledger: Ledger, incident: Incident) -> str:
    """The event that stands for an incident: of its own type, of a report that is chiefly about it."""
    ordered = [
        event for lead in (True, False) for p in incident.reports if p.lead is lead for event in p.events
    ]
    own = (event for event in ordered if _type(ledger, event) == incident.type)
    return next(own, ordered[0])


def events_to_correct(ledger: Ledger, incident: Incident, field: str) -> tuple[str, ...]:
    """Those of the incident's own type; for a toll those that tell one of its kind."""
    if field in get_args(TollKind):
        telling = {claim.voice.event_id for claim in incident.tolls if claim.kind == field}
        if telling:
            return tuple(event for event in incident.events if event in telling)
    own = tuple(event for event in incident.events if _type(ledger, event) == incident.type)
    return own or incident.events


def incidents_after(ledger: Ledger, made: Decision) -> tuple[Incident, ...]:
    """The incidents in which the events of a decision are now, each once; none for rejected events."""
    found: dict[str, Incident] = {}
    if made.action == "reject" and not made.undone:
        return ()
    for event in (*made.events, *made.others):
        if any(event in one.events for one in found.values()):
            continue
        try:
            one = ledger.incident_of(event)
        except InputError:  # left out by another decision
            continue
        found[one.id] = one
    return tuple(found.values())


def _type(ledger: Ledger, event: str) -> str:
    return ledger.event(event).event.type
