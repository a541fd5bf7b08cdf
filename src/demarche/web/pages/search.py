"""Search: the reports that hold the words, in context, and what of the record bears the name."""

from demarche.ledger.hits import Hit, Snippet
from demarche.web import wording
from demarche.web.addresses import address, of_agreement, of_incident, of_party, of_report
from demarche.web.marks import anchor
from demarche.web.pages.paging import pager
from demarche.web.screens import Cell, Screen, Sheet, Visit
from demarche.web.texts import text, titles

PARAMETERS = ("q", "limit", "offset")
PAGE = 20


def search(visit: Visit) -> Screen:
    """The page; without words, only the form."""
    words = visit.asked.one("q")
    limit = visit.asked.number("limit", PAGE, 1, 100)
    offset = visit.asked.number("offset", 0, 0, 1_000_000)
    if words is None:
        return Screen(
            template="search.html",
            title=text("search.title"),
            data={"words": "", "hits": [], "total": 0},
            context={"words": "", "hits": (), "pager": None, "named": (), "on_overview": ""},
        )
    ledger, once = visit.holdings.ledger, visit.holdings.once
    found = once(("search", words, limit, offset), lambda: ledger.search(words, limit=limit, offset=offset))
    bearing = once(("namesakes", words), lambda: ledger.namesakes(words.replace('"', " ")))
    named = [
        (text("nav.parties"), [(each.name, of_party(each.name), each.events) for each in bearing.parties]),
        (
            text("search.at_place"),
            [(each.title, of_incident(each.id), len(each.reports)) for each in bearing.incidents],
        ),
        (
            text("nav.agreements"),
            [(each.name, of_agreement(each.id), len(each.reports)) for each in bearing.accords],
        ),
    ]
    return Screen(
        template="search.html",
        title=text("search.title_of", words=words),
        data={
            "words": words,
            "total": found.total,
            "hits": found.rows,
            "parties": bearing.parties,
            "places": [{"id": each.id, "title": each.title} for each in bearing.incidents],
            "agreements": [{"id": each.id, "name": each.name} for each in bearing.accords],
        },
        sheets=(
            Sheet(
                name="hits",
                title=text("search.title"),
                header=titles("published", "outlet", "title", "events", "words"),
                rows=tuple(
                    (
                        Cell(each.published or wording.NOT_TOLD),
                        Cell(each.outlet or wording.NOT_TOLD),
                        Cell(each.title or each.report_id, of_report(each.outlet, each.report_id)),
                        Cell(str(each.events)),
                        Cell(" … ".join(" ".join(one.text.split()) for one in each.snippets)),
                    )
                    for each in found.rows
                ),
                looks=("date", "", "title", "num", "words"),
            ),
        ),
        context={
            "words": words,
            "hits": [
                (each, of_report(each.outlet, each.report_id), [_shown(each, one) for one in each.snippets])
                for each in found.rows
            ],
            "pager": pager(
                visit.path,
                visit.query,
                offset=offset,
                limit=limit,
                shown=len(found.rows),
                total=found.total,
            ),
            "named": [(title, held) for title, held in named if held],
            "on_overview": address("/", [("text", words)]),
        },
    )


def _shown(hit: Hit, of: Snippet) -> tuple[list[tuple[str, bool]], str]:
    """The snippet in pieces, marked ones too, and where the first of its words is."""
    pieces, at = [], 0
    for start, end in of.marks:
        pieces += [(of.text[at:start], False), (of.text[start:end], True)]
        at = end
    pieces.append((of.text[at:], False))
    first = (of.start + of.marks[0][0], of.start + of.marks[0][1])
    href = f"{of_report(hit.outlet, hit.report_id)}?at={first[0]}-{first[1]}#{anchor(*first)}"
    return [piece for piece in pieces if piece[0]], href
