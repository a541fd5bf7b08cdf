"""What the JSON API answers: the ledger's records by filters and ids."""

from collections.abc import Callable, Mapping
from typing import Any, get_args

import msgspec

from demarche.ledger import Page, PartyRow, Query, ReportRow, StoredEvent
from demarche.ledger.glance import Overview
from demarche.records import Accord, Decision, Demarche, Incident, Outcome, Reading, Report
from demarche.web.asked import SIGHT_NAMES, Asked
from demarche.web.holdings import Holdings
from demarche.web.missing import looking_up

PREFIX = "/api/v1"
Parts = Mapping[str, str]
_QUERY = ("party", "place", "since", "until", "outlet", "text", "sort", "limit", "offset")
_EVENT_SORTS = ("date", "published", "confidence", "report", "outlet", "type", "place")
_REPORT_SORTS = ("date", "report", "outlet", "title", "events", "words")
_PARTY_SORTS = ("events", "acts", "receives", "says", "name", "code")
_ACCORD_SORTS = ("date", "reports", "breaches", "name")
_DEMARCHE_SORTS = ("date", "last", "makings", "title", "open")


class Endpoint(msgspec.Struct, frozen=True, kw_only=True):
    """One address of the API: its parameters, what it answers, how. `parts`: which its path has."""

    name: str
    path: str
    parameters: tuple[str, ...]
    answers: Any
    ask: Callable[[Holdings, Parts, Asked], Any]
    sorts: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    several: bool = False


def _incidents(held: Holdings, parts: Parts, asked: Asked) -> Page[Incident]:
    sight = asked.sight()
    return held.once(("seen", sight), lambda: held.ledger.seen(sight))


def _facets(held: Holdings, parts: Parts, asked: Asked) -> Overview:
    sight = msgspec.structs.replace(asked.sight(), limit=0, offset=0)
    return held.once(("overview", sight), lambda: held.ledger.overview(sight))


def _query(asked: Asked, sorts: tuple[str, ...], sort: str) -> Query:
    return Query(
        party=asked.one("party"),
        type=asked.types(),
        place=asked.one("place"),
        since=asked.day("since"),
        until=asked.day("until"),
        outlet=asked.one("outlet"),
        text=asked.one("text"),
        report_id=asked.one("report"),
        min_confidence=asked.share("min_confidence"),
        sort=asked.choice("sort", (*sorts, *(f"-{each}" for each in sorts))) or sort,
        limit=asked.number("limit", 50, 1, 500),
        offset=asked.number("offset", 0, 0, 10_000_000),
    )


def _one(look: Callable[[Holdings, str, Asked], Any]) -> Callable[[Holdings, Parts, Asked], Any]:
    def ask(held: Holdings, parts: Parts, asked: Asked) -> Any:
        with looking_up():
            return look(held, parts["id"], asked)

    return ask


ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        name="incidents",
        path="/incidents",
        parameters=SIGHT_NAMES,
        answers=Page[Incident],
        ask=_incidents,
        sorts=("date", "reports", "sources", "disputes", "killed", "type", "place", "title", "confidence"),
        several=True,
    ),
    Endpoint(
        name="facets",
        path="/facets",
        parameters=tuple(name for name in SIGHT_NAMES if name not in ("sort", "limit", "offset")),
        answers=Overview,
        ask=_facets,
        several=True,
    ),
    Endpoint(
        name="incident",
        path="/incidents/{id}",
        parameters=(),
        answers=Incident,
        ask=_one(lambda held, id_, asked: held.ledger.incident(id_)),
        parts=("id",),
    ),
    Endpoint(
        name="events",
        path="/events",
        parameters=(*_QUERY[:1], "type", *_QUERY[1:], "report", "min_confidence"),
        answers=Page[StoredEvent],
        ask=lambda held, parts, asked: held.ledger.events(_query(asked, _EVENT_SORTS, "date")),
        sorts=_EVENT_SORTS,
    ),
    Endpoint(
        name="event",
        path="/events/{id}",
        parameters=("outlet",),
        answers=StoredEvent,
        ask=_one(lambda held, id_, asked: held.ledger.event(id_, outlet=asked.one("outlet"))),
        parts=("id",),
    ),
    Endpoint(
        name="reports",
        path="/reports",
        parameters=(*_QUERY[:1], "type", *_QUERY[1:], "report"),
        answers=Page[ReportRow],
        ask=lambda held, parts, asked: held.ledger.reports(_query(asked, _REPORT_SORTS, "date")),
        sorts=_REPORT_SORTS,
    ),
    Endpoint(
        name="report",
        path="/report",
        parameters=("id", "outlet"),
        answers=Report,
        ask=lambda held, parts, asked: _named(asked, held.ledger.report),
    ),
    Endpoint(
        name="reading",
        path="/reading",
        parameters=("id", "outlet"),
        answers=Reading,
        ask=lambda held, parts, asked: _named(asked, held.ledger.reading),
    ),
    Endpoint(
        name="agreements",
        path="/agreements",
        parameters=_QUERY,
        answers=Page[Accord],
        ask=lambda held, parts, asked: held.ledger.accords(_query(asked, _ACCORD_SORTS, "date")),
        sorts=_ACCORD_SORTS,
    ),
    Endpoint(
        name="agreement",
        path="/agreements/{id}",
        parameters=(),
        answers=Accord,
        ask=_one(lambda held, id_, asked: held.ledger.accord(id_)),
        parts=("id",),
    ),
    Endpoint(
        name="demarches",
        path="/demarches",
        parameters=("outcome", *(name for name in _QUERY if name != "place")),
        answers=Page[Demarche],
        ask=lambda held, parts, asked: held.ledger.demarches(
            _query(asked, _DEMARCHE_SORTS, "date"), outcome=asked.choice("outcome", get_args(Outcome))
        ),
        sorts=_DEMARCHE_SORTS,
    ),
    Endpoint(
        name="demarche",
        path="/demarches/{id}",
        parameters=(),
        answers=Demarche,
        ask=_one(lambda held, id_, asked: held.ledger.demarche(id_)),
        parts=("id",),
    ),
    Endpoint(
        name="parties",
        path="/parties",
        parameters=(*_QUERY[:1], "type", *_QUERY[1:]),
        answers=Page[PartyRow],
        ask=lambda held, parts, asked: held.ledger.parties(_query(asked, _PARTY_SORTS, "-events")),
        sorts=_PARTY_SORTS,
    ),
    Endpoint(
        name="decisions",
        path="/decisions",
        parameters=(),
        answers=tuple[Decision, ...],
        ask=lambda held, parts, asked: held.decisions(),
    ),
)


def _named(asked: Asked, look: Callable[..., Any]) -> Any:
    """A report by its id and outlet in the query, since both may hold anything."""
    id_ = asked.required("id")
    with looking_up():
        return look(id_, outlet=asked.one("outlet"))
