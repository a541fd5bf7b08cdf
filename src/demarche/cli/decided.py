"""A person's decisions, in a line each."""

from collections.abc import Collection, Iterable, Sequence

from rich.padding import Padding
from rich.table import Table

from demarche.cli.summary import counted
from demarche.cli.terminal import one_line, out, styled
from demarche.ledger import Ledger
from demarche.records import Decision


def decisions_about(ledger: Ledger, events: Collection[str]) -> tuple[Decision, ...]:
    """The decisions that speak of any of the events, undone ones too."""
    about = set(events)
    return tuple(made for made in ledger.decisions() if about.intersection((*made.events, *made.others)))


def in_words(made: Decision) -> str:
    """What was decided: `merge: 4 events are one happening`."""
    events, others = counted(len(made.events), "event"), counted(len(made.others), "event")
    match made.action:
        case "merge":
            return f"merge: {events} are one happening"
        case "split":
            return f"split: {events} are another happening than {others}"
        case "rename":
            return f"rename: the incident of {_first(made)} is called “{one_line(made.value)}”"
        case "reject":
            return f"reject: {events} left out of all that is collated"
        case "correct":
            return f"correct: {made.field} of {events} is {one_line(made.value)}"


def decision_table(made: Sequence[Decision]) -> Table:
    """When, by whom, what, and whether it still holds."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for _ in range(4):
        table.add_column(overflow="fold")
    table.columns[0].no_wrap = table.columns[3].no_wrap = True
    for one in made:
        note = (f"  {one_line(one.note)}" if one.note else "", "dim")
        taken_back = (" (undone)" if one.undone else "", "yellow")
        style = "dim" if one.undone else ""
        table.add_row(
            styled(one_line(one.date)),
            styled(one_line(one.author)),
            styled((in_words(one), style), taken_back, note),
            styled((one_line(one.id), "dim")),
        )
    return table


def print_decisions(made: Iterable[Decision]) -> None:
    """The decisions as part of a page."""
    out().print(Padding(decision_table(list(made)), (0, 0, 0, 2)))


def _first(made: Decision) -> str:
    return one_line(made.events[0]) if made.events else "no event"
