"""A Query as conditions on the tables. Values are always bound, never written into SQL.

Beside a `report_id` the outlet must be the whole name of one: the ledger has made sure of it.
"""

from sqlalchemy import ColumnElement, or_, select, tuple_

from demarche.errors import InputError
from demarche.ledger import fulltext
from demarche.ledger.days import bound
from demarche.ledger.folded import folded, is_code, wanted
from demarche.ledger.query import Query
from demarche.ledger.tables import agreements, event_parties, events, reports

Condition = ColumnElement[bool]


def of_events(q: Query) -> list[Condition]:
    """Conditions on events joined with their reports."""
    return [*_of_report(q), *of_days(q, events.c.day_from, events.c.day_to), *_of_event(q)]


def of_reports(q: Query) -> list[Condition]:
    """Conditions on reports: party, type, place and confidence must hold of one event of the report."""
    told = _of_event(q)
    # a list, not a correlated question, which SQLite may answer by the index of types for each report
    tells = [reports.c.key.in_(select(events.c.report).where(*told))] if told else []
    return [*_of_report(q), *of_days(q, reports.c.published_from, reports.c.published_to), *tells]


def of_agreements(q: Query) -> list[Condition]:
    """Conditions on agreements joined with their reports; a type is that of an event about the agreement."""
    conditions = [*_of_report(q), *of_days(q, agreements.c.day_from, agreements.c.day_to)]
    if q.party is not None:
        conditions.append(within(agreements.c.parties_folded, q.party, "party"))
    if q.place is not None:
        conditions.append(within(agreements.c.place_folded, q.place, "place"))
    if q.type:
        about = select(events.c.report, events.c.agreement).where(_type(q), events.c.agreement.is_not(None))
        conditions.append(tuple_(agreements.c.report, agreements.c.name).in_(about))
    return conditions


def is_party(party: str) -> Condition:
    """The condition that a row of `event_parties` is the party asked for."""
    named = within(event_parties.c.folded, party, "party")
    return or_(event_parties.c.code == party, named) if is_code(party) else named


def _of_report(q: Query) -> list[Condition]:
    conditions: list[Condition] = [reports.c.superseded_by.is_(None)]
    if q.report_id is not None:
        conditions.append(reports.c.id == q.report_id)
        if q.outlet is not None:  # one outlet's name, not a part of several
            conditions.append(reports.c.outlet_folded == folded(q.outlet))
    elif q.outlet is not None:
        conditions.append(within(reports.c.outlet_folded, q.outlet, "outlet"))
    if q.text is not None:
        conditions.append(fulltext.holds(q.text))
    return conditions


def _of_event(q: Query) -> list[Condition]:
    conditions: list[Condition] = []
    if q.type:
        conditions.append(_type(q))
    if q.party is not None:
        takes_part = select(event_parties.c.event).where(is_party(q.party))
        conditions.append(events.c.key.in_(takes_part))
    if q.place is not None:
        named = within(events.c.place_folded, q.place, "place")
        conditions.append(or_(events.c.country == q.place, named) if is_code(q.place) else named)
    if q.min_confidence > 0:
        conditions.append(events.c.confidence >= q.min_confidence)
    return conditions


def _type(q: Query) -> Condition:
    return events.c.type.in_([type_.strip().upper() for type_ in q.type])


def within(column: ColumnElement[str], value: str, what: str) -> Condition:
    """The condition that a folded column holds the words. Raises InputError for none."""
    return column.contains(wanted(value, what), autoescape=True)


def of_days(q: Query, first: ColumnElement[str], last: ColumnElement[str]) -> list[Condition]:
    """Conditions on a span of days: any of its days within since and until."""
    since = bound(q.since, "since")[0] if q.since is not None else None
    until = bound(q.until, "until")[1] if q.until is not None else None
    if since and until and since > until:
        raise InputError(f"since {q.since} is after until {q.until}")
    conditions: list[Condition] = []
    if since:
        conditions.append(last >= since)
    if until:
        conditions.append(first <= until)
    return conditions
