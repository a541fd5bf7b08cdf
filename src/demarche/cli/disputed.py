"""What is disputed about an incident, side by side: value, who says it, through which outlets, since when."""

from collections.abc import Mapping

from rich.table import Table
from rich.text import Text

from demarche.cli.saying import said
from demarche.cli.terminal import one_line, styled
from demarche.records import Dispute, Incident

FEW, MANY = 6, 12  # values of one dispute shown in a list and on a page, and speakers of one value
_QUESTIONS = {
    "toll": "how many",
    "author": "who did it",
    "what": "what it was",
    "whether": "whether it happened",
    "when": "when",
    "where": "where",
}


def question(dispute: Dispute) -> Text:
    """What is disputed in a few words: `toll: how many killed`."""
    about = one_line(dispute.about)
    if dispute.kind == "toll" or not about:
        asked = f"{_QUESTIONS[dispute.kind]} {about}".strip()
    else:
        asked = f"{_QUESTIONS[dispute.kind]} ({about})"
    return styled((dispute.kind, "bold yellow"), (f": {asked}", ""))


def side_table(dispute: Dispute, same_text: Mapping[tuple[str, str], str], most: int | None = FEW) -> Table:
    """A row for each value and each that says it; at most so many of either, None for all."""
    table = Table(box=None, show_header=True, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("value", "who says it", "through", "since"):
        table.add_column(heading, overflow="fold")
    table.columns[3].no_wrap = True
    sides = dispute.sides[:most]
    for side in sides:
        speakers = said((claim.voice for claim in side.claims), same_text)
        shown = speakers[:most]
        for number, one in enumerate(shown):
            table.add_row(
                styled((one_line(side.value) if number == 0 else "", "bold")),
                styled(one.who),
                styled(one.outlets),
                styled(one.since),
            )
        _more(table, len(speakers) - len(shown), "more who say so")
    left = len(dispute.sides) - len(sides)
    _more(table, left, "more value" if left == 1 else "more values")
    return table


def same_text(incident: Incident) -> dict[tuple[str, str], str]:
    """By outlet and report id, the voice that the report shares with those that carry the same text."""
    return {(part.outlet or "", part.report_id): part.voice for part in incident.reports}


def _more(table: Table, count: int, what: str) -> None:
    if count > 0:
        table.add_row(styled((f"… {count} {what}", "dim")), Text(), Text(), Text())
