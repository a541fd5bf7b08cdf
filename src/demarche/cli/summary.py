"""What `demarche read` did, in a few lines."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rich.table import Table

from demarche.cli.answer import print_json
from demarche.cli.feed import not_english_told
from demarche.cli.naming import command_line
from demarche.cli.terminal import clean, out, styled
from demarche.intake.language import is_english
from demarche.ledger import Added, Ledger, Query
from demarche.plover import ontology

if TYPE_CHECKING:
    from demarche.cli.keeping import Keeper
    from demarche.ledger.collating import Collated

ALL = Query(limit=0)
MOST_REFUSALS = 10  # shown; the ledger has them all
BAR_WIDTH = 30
QUAD_STYLES = ("", "cyan", "green", "yellow", "red")  # by quad class, from verbal cooperation on


def print_summary(ledger: Ledger, path: str, kept: "Keeper", done: "Collated", *, as_json: bool) -> None:
    """Reports read, known, corrected and refused, the events found, and what is collated."""
    held = ledger.reports(Query(limit=0)).total, ledger.events(Query(limit=0)).total
    together = held_together(ledger)
    foreign = not_english(ledger)
    if as_json:
        print_json(
            {
                "ledger": ledger.name,
                **{state.value: kept.added[state] for state in Added},
                "words": kept.words,
                "events": dict(kept.types.most_common()),
                "refused": kept.refusals,
                "collated": done.reports,
                "held": {"reports": held[0], "events": held[1], "not_english": foreign, **together},
            }
        )
        return
    console = out()
    console.print(
        styled(f"{reports_told(kept)}; {kept.words:,} words read, {sum(kept.types.values()):,} events found.")
    )
    holds = f"{counted(held[0], 'report')} and {counted(held[1], 'event')}"
    console.print(styled(f"{ledger.name} holds {holds}."))
    if foreign:
        console.print(styled((not_english_told(foreign), "yellow")))
    if together["incidents"]:
        console.print(styled(f"Collated: {in_words(together)}"))
    if kept.refusals:
        console.print()
        console.print(styled((f"{counted(len(kept.refusals), 'input')} refused:", "bold red")))
        for refusal in kept.refusals[:MOST_REFUSALS]:
            console.print(
                styled("  ", refusal.source, "  ", (refusal.reason, "yellow"), f"  {refusal.detail}")
            )
        if len(kept.refusals) > MOST_REFUSALS:
            console.print(
                styled(f"  and {len(kept.refusals) - MOST_REFUSALS:,} more: {command_line('refusals', path)}")
            )
    if kept.types:
        console.print()
        console.print(type_table(kept.types))
    if held[1]:
        console.print()
        console.print(
            styled(
                "Next: ",
                (command_line("timeline", path), "bold"),
                "  or  ",
                (command_line("incidents", path), "bold"),
            )
        )


def not_english(ledger: Ledger, asked: Query = ALL) -> int:
    """How many of the reports that match are not in English, the language that is read."""
    return sum(count for language, count in ledger.languages(asked).items() if not is_english(language))


def reports_told(kept: "Keeper") -> str:
    """How many reports were what."""
    new, seen = kept.added[Added.NEW], kept.added[Added.SEEN]
    parts = [counted(new, "new report")]
    if kept.added[Added.CORRECTED]:
        parts.append(f"{kept.added[Added.CORRECTED]:,} corrected")
    if kept.added[Added.REREAD]:
        parts.append(f"{kept.added[Added.REREAD]:,} read again by another model")
    if seen:
        parts.append(f"{seen:,} known already")
    return ", ".join(parts)


def held_together(ledger: Ledger) -> dict[str, int]:
    """How many incidents there are, how many of several reports, how many disputed; agreements, demarches."""
    none = Query(limit=0)
    return {
        "incidents": ledger.incidents(none).total,
        "of_several_reports": ledger.incidents(Query(limit=0, min_reports=2)).total,
        "disputed": ledger.incidents(Query(limit=0, disputed="any")).total,
        "agreements": ledger.accords(none).total,
        "demarches": ledger.demarches(none).total,
    }


def in_words(counts: dict[str, int]) -> str:
    """What `held_together` counts, in one line."""
    return (
        f"{counted(counts['incidents'], 'incident')}, {counts['of_several_reports']:,} told by several "
        f"reports, {counts['disputed']:,} disputed; {counted(counts['agreements'], 'agreement')}, "
        f"{counted(counts['demarches'], 'demarche')}."
    )


def counted(count: int, thing: str) -> str:
    """`1 report`, `1,200 reports`."""
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def type_table(types: Mapping[str, int]) -> Table:
    """Events by type with a bar, most first."""
    table = Table(box=None, show_header=False, pad_edge=False)
    most = max(types.values())
    for name, count in sorted(types.items(), key=lambda item: (-item[1], item[0])):
        bar = "█" * max(1, round(BAR_WIDTH * count / most))
        style = type_style(name)
        table.add_row(styled((name, style)), styled(f"{count:,}"), styled((bar, style)))
    table.columns[1].justify = "right"
    return table


def type_style(name: str) -> str:
    """The colour of an event type: that of its quad class."""
    known = ontology().types.get(clean(name))
    return QUAD_STYLES[known.quad_class] if known else ""
