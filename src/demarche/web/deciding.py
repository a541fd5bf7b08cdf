"""A form's decision about an incident, made and carried out."""

from starlette.datastructures import FormData

from demarche.collate.decisions import decision
from demarche.errors import InputError
from demarche.ledger import Ledger
from demarche.records import Decision
from demarche.web.addresses import decoded, of_incident
from demarche.web.forms import value, values
from demarche.web.missing import looking_up

ACTIONS = ("merge", "split", "rename", "reject", "correct")


def decide(ledger: Ledger, form: FormData, *, now: str) -> str:
    """Carry out what the form asks for; the address to go on to. Raises InputError for what cannot be."""
    made = _decision(ledger, form, now)
    ledger.decide(made)
    return _after(ledger, made)


def undo(ledger: Ledger, form: FormData) -> str:
    """Take a decision back; the address to go on to."""
    return _after(ledger, ledger.undo(value(form, "decision")))


def _decision(ledger: Ledger, form: FormData, now: str) -> Decision:
    with looking_up():
        incident = ledger.incident(value(form, "incident"))
    action, author, note = value(form, "action"), value(form, "author"), value(form, "note")
    own = set(incident.events)
    chosen = tuple(event for event in values(form, "event") if event in own)
    match action:
        case "merge":
            other = ledger.incident(incident_named(value(form, "other")))
            if other.id == incident.id:
                raise InputError("an incident cannot be merged with itself")
            return decision("merge", (*incident.events, *other.events), author=author, date=now, note=note)
        case "split":
            rest = tuple(event for event in incident.events if event not in chosen)
            return decision("split", chosen, others=rest, author=author, date=now, note=note)
        case "rename":
            title = value(form, "value")
            return decision("rename", incident.events, value=title, author=author, date=now, note=note)
        case "reject":
            return decision("reject", chosen, author=author, date=now, note=note)
        case "correct":
            return decision(
                "correct",
                chosen or incident.events,
                field=value(form, "field"),
                value=value(form, "value"),
                author=author,
                date=now,
                note=note,
            )
        case _:
            raise InputError(f"a decision is one of {', '.join(ACTIONS)}, not {action[:40]!r}")


def incident_named(told: str) -> str:
    """The id that a person gave, be it the address of the incident's page."""
    path = told.strip().partition("?")[0].partition("#")[0].rstrip("/")
    last = path.rpartition("/incidents/")[2] if "/incidents/" in path else path
    if not last:
        raise InputError("type the other incident's id or the address of its page")
    return decoded(last) or ""


def _after(ledger: Ledger, made: Decision) -> str:
    for event in (*made.events, *made.others):
        try:
            return of_incident(ledger.incident_of(event).id)
        except InputError:  # it was rejected
            continue
    return "/decisions"
