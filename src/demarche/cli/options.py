"""Options that several commands share, and what they add up to."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from demarche.errors import InputError, LedgerError

if TYPE_CHECKING:
    from demarche.intake import FieldMapping
    from demarche.knowledge.parties import PartyBase
    from demarche.ledger import Ledger, Query

DEFAULT_LEDGER = "demarche.db"

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT",
        help="Files, folders, 'glob patterns' or - for standard input.",
        show_default=False,
    ),
]
Fields = Annotated[
    list[str] | None,
    typer.Option(
        "--field",
        metavar="FIELD=COLUMN",
        help="Which column of a row is which field, such as text=body; may be given again. "
        "Fields: report_id, outlet, title, text, published, url, language.",
        show_default=False,
    ),
]
OwnParties = Annotated[
    list[str] | None,
    typer.Option(
        "--parties",
        metavar="FILE",
        help="Parties of your own, TSV, CSV or YAML; may be given again. docs/parties.md tells the form.",
        show_default=False,
    ),
]
OutletName = Annotated[
    str | None,
    typer.Option(
        "--outlet",
        metavar="NAME",
        help="The outlet of inputs that name none, such as plain text.",
        show_default=False,
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers",
        min=1,
        metavar="N",
        help="Processes that read. Without it: one, and one a core for what goes beyond 200 reports.",
        show_default=False,
    ),
]
LedgerPath = Annotated[
    str,
    typer.Option(
        "--ledger", metavar="PATH", envvar="DEMARCHE_LEDGER", help="The ledger, a file or a database URL."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
PartyFilter = Annotated[
    str | None,
    typer.Option("--party", metavar="TEXT", help="A party's name, words, or code (SWE).", show_default=False),
]
TypeFilter = Annotated[
    list[str] | None,
    typer.Option(
        "--type", metavar="TYPE", help="A PLOVER type (ASSAULT); may be given again.", show_default=False
    ),
]
PlaceFilter = Annotated[
    str | None,
    typer.Option(
        "--place", metavar="TEXT", help="A place's name, words, or country code (SWE).", show_default=False
    ),
]
Since = Annotated[
    str | None,
    typer.Option(
        "--since", metavar="DATE", help="On or after: 2031, 2031-03, 2031-03-01.", show_default=False
    ),
]
Until = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="On or before; inclusive.", show_default=False)
]
OutletFilter = Annotated[
    str | None, typer.Option("--outlet", metavar="TEXT", help="An outlet's name.", show_default=False)
]
TextFilter = Annotated[
    str | None,
    typer.Option(
        "--text",
        metavar="WORDS",
        help='Words that the report holds, all of them; "a phrase"; shell* for a beginning.',
        show_default=False,
    ),
]
ReportFilter = Annotated[
    str | None, typer.Option("--report", metavar="ID", help="One report.", show_default=False)
]
MinConfidence = Annotated[
    float,
    typer.Option("--min-confidence", min=0.0, max=1.0, metavar="P", help="Leave out less sure events."),
]
MinReports = Annotated[
    int, typer.Option("--min-reports", min=1, metavar="N", help="Told by at least so many reports.")
]
Limit = Annotated[int, typer.Option("--limit", min=0, metavar="N", help="Rows at most; 0 for all.")]
Offset = Annotated[int, typer.Option("--offset", min=0, metavar="N", help="Rows to pass over first.")]


def query(
    *,
    party: str | None = None,
    types: list[str] | None = None,
    place: str | None = None,
    since: str | None = None,
    until: str | None = None,
    outlet: str | None = None,
    text: str | None = None,
    report: str | None = None,
    min_confidence: float = 0.0,
    min_reports: int = 1,
    disputed: str | None = None,
    limit: int = 0,
    offset: int = 0,
    sort: str = "date",
) -> "Query":
    """The Query that filters add up to; a limit of 0 is none. Raises InputError for a type that is none."""
    from demarche.ledger import Query

    return Query(
        party=party,
        type=tuple(_known_type(type_) for type_ in types or ()),
        place=place,
        since=since,
        until=until,
        outlet=outlet,
        text=text,
        report_id=report,
        min_confidence=min_confidence,
        min_reports=min_reports,
        disputed=disputed,
        limit=limit or None,
        offset=offset,
        sort=sort,
    )


def mapping(fields: list[str] | None) -> "FieldMapping | None":
    """The field mapping that `--field` options tell."""
    from demarche.intake import FieldMapping

    return FieldMapping.parse(fields) if fields else None


def own_parties(files: list[str] | None) -> "PartyBase | None":
    """The knowledge base with the user's own parties; None without any. Raises KnowledgeError."""
    if not files:
        return None
    from demarche.knowledge.parties import party_base

    return party_base(*files)


def ledger_to_ask(path: str) -> "Ledger":
    """The ledger at `path`, opened for reading. Raises LedgerError if there is none."""
    return _held(path, readonly=True)


def ledger_to_change(path: str) -> "Ledger":
    """The ledger at `path`, opened for writing. Raises LedgerError if there is none."""
    return _held(path, readonly=False)


def check_ledger(path: str) -> None:
    """Say what to do where there is no ledger at `path`, by a LedgerError."""
    if "://" not in path and path != ":memory:" and not Path(path).exists():
        raise LedgerError(
            f"there is no ledger at {path}: make one with `demarche read INPUT...` or name one with --ledger"
        )


def _held(path: str, *, readonly: bool) -> "Ledger":
    check_ledger(path)
    from demarche.ledger import Ledger

    return Ledger.open(path, create=False, readonly=readonly)


def _known_type(name: str) -> str:
    from demarche.plover import ontology

    known = ontology().types
    if (upper := name.strip().upper()) not in known:
        raise InputError(f"{name!r} is no event type; the types are {', '.join(known)}")
    return upper
