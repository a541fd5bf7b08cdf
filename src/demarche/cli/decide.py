"""`demarche decide`: a person's hand in what is collated: merge, split, rename, reject, correct, and undo."""

from typing import TYPE_CHECKING, Annotated

import typer

from demarche.cli.lists import PAGE, print_page, print_table
from demarche.cli.options import (
    DEFAULT_LEDGER,
    AsJson,
    LedgerPath,
    Limit,
    Offset,
    ledger_to_ask,
    ledger_to_change,
)

if TYPE_CHECKING:
    from demarche.records import Decision

decide = typer.Typer(
    rich_markup_mode="rich",
    no_args_is_help=True,
    help="""Merge, split, rename, reject or correct, and take it back.

Decisions speak of events, so they hold over every later run, whatever reports
come; they are kept with author, date and note, are shown with what they are
about, and can be undone and carried to another ledger of the same reports.

Examples:

  demarche decide merge i-3f9c1d20 i-77aa01b2 --note "one raid, two reports"
  demarche decide correct i-3f9c1d20 killed 58
  demarche decide list
  demarche decide undo d-5c2e8a11
""",
)

Author = Annotated[
    str | None,
    typer.Option(
        "--author",
        metavar="NAME",
        envvar="DEMARCHE_AUTHOR",
        help="Who decides (default: the name you are logged in by).",
        show_default=False,
    ),
]
Note = Annotated[str, typer.Option("--note", metavar="WORDS", help="Why, in your words.", show_default=False)]
Date = Annotated[
    str | None,
    typer.Option(
        "--date", metavar="DATE", help="When it was decided, ISO 8601 (default: now).", show_default=False
    ),
]
IncidentId = Annotated[
    str, typer.Argument(metavar="INCIDENT", help="Its id or how it begins.", show_default=False)
]


@decide.command()
def merge(
    ids: Annotated[
        list[str],
        typer.Argument(metavar="ID...", help="Incidents, or events, of one happening.", show_default=False),
    ],
    author: Author = None,
    note: Note = "",
    date: Date = None,
    ledger: LedgerPath = DEFAULT_LEDGER,
    as_json: AsJson = False,
) -> None:
    """Make incidents one.

    All their events are one happening from now on, whatever reports come.

    Examples:

      demarche decide merge i-3f9c1d20 i-77aa01b2
      demarche decide merge i-3f9c1d20 e-0192ab34 --note "the same shells"
    """
    from demarche.cli.deciding import Deciding

    with ledger_to_change(ledger) as opened:
        deciding = Deciding(opened, author, note, date, as_json)
        events = [event for id_ in ids for event in deciding.events_of(id_)]
        deciding.decide("merge", events)


@decide.command()
def split(
    id: IncidentId,
    out: Annotated[
        list[str],
        typer.Argument(
            metavar="EVENT_OR_REPORT...",
            help="What of it is another happening: events, or reports with all they tell of it.",
            show_default=False,
        ),
    ],
    author: Author = None,
    note: Note = "",
    date: Date = None,
    ledger: LedgerPath = DEFAULT_LEDGER,
    as_json: AsJson = False,
) -> None:
    """Take events or reports out of an incident: they tell another happening.

    They are never merged again with those that stay.

    Examples:

      demarche decide split i-3f9c1d20 e-0192ab34
      demarche decide split i-3f9c1d20 lantern-0303 --note "the shelling of the day after"
    """
    from demarche.cli.deciding import Deciding

    with ledger_to_change(ledger) as opened:
        deciding = Deciding(opened, author, note, date, as_json)
        incident = opened.incident(id)
        events = [event for each in out for event in deciding.events_within(incident, each)]
        deciding.decide("split", events, others=incident.events)


@decide.command()
def rename(
    id: IncidentId,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="The new title.", show_default=False)],
    author: Author = None,
    note: Note = "",
    date: Date = None,
    ledger: LedgerPath = DEFAULT_LEDGER,
    as_json: AsJson = False,
) -> None:
    """Give an incident another title.

    It goes with the incident's chief event.

    Examples:

      demarche decide rename i-3f9c1d20 "Shelling of the Hallasund market"
    """
    from demarche.cli.deciding import Deciding

    with ledger_to_change(ledger) as opened:
        deciding = Deciding(opened, author, note, date, as_json)
        deciding.decide("rename", deciding.chief_event(opened.incident(id)), value=title)


@decide.command()
def reject(
    ids: Annotated[
        list[str],
        typer.Argument(metavar="ID...", help="Events, or incidents with all theirs.", show_default=False),
    ],
    author: Author = None,
    note: Note = "",
    date: Date = None,
    ledger: LedgerPath = DEFAULT_LEDGER,
    as_json: AsJson = False,
) -> None:
    """Leave events out of all that is collated: the reader found what is not told.

    They stay in the list of events.

    Examples:

      demarche decide reject e-0192ab34 --note "a film, not an attack"
      demarche decide reject i-77aa01b2
    """
    from demarche.cli.deciding import Deciding

    with ledger_to_change(ledger) as opened:
        deciding = Deciding(opened, author, note, date, as_json)
        deciding.decide("reject", [event for id_ in ids for event in deciding.events_of(id_)])


@decide.command()
def correct(
    id: Annotated[str, typer.Argument(metavar="ID", help="An event, or an incident.", show_default=False)],
    field: Annotated[
        str,
        typer.Argument(
            metavar="FIELD",
            help="date, place, type, occurrence, actor, recipient, or a toll: killed, injured, missing, "
            "displaced, detained, captured.",
            show_default=False,
        ),
    ],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="What is right.", show_default=False)],
    author: Author = None,
    note: Note = "",
    date: Date = None,
    ledger: LedgerPath = DEFAULT_LEDGER,
    as_json: AsJson = False,
) -> None:
    """Put right what was misread.

    Of an incident this corrects its events of the incident's own type; a toll
    only where one of that kind is told. A rival value that a source really
    gives is no misreading: correct the event that has it wrong. The event in
    its report stays as it was read.

    Examples:

      demarche decide correct e-0192ab34 date 2031-03-01
      demarche decide correct i-3f9c1d20 killed 58 --note "58 in every report; read as 85"
    """
    from demarche.cli.deciding import Deciding

    with ledger_to_change(ledger) as opened:
        deciding = Deciding(opened, author, note, date, as_json)
        deciding.decide("correct", deciding.events_to_correct(id, field), field=field, value=value)


@decide.command()
def undo(
    ids: Annotated[
        list[str],
        typer.Argument(metavar="DECISION...", help="Their ids or how they begin.", show_default=False),
    ],
    ledger: LedgerPath = DEFAULT_LEDGER,
    as_json: AsJson = False,
) -> None:
    """Take decisions back.

    They stay on record, marked undone.

    Examples:

      demarche decide undo d-5c2e8a11
    """
    from demarche.cli.answer import print_json
    from demarche.cli.decided import in_words
    from demarche.cli.terminal import out, styled

    with ledger_to_change(ledger) as opened:
        undone = [opened.undo(id_) for id_ in ids]
    if as_json:
        print_json({"undone": undone})
    else:
        for made in undone:
            out().print(styled(f"undone: {in_words(made)}", (f"  {made.id}", "dim")))


@decide.command("list")
def list_(
    limit: Limit = PAGE,
    offset: Offset = 0,
    ledger: LedgerPath = DEFAULT_LEDGER,
    as_json: AsJson = False,
) -> None:
    """List the decisions in the order in which they were kept.

    Undone ones are listed too.

    Examples:

      demarche decide list
      demarche decide list --json
    """
    from demarche.cli.decided import decision_table
    from demarche.ledger import Page

    with ledger_to_ask(ledger) as opened:
        held = opened.decisions()
    rows: tuple[Decision, ...] = held[offset : offset + limit if limit else None]
    page = Page(rows=rows, total=len(held), limit=limit or None, offset=offset)
    if as_json:
        print_page(page, rows)
    else:
        print_table(page, decision_table(rows), "decision")


@decide.command("export")
def export_(
    output: Annotated[
        str, typer.Argument(metavar="FILE", help="Where to write; - is standard output.")
    ] = "-",
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Write all decisions for decide import.

    A JSON object a line, as docs/collation.md has it.

    Examples:

      demarche decide export decisions.jsonl
    """
    from demarche.cli.outputs import keep, ledger_files
    from demarche.cli.summary import counted
    from demarche.cli.terminal import say
    from demarche.export.collated import write_collated

    keep(output, ledger_files(ledger))
    with ledger_to_ask(ledger) as opened:
        count = write_collated("decisions", opened.decisions(), "jsonl", output)
    if output != "-":
        say(f"{counted(count, 'decision')} written to {output}")


@decide.command("import")
def import_(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="What decide export wrote; - is standard input.")
    ],
    ledger: LedgerPath = DEFAULT_LEDGER,
    as_json: AsJson = False,
) -> None:
    """Take decisions over from another ledger of the same reports.

    They keep author, date and note. What is here already is passed over. Events
    that this ledger does not have are told; a decision that speaks of others as
    well is taken for those, and the exit status is 1.

    Examples:

      demarche decide import decisions.jsonl
      demarche decide import - --ledger war.db < decisions.jsonl
    """
    from demarche.cli.taking_over import print_taken, read_decisions, take_over

    decisions = read_decisions(file)
    with ledger_to_change(ledger) as opened:
        taken = take_over(opened, decisions)
    print_taken(taken, as_json=as_json)
