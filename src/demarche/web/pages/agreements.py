"""Agreements: their terms, their state as told over time, and the ledger of alleged breaches by side."""

import msgspec

from demarche.ledger import Query
from demarche.records import Accord, Breach
from demarche.web import wording
from demarche.web.addresses import decoded, of_agreement, of_incident, of_words
from demarche.web.missing import looking_up
from demarche.web.pages.paging import ordered, pager, sort_links
from demarche.web.saying import outlet, speaker
from demarche.web.screens import Cell, Screen, Sheet, Visit
from demarche.web.texts import label, text, titles

PAGE = 50
_SORTS = ("date", "reports", "breaches", "name")
LIST_PARAMETERS = ("party", "since", "until", "outlet", "text", "place", "sort", "limit", "offset")


class StateAt(msgspec.Struct, frozen=True, kw_only=True):
    """What one report says of its state."""

    day: str
    state: str
    words: str
    who: str
    href: str


def agreements(visit: Visit) -> Screen:
    """The list."""
    asked = visit.asked
    sort = asked.choice("sort", (*_SORTS, *(f"-{each}" for each in _SORTS))) or "-reports"
    query = Query(
        party=asked.one("party"),
        since=asked.day("since"),
        until=asked.day("until"),
        outlet=asked.one("outlet"),
        text=asked.one("text"),
        place=asked.one("place"),
        sort=sort,
        limit=asked.number("limit", PAGE, 1, 500),
        offset=asked.number("offset", 0, 0, 10_000_000),
    )
    page = visit.holdings.ledger.accords(query)
    columns = {
        text("column.date"): "date",
        text("column.agreement"): "name",
        text("column.reports"): "reports",
        text("column.breaches"): "breaches",
    }
    return Screen(
        template="agreements.html",
        title=text("agreements.title"),
        data=page,
        sheets=(
            Sheet(
                name="agreements",
                title=text("agreements.title"),
                header=titles("date", "agreement", "parties", "place", "reports", "state", "breaches"),
                rows=tuple(_row(each) for each in page.rows),
                looks=("date", "title", "", "", "num", "tag", "num"),
                sorts=sort_links(visit.path, visit.query, columns, sort),
                ordered=ordered(columns, sort),
            ),
        ),
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


def agreement(visit: Visit) -> Screen:
    """One agreement."""
    with looking_up():
        found = visit.holdings.ledger.accord(decoded(visit.parts["id"]) or "")
    terms = Sheet(
        name="terms",
        title=text("agreement.terms"),
        header=titles("term", "through", "since"),
        rows=tuple(
            (
                Cell(each.value, of_words(each.voice.outlet, each.voice.report_id, each.start, each.end)),
                Cell(outlet(each.voice)),
                Cell(each.voice.published or wording.NOT_TOLD),
            )
            for each in found.terms
        ),
        looks=("words", "", "date"),
    )
    states = Sheet(
        name="states",
        title=text("agreement.states"),
        header=titles("published", "state", "words", "says", "through"),
        rows=tuple(
            (
                Cell(each.voice.published or wording.NOT_TOLD),
                Cell(label("state", each.value), look=f"state-{each.value}"),
                Cell(each.text, of_words(each.voice.outlet, each.voice.report_id, each.start, each.end)),
                Cell(speaker(each.voice)),
                Cell(outlet(each.voice)),
            )
            for each in found.states
        ),
        looks=("date", "tag", "words", "", ""),
    )
    by_side: dict[str, list[Breach]] = {}
    for breach in found.breaches:
        by_side.setdefault(breach.accused, []).append(breach)
    sides = sorted(by_side.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    breaches = [_breaches(number, accused, held) for number, (accused, held) in enumerate(sides, 1)]
    upheld = Sheet(
        name="upheld",
        title=text("agreement.upheld"),
        header=titles("says", "words", "through", "since"),
        rows=tuple(
            (
                Cell(speaker(each.voice)),
                Cell(each.text, of_words(each.voice.outlet, each.voice.report_id, each.start, each.end)),
                Cell(outlet(each.voice)),
                Cell(each.voice.published or wording.NOT_TOLD),
            )
            for each in found.upheld
        ),
        looks=("", "words", "", "date"),
    )
    sheets = [sheet for sheet in (terms, states, *breaches, upheld) if sheet.rows]
    return Screen(
        template="agreement.html",
        title=found.name,
        data={"agreement": found},
        sheets=tuple(sheets),
        context={
            "accord": found,
            "sides": [wording.country(each) for each in found.parties],
            "terms": terms,
            "states": states,
            "upheld": upheld,
            "breaches": breaches,
            "course": [
                StateAt(
                    day=each.voice.published or "",
                    state=each.value,
                    words=label("state", each.value),
                    who=outlet(each.voice),
                    href=of_words(each.voice.outlet, each.voice.report_id, each.start, each.end),
                )
                for each in found.states
            ],
            "incidents": [of_incident(each) for each in found.incidents],
        },
    )


def _breaches(number: int, accused: str, held: list[Breach]) -> Sheet:
    return Sheet(
        name=f"breaches-{number}",
        title=text("agreement.breaches_by", party=accused, count=len(held)),
        header=titles("date", "place", "says", "stance", "words", "through", "incident"),
        rows=tuple(
            (
                Cell(wording.date(each.date)),
                Cell(each.place or wording.NOT_TOLD),
                Cell(each.said_by or text("claim.own_word")),
                Cell(label("stance", each.stance)),
                Cell(each.text, of_words(each.voice.outlet, each.voice.report_id, each.start, each.end)),
                Cell(outlet(each.voice)),
                Cell(
                    text("agreement.incident") if each.incident_id else wording.NOT_TOLD,
                    of_incident(each.incident_id) if each.incident_id else "",
                ),
            )
            for each in held
        ),
        looks=("date", "", "", "", "words", "", ""),
    )


def _row(of: Accord) -> tuple[Cell, ...]:
    latest = of.states[-1].value if of.states else ""
    return (
        Cell(wording.date(of.date)),
        Cell(of.name, of_agreement(of.id)),
        Cell(wording.names(map(wording.country, of.parties), 4)),
        Cell(of.place or wording.NOT_TOLD),
        Cell(str(len(of.reports))),
        Cell(label("state", latest) if latest else wording.NOT_TOLD, look=f"state-{latest}"),
        Cell(str(len(of.breaches)) if of.breaches else ""),
    )
