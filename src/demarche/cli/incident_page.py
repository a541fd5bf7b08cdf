"""An incident as a page: what nobody disputes, what is disputed, the tolls, the reports with their words."""

from collections.abc import Iterator, Sequence
from typing import Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from demarche.cli import wording
from demarche.cli.decided import decisions_about, print_decisions
from demarche.cli.disputed import FEW, MANY, question, same_text, side_table
from demarche.cli.marks import in_passage
from demarche.cli.naming import command_line
from demarche.cli.passages import Passages
from demarche.cli.saying import outlet, said
from demarche.cli.summary import counted, type_style
from demarche.cli.terminal import one_line, out, styled
from demarche.collate.telling.told import Told
from demarche.export.incidents import incident_record
from demarche.ledger import Ledger
from demarche.records import Incident, Part, TollClaim, TollRange

MOST_REPORTS = 12  # texts shown; copies of one count once
MOST_PASSAGES = 2  # of one report
MOST_NUMBERS = 10  # numbers of one kind of toll
_TEXT_WIDTH = 100  # columns of running text
_SCALE = 48  # columns of a toll's scale
_OCCURRENCES = {
    "future": "to come",
    "hypothetical": "only supposed",
    "negated": "said not to have happened",
}


def print_incident(ledger: Ledger, path: str, incident: Incident, *, everything: bool) -> None:
    """The page of an incident; long ones are cut unless `everything` is wanted."""
    passages = Passages(ledger)
    tolds = {part.report_id: passages.tolds(part) for part in incident.reports}
    console = out()
    _print_heading(incident)
    console.print()
    console.print(styled(("What nobody disputes", "bold")))
    console.print(Padding(_undisputed(incident, tolds), (0, 0, 0, 2)))
    if incident.disputes:
        console.print()
        console.print(styled(("What is disputed", "bold")))
    for dispute in incident.disputes:
        console.print(Padding(question(dispute), (0, 0, 0, 2)))
        most = None if everything else MANY
        console.print(Padding(side_table(dispute, same_text(incident), most), (0, 0, 0, 4)))
        if dispute.reason:
            console.print(Padding(styled((one_line(dispute.reason), "dim")), (0, 0, 0, 4)))
    for toll in incident.ranges:
        _print_toll(incident, toll, everything=everything)
    _print_reports(incident, tolds, everything=everything)
    made = decisions_about(ledger, incident.events)
    if made:
        console.print()
        console.print(styled(("Decisions about it", "bold")))
        print_decisions(made)
    if len(incident.events) > 1:
        console.print()
        console.print(
            styled(("Why these are one: ", "dim"), command_line("explain", path, incident.id)), soft_wrap=True
        )


def incident_answer(ledger: Ledger, incident: Incident) -> dict[str, Any]:
    """An incident as JSON has it: `incident` (an export record), `passages` of its events, `decisions`."""
    passages = Passages(ledger)
    return {
        "incident": incident_record(incident),
        "passages": [
            {
                "report_id": part.report_id,
                "event_id": told.id,
                "type": told.event.type,
                "passage": told.passage,
                "start": told.passage_start,
                "mentions": told.event.mentions,
            }
            for part in incident.reports
            for told in passages.tolds(part)
        ],
        "decisions": decisions_about(ledger, incident.events),
    }


def _print_heading(incident: Incident) -> None:
    console = out()
    console.print(styled((one_line(incident.title), f"bold {type_style(incident.type)}".strip())))
    kind = " ".join((incident.type, ", ".join(incident.mode))).strip()
    facts = (
        kind,
        one_line(incident.date) or "date not known",
        wording.place(incident.place) if incident.place else "place not known",
        _OCCURRENCES.get(incident.occurrence, ""),
        incident.id,
    )
    console.print(styled((" · ".join(fact for fact in facts if fact), "dim")))
    outlets = {outlet(part) for part in incident.reports}
    leads = sum(part.lead for part in incident.reports)
    told = f"told by {counted(len(incident.reports), 'report')} of {counted(len(outlets), 'outlet')}"
    sources = counted(incident.independent_sources, "independent source")
    console.print(styled((f"{told} ({leads:,} chiefly about it); {sources}", "dim")))
    if incident.agreements:
        console.print(styled(("about ", "dim"), "; ".join(map(one_line, incident.agreements))))


def _undisputed(incident: Incident, tolds: dict[str, tuple[Told, ...]]) -> Table:
    """What is told and not disputed, and by how many of the reports."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for _ in range(3):
        table.add_column(overflow="fold")
    many = len(incident.reports)
    for label, value, telling in _facts(incident, tolds):
        told = "the report tells it" if many == telling == 1 else f"{telling} of {counted(many, 'report')}"
        table.add_row(styled((label, "dim")), styled(value), styled((told, "dim")))
    return table


def _facts(incident: Incident, tolds: dict[str, tuple[Told, ...]]) -> Iterator[tuple[str, str, int]]:
    disputed = {dispute.kind for dispute in incident.disputes}
    core = {
        report: [told.event for told in held if told.event.type == incident.type]
        for report, held in tolds.items()
    }
    if "what" not in disputed:
        kind = " ".join((incident.type, ", ".join(incident.mode))).strip()
        yield "what", kind, sum(bool(events) for events in core.values())
    if incident.date and "when" not in disputed:
        telling = sum(any(event.when and event.when.date for event in events) for events in core.values())
        yield "when", one_line(incident.date), telling
    if incident.place and "where" not in disputed:
        telling = sum(any(event.where for event in events) for events in core.values())
        yield "where", wording.place(incident.place), telling
    if "author" not in disputed:
        named = [party.name for party in incident.parties if party.acts]
        telling = sum(any(event.actors for event in events) for events in core.values())
        if named:
            yield "who", _listed(named), telling
    named = [party.name for party in incident.parties if party.receives]
    if named and "what" not in disputed:
        telling = sum(any(event.recipients for event in events) for events in core.values())
        yield "to whom", _listed(named), telling
    for toll in incident.ranges:
        claims = [claim for claim in incident.tolls if claim.kind == toll.kind]
        if len({(claim.count, claim.bound) for claim in claims}) == 1:
            yield toll.kind, wording.bounded(claims[0]), len({claim.voice.report_id for claim in claims})


def _listed(names: Sequence[str]) -> str:
    shown = "; ".join(one_line(name) for name in names[:FEW])
    return shown + (f"; {len(names) - FEW} more" if len(names) > FEW else "")


def _print_toll(incident: Incident, toll: TollRange, *, everything: bool) -> None:
    claims = [claim for claim in incident.tolls if claim.kind == toll.kind]
    console = out()
    console.print()
    console.print(
        styled(
            (f"{toll.kind.capitalize()}: ", "bold"),
            (f"low {toll.low:,} · best {toll.best:,} · high {toll.high:,}", ""),
            (f"   {one_line(toll.reason)}", "dim"),
        )
    )
    if toll.low < toll.high:
        console.print(Padding(_scale(toll, claims), (0, 0, 0, 2)))
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("number", "of whom", "who says it", "through", "since"):
        table.add_column(heading, overflow="fold")
    table.columns[4].no_wrap = True
    numbers: dict[tuple[int, str, str], list[TollClaim]] = {}
    for claim in sorted(claims, key=lambda claim: (claim.count, claim.bound)):
        numbers.setdefault((claim.count, claim.bound, claim.who), []).append(claim)
    shown = list(numbers.values()) if everything else list(numbers.values())[:MOST_NUMBERS]
    for held in shown:
        for number, one in enumerate(said((claim.voice for claim in held), same_text(incident))):
            table.add_row(
                styled((wording.bounded(held[0]) if number == 0 else "", "bold")),
                styled(one_line(held[0].who) if number == 0 else ""),
                styled(one.who),
                styled(one.outlets),
                styled(one.since),
            )
    console.print(Padding(table, (0, 0, 0, 2)))
    if len(shown) < len(numbers):
        console.print(styled((f"  … {len(numbers) - len(shown)} more numbers: --all", "dim")))


def _scale(toll: TollRange, claims: Sequence[TollClaim]) -> Text:
    """From low to high, a point for each number told, a lozenge for the best estimate."""
    marks = ["─"] * _SCALE
    for claim in claims:
        if toll.low <= claim.count <= toll.high:
            marks[_at(toll, claim.count)] = "●"
    marks[_at(toll, toll.best)] = "◆"
    return styled(f"{toll.low:,} ├", ("".join(marks), "bold"), f"┤ {toll.high:,}   ", ("◆ best", "dim"))


def _at(toll: TollRange, count: int) -> int:
    return round((count - toll.low) * (_SCALE - 1) / (toll.high - toll.low))


def _print_reports(incident: Incident, tolds: dict[str, tuple[Told, ...]], *, everything: bool) -> None:
    texts: dict[str, list[Part]] = {}
    for part in sorted(incident.reports, key=lambda part: (part.published or "9999", part.report_id)):
        texts.setdefault(part.voice, []).append(part)
    shown = list(texts.values()) if everything else list(texts.values())[:MOST_REPORTS]
    console = out()
    console.print()
    console.print(styled(("The reports, in their words", "bold")))
    width = min(console.width, _TEXT_WIDTH)
    for first, *copies in shown:
        console.print(
            styled(
                f"  {one_line(first.published) or 'not dated'}  ",
                (outlet(first), "bold"),
                f"  {one_line(first.title)}",
                (f"  {one_line(first.report_id)}{'  chiefly about it' if first.lead else ''}", "dim"),
            )
        )
        if copies:
            same = "; ".join(f"{outlet(part)} ({one_line(part.report_id)})" for part in copies)
            console.print(styled((f"    the same text: {same}", "dim")))
        for words in _words(tolds[first.report_id], everything=everything):
            console.print(Padding(words, (0, 0, 0, 4)), width=width)
    if len(shown) < len(texts):
        console.print(styled((f"  … {len(texts) - len(shown)} more texts: --all", "dim")))


def _words(tolds: Sequence[Told], *, everything: bool) -> Iterator[Text]:
    """The sentences of a report that tell of the incident, each with whose word it is and its events."""
    passages: dict[int, list[Told]] = {}
    for told in tolds:
        passages.setdefault(told.passage_start, []).append(told)
    shown = list(passages.values()) if everything else list(passages.values())[:MOST_PASSAGES]
    for held in shown:
        mentions = [mention for told in held for mention in told.event.mentions]
        words = in_passage(held[0].passage, held[0].passage_start, mentions)
        ids = ", ".join(dict.fromkeys(told.id[:10] for told in held))
        words.append_text(styled((f"  {ids}", "dim")))
        yield words
    if len(shown) < len(passages):
        yield styled((f"… {len(passages) - len(shown)} more of its sentences: --all", "dim"))
