"""One story as several outlets tell it: their values side by side."""

from collections.abc import Iterable, Sequence

from rich import box
from rich.table import Table
from rich.text import Text

from demarche.cli import wording
from demarche.cli.summary import type_style
from demarche.cli.tables import short_ids
from demarche.cli.terminal import one_line, styled
from demarche.ledger import StoredEvent
from demarche.records import Event

Accounts = dict[str, list[StoredEvent]]  # the events of each outlet, by its name


def best_told(rows: Iterable[StoredEvent]) -> Accounts:
    """Of the stories that several outlets tell, the one that most tell; empty when there is none.

    A story here is events of one type on one day in one place. Of equals the first by type, day and place
    counts.
    """
    stories: dict[tuple[str, str, str], Accounts] = {}
    for row in rows:
        event, day = row.event, wording.date(row.event)
        if row.outlet and event.where is not None and day is not None and len(day) == len("2031-03-01"):
            story = stories.setdefault((event.type, day, event.where.name), {})
            story.setdefault(row.outlet, []).append(row)
    several = {key: accounts for key, accounts in stories.items() if len(accounts) > 1}
    if not several:
        return {}
    return several[min(several, key=lambda key: (-len(several[key]), key))]


def side_by_side(accounts: Accounts) -> Table:
    """A column an outlet, a row a question; what an outlet does not tell is a dash."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_lines=False)
    table.add_column("")
    for outlet in accounts:
        table.add_column(one_line(outlet), overflow="fold")
    for question, answer in _QUESTIONS:
        cells = [answer([row.event for row in rows]) or wording.NOT_TOLD for rows in accounts.values()]
        if any(cell != wording.NOT_TOLD for cell in cells):
            style = "bold" if question in _TOLLS else ""
            table.add_row(styled((question, "dim")), *(styled((cell, style)) for cell in cells))
    table.add_row(styled(("in its words", "dim")), *(_triggers(rows) for rows in accounts.values()))
    ids = [", ".join(short_ids([row.event.id for row in rows])) for rows in accounts.values()]
    table.add_row(styled(("event", "dim")), *(styled((id_, "dim")) for id_ in ids))
    return table


def _triggers(rows: Sequence[StoredEvent]) -> Text:
    words = "; ".join(f"“{one_line(row.event.mentions[0].text)}”" for row in rows)
    return styled((words, type_style(rows[0].event.type)))


def _actors(events: Sequence[Event]) -> str:
    return _listed(wording.party(party) for event in events for party in event.actors)


def _recipients(events: Sequence[Event]) -> str:
    return _listed(wording.party(party) for event in events for party in event.recipients)


def _toll(events: Sequence[Event], kind: str) -> str:
    tolls = (toll for event in events for toll in event.toll if toll.kind == kind)
    return _listed(wording.toll(toll).removeprefix(f"{kind} ") for toll in tolls)


def _killed(events: Sequence[Event]) -> str:
    return _toll(events, "killed")


def _injured(events: Sequence[Event]) -> str:
    return _toll(events, "injured")


def _said(events: Sequence[Event]) -> str:
    return _listed(wording.source(one) for event in events for one in event.attribution) or "its own word"


def _listed(told: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(told))


_TOLLS = ("killed", "injured")
_QUESTIONS = (
    ("who", _actors),
    ("to whom", _recipients),
    ("killed", _killed),
    ("injured", _injured),
    ("according to", _said),
)
