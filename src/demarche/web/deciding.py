"""Decisions that a form or a program asks for, carried out."""

from datetime import UTC, datetime

from starlette.datastructures import FormData

from demarche.collate.decisions import decision
from demarche.errors import InputError
from demarche.ledger import Ledger
from demarche.ledger.meant import chief_event, events_to_correct, incidents_after
from demarche.records import Decision, Incident
from demarche.web.addresses import decoded, of_incident
from demarche.web.forms import value, values
from demarche.web.missing import looking_up
from demarche.web.wanted import Correct, Decided, Merge, Reject, Rename, Split, Undo, Wanted

ACTIONS = ("merge", "split", "rename", "reject", "correct")


def wanted_by(form: FormData) -> Wanted:
    """What a form asks for. Raises InputError for what is no decision."""
    incident, author, note = value(form, "incident"), value(form, "author"), value(form, "note")
    events = tuple(values(form, "event"))
    match value(form, "action"):
        case "merge":
            other = incident_named(value(form, "other"))
            return Merge(incident=incident, author=author, note=note, other=other)
        case "split":
            return Split(incident=incident, author=author, note=note, events=events)
        case "rename":
            return Rename(incident=incident, author=author, note=note, value=value(form, "value"))
        case "reject":
            return Reject(incident=incident, author=author, note=note, events=events)
        case "correct":
            field, told = value(form, "field"), value(form, "value")
            return Correct(
                incident=incident, author=author, note=note, field=field, value=told, events=events
            )
        case "undo":
            return Undo(decision=value(form, "decision"))
        case other:
            raise InputError(f"a decision is one of {', '.join(ACTIONS)}, not {other[:40]!r}")


def decide(ledger: Ledger, wanted: Wanted, *, now: str) -> Decided:
    """Carry out what is asked for. Raises InputError for what cannot be, MissingError without an incident."""
    if isinstance(wanted, Undo):
        made = ledger.undo(wanted.decision)
    else:
        made = _decision(ledger, wanted, now)
        ledger.decide(made)
    return Decided(decision=made, incidents=incidents_after(ledger, made))


def now() -> str:
    """The present moment, to the millisecond. A decision's date is all that is ever taken from the clock."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def leads_to(decided: Decided) -> str:
    """The page on which to go on."""
    return of_incident(decided.incidents[0].id) if decided.incidents else "/decisions"


def _decision(ledger: Ledger, wanted: Merge | Split | Rename | Reject | Correct, now: str) -> Decision:
    with looking_up():
        incident = ledger.incident(wanted.incident)
    author, note = wanted.author, wanted.note
    match wanted:
        case Merge(other=named):
            other = ledger.incident(named)
            if other.id == incident.id:
                raise InputError("an incident cannot be merged with itself")
            return decision("merge", (*incident.events, *other.events), author=author, date=now, note=note)
        case Split():
            chosen = _own(incident, wanted.events)
            rest = tuple(event for event in incident.events if event not in chosen)
            return decision("split", chosen, others=rest, author=author, date=now, note=note)
        case Rename(value=title):
            event = chief_event(ledger, incident)
            return decision("rename", (event,), value=title, author=author, date=now, note=note)
        case Reject():
            return decision("reject", _own(incident, wanted.events), author=author, date=now, note=note)
        case Correct(field=field, value=told):
            events = _own(incident, wanted.events) or events_to_correct(ledger, incident, field)
            return decision("correct", events, field=field, value=told, author=author, date=now, note=note)


def _own(incident: Incident, events: tuple[str, ...]) -> tuple[str, ...]:
    """Those events, all of the incident. Raises InputError for others."""
    for event in events:
        if event not in incident.events:
            raise InputError(f"{event[:40]!r} is no event of the incident {incident.id}")
    return events


def incident_named(told: str) -> str:
    """The id that a person gave, be it the address of the incident's page."""
    path = told.strip().partition("?")[0].partition("#")[0].rstrip("/")
    last = path.rpartition("/incidents/")[2] if "/incidents/" in path else path
    if not last:
        raise InputError("type the other incident's id or the address of its page")
    return decoded(last) or ""
