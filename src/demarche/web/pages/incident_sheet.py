"""A table of incidents, the same wherever incidents are listed."""

from collections.abc import Iterable, Mapping

from demarche.records import Incident
from demarche.web import wording
from demarche.web.addresses import of_incident
from demarche.web.screens import Cell, Sheet
from demarche.web.texts import counted, label, text, titles

LOOKS = ("date", "title", "tag", "", "", "", "num", "num", "argued")


def sorts_by() -> dict[str, str]:
    """Column titles, with what each can be sorted by."""
    return {
        text("column.date"): "date",
        text("column.incident"): "title",
        text("column.type"): "type",
        text("column.place"): "place",
        text("column.killed"): "killed",
        text("column.sources"): "sources",
        text("column.disputed"): "disputes",
    }


def incident_sheet(
    found: Iterable[Incident],
    *,
    name: str = "incidents",
    title: str = "",
    sorts: Mapping[str, str] = {},
    ordered: tuple[str, str] = ("", ""),
) -> Sheet:
    """When, what, where, who to whom, how many dead, told by whom, what is disputed."""
    return Sheet(
        name=name,
        title=title or text("overview.table"),
        header=titles("date", "incident", "type", "place", "who", "outlets", "killed", "sources", "disputed"),
        rows=tuple(_row(each) for each in found),
        looks=LOOKS,
        sorts=sorts,
        ordered=ordered,
    )


def _outlets(of: Incident) -> str:
    """The outlets that tell it; how many reports, where they name none."""
    named = [part.outlet for part in of.reports if part.outlet]
    return wording.names(named, 3) if named else counted("word.report", len(of.reports))


def _row(of: Incident) -> tuple[Cell, ...]:
    whom = wording.acted_on(of)
    who = wording.names(wording.acting(of), 2)
    return (
        Cell(wording.date(of.date), look="" if of.date else "dim"),
        Cell(of.title, of_incident(of.id)),
        Cell(of.type),
        Cell(wording.place(of.place), look="" if of.place else "dim"),
        Cell(f"{who} → {wording.names(whom, 2)}" if whom else who),
        Cell(_outlets(of)),
        Cell(wording.killed(of)),
        Cell(str(of.independent_sources)),
        Cell(", ".join(dict.fromkeys(label("dispute", dispute.kind) for dispute in of.disputes))),
    )
