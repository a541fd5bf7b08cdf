"""Decisions of another ledger taken over: as far as this one has the events that they speak of."""

import sys
from collections.abc import Iterable

import msgspec
import typer

from demarche.cli.answer import print_json
from demarche.cli.decided import in_words
from demarche.cli.feed import SOME_REFUSED
from demarche.cli.summary import counted
from demarche.cli.terminal import out, say, styled
from demarche.collate.decisions import decision
from demarche.errors import InputError
from demarche.ledger import Ledger
from demarche.records import Decision

MOST_SHOWN = 10


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What became of decisions: taken, here already, passed over (id and why); `unknown`: events not here."""

    taken: tuple[Decision, ...]
    known: tuple[str, ...]
    passed_over: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...]


def read_decisions(file: str) -> list[Decision]:
    """The decisions of a JSONL file, - for standard input. Raises InputError, naming the line."""
    try:
        if file == "-":
            lines = sys.stdin.buffer.read().splitlines()
        else:
            with open(file, "rb") as stream:
                lines = stream.read().splitlines()
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({error.strerror or error})") from error
    found = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                found.append(msgspec.json.decode(line, type=Decision))
            except (msgspec.MsgspecError, UnicodeDecodeError) as error:
                raise InputError(f"{file}:{number}: not a decision: {error}") from error
    return found


def take_over(ledger: Ledger, decisions: Iterable[Decision]) -> Taken:
    """Keep and carry out the decisions, oldest first, as far as their events are in the ledger."""
    held = {made.id for made in ledger.decisions()}
    taken: list[Decision] = []
    known: list[str] = []
    passed_over: list[tuple[str, str]] = []
    here: dict[str, bool] = {}
    for made in sorted(decisions, key=lambda made: (made.date, made.id)):
        for event in (*made.events, *made.others):
            if event not in here:
                here[event] = _has(ledger, event)
        try:
            again = _as_far_as_here(made, here)
            if again.id in held:
                known.append(again.id)
                continue
            ledger.decide(again)
        except InputError as error:
            passed_over.append((made.id, str(error)))
            continue
        held.add(again.id)
        taken.append(again)
    unknown = tuple(sorted(event for event, is_here in here.items() if not is_here))
    return Taken(taken=tuple(taken), known=tuple(known), passed_over=tuple(passed_over), unknown=unknown)


def print_taken(taken: Taken, *, as_json: bool) -> None:
    """What was taken, and on standard error what was not; ends the program with status 1 if any was not."""
    if as_json:
        print_json(
            {
                "taken": taken.taken,
                "known": taken.known,
                "passed_over": [{"id": id_, "reason": reason} for id_, reason in taken.passed_over],
                "unknown_events": taken.unknown,
            }
        )
    else:
        already = f", {len(taken.known):,} known already" if taken.known else ""
        out().print(styled(f"{counted(len(taken.taken), 'decision')} taken over{already}."))
        for made in taken.taken[:MOST_SHOWN]:
            out().print(styled(f"  {in_words(made)}", (f"  {made.author}, {made.date}  {made.id}", "dim")))
        if len(taken.taken) > MOST_SHOWN:
            out().print(styled((f"  and {len(taken.taken) - MOST_SHOWN} more", "dim")))
    for id_, reason in taken.passed_over:
        say(f"passed over: {id_}: {reason}")
    if taken.unknown:
        some = ", ".join(taken.unknown[:MOST_SHOWN]) + (", …" if len(taken.unknown) > MOST_SHOWN else "")
        say(f"{counted(len(taken.unknown), 'event')} not in this ledger: {some}")
    if taken.passed_over or taken.unknown:
        raise typer.Exit(SOME_REFUSED)


def _as_far_as_here(made: Decision, here: dict[str, bool]) -> Decision:
    again = decision(
        made.action,
        [event for event in made.events if here[event]],
        author=made.author,
        date=made.date,
        others=[event for event in made.others if here[event]],
        field=made.field,
        value=made.value,
        note=made.note,
    )
    return msgspec.structs.replace(again, undone=made.undone)


def _has(ledger: Ledger, event: str) -> bool:
    try:
        return ledger.event(event).event.id == event
    except InputError:
        return False
