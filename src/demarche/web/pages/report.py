"""One report: its text with what was read in it marked in place, the coded record beside it."""

import re
from collections.abc import Sequence
from typing import Any

import msgspec

from demarche.collate.framing.naming import parties_named, topics_named
from demarche.errors import InputError
from demarche.ledger import Query
from demarche.records import (
    Agreement,
    AuthorClaim,
    Breach,
    Event,
    Incident,
    Making,
    Reading,
    Report,
    Statement,
    TollClaim,
)
from demarche.web import marks, wording
from demarche.web.addresses import address, decoded, of_incident, of_party, of_report
from demarche.web.missing import looking_up
from demarche.web.pages.paging import ordered, pager, sort_links
from demarche.web.screens import Cell, Screen, Sheet, Visit
from demarche.web.texts import label, text, titles

PAGE = 50
MOST_MENTIONS = 10  # of one event in the record
_AT = re.compile(r"(\d{1,7})-(\d{1,7})", re.ASCII)
LIST_PARAMETERS = ("outlet", "since", "until", "text", "party", "type", "place", "sort", "limit", "offset")
_SORTS = ("date", "report", "outlet", "title", "events", "words")


class Field(msgspec.Struct, frozen=True):
    """A value of an event: which field, what it is, the words for it and where they are, why."""

    name: str
    value: str
    words: str
    anchor: str
    reason: str
    href: str
    more: tuple[tuple[str, str], ...] = ()  # further words for it


class Coded(msgspec.Struct, frozen=True, kw_only=True):
    """An event as the page lists it."""

    event: Event
    kind: str
    fields: tuple[Field, ...]
    incident: Incident | None
    sure: str


def report(visit: Visit) -> Screen:
    """The page of a report."""
    id_, outlet = decoded(visit.parts["id"]) or "", decoded(visit.parts["outlet"])
    ledger = visit.holdings.ledger
    with looking_up():
        found = ledger.report(id_, outlet=outlet or "")
        reading = ledger.reading(id_, outlet=outlet or "")
        versions = ledger.versions(id_, outlet=outlet or "")
    incidents = ledger.incidents(Query(report_id=id_, outlet=outlet or "", limit=None)).rows
    incident_of = {event: each for each in incidents for event in each.events}
    hot = _hot(visit.asked.one("at"))
    coded = [_coded(event, incident_of.get(event.id)) for event in reading.events]
    return Screen(
        template="report.html",
        title=found.title or text("word.report_of", id=found.id),
        data={
            "report": found,
            "reading": reading,
            "versions": versions,
            "incidents": {event: each.id for event, each in incident_of.items()},
        },
        sheets=(_events_sheet(reading),),
        context={
            "report": found,
            "reading": reading,
            "coded": coded,
            "agreements": [_agreement(each) for each in reading.agreements],
            "pieces": marks.pieces(
                found.text, marks.marks_of(reading), hot=hot, also=_led_to(visit, found, reading, incidents)
            ),
            "versions": versions,
            "kinds": marks.KINDS,
            "incidents": [(each.title, of_incident(each.id)) for each in incidents],
        },
    )


def reports(visit: Visit) -> Screen:
    """The list of reports."""
    asked = visit.asked
    sort = asked.choice("sort", (*_SORTS, *(f"-{each}" for each in _SORTS))) or "-date"
    query = Query(
        outlet=asked.one("outlet"),
        since=asked.day("since"),
        until=asked.day("until"),
        text=asked.one("text"),
        party=asked.one("party"),
        type=asked.types(),
        place=asked.one("place"),
        sort=sort,
        limit=asked.number("limit", PAGE, 1, 500),
        offset=asked.number("offset", 0, 0, 10_000_000),
    )
    page = visit.holdings.once(("reports", query), lambda: visit.holdings.ledger.reports(query))
    columns = {
        text("column.published"): "date",
        text("column.outlet"): "outlet",
        text("column.title"): "title",
        text("column.events"): "events",
        text("column.words_count"): "words",
    }
    sheet = Sheet(
        name="reports",
        title=text("reports.title"),
        header=titles("published", "outlet", "title", "events", "words_count", "version"),
        rows=tuple(
            (
                Cell(row.published or wording.NOT_TOLD),
                Cell(row.outlet or wording.NOT_TOLD),
                Cell(row.title or row.id, of_report(row.outlet, row.id)),
                Cell(str(row.events)),
                Cell(f"{row.words:,}"),
                Cell(str(row.version) if row.version > 1 else ""),
            )
            for row in page.rows
        ),
        looks=("date", "", "title", "num", "num", "num"),
        sorts=sort_links(visit.path, visit.query, columns, sort),
        ordered=ordered(columns, sort),
    )
    return Screen(
        template="reports.html",
        title=text("reports.title"),
        data=page,
        sheets=(sheet,),
        context={
            "query": query,
            "pager": pager(
                visit.path,
                visit.query,
                offset=query.offset,
                limit=query.limit or PAGE,
                shown=len(page.rows),
                total=page.total,
            ),
        },
    )


def _led_to(
    visit: Visit, of: Report, reading: Reading, incidents: Sequence[Incident]
) -> set[tuple[int, int]]:
    """The words of this report that pages of incidents, agreements, demarches and outlets lead to."""
    ledger, query = visit.holdings.ledger, Query(report_id=of.id, outlet=of.outlet or "", limit=None)
    held: list[Statement | TollClaim | AuthorClaim | Breach | Making] = []
    for incident in incidents:
        held += [*incident.tolls, *incident.authors]
        held += [claim for each in incident.disputes for side in each.sides for claim in side.claims]
    # all of them: a report may name an agreement and tell no event about it
    for accord in visit.holdings.once(("accords",), lambda: ledger.accords(Query(limit=None)).rows):
        if of.id in accord.reports:
            held += [*accord.terms, *accord.states, *accord.breaches, *accord.upheld]
    for demarche in ledger.demarches(query).rows:
        held += demarche.makings
    own = [each for each in held if (each.voice.report_id, each.voice.outlet) == (of.id, of.outlet)]
    named = (*parties_named(reading), *topics_named(of.text))
    return {(each.start, each.end) for each in (*own, *named)}


def _hot(at: str | None) -> tuple[int, int] | None:
    if at is None:
        return None
    match = _AT.fullmatch(at)
    if match is None or int(match[1]) >= int(match[2]):
        raise InputError(f"at must be start-end of the words, not {at[:40]!r}")
    return int(match[1]), int(match[2])


def _coded(event: Event, incident: Incident | None) -> Coded:
    found: list[Field] = []
    first, *others = event.mentions[:MOST_MENTIONS]
    told = _field("words", first.text, first, "")
    more = tuple((each.text, marks.anchor(each.start, each.end)) for each in others)
    found.append(msgspec.structs.replace(told, more=more))
    for role, parties in (("actor", event.actors), ("recipient", event.recipients)):
        for party in parties:
            found.append(_field(role, wording.party(party), party, party.reason, of_party(party.name)))
    if event.where is not None:
        found.append(_field("where", wording.place(event.where), event.where, event.where.reason))
    if event.when is not None:
        found.append(_field("when", wording.date(event.when.date), event.when, ""))
    for toll in event.toll:
        found.append(_field("toll", f"{wording.toll(toll)} {toll.who}".strip(), toll, ""))
    for source in event.attribution:
        party = source.party
        found.append(_field("source", wording.source(source), party, party.reason, of_party(party.name)))
    if event.agreement:
        found.append(Field(label("field", "agreement"), event.agreement, "", "", "", ""))
    if event.context:
        found.append(Field(label("field", "context"), ", ".join(event.context), "", "", "", ""))
    if event.occurrence != "actual":
        happened = label("occurrence", event.occurrence)
        found.append(Field(label("field", "occurrence"), happened, "", "", "", ""))
    if event.hedged:
        found.append(Field(label("field", "occurrence"), text("report.hedged"), "", "", "", ""))
    return Coded(
        event=event,
        kind=wording.kind(event),
        fields=tuple(found),
        incident=incident,
        sure=f"{event.confidence:.0%}",
    )


def _field(name: str, value: str, span: Any, reason: str, href: str = "") -> Field:
    return Field(label("field", name), value, span.text, marks.anchor(span.start, span.end), reason, href)


def _agreement(of: Agreement) -> dict[str, Any]:
    return {
        "name": of.name,
        "state": label("state", of.state),
        "parties": ", ".join(of.parties),
        "date": of.date or "",
        "terms": of.terms,
        "anchor": marks.anchor(of.start, of.end),
        "href": address("/agreements", [("text", of.name)]),
    }


def _events_sheet(reading: Reading) -> Sheet:
    rows = []
    for event in reading.events:
        who = "; ".join(wording.party(each) for each in event.actors) or wording.NOT_TOLD
        whom = "; ".join(wording.party(each) for each in event.recipients) or wording.NOT_TOLD
        rows.append(
            (
                Cell(str(event.sequence)),
                Cell(wording.kind(event)),
                Cell(event.mentions[0].text),
                Cell(who),
                Cell(whom),
                Cell(wording.date(event.when.date if event.when else None)),
                Cell(wording.place(event.where)),
                Cell("; ".join(wording.toll(each) for each in event.toll)),
                Cell("; ".join(wording.source(each) for each in event.attribution)),
                Cell(label("occurrence", event.occurrence)),
                Cell(f"{event.confidence:.2f}"),
            )
        )
    return Sheet(
        name="events",
        title=text("report.record"),
        header=titles(
            "number", "type", "words", "actor", "recipient", "date", "place", "toll", "sources_named",
            "occurrence", "confidence",
        ),
        rows=tuple(rows),
        looks=("num", "tag", "words", "", "", "date", "", "", "", "", "num"),
    )  # fmt: skip
