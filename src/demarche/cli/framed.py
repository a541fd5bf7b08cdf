"""Framing for the terminal: each party's names by outlet, voices by outlet, and what an outlet leaves out."""

from collections import Counter
from collections.abc import Collection, Sequence

from rich.padding import Padding
from rich.table import Table

from demarche.cli import wording
from demarche.cli.summary import counted
from demarche.cli.terminal import one_line, out, styled
from demarche.ledger.folded import folded, is_code, wanted
from demarche.records import Framing, Naming, Silence, Telling

MOST_WORDS = 8  # of one outlet for one party
MOST_TITLES = 3  # of what one outlet leaves out


def chosen(
    framing: Framing, party: str | None, types: Collection[str], incidents: Collection[str]
) -> Framing:
    """What concerns the party and the types; of incidents left out those whose ids are among `incidents`.

    All words for a party count when its name, its code or one of these words matches.
    """
    named = {(one.party, one.code) for one in framing.namings if party is None or _is(one, party)}
    actors = {party for party, _ in named}
    return Framing(
        namings=tuple(one for one in framing.namings if (one.party, one.code) in named),
        tellings=tuple(
            one
            for one in framing.tellings
            if (not types or one.type in types)
            and (party is None or one.actor in actors or wanted(party, "party") in folded(one.actor))
        ),
        silences=tuple(one for one in framing.silences if one.incident_id in incidents),
    )


def print_framing(framing: Framing, most_parties: int | None) -> None:
    """The three parts; of the parties the most named ones."""
    console = out()
    parties = Counter[tuple[str, str | None]]()
    for one in framing.namings:
        parties[one.party, one.code] += one.count
    ordered = sorted(parties, key=lambda key: (-parties[key], key[0], key[1] or ""))
    for party, code in ordered[:most_parties]:
        of = [one for one in framing.namings if (one.party, one.code) == (party, code)]
        title = f"{one_line(party)}{f' ({code})' if code else ''}"
        console.print(styled((title, "bold"), (f"  named {counted(parties[party, code], 'time')}", "dim")))
        console.print(Padding(_naming_table(of), (0, 0, 1, 2)))
    if most_parties is not None and len(ordered) > most_parties:
        left = len(ordered) - most_parties
        console.print(styled((f"{left:,} more parties: --limit 0, or choose with --party", "dim")))
        console.print()
    if framing.tellings:
        console.print(styled(("In whose voice", "bold"), ("  events by who tells that they happened", "dim")))
        console.print(Padding(_voice_table(framing.tellings), (0, 0, 1, 2)))
    if framing.silences:
        words = "  incidents that two or more others tell, while it published"
        console.print(styled(("Left out", "bold"), (words, "dim")))
        console.print(Padding(_silence_table(framing.silences), (0, 0, 1, 2)))
    if framing.namings:
        console.print(styled(("* words that take a side; passages: --json", "dim")))
    else:
        console.print(styled("no words match"))


def _naming_table(namings: Sequence[Naming]) -> Table:
    table = _table("outlet", "named", "*", "by the words")
    table.columns[1].justify = table.columns[2].justify = "right"
    outlets: dict[str | None, list[Naming]] = {}
    for one in namings:
        outlets.setdefault(one.outlet, []).append(one)
    for outlet, held in outlets.items():
        held.sort(key=lambda one: (-one.count, one.words))
        loaded = sum(one.count for one in held if one.loaded)
        words: list[str | tuple[str, str]] = []
        for one in held[:MOST_WORDS]:
            mark, style = ("*", "yellow") if one.loaded else ("", "")
            words += [
                "; " if words else "",
                (f"{one_line(one.words)}{mark}", style),
                (f" {one.count:,}", "dim"),
            ]
        more = len(held) - MOST_WORDS
        table.add_row(
            styled((one_line(outlet) or wording.NOT_TOLD, "bold")),
            styled(f"{sum(one.count for one in held):,}"),
            styled(f"{loaded:,}" if loaded else ""),
            styled(*words, (f"; {more} more" if more > 0 else "", "dim")),
        )
    return table


def _voice_table(tellings: Sequence[Telling]) -> Table:
    table = _table("outlet", "in its own voice", "attributed", "with a denial", "own share")
    for column in table.columns[1:]:
        column.justify = "right"
    outlets: dict[str | None, Counter[str]] = {}
    for one in tellings:
        counts = outlets.setdefault(one.outlet, Counter())
        counts.update(own=one.own_voice, attributed=one.attributed, denied=one.denied)
    for outlet, counts in outlets.items():
        told = counts["own"] + counts["attributed"]
        table.add_row(
            styled((one_line(outlet) or wording.NOT_TOLD, "bold")),
            *(styled(f"{counts[kind]:,}") for kind in ("own", "attributed", "denied")),
            styled(f"{counts['own'] / told:.0%}" if told else wording.NOT_TOLD),
        )
    return table


def _silence_table(silences: Sequence[Silence]) -> Table:
    table = _table("outlet", "left out", "those that most others tell")
    table.columns[1].justify = "right"
    outlets: dict[str | None, list[Silence]] = {}
    for one in silences:
        outlets.setdefault(one.outlet, []).append(one)
    for outlet, held in outlets.items():
        held.sort(key=lambda one: (-len(one.told_by), one.date or "", one.incident_id))
        titles = "\n".join(
            f"{one_line(one.title)} ({len(one.told_by)} others, {one_line(one.incident_id)[:10]})"
            for one in held[:MOST_TITLES]
        )
        table.add_row(
            styled((one_line(outlet) or wording.NOT_TOLD, "bold")), styled(f"{len(held):,}"), styled(titles)
        )
    return table


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _is(one: Naming, party: str) -> bool:
    if is_code(party) and one.code == party:
        return True
    words = wanted(party, "party")
    return words in folded(one.party) or words in folded(one.words)
