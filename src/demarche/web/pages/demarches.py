"""Demarches: requests and ultimatums with what came of them, open ones first; and the thread of each."""

from typing import get_args

from demarche.collate.framing.counting import NOBODY
from demarche.ledger import Query
from demarche.records import Demarche, Making, Outcome, Sequel
from demarche.web import wording
from demarche.web.addresses import decoded, of_demarche, of_incident, of_side, of_words
from demarche.web.missing import looking_up
from demarche.web.pages.paging import ordered, pager, sort_links
from demarche.web.saying import outlet, speaker
from demarche.web.screens import Cell, Screen, Sheet, Visit
from demarche.web.texts import label, text, titles

PAGE = 50
_SORTS = ("open", "date", "last", "makings", "title")
LIST_PARAMETERS = ("party", "since", "until", "outlet", "text", "outcome", "sort", "limit", "offset")


def demarches(visit: Visit) -> Screen:
    """The list."""
    asked = visit.asked
    sort = asked.choice("sort", (*_SORTS, *(f"-{each}" for each in _SORTS))) or "-open"
    outcome = asked.choice("outcome", get_args(Outcome))
    query = Query(
        party=asked.one("party"),
        since=asked.day("since"),
        until=asked.day("until"),
        outlet=asked.one("outlet"),
        text=asked.one("text"),
        sort=sort,
        limit=asked.number("limit", PAGE, 1, 500),
        offset=asked.number("offset", 0, 0, 10_000_000),
    )
    page = visit.holdings.ledger.demarches(query, outcome=outcome)
    columns = {
        text("column.since"): "date",
        text("column.last"): "last",
        text("column.demarche"): "title",
        text("column.times"): "makings",
        text("column.outcome"): "open",
    }
    return Screen(
        template="demarches.html",
        title=text("demarches.title"),
        data=page,
        sheets=(
            Sheet(
                name="demarches",
                title=text("demarches.title"),
                header=titles(
                    "since", "last", "demarche", "asker", "asked", "times", "deadline", "answer", "outcome"
                ),
                rows=tuple(_row(each) for each in page.rows),
                looks=("date", "date", "title", "", "", "num", "date", "", "tag"),
                sorts=sort_links(visit.path, visit.query, columns, sort),
                ordered=ordered(columns, sort),
            ),
        ),
        context={
            "query": query,
            "outcome": outcome,
            "outcomes": get_args(Outcome),
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


def demarche(visit: Visit) -> Screen:
    """One thread."""
    with looking_up():
        found = visit.holdings.ledger.demarche(decoded(visit.parts["id"]) or "")
    made = Sheet(
        name="made",
        title=text("demarche.made"),
        header=titles("date", "words", "deadline", "says", "through"),
        rows=tuple(_making(each) for each in found.makings),
        looks=("date", "words", "date", "", ""),
    )
    followed = Sheet(
        name="followed",
        title=text("demarche.followed"),
        header=titles("date", "bears", "incident", "why", "through"),
        rows=tuple(_sequel(each, found) for each in found.sequels),
        looks=("date", "", "title", "dim", ""),
    )
    return Screen(
        template="demarche.html",
        title=found.title,
        data={"demarche": found},
        sheets=(made, followed),
        context={
            "demarche": found,
            "made": made,
            "followed": followed,
            "facts": _facts(found),
        },
    )


def _facts(of: Demarche) -> list[tuple[str, str, str]]:
    facts = [
        (text("column.asker"), of.asker, _side(of.asker)),
        (text("column.asked"), of.asked, _side(of.asked)),
        (text("demarche.about"), wording.names(map(wording.country, of.about), 6) if of.about else "", ""),
        (text("column.since"), wording.date(of.since), ""),
        (text("column.last"), wording.date(of.last), ""),
        (text("column.deadline"), of.deadline or text("demarche.no_deadline"), ""),
        (text("column.answer"), label("answer", of.answer), ""),
    ]
    return [fact for fact in facts if fact[1]]


def _side(name: str) -> str:
    return "" if name == NOBODY else of_side(name)


def _row(of: Demarche) -> tuple[Cell, ...]:
    return (
        Cell(wording.date(of.since)),
        Cell(wording.date(of.last)),
        Cell(of.title, of_demarche(of.id)),
        Cell(of.asker, _side(of.asker)),
        Cell(of.asked, _side(of.asked)),
        Cell(str(len(of.makings))),
        Cell(of.deadline or wording.NOT_TOLD),
        Cell(wording.NOT_TOLD if of.answer == "silent" else label("answer", of.answer)),
        Cell(label("outcome", of.outcome), look=f"outcome-{of.outcome}"),
    )


def _making(of: Making) -> tuple[Cell, ...]:
    deadline = (of.deadline.date or of.deadline.text) if of.deadline else wording.NOT_TOLD
    return (
        Cell(wording.date(of.date)),
        Cell(of.passage, of_words(of.voice.outlet, of.voice.report_id, of.start, of.end)),
        Cell(deadline),
        Cell(speaker(of.voice)),
        Cell(outlet(of.voice)),
    )


def _sequel(of: Sequel, on: Demarche) -> tuple[Cell, ...]:
    return (
        Cell(wording.date(of.date)),
        Cell(wording.bears(of, on)),
        Cell(of.title, of_incident(of.incident_id) if of.incident_id else ""),
        Cell(of.reason),
        Cell(outlet(of.voice)),
    )
