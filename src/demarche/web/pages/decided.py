"""Decisions in a table, and the page of all of them."""

from collections.abc import Sequence

from demarche.records import Decision
from demarche.web.screens import Cell, Screen, Sheet, Visit
from demarche.web.texts import counted, label, text, titles


def decided(made: Sequence[Decision]) -> Sheet:
    """When, by whom, what, why, and whether it still holds; the latest first."""
    return Sheet(
        name="decisions",
        title=text("decisions.title"),
        header=titles("made", "author", "decision", "note", "state", "id"),
        rows=tuple(
            (
                Cell(each.date[:16].replace("T", " ")),
                Cell(each.author),
                Cell(in_words(each), look="dim" if each.undone else ""),
                Cell(each.note),
                Cell(text("decisions.undone" if each.undone else "decisions.holds")),
                Cell(each.id),
            )
            for each in reversed(made)
        ),
        looks=("date", "", "", "", "", "code"),
    )


def in_words(of: Decision) -> str:
    """What was decided."""
    events, others = counted("word.event", len(of.events)), counted("word.event", len(of.others))
    field = label("field", of.field)
    return text(f"decisions.{of.action}", events=events, others=others, field=field, value=of.value)


def decisions(visit: Visit) -> Screen:
    """The page of all decisions."""
    made = visit.holdings.decisions()
    return Screen(
        template="decisions.html",
        title=text("decisions.title"),
        data={"decisions": made},
        sheets=(decided(made),),
        context={"made": list(reversed(made))},
    )
