"""`demarche copies`: reports whose news is mainly the same."""

from typing import TYPE_CHECKING

from demarche.cli.lists import print_footer, print_page
from demarche.cli.options import (
    DEFAULT_LEDGER,
    AsJson,
    LedgerPath,
    Limit,
    Offset,
    OutletFilter,
    ReportFilter,
    Since,
    TextFilter,
    Until,
    ledger_to_ask,
    query,
)

if TYPE_CHECKING:
    from demarche.collate.copies.groups import CopyGroup
    from demarche.ledger import Page, ReportRow

SHORT_PAGE = 20  # groups
MOST_REPORTS = 12  # of a group


def copies(
    since: Since = None,
    until: Until = None,
    outlet: OutletFilter = None,
    text: TextFilter = None,
    report: ReportFilter = None,
    limit: Limit = SHORT_PAGE,
    offset: Offset = 0,
    ledger: LedgerPath = DEFAULT_LEDGER,
    as_json: AsJson = False,
) -> None:
    """List the groups of reports that copy one another, the largest first.

    Whole copies, cut ones, and reworded ones that keep most of the words. They
    count as one voice wherever voices are counted. A report that holds another
    one and more is told beneath. Filters choose groups with a report that
    matches; days are those of publication.

    Examples:

      demarche copies
      demarche copies --outlet lantern --json
    """
    from demarche.cli.collating import say_pending
    from demarche.cli.copied import groups_that_match, reports_by_page
    from demarche.ledger import Page

    asked = query(since=since, until=until, outlet=outlet, text=text, report=report)
    with ledger_to_ask(ledger) as opened:
        known = reports_by_page(opened)
        groups = groups_that_match(opened, asked, known)
        say_pending(opened, ledger)
    page = Page(
        rows=tuple(groups[offset : offset + limit if limit else None]),
        total=len(groups),
        limit=limit or None,
        offset=offset,
    )
    if as_json:
        from demarche.cli.copied import group_answer

        print_page(page, [group_answer(group, known) for group in page.rows])
    else:
        _print_groups(page, known)


def _print_groups(page: "Page[CopyGroup]", known: "dict[str, ReportRow]") -> None:
    from rich.padding import Padding
    from rich.table import Table

    from demarche.cli import wording
    from demarche.cli.summary import counted
    from demarche.cli.terminal import one_line, out, styled

    for group in page.rows:
        out().print(styled((counted(len(group.reports), "report"), "bold"), " with the same news"))
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
        for _ in range(4):
            table.add_column(overflow="fold")
        table.columns[0].no_wrap = True
        for key in group.reports[:MOST_REPORTS]:
            row = known.get(key)
            table.add_row(
                styled(one_line(row.published if row else None) or wording.NOT_TOLD),
                styled((one_line(row.outlet if row else None) or wording.NOT_TOLD, "bold")),
                styled(one_line(row.title if row else None)),
                styled((one_line(row.id if row else key), "dim")),
            )
        out().print(Padding(table, (0, 0, 0, 2)))
        if len(group.reports) > MOST_REPORTS:
            out().print(styled((f"  … {len(group.reports) - MOST_REPORTS} more: --json", "dim")))
        if group.links:
            out().print(styled((f"  {one_line(group.links[0].copying.reason)}", "dim")))
        for link in group.outside[:2]:
            out().print(styled((f"  {_beyond(link.one, link.other, link.holder, known)}", "dim")))
        out().print()
    print_footer(page, "group of copies", "groups of copies")


def _beyond(one: str, other: str, holder: str | None, known: "dict[str, ReportRow]") -> str:
    def name(key: str) -> str:
        row = known.get(key)
        return f"{row.outlet or 'a report'} ({row.id})" if row else key

    if holder is None:
        return f"much the same as well: {name(one)} and {name(other)}"
    held = other if holder == one else one
    return f"{name(holder)} holds {name(held)}, and more"
