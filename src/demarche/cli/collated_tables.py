"""What is collated as tables for the terminal: a line for each incident, agreement, demarche, copied text."""

from collections.abc import Iterable, Sequence

from rich import box
from rich.table import Table

from demarche.cli import wording
from demarche.cli.saying import outlet
from demarche.cli.summary import type_style
from demarche.cli.tables import short_ids
from demarche.cli.terminal import one_line, styled
from demarche.knowledge.countries import countries
from demarche.records import Accord, Demarche, Incident, TollRange

MOST_NAMES = 3  # other names of an agreement shown
OUTCOME_STYLES = {"open": "bold", "met": "green", "refused": "red", "ignored": "yellow", "overtaken": "red"}
_STATES = {"in_force": "in force"}


def incident_table(rows: Sequence[Incident]) -> Table:
    """Incidents: when, what, by how many told, what is disputed, the killed, and where to see more."""
    table = _table("date", "incident", "reports", "sources", "disputed", "killed", "id")
    for incident, id_ in zip(rows, short_ids([row.id for row in rows]), strict=True):
        kinds = dict.fromkeys(dispute.kind for dispute in incident.disputes)
        table.add_row(
            styled(one_line(incident.date) or wording.NOT_TOLD),
            styled((one_line(incident.title), type_style(incident.type))),
            styled(f"{len(incident.reports):,}"),
            styled(f"{incident.independent_sources:,}"),
            styled((", ".join(kinds), "yellow")),
            styled(spread(killed(incident))),
            styled((id_, "dim")),
        )
    _right(table, 2, 3)
    _unwrapped(table, 0, 6)
    return table


def accord_table(rows: Sequence[Accord]) -> Table:
    """Agreements: since when, their names, between whom, how they stand, how often said to be broken."""
    table = _table("date", "agreement", "parties", "last said to be", "terms", "breaches", "reports", "id")
    for accord, id_ in zip(rows, short_ids([row.id for row in rows]), strict=True):
        also = "; ".join(one_line(name) for name in accord.aliases[:MOST_NAMES])
        table.add_row(
            styled(one_line(accord.date) or wording.NOT_TOLD),
            styled((one_line(accord.name), "bold"), (f"  also: {also}" if also else "", "dim")),
            styled(named(accord.parties)),
            styled(last_state(accord)),
            styled(f"{len(accord.terms) or ''}"),
            styled(f"{len(accord.breaches) or ''}"),
            styled(f"{len(accord.reports):,}"),
            styled((id_, "dim")),
        )
    _right(table, 4, 5, 6)
    _unwrapped(table, 0, 7)
    return table


def demarche_table(rows: Sequence[Demarche]) -> Table:
    """Demarches: from when to when, who asks what of whom, how often, by when, and what came of it."""
    table = _table("first", "last", "demarche", "times", "deadline", "answer", "outcome", "id")
    for demarche, id_ in zip(rows, short_ids([row.id for row in rows]), strict=True):
        table.add_row(
            styled(one_line(demarche.since) or wording.NOT_TOLD),
            styled(one_line(demarche.last) or wording.NOT_TOLD),
            styled(
                one_line(demarche.title),
                (" (ultimatum)" if demarche.ultimatum else "", "red"),
                (f"\n{one_line(demarche.subject)}", "dim"),
            ),
            styled(f"{len(demarche.makings):,}"),
            styled(one_line(demarche.deadline)),
            styled(demarche.answer),
            styled((demarche.outcome, OUTCOME_STYLES[demarche.outcome])),
            styled((id_, "dim")),
        )
    _right(table, 3)
    _unwrapped(table, 0, 1, 4, 7)
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
    known = countries()
    return (
        "; ".join(one_line(known[one].name if one in known else one) for one in parties) or wording.NOT_TOLD
    )


def last_state(accord: Accord) -> str:
    """How it stands according to the report that was published last: `in force (The Lantern, 2031-03-11)`."""
    told = [state for state in accord.states if state.value != "unclear"]
    if not told:
        return wording.NOT_TOLD
    last = max(told, key=lambda state: (state.voice.published or "", state.voice.report_id))
    where = ", ".join(part for part in (outlet(last.voice), one_line(last.voice.published)) if part)
    return f"{state_in_words(last.value)} ({where})"


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
