"""One incident: what nobody disputes, each dispute, tolls, the reports in their words, what came before."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from demarche.collate.decisions import FIELDS
from demarche.collate.telling.told import Told
from demarche.ledger.glance import Box, Neighbours, Sight
from demarche.records import Dispute, Incident, TollClaim, TollRange
from demarche.web import wording
from demarche.web.addresses import decoded, of_party, of_report
from demarche.web.charts import Scale, scale
from demarche.web.mapping import Map, Spot, map_of
from demarche.web.missing import looking_up
from demarche.web.pages.accounts import accounts, passages_data
from demarche.web.pages.decided import decided
from demarche.web.pages.incident_sheet import incident_sheet
from demarche.web.saying import outlet, said, same_text
from demarche.web.screens import Cell, Screen, Sheet, Visit
from demarche.web.texts import counted, label, text, titles

MOST_TEXTS = 40
MOST_ROWS = 8  # of one dispute or toll that are seen at once; more are folded under what they come to
_PLACE_SPAN = 2.5  # degrees around the place
_POINT = 8.0  # its radius in pixels


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """A toll with its scale and the table of who says how many."""

    toll: TollRange
    scale: Scale | None
    sheet: Sheet


def incident(visit: Visit) -> Screen:
    """The page of an incident."""
    holdings = visit.holdings
    with looking_up():
        found = holdings.ledger.incident(decoded(visit.parts["id"]) or "")
    tolds = {(part.outlet, part.report_id): holdings.tolds(part) for part in found.reports}
    same = same_text(found)
    agreed = _agreed(found, tolds)
    disputes = [_dispute(number, each, same) for number, each in enumerate(found.disputes, 1)]
    measured = [_measured(found, each, same) for each in found.ranges]
    made = [each for each in holdings.decisions() if {*each.events, *each.others}.intersection(found.events)]
    near = {
        "same_place": holdings.ledger.same_place(found),
        "same_parties": holdings.ledger.same_parties(found),
    }
    return Screen(
        template="incident.html",
        title=found.title,
        data={
            "incident": found,
            "passages": list(passages_data(found, tolds)),
            "decisions": made,
            **{
                name: {"before": _brief(each.before), "after": _brief(each.after)}
                for name, each in near.items()
            },
        },
        sheets=(agreed, *disputes, *(each.sheet for each in measured), _reports_sheet(found)),
        context={
            "incident": found,
            "facts": _facts(found),
            "agreed": agreed,
            "disputes": [
                (each, sheet, _sides(each, same) if len(sheet.rows) > MOST_ROWS else ())
                for each, sheet in zip(found.disputes, disputes, strict=True)
            ],
            "most_rows": MOST_ROWS,
            "argued": {each.about for each in found.disputes if each.kind == "toll"},
            "measured": measured,
            "accounts": list(accounts(visit, found, tolds))[:MOST_TEXTS],
            "texts": len({part.voice for part in found.reports}),
            "map": _map(visit, found),
            "near": {name: _near(name, each) for name, each in near.items()},
            "decided": decided(made) if made else None,
            "events": _events(found, tolds),
            "fields": FIELDS,
        },
    )


def _facts(of: Incident) -> list[str]:
    outlets = {outlet(part) for part in of.reports}
    facts = [
        wording.kind(of),
        wording.date(of.date),
        wording.place(of.place) if of.place else text("word.not_located"),
        counted("word.report", len(of.reports)),
        counted("word.outlet", len(outlets)),
        counted("word.source", of.independent_sources),
    ]
    if of.occurrence != "actual":
        facts.append(label("occurrence", of.occurrence))
    return facts


def _agreed(of: Incident, tolds: dict[Any, tuple[Told, ...]]) -> Sheet:
    many = len(of.reports)
    rows = []
    for name, cells, telling in _undisputed(of, tolds):
        told = text("incident.told_by", count=telling, many=counted("word.report", many))
        rows.append((Cell(text(f"agreed.{name}")), cells, Cell(told, look="dim")))
    return Sheet(
        name="agreed",
        title=text("incident.agreed"),
        header=(text("column.field"), text("column.value"), text("column.told_by")),
        rows=tuple(rows),
        looks=("head", "", "dim"),
    )


def _undisputed(of: Incident, tolds: dict[Any, tuple[Told, ...]]) -> Iterator[tuple[str, Cell, int]]:
    disputed = {dispute.kind for dispute in of.disputes}
    core = [[told.event for told in held if told.event.type == of.type] for held in tolds.values()]
    if "what" not in disputed:
        yield "what", Cell(wording.kind(of)), sum(bool(events) for events in core)
    if of.date and "when" not in disputed:
        telling = sum(any(event.when and event.when.date for event in events) for events in core)
        yield "when", Cell(wording.date(of.date)), telling
    if of.place and "where" not in disputed:
        yield "where", Cell(wording.place(of.place)), sum(any(e.where for e in events) for events in core)
    who, whom = wording.acting(of), wording.acted_on(of)
    if "author" not in disputed and who:
        href = of_party(who[0]) if len(who) == 1 else ""
        yield "who", Cell(wording.names(who, 6), href), sum(any(e.actors for e in events) for events in core)
    if whom:
        href = of_party(whom[0]) if len(whom) == 1 else ""
        telling = sum(any(event.recipients for event in events) for events in core)
        yield "whom", Cell(wording.names(whom, 6), href), telling
    argued = {dispute.about for dispute in of.disputes if dispute.kind == "toll"}
    for toll in of.ranges:
        if toll.kind not in argued:
            telling = len({claim.voice.report_id for claim in of.tolls if claim.kind == toll.kind})
            yield toll.kind, Cell(wording.spread(toll)), telling


def _dispute(number: int, of: Dispute, same: dict[tuple[str, str], str]) -> Sheet:
    rows = []
    for side in of.sides:
        for rank, one in enumerate(said(side.claims, same)):
            words, href = one.words[0]
            rows.append(
                (
                    Cell(side.value, look="strong" if rank == 0 else "dim"),
                    Cell(one.who),
                    Cell(one.outlets),
                    Cell(one.since),
                    Cell(words, href, "words"),
                )
            )
    return Sheet(
        name=f"dispute-{number}",
        title=question(of),
        header=titles("value", "says", "through", "since", "words"),
        rows=tuple(rows),
        looks=("strong", "", "", "date", "words"),
    )


def _sides(of: Dispute, same: dict[tuple[str, str], str]) -> list[tuple[str, int]]:
    """The values with how many say each: tolls by number, others with most first."""
    counts = [(side.value, len(said(side.claims, same))) for side in of.sides]
    return counts if of.kind == "toll" else sorted(counts, key=lambda pair: -pair[1])


def question(of: Dispute) -> str:
    """What is disputed: `How many killed`."""
    if of.kind == "toll":
        return text("question.toll", about=label("toll", of.about))
    return text(f"question.{of.kind}_about" if of.about else f"question.{of.kind}", about=of.about)


def _measured(of: Incident, toll: TollRange, same: dict[tuple[str, str], str]) -> Measured:
    claims = [claim for claim in of.tolls if claim.kind == toll.kind]
    numbers: dict[tuple[int, str, str], list[TollClaim]] = {}
    for claim in sorted(claims, key=lambda each: (each.count, each.bound)):
        numbers.setdefault((claim.count, claim.bound, claim.who), []).append(claim)
    rows = []
    for held in numbers.values():
        for one in said(held, same):
            words, href = one.words[0]
            rows.append(
                (
                    Cell(wording.bounded(held[0])),
                    Cell(held[0].who),
                    Cell(one.who),
                    Cell(one.outlets),
                    Cell(one.since),
                    Cell(words, href),
                )
            )
    return Measured(
        toll=toll,
        scale=scale(toll, claims) if len({claim.count for claim in claims}) > 1 else None,
        sheet=Sheet(
            name=f"toll-{toll.kind}",
            title=label("toll", toll.kind),
            header=titles("number", "of_whom", "says", "through", "since", "words"),
            rows=tuple(rows),
            looks=("num", "", "", "", "date", "words"),
        ),
    )


def _reports_sheet(of: Incident) -> Sheet:
    return Sheet(
        name="reports",
        title=text("incident.reports"),
        header=titles("published", "outlet", "title", "lead"),
        rows=tuple(
            (
                Cell(part.published or wording.NOT_TOLD),
                Cell(outlet(part)),
                Cell(part.title, of_report(part.outlet, part.report_id)),
                Cell(text("incident.chiefly") if part.lead else ""),
            )
            for part in sorted(of.reports, key=lambda each: (each.published or "9999", each.report_id))
        ),
        looks=("date", "", "title", "dim"),
    )


def _map(visit: Visit, of: Incident) -> Map | None:
    place = of.place
    if place is None or place.lat is None or place.lon is None:
        return None
    box = Box(
        west=max(-180, place.lon - _PLACE_SPAN),
        east=min(180, place.lon + _PLACE_SPAN),
        south=max(-90, place.lat - _PLACE_SPAN),
        north=min(90, place.lat + _PLACE_SPAN),
    )
    point = Box(west=place.lon, east=place.lon, south=place.lat, north=place.lat)

    def nowhere(sight: Sight, spot: Spot | None) -> str:
        return ""

    found = map_of(visit.holdings.ledger, Sight(box=point), box, None, nowhere, width=420, height=260)
    circles = tuple(
        msgspec.structs.replace(each, radius=_POINT, shown="", ring="0 1", disputed=False, label=place.name)
        for each in found.circles
    )
    label_ = text("incident.map", place=place.name)
    return msgspec.structs.replace(found, label=label_, circles=circles, controls={})


def _near(name: str, of: Neighbours) -> dict[str, Sheet]:
    return {
        "before": incident_sheet(of.before, name=f"{name}-before", title=text(f"incident.{name}_before")),
        "after": incident_sheet(of.after, name=f"{name}-after", title=text(f"incident.{name}_after")),
    }


def _brief(found: Sequence[Incident]) -> list[dict[str, Any]]:
    return [{"id": each.id, "title": each.title, "date": each.date} for each in found]


def _events(of: Incident, tolds: dict[Any, tuple[Told, ...]]) -> list[tuple[str, str]]:
    """Each event's id, and how a person knows it."""
    found = []
    for part in of.reports:
        for told in tolds[part.outlet, part.report_id]:
            words = told.event.mentions[0].text
            found.append((told.id, f"{outlet(part)}: {wording.kind(told.event)} “{words}”"))
    return found
