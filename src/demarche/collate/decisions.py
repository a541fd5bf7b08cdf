"""A person's decisions: made, checked, and replayed over the events before and while they are merged."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, get_args

import msgspec

from demarche.collate.telling.told import Told
from demarche.errors import InputError
from demarche.plover import ontology
from demarche.records import Action, Decision, Event, Party, Place, Toll, TollKind, When

Pair = tuple[str, str]
Field = Literal["date", "place", "type", "occurrence", "actor", "recipient"]
FIELDS: tuple[str, ...] = (*get_args(Field), *get_args(TollKind))
LONGEST = 500  # characters of a title, a value, a note or an author's name
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?", re.ASCII)
_OCCURRENCES = ("actual", "future", "hypothetical", "negated")


def decision(
    action: Action,
    events: Sequence[str],
    *,
    author: str,
    date: str,
    others: Sequence[str] = (),
    field: str = "",
    value: str = "",
    note: str = "",
) -> Decision:
    """A decision with its id. Raises InputError, in one line, for one that says nothing or cannot be done."""
    author, value, note = author.strip(), value.strip(), note.strip()
    events, others = tuple(sorted(set(events))), tuple(sorted(set(others) - set(events)))
    for what, words in (("author", author), ("value", value), ("note", note)):
        if len(words) > LONGEST:
            raise InputError(f"the {what} of a decision has at most {LONGEST} characters")
    if not author:
        raise InputError("a decision needs its author's name")
    if not events:
        raise InputError(f"{action} needs at least one event")
    if action == "merge" and len(events) < 2:
        raise InputError("merge needs events of two incidents")
    if action == "split" and not others:
        raise InputError("split leaves nothing: these are all events of the incident")
    if action == "rename" and not value:
        raise InputError("rename needs a title")
    if action == "correct":
        value = corrected_value(field, value)
    told = "\x1f".join((action, *events, "", *others, "", field, value, author, date, note))
    return Decision(
        id="d-" + hashlib.sha256(told.encode()).hexdigest()[:16],
        action=action,
        events=events,
        others=others,
        field=field,
        value=value,
        author=author,
        date=date,
        note=note,
    )


def corrected_value(field: str, value: str) -> str:
    """The value as it is kept. Raises InputError where the field is none or cannot have that value."""
    value = value.strip()
    if field not in FIELDS:
        raise InputError(f"{field!r} cannot be corrected; the fields are {', '.join(FIELDS)}")
    if field == "date" and not _DATE.fullmatch(value):
        raise InputError(f"a date is 2019, 2019-07, 2019-07-05 or two with a slash, not {value[:40]!r}")
    if field == "type" and (value := value.upper()) not in ontology().types:
        raise InputError(f"{value[:40]!r} is no event type; the types are {', '.join(ontology().types)}")
    if field == "occurrence" and value not in _OCCURRENCES:
        raise InputError(f"an occurrence is {', '.join(_OCCURRENCES)}, not {value[:40]!r}")
    if field in get_args(TollKind) and not (value.isascii() and value.isdigit() and len(value) < 10):
        raise InputError(f"{field} is a whole number of people, not {value[:40]!r}")
    if not value:
        raise InputError(f"{field} needs a value")
    return value


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Those not taken back, in the order in which they were made."""
    return tuple(sorted((d for d in decisions if not d.undone), key=lambda d: (d.date, d.id)))


def amended(tolds: Iterable[Told], decisions: Sequence[Decision]) -> tuple[Told, ...]:
    """The events as corrected, without the rejected ones; later decisions win over earlier ones."""
    touched: dict[str, list[Decision]] = {}
    for made in in_force(decisions):
        if made.action in ("reject", "correct"):
            for id_ in made.events:
                touched.setdefault(id_, []).append(made)
    kept = []
    for told in tolds:
        event: Event | None = told.event
        for made in touched.get(told.id, ()):
            event = _corrected(event, made) if event and made.action == "correct" else None
        if event is not None:
            kept.append(told if event is told.event else msgspec.structs.replace(told, event=event))
    return tuple(kept)


def must_link(decisions: Sequence[Decision]) -> frozenset[Pair]:
    """Pairs of events that are one happening, the smaller id first; a later split takes a pair out."""
    return _pairs(decisions)[0]


def cannot_link(decisions: Sequence[Decision]) -> frozenset[Pair]:
    """Pairs of events that are two happenings, the smaller id first; a later merge takes a pair out."""
    return _pairs(decisions)[1]


def titles(decisions: Sequence[Decision]) -> Mapping[str, str]:
    """By event, the title of the incident that holds it; the latest wins."""
    return {made.events[0]: made.value for made in in_force(decisions) if made.action == "rename"}


def _pairs(decisions: Sequence[Decision]) -> tuple[frozenset[Pair], frozenset[Pair]]:
    must: set[Pair] = set()
    cannot: set[Pair] = set()
    for made in in_force(decisions):
        if made.action == "merge":
            # each with each, so that taking any of them out later leaves the others together
            pairs = {_pair(a, b) for i, a in enumerate(made.events) for b in made.events[i + 1 :]}
            must |= pairs
            cannot -= pairs
        elif made.action == "split":
            pairs = {_pair(a, b) for a in made.events for b in made.others}
            cannot |= pairs
            must -= pairs
    return frozenset(must), frozenset(cannot)


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _corrected(event: Event, made: Decision) -> Event:
    at, reason = event.mentions[0], f"corrected by {made.author}"
    field, value = made.field, made.value
    change: dict[str, object]
    if field == "date":
        when = event.when or When(text=at.text, start=at.start, end=at.end)
        change = {"when": msgspec.structs.replace(when, date=value)}
    elif field == "place":
        where = event.where or Place(text=at.text, start=at.start, end=at.end, name=value)
        change = {
            "where": Place(text=where.text, start=where.start, end=where.end, name=value, reason=reason)
        }
    elif field in ("actor", "recipient"):
        held = event.actors if field == "actor" else event.recipients
        words = held[0] if held else Party(text=at.text, start=at.start, end=at.end, name=value)
        party = Party(text=words.text, start=words.start, end=words.end, name=value, reason=reason)
        change = {"actors" if field == "actor" else "recipients": (party,)}
    elif field in get_args(TollKind):
        kept = [toll for toll in event.toll if toll.kind != field]
        old = next((toll for toll in event.toll if toll.kind == field), None)
        text, start, end = (old.text, old.start, old.end) if old else (at.text, at.start, at.end)
        new = Toll(
            kind=field,  # type: ignore[arg-type]  # one of TollKind, as asked above
            count=int(value),
            bound="exact",
            who=old.who if old else "",
            text=text,
            start=start,
            end=end,
        )
        change = {"toll": (*kept, new)}
    else:
        change = {field: value} if field == "occurrence" else {"type": value, "mode": ()}
    return msgspec.structs.replace(event, **change)
