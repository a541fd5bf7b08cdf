"""`demarche events`, `reports`, `parties` and `refusals`: lists with filters, sorted and paged."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from demarche.cli.options import (
    DEFAULT_LEDGER,
    AsJson,
    LedgerPath,
    Limit,
    MinConfidence,
    Offset,
    OutletFilter,
    PartyFilter,
    PlaceFilter,
    ReportFilter,
    Since,
    TextFilter,
    TypeFilter,
    Until,
    ledger_to_ask,
    query,
)

if TYPE_CHECKING:
    from demarche.ledger import Page, PartyRow

PAGE = 50
Sort = Annotated[str, typer.Option("--sort", metavar="KEY", help="What to sort by; -KEY from the top down.")]


def events(
    party: PartyFilter = None,
    types: TypeFilter = None,
    place: PlaceFilter = None,
    since: Since = None,
    until: Until = None,
    outlet: OutletFilter = None,
    text: TextFilter = None,
    report: ReportFilter = None,
    min_confidence: MinConfidence = 0.0,
    sort: Sort = "date",
    limit: Limit = PAGE,
    offset: Offset = 0,
    ledger: LedgerPath = DEFAULT_LEDGER,
    as_json: AsJson = False,
) -> None:
    """List events.

    All filters must hold. An event that tells no date goes by its report's,
    marked ~. JSON rows are the records of docs/record.md.
    Sorts: date, published, confidence, report, outlet, type, place.

    Examples:

      demarche events --type REQUEST --type THREATEN
      demarche events --party SWE --since 2031-03 --sort -confidence
      demarche events --text '"cease-fire" shell*' --json
    """
    from demarche.cli.records import Records
    from demarche.cli.tables import event_table

    asked = query(
        party=party, types=types, place=place, since=since, until=until, outlet=outlet, text=text,
        report=report, min_confidence=min_confidence, limit=limit, offset=offset, sort=sort,
    )  # fmt: skip
    with ledger_to_ask(ledger) as opened:
        page = opened.events(asked)
        if as_json:
            print_page(page, [Records(opened).record(row) for row in page.rows])
        else:
            print_table(page, event_table(page.rows), "event")


def reports(
    party: PartyFilter = None,
    types: TypeFilter = None,
    place: PlaceFilter = None,
    since: Since = None,
    until: Until = None,
    outlet: OutletFilter = None,
    text: TextFilter = None,
    report: ReportFilter = None,
    min_confidence: MinConfidence = 0.0,
    sort: Sort = "date",
    limit: Limit = PAGE,
    offset: Offset = 0,
    ledger: LedgerPath = DEFAULT_LEDGER,
    as_json: AsJson = False,
) -> None:
    """List reports.

    Filters by party, type, place and confidence choose reports that tell such
    an event.
    Sorts: date (of publication), report, outlet, title, events, words.

    Examples:

      demarche reports --outlet courier --sort -events
      demarche reports --text hospital --since 2031-03 --json
    """
    from demarche.cli.feed import not_english_told
    from demarche.cli.summary import not_english
    from demarche.cli.tables import report_table
    from demarche.cli.terminal import out, styled

    asked = query(
        party=party, types=types, place=place, since=since, until=until, outlet=outlet, text=text,
        report=report, min_confidence=min_confidence, limit=limit, offset=offset, sort=sort,
    )  # fmt: skip
    with ledger_to_ask(ledger) as opened:
        page = opened.reports(asked)
        if as_json:
            print_page(page, page.rows)
            return
        foreign = not_english(opened, asked)
    print_table(page, report_table(page.rows), "report")
    if foreign:
        out().print(styled((not_english_told(foreign), "yellow")))


def parties(
    party: PartyFilter = None,
    types: TypeFilter = None,
    place: PlaceFilter = None,
    since: Since = None,
    until: Until = None,
    outlet: OutletFilter = None,
    text: TextFilter = None,
    report: ReportFilter = None,
    min_confidence: MinConfidence = 0.0,
    unresolved: Annotated[
        bool, typer.Option("--unresolved", help="Only names that the knowledge base does not know.")
    ] = False,
    sort: Sort = "-events",
    limit: Limit = PAGE,
    offset: Offset = 0,
    ledger: LedgerPath = DEFAULT_LEDGER,
    as_json: AsJson = False,
) -> None:
    """List parties and how often each acts, is acted on, is quoted.

    --party chooses among the parties; the other filters choose the events that
    are counted. Sorts: events, acts, receives, says, name, code.
    What --unresolved lists can be told in a file of your own (docs/parties.md).

    Examples:

      demarche parties --type ASSAULT --sort -receives
      demarche parties --party NOR --json
      demarche parties --unresolved --limit 20
    """
    from demarche.cli.tables import party_table

    asked = query(
        party=party, types=types, place=place, since=since, until=until, outlet=outlet, text=text,
        report=report, min_confidence=min_confidence, sort=sort,
        limit=0 if unresolved else limit, offset=0 if unresolved else offset,
    )  # fmt: skip
    with ledger_to_ask(ledger) as opened:
        page = opened.parties(asked)
    if unresolved:
        page = of_rows([row for row in page.rows if is_unknown_name(row)], limit, offset)
    if as_json:
        print_page(page, page.rows)
    else:
        print_table(page, party_table(page.rows), "party", "parties")


def is_unknown_name(row: "PartyRow") -> bool:
    """Whether the party is a name that the knowledge base does not know; "two men" is no name."""
    return row.id is None and row.name[:1].isupper()


def of_rows(rows: "list[PartyRow]", limit: int, offset: int) -> "Page[PartyRow]":
    """The page of all these rows that the limit (0: none) and the offset ask for."""
    from demarche.ledger import Page

    shown = rows[offset : offset + limit if limit else None]
    return Page(rows=tuple(shown), total=len(rows), limit=limit or None, offset=offset)


def refusals(
    limit: Limit = PAGE,
    offset: Offset = 0,
    ledger: LedgerPath = DEFAULT_LEDGER,
    as_json: AsJson = False,
) -> None:
    """List the inputs that were refused, and why.

    Reasons: empty, binary, too-large, not-a-report, broken, unreadable,
    unsupported. A refusal stays on record when the input is mended and read.

    Examples:

      demarche refusals
      demarche refusals --limit 0 --json
    """
    from demarche.cli.tables import refusal_table
    from demarche.ledger import Page

    with ledger_to_ask(ledger) as opened:
        held = opened.refusals()
    rows = held[offset : offset + limit] if limit else held[offset:]
    page = Page(rows=rows, total=len(held), limit=limit or None, offset=offset)
    if as_json:
        print_page(page, page.rows)
    else:
        print_table(page, refusal_table(page.rows), "refusal")


def print_page(page: "Page[Any]", rows: Any) -> None:
    """A page as JSON: `rows`, `total` that match in all, `limit` (null: none) and `offset`."""
    from demarche.cli.answer import print_json

    print_json({"rows": rows, "total": page.total, "limit": page.limit, "offset": page.offset})


def print_table(page: "Page[Any]", table: Any, thing: str, things: str | None = None) -> None:
    """A page as a table, and under it how much of what there is it shows."""
    from demarche.cli.terminal import out

    if page.rows:
        out().print(table)
    print_footer(page, thing, things or f"{thing}s")


def print_footer(page: "Page[Any]", thing: str, many: str) -> None:
    """How much of what there is a page shows, and how to see the next."""
    from demarche.cli.terminal import out, styled

    if not page.total:
        out().print(styled(f"no {many} match"))
        return
    first, last = page.offset + 1, page.offset + len(page.rows)
    if len(page.rows) == page.total:
        told = f"{page.total:,} {thing if page.total == 1 else many}"
    elif page.rows:
        told = f"{first:,} to {last:,} of {page.total:,} {many}"
    else:
        told = f"{page.total:,} {many}, none from {first:,} on"
    more = f"; the next: --offset {last}" if page.rows and last < page.total else ""
    out().print(styled((told + more, "dim")))
