"""Groups of copies with the reports that they are of."""

from typing import Any

import msgspec

from demarche.collate.copies.groups import CopyGroup
from demarche.collate.copies.versions import page_key
from demarche.ledger import Ledger, Query, ReportRow
from demarche.records import Report


def reports_by_page(ledger: Ledger, asked: Query = Query(limit=None)) -> dict[str, ReportRow]:  # noqa: B008
    """The reports that match by the key that groups of copies name them by."""
    return {_key(row): row for row in ledger.reports(asked).rows}


def groups_that_match(ledger: Ledger, asked: Query, known: dict[str, ReportRow]) -> list[CopyGroup]:
    """The groups of two and more in which a report matches, the largest first."""
    everything = Query(limit=None)
    match = known if asked == everything else reports_by_page(ledger, asked)
    groups = [group for group in ledger.copies() if len(group.reports) > 1 or group.outside]
    found = [group for group in groups if any(key in match for key in group.reports)]
    return sorted(found, key=lambda group: (-len(group.reports), group.reports))


def group_answer(group: CopyGroup, known: dict[str, ReportRow]) -> dict[str, Any]:
    """A group for JSON: its `reports`, the `links` among them, and those `outside` to other reports."""

    def named(key: str) -> dict[str, Any]:
        row = known.get(key)
        return {
            "report_id": row.id if row else key,
            "outlet": row.outlet if row else None,
            "published": row.published if row else None,
            "title": row.title if row else "",
        }

    def links(of: str) -> list[dict[str, Any]]:
        return [
            {
                "one": named(link.one)["report_id"],
                "other": named(link.other)["report_id"],
                **msgspec.to_builtins(link.copying),
            }
            for link in getattr(group, of)
        ]

    return {
        "reports": [named(key) for key in group.reports],
        "links": links("links"),
        "outside": links("outside"),
    }


def _key(row: ReportRow) -> str:
    return page_key(Report(id=row.id, text="", outlet=row.outlet))
