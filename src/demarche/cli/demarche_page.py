"""A demarche as a page: each time it was made, what followed and came between, in order of time."""

from collections.abc import Mapping, Sequence

import msgspec
from rich.table import Table
from rich.text import Text

from demarche.cli.collated_tables import OUTCOME_STYLES, named
from demarche.cli.passages import Passages
from demarche.cli.saying import outlet, speaker
from demarche.cli.summary import counted
from demarche.cli.terminal import one_line, out, styled
from demarche.collate.courses.bearing import bearing_table
from demarche.export.demarches import in_order
from demarche.ledger import Ledger
from demarche.records import Demarche, Making, Sequel, Voice

MOST_STEPS = 30  # that follow or come between; answers and what closes it are always shown
MOST_OUTLETS = 4
_ANSWERS = {"agreed": "it agreed", "refused": "it refused", "silent": "none told"}
_OUTCOMES = {
    "open": "open: nothing that is told closes it",
    "met": "met",
    "refused": "refused",
    "ignored": "ignored: the deadline passed",
    "overtaken": "overtaken by events",
}


class Step(msgspec.Struct, frozen=True):
    """A making, or one thing that followed as all reports tell it; `day` is what it stands by.

    `bears`: all that it is to the demarche, none for a making.
    """

    day: str | None
    told: Making | Sequel
    bears: tuple[str, ...]
    voices: tuple[Voice, ...]


def print_demarche(ledger: Ledger, demarche: Demarche, *, everything: bool) -> None:
    """The thread; a long one without the weaker of its sequels unless `everything` is wanted."""
    passages = Passages(ledger)
    _print_heading(demarche)
    steps = steps_of(demarche, passages)
    shown = steps if everything else _strongest(steps)
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 1, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold", max_width=100)
    for step in shown:
        table.add_row(_day(step), _told(step, demarche, passages))
    out().print()
    out().print(table)
    if any(step.told.date is None for step in shown):
        out().print(styled(("~ not dated: stands by the last day that its report tells of", "dim")))
    if len(shown) < len(steps):
        out().print(styled((f"{len(steps) - len(shown)} more that followed: --all", "dim")))


def steps_of(demarche: Demarche, passages: Passages) -> list[Step]:
    """All steps in order of time; one incident told by several reports is one step."""
    found: dict[tuple[str, str, str], Step] = {}
    for told in in_order(demarche):
        day = told.date or passages.tells_until(told.voice)
        if isinstance(told, Making):
            found["asked", told.event_id, ""] = Step(day, told, (), (told.voice,))
            continue
        key = ("followed", told.incident_id or told.event_id, told.date or "")
        step = found.get(key) or Step(day, told, (), ())
        bears = tuple(dict.fromkeys((*step.bears, told.bears)))
        found[key] = msgspec.structs.replace(step, bears=bears, voices=(*step.voices, told.voice))
    return sorted(found.values(), key=lambda step: (step.day is None, step.day or ""))


def _strongest(steps: Sequence[Step]) -> list[Step]:
    """Makings, answers and what closes; of the others those that most reports tell, in their order."""
    table = bearing_table()
    weighty = {bears for of in (table.answers, table.closes) for each in of.values() for bears in each}
    others = [
        number for number, step in enumerate(steps) if step.bears and not weighty.intersection(step.bears)
    ]
    kept = sorted(others, key=lambda number: (-len(steps[number].voices), number))[:MOST_STEPS]
    left_out = set(others) - set(kept)
    return [step for number, step in enumerate(steps) if number not in left_out]


def _print_heading(demarche: Demarche) -> None:
    console = out()
    console.print(
        styled((one_line(demarche.title), "bold"), ("  ultimatum" if demarche.ultimatum else "", "bold red"))
    )
    span = " to ".join(dict.fromkeys(day for day in (demarche.since, demarche.last) if day))
    facts = (
        f"asked {counted(len(demarche.makings), 'time')}",
        one_line(span) or "not dated",
        f"told by {counted(len(demarche.reports), 'report')}",
        demarche.id,
    )
    console.print(styled((" · ".join(facts), "dim")))
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold", max_width=100)
    for label, value, style in (
        ("what", one_line(demarche.subject), ""),
        ("about", named(demarche.about) if demarche.about else "", ""),
        ("deadline", one_line(demarche.deadline), "bold"),
        ("answer", f"{_ANSWERS[demarche.answer]}{_by(demarche, bearing_table().answers)}", ""),
        (
            "outcome",
            _outcome(demarche),
            OUTCOME_STYLES[demarche.outcome],
        ),
    ):
        if value:
            table.add_row(styled((label, "dim")), styled((value, style)))
    console.print(table)


def _outcome(demarche: Demarche) -> str:
    if demarche.outcome == "open" and demarche.answer == "agreed":
        return "open: agreed to, and nothing that is told says that it was done"
    if demarche.outcome in ("open", "ignored"):
        return _OUTCOMES[demarche.outcome]
    return f"{_OUTCOMES[demarche.outcome]}{_by(demarche, bearing_table().closes)}"


def _by(demarche: Demarche, table: Mapping[str, Sequence[str]]) -> str:
    """By what it was answered or closed: the last of what followed the last time it was asked."""
    telling = {bears for each in table.values() for bears in each}
    since = (demarche.last or "").partition("/")[0]
    found = [
        sequel
        for sequel in demarche.sequels
        if sequel.date and sequel.date.partition("/")[0] >= since and sequel.bears in telling
    ]
    if not found:
        return ""
    return f" ({one_line(found[-1].date)}: {_bears(found[-1].bears, demarche)})"


def _day(step: Step) -> Text:
    if step.told.date:
        return styled(one_line(step.told.date))
    return styled((f"~{one_line(step.day)}" if step.day else "not dated", "dim"))


def _told(step: Step, demarche: Demarche, passages: Passages) -> Text:
    told = step.told
    if isinstance(told, Making):
        text = styled((f"{one_line(demarche.asker)} asks", "bold"), f" {one_line(demarche.asked)}")
        if told.deadline:
            due = told.deadline.date or f"“{one_line(told.deadline.text)}”"
            text.append_text(styled((f"  by {one_line(due)}", "bold")))
        text.append_text(styled((f"  {_carriers(step)}  {one_line(told.incident_id)[:10]}", "dim")))
        words = passages.sentence(told.voice, told.start, told.end)
        text.append("\n").append_text(words if words.plain else styled(one_line(told.passage)))
    else:
        bears = ", ".join(_bears(each, demarche) for each in step.bears)
        text = styled((bears, "italic"), f": {one_line(told.title)}")
        text.append_text(styled((f"  {_carriers(step)}  {one_line(told.incident_id)[:10]}", "dim")))
        text.append_text(styled((f"\n{one_line(told.reason)}", "dim")))
    if told.date is None:
        until = passages.tells_until(told.voice)
        since = (
            f"its report tells of nothing later than {until}" if until else "its report gives no full date"
        )
        text.append_text(styled((f"\nnot dated; {since}", "dim")))
    return text


def _bears(bears: str, demarche: Demarche) -> str:
    """`Russia refuses` for `asked refuses`."""
    doer, _, does = bears.partition(" ")
    who = {"asked": demarche.asked, "asker": demarche.asker, "third": "a third party"}.get(doer, doer)
    return one_line(f"{who} {does}")


def _carriers(step: Step) -> str:
    voices = list(dict.fromkeys((outlet(voice), voice.by or "") for voice in step.voices))
    if len(voices) == 1:
        voice = step.voices[0]
        return f"{outlet(voice)}: {speaker(voice)}" if voice.by else outlet(voice)
    outlets = list(dict.fromkeys(outlet(voice) for voice in step.voices))
    more = f"; {len(outlets) - MOST_OUTLETS} more" if len(outlets) > MOST_OUTLETS else ""
    return "; ".join(outlets[:MOST_OUTLETS]) + more
