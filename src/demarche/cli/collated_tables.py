"""What is collated as tables for the terminal: a line for each incident, agreement, demarche, copied text."""

from collections.abc import Iterable, Sequence

from rich import box
from rich.table import Table

from demarche.cli import wording
from demarche.cli.saying import outlet
from demarche.cli.summary import counted, type_style
from demarche.cli.tables import short_ids
from demarche.cli.terminal import one_line, styled
from demarche.collate.courses.sides import name_of
from demarche.records import Accord, Demarche, Incident, TollRange

MOST_NAMES = 3  # other names of an agreement shown
OUTCOME_STYLES = {"open": "bold", "met": "green", "refused": "red", "ignored": "yellow", "overtaken": "red"}
_STATES = {"in_force": "in force"}


def incident_table(rows: Sequence[Incident]) -> Table:
    """Incidents: when, what and by how many told, what is disputed, the killed, and where to see more."""
    table = _table("date", "incident", "disputed", "killed", "id")
    for incident, id_ in zip(rows, short_ids([row.id for row in rows]), strict=True):
        kinds = dict.fromkeys(dispute.kind for dispute in incident.disputes)
        sources = counted(incident.independent_sources, "independent source")
        several = f"\n{counted(len(incident.reports), 'report')}, {sources}"
        table.add_row(
            styled(one_line(incident.date).replace("/", "/\n") or wording.NOT_TOLD),
            styled(
                (one_line(incident.title), type_style(incident.type)),
                (several if len(incident.reports) > 1 else "", "dim"),
            ),
            styled((", ".join(kinds), "yellow")),
            styled(spread(killed(incident))),
            styled((id_, "dim")),
        )
    _unwrapped(table, 0, 4)
    return table


def accord_table(rows: Sequence[Accord]) -> Table:
    """Agreements: since when, their names, between whom, how they stand, how often said to be broken."""
    table = _table("date", "agreement", "last said to be", "breaches", "id")
    for accord, id_ in zip(rows, short_ids([row.id for row in rows]), strict=True):
        also = "; ".join(one_line(name) for name in accord.aliases[:MOST_NAMES])
        facts = (
            named(accord.parties) if accord.parties else "",
            counted(len(accord.reports), "report"),
            counted(len(accord.terms), "term") if accord.terms else "",
        )
        table.add_row(
            styled(one_line(accord.date).replace("/", "/\n") or wording.NOT_TOLD),
            styled(
                (one_line(accord.name), "bold"),
                (f"  also: {also}" if also else "", "dim"),
                "\n" + " · ".join(fact for fact in facts if fact),
            ),
            styled(last_state(accord)),
            styled(f"{len(accord.breaches) or ''}"),
            styled((id_, "dim")),
        )
    _right(table, 3)
    _unwrapped(table, 0, 4)
    return table


def demarche_table(rows: Sequence[Demarche]) -> Table:
    """Demarches: from when to when and how often, who asks what of whom, and what came of it by when."""
    table = _table("asked", "demarche", "came of it", "id")
    for demarche, id_ in zip(rows, short_ids([row.id for row in rows]), strict=True):
        days = list(dict.fromkeys(one_line(day) for day in (demarche.since, demarche.last) if day))
        times = f"{len(demarche.makings):,} times" if len(demarche.makings) > 1 else ""
        answer = "" if demarche.answer == "silent" else f"answer: {demarche.answer}"
        due = f"due {one_line(demarche.deadline)}" if demarche.deadline else ""
        table.add_row(
            styled("\n".join(filter(None, (*(days or [wording.NOT_TOLD]), times)))),
            styled(
                one_line(demarche.title),
                (" (ultimatum)" if demarche.ultimatum else "", "red"),
                (f"\n{one_line(demarche.subject)}", "dim"),
            ),
            styled(
                (demarche.outcome, OUTCOME_STYLES[demarche.outcome]),
                "\n".join(("", *filter(None, (answer, due)))),
            ),
            styled((id_, "dim")),
        )
    _unwrapped(table, 0, 2, 3)
    return table


def killed(incident: Incident) -> TollRange | None:
    """How many were killed, from low to high; None where nobody says."""
    return next((each for each in incident.ranges if each.kind == "killed"), None)


def spread(toll: TollRange | None) -> str:
    """`58 to 86`, or the one number that all agree on; nothing for none."""
    if toll is None:
        return ""
    return f"{toll.low:,}" if toll.low == toll.high else f"{toll.low:,} to {toll.high:,}"


def named(parties: Iterable[str]) -> str:
    """Parties given by code or name, by name."""
    return "; ".join(one_line(name_of(one)) for one in parties) or wording.NOT_TOLD


def last_state(accord: Accord) -> str:
    """How it stands according to the report that was published last, and which that is."""
    told = [state for state in accord.states if state.value != "unclear"]
    if not told:
        return wording.NOT_TOLD
    last = max(told, key=lambda state: (state.voice.published or "", state.voice.report_id))
    where = ", ".join(part for part in (outlet(last.voice), one_line(last.voice.published)) if part)
    return f"{state_in_words(last.value)}\n({where})"


def state_in_words(value: str) -> str:
    """`in force` for in_force; the others are words already."""
    return _STATES.get(value, one_line(value))


def _table(*headings: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _unwrapped(table: Table, *columns: int) -> None:
    for column in columns:
        table.columns[column].no_wrap = True


def _right(table: Table, *columns: int) -> None:
    for column in columns:
        table.columns[column].justify = "right"
