"""Parties: who acts, who is acted on, who is quoted; and a page for each."""

from demarche.ledger import Query
from demarche.ledger.glance import Sight
from demarche.web import wording
from demarche.web.addresses import address, decoded, of_party
from demarche.web.charts import opposed, span_of
from demarche.web.missing import looking_up
from demarche.web.pages.incident_sheet import incident_sheet
from demarche.web.pages.paging import ordered, pager, sort_links
from demarche.web.screens import Cell, Screen, Sheet, Visit
from demarche.web.texts import label, text, titles

PAGE = 100
_SORTS = ("events", "acts", "receives", "says", "name", "code")
LIST_PARAMETERS = ("party", "type", "place", "since", "until", "outlet", "text", "sort", "limit", "offset")


def parties(visit: Visit) -> Screen:
    """The list."""
    asked = visit.asked
    sort = asked.choice("sort", (*_SORTS, *(f"-{each}" for each in _SORTS))) or "-events"
    query = Query(
        party=asked.one("party"),
        type=asked.types(),
        place=asked.one("place"),
        since=asked.day("since"),
        until=asked.day("until"),
        outlet=asked.one("outlet"),
        text=asked.one("text"),
        sort=sort,
        limit=asked.number("limit", PAGE, 1, 500),
        offset=asked.number("offset", 0, 0, 10_000_000),
    )
    page = visit.holdings.once(("parties", query), lambda: visit.holdings.ledger.parties(query))
    columns = {
        text("column.party"): "name",
        text("column.code"): "code",
        text("column.events"): "events",
        text("column.acts"): "acts",
        text("column.receives"): "receives",
        text("column.quoted"): "says",
    }
    sheet = Sheet(
        name="parties",
        title=text("parties.title"),
        header=titles("party", "code", "sector", "events", "acts", "receives", "quoted"),
        rows=tuple(
            (
                Cell(row.name, of_party(row.name)),
                Cell(row.code or ""),
                Cell(label("sector", row.sector or "")),
                Cell(str(row.events)),
                Cell(str(row.acts)),
                Cell(str(row.receives)),
                Cell(str(row.says)),
            )
            for row in page.rows
        ),
        looks=("title", "code", "", "num", "num", "num", "num"),
        sorts=sort_links(visit.path, visit.query, columns, sort),
        ordered=ordered(columns, sort),
    )
    return Screen(
        template="parties.html",
        title=text("parties.title"),
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


def party(visit: Visit) -> Screen:
    """One party."""
    name, ledger = decoded(visit.parts["name"]) or "", visit.holdings.ledger
    with looking_up():
        found = visit.holdings.once(("party", name), lambda: ledger.party(name))
    sight = Sight(parties=(name,), limit=15)
    seen = visit.holdings.once(("seen", sight), lambda: ledger.seen(sight))
    types = Sheet(
        name="types",
        title=text("party.types"),
        header=titles("type", "acts", "receives"),
        rows=tuple(
            (
                Cell(type_, address("/", [("party", name), ("type", type_)])),
                Cell(str(acts)),
                Cell(str(receives)),
            )
            for type_, acts, receives in found.types
        ),
        looks=("tag", "num", "num"),
    )
    named = Sheet(
        name="words",
        title=text("party.words"),
        header=titles("words", "outlet", "uses"),
        rows=tuple(
            (Cell(each.words), Cell(each.outlet or wording.NOT_TOLD), Cell(str(each.count)))
            for each in found.named
        ),
        looks=("words", "", "num"),
    )
    said = Sheet(
        name="said",
        title=text("party.said"),
        header=titles("says", "stance", "role", "type", "events"),
        rows=tuple(
            (
                Cell(each.source, of_party(each.source)),
                Cell(label("stance", each.stance)),
                Cell(label("role", each.role)),
                Cell(each.type),
                Cell(str(each.count)),
            )
            for each in found.said
        ),
        looks=("title", "", "", "tag", "num"),
    )
    dyads = Sheet(
        name="dyads",
        title=text("party.dyads"),
        header=titles("with", "acts", "receives", "cooperation", "conflict"),
        rows=tuple(
            (
                Cell(each.other, of_party(each.other)),
                Cell(str(each.acts)),
                Cell(str(each.receives)),
                Cell(str(each.cooperation)),
                Cell(str(each.conflict)),
            )
            for each in found.dyads
        ),
        looks=("title", "num", "num", "num", "num"),
    )
    span = span_of(period for each in found.dyads for period in each.periods)
    latest = incident_sheet(seen.rows, title=text("party.latest"))
    return Screen(
        template="party.html",
        title=name,
        data={"party": found, "incidents": seen},
        sheets=(latest, types, named, said, dyads),
        context={
            "party": found,
            "latest": latest,
            "types": types,
            "named": named,
            "said": said,
            "dyads": dyads,
            "charts": [(each, opposed(each.periods, *span) if span[0] else ()) for each in found.dyads],
            "span": span,
            "total": seen.total,
            "all_href": address("/", [("party", name)]),
        },
    )
