"""Copies: reports that carry the same text and count as one voice."""

from demarche.collate.copies.groups import CopyGroup
from demarche.collate.copies.versions import page_key
from demarche.ledger import Query, ReportRow
from demarche.records import Report
from demarche.web import wording
from demarche.web.addresses import of_report
from demarche.web.pages.paging import pager
from demarche.web.screens import Cell, Screen, Sheet, Visit
from demarche.web.texts import text, titles

PARAMETERS = ("limit", "offset")
PAGE = 50


def copies(visit: Visit) -> Screen:
    """The page of all groups."""
    ledger = visit.holdings.ledger
    limit = visit.asked.number("limit", PAGE, 1, 200)
    offset = visit.asked.number("offset", 0, 0, 1_000_000)
    groups = visit.holdings.once(
        ("copies",), lambda: tuple(group for group in ledger.copies() if len(group.reports) > 1)
    )
    shown = groups[offset : offset + limit]
    found = visit.holdings.once(("by page",), lambda: _by_page(visit))
    rows = []
    for number, group in enumerate(shown, offset + 1):
        for place, key in enumerate(group.reports):
            row = found.get(key)
            rows.append(
                (
                    Cell(str(number), look="dim again" if place else "strong"),
                    Cell((row.published if row else None) or wording.NOT_TOLD),
                    Cell((row.outlet if row else None) or wording.NOT_TOLD),
                    Cell((row.title or row.id) if row else key, of_report(row.outlet, row.id) if row else ""),
                    Cell(_share(group, key)),
                )
            )
    return Screen(
        template="copies.html",
        title=text("copies.title"),
        data={"groups": shown, "total": len(groups)},
        sheets=(
            Sheet(
                name="copies",
                title=text("copies.title"),
                header=titles("group", "published", "outlet", "title", "shared"),
                rows=tuple(rows),
                looks=("num", "date", "", "title", "num"),
            ),
        ),
        context={
            "total": len(groups),
            "pager": pager(
                visit.path, visit.query, offset=offset, limit=limit, shown=len(shown), total=len(groups)
            ),
        },
    )


def _share(of: CopyGroup, key: str) -> str:
    """How much of the report its closest copy holds."""
    shares = [
        link.copying.one_share if link.one == key else link.copying.other_share
        for link in of.links
        if key in (link.one, link.other)
    ]
    return f"{max(shares):.0%}" if shares else ""


def _by_page(visit: Visit) -> dict[str, ReportRow]:
    """Reports by their key among copies."""
    ledger = visit.holdings.ledger
    return {
        page_key(Report(id=row.id, text="", outlet=row.outlet)): row
        for row in ledger.reports(Query(limit=None)).rows
    }
