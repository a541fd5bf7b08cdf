"""An agreement as a page: names, parties, terms, its state over time, who is said to have broken it."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from demarche.cli import wording
from demarche.cli.collated_tables import named, state_in_words
from demarche.cli.naming import command_line
from demarche.cli.passages import Passages
from demarche.cli.saying import MOST_OUTLETS, OWN_WORD, outlet, said, since, speaker, through
from demarche.cli.summary import counted
from demarche.cli.terminal import one_line, out, styled
from demarche.ledger import Ledger
from demarche.records import Accord, Breach, Statement

MOST_ROWS = 15  # of each part of the page
T = TypeVar("T")


def print_accord(ledger: Ledger, path: str, accord: Accord, *, everything: bool) -> None:
    """The page of an agreement; long parts are cut unless `everything` is wanted."""
    passages = Passages(ledger)
    _print_heading(accord)
    terms = _by_value(accord.terms)
    _part("What is to be done", terms, lambda held: _term(held), everything)
    states = sorted(accord.states, key=lambda state: (state.voice.published or "9999", state.voice.report_id))
    _part("How it stands, as told over time", states, lambda state: _state(state, passages), everything)
    _print_breaches(accord, passages, everything=everything)
    _part("Who says that it holds", accord.upheld, lambda word: _word(word, passages), everything)
    if accord.incidents:
        out().print()
        first = accord.incidents[0]
        out().print(
            styled((f"{counted(len(accord.incidents), 'incident')} about it, such as ", "dim"), first),
            styled((f": {command_line('show', path, first)}", "dim")),
            soft_wrap=True,
        )


def _print_heading(accord: Accord) -> None:
    console = out()
    console.print(styled((one_line(accord.name), "bold")))
    if accord.aliases:
        console.print(styled(("also called ", "dim"), "; ".join(map(one_line, accord.aliases))))
    facts = (
        named(accord.parties) if accord.parties else "parties not told",
        one_line(accord.date) or "date not told",
        one_line(accord.place),
        f"told by {counted(len(accord.reports), 'report')}",
        accord.id,
    )
    console.print(styled((" · ".join(fact for fact in facts if fact), "dim")))


def _by_value(statements: Sequence[Statement]) -> list[list[Statement]]:
    found: dict[str, list[Statement]] = {}
    for statement in statements:
        found.setdefault(" ".join(statement.value.split()), []).append(statement)
    return list(found.values())


def _part(title: str, rows: Sequence[T], shown: Callable[[T], Text], everything: bool) -> None:
    """A heading and its rows, when there are any."""
    if not rows:
        return
    console = out()
    console.print()
    console.print(styled((title, "bold")))
    for row in rows if everything else rows[:MOST_ROWS]:
        console.print(Padding(shown(row), (0, 0, 0, 2)))
    if not everything and len(rows) > MOST_ROWS:
        console.print(styled((f"  … {len(rows) - MOST_ROWS} more: --all", "dim")))


def _term(held: Sequence[Statement]) -> Text:
    voices = [statement.voice for statement in held]
    who = "; ".join(one.who for one in said(voices) if one.who != OWN_WORD)
    told = " · ".join(part for part in (who, through(voices), since(voices)) if part)
    return styled(one_line(held[0].value), (f"   {told}", "dim"))


def _state(state: Statement, passages: Passages) -> Text:
    voice = state.voice
    who = f"{outlet(voice)}: {speaker(voice)}" if voice.by else outlet(voice)
    text = styled(
        f"{one_line(voice.published) or 'not dated'}  ", (state_in_words(state.value), "bold"), f"  {who}"
    )
    words = passages.sentence(voice, state.start, state.end)
    return text.append("\n").append_text(words) if words.plain else text


def _word(word: Statement, passages: Passages) -> Text:
    voice = word.voice
    who = f"{speaker(voice)}, through {outlet(voice)}" if voice.by else outlet(voice)
    text = styled(f"{one_line(voice.published) or 'not dated'}  ", (who, "bold"))
    words = passages.sentence(voice, word.start, word.end)
    return text.append("\n").append_text(words if words.plain else styled(one_line(word.text)))


def _print_breaches(accord: Accord, passages: Passages, *, everything: bool) -> None:
    if not accord.breaches:
        return
    console = out()
    console.print()
    console.print(styled(("Who is said to have broken it", "bold")))
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("accused", "said by", "through", "term", "when", "where", "in its words"):
        table.add_column(heading, overflow="fold")
    table.columns[4].no_wrap = True
    events = _by_event(accord.breaches)
    for held in events if everything else events[:MOST_ROWS]:
        first = held[0]
        table.add_row(
            styled(("; ".join(one_line(breach.accused) for breach in held[:MOST_OUTLETS]), "bold")),
            styled(speaker(first.voice)),
            styled(outlet(first.voice)),
            styled(one_line(first.term) or wording.NOT_TOLD),
            styled(one_line(first.date) or wording.NOT_TOLD),
            styled(one_line(first.place) or wording.NOT_TOLD),
            passages.sentence(first.voice, first.start, first.end),
        )
    console.print(Padding(table, (0, 0, 0, 2)))
    if not everything and len(events) > MOST_ROWS:
        console.print(styled((f"  … {len(events) - MOST_ROWS} more: --all", "dim")))


def _by_event(breaches: Sequence[Breach]) -> list[list[Breach]]:
    """The breaches of one event, which differ only in whom they accuse, together."""
    found: dict[str, list[Breach]] = {}
    for breach in breaches:
        found.setdefault(breach.event_id, []).append(breach)
    return list(found.values())
