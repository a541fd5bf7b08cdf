"""Why events were merged, for a person: the pairs, their scores, their reasons."""

from collections.abc import Iterable, Sequence

from rich.padding import Padding
from rich.text import Text

from demarche.cli.decided import print_decisions
from demarche.cli.passages import Passages
from demarche.cli.saying import outlet
from demarche.cli.summary import counted, type_style
from demarche.cli.terminal import one_line, out, styled
from demarche.collate.incidents.linking import Link
from demarche.collate.telling.told import Told
from demarche.ledger import Ledger
from demarche.records import Decision, Incident, Part

MOST_PAIRS = 8  # of those that hold together, and of those that are doubted
Events = dict[str, tuple[Part, Told]]


def weightiest_first(links: Iterable[Link]) -> list[Link]:
    """The pairs by how far they are from undecided, whichever way."""
    return sorted(links, key=lambda link: (-abs(link.odds), link.a, link.b))


def print_explanation(
    ledger: Ledger,
    incident: Incident,
    links: Sequence[Link],
    decisions: Sequence[Decision],
    *,
    everything: bool,
) -> None:
    """The incident's pairs in two parts: what holds it together, what is doubted."""
    console = out()
    console.print(styled((one_line(incident.title), f"bold {type_style(incident.type)}".strip())))
    events = f"{counted(len(incident.events), 'event')} of {counted(len(incident.reports), 'report')}"
    console.print(styled((f"{events} · {incident.id}", "dim")))
    if len(incident.events) == 1:
        console.print(styled("Only one event tells it: nothing was merged."))
    passages = Passages(ledger)
    told = {held.id: (part, held) for part in incident.reports for held in passages.tolds(part)}
    together = [link for link in links if link.odds > 0 and not link.forbidden]
    doubted = [link for link in links if link.odds <= 0 or link.forbidden]
    for title, held in (
        ("What holds it together", together),
        ("Pairs that by themselves would not be merged", doubted),
    ):
        if held:
            console.print()
            console.print(styled((title, "bold"), (f"  {counted(len(held), 'pair')}", "dim")))
            for link in held if everything else held[:MOST_PAIRS]:
                console.print(Padding(_pair(link, told), (0, 0, 0, 2)))
            if not everything and len(held) > MOST_PAIRS:
                console.print(styled((f"  … {len(held) - MOST_PAIRS} more: --all", "dim")))
    if decisions:
        console.print()
        console.print(styled(("Decisions about it", "bold")))
        print_decisions(decisions)


def _pair(link: Link, told: Events) -> Text:
    text = styled((f"{link.score:.2f}  ", "bold"))
    text.append_text(_event(link.a, told)).append(" ~ ").append_text(_event(link.b, told))
    for sign, reasons, style in (("+", link.reasons, "green"), ("-", link.contradictions, "red")):
        for reason in reasons:
            text.append_text(styled("\n      ", (sign, style), f" {one_line(reason)}"))
    if link.forbidden:
        text.append_text(styled(("\n      which rules it out", "red")))
    return text


def _event(id: str, told: Events) -> Text:
    if id not in told:
        return styled((one_line(id), "dim"))
    part, held = told[id]
    words = one_line(held.event.mentions[0].text)
    return styled(
        f"{outlet(part)} “", (words, type_style(held.event.type)), "” ", (f"{one_line(id)[:10]}", "dim")
    )
