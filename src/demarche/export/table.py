"""CSV: one flat line an event, safe to open in a spreadsheet."""

import csv
from collections.abc import Callable, Iterable, Iterator

from demarche.export.dating import date_of
from demarche.export.form import Form, Row
from demarche.export.plover import SIZE_NAMES, size_of
from demarche.export.sink import Sink
from demarche.plover import ontology
from demarche.records import Event, Party, Report

Cell = str | int | float | None

COLUMNS: tuple[str, ...] = (
    "id", "report_id", "incident_id", "date", "date_from", "type", "modes", "contexts", "quad_class", "score",
    "occurrence", "hedged", "confidence",
    "actors", "actor_codes", "actor_sectors", "recipients", "recipient_codes", "recipient_sectors",
    "place", "province", "country", "lat", "lon", "geonameid", "when",
    *SIZE_NAMES.values(), "tolls", "sources", "stances", "agreement",
    "trigger", "start", "end", "publication", "published", "title", "url", "language",
)  # fmt: skip

_BETWEEN = " | "
# What a spreadsheet takes for the start of a formula; a tab or a line end may hide one.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_csv(rows: Iterator[Row], out: Sink, form: Form) -> int:
    """CSV in UTF-8 with a header line. Returns the number of lines below it."""
    # All text is quoted: neither a bare carriage return nor a semicolon splits a cell, wherever it is opened.
    writer = csv.writer(Encoded(out), lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow((*COLUMNS, "text") if form.with_text else COLUMNS)
    count = 0
    for event, report in rows:
        cells = _cells(event, report, form)
        if form.with_text:
            cells.append(report.text)
        writer.writerow([safe(cell) for cell in cells])
        count += 1
    return count


def safe(cell: Cell) -> Cell:
    """The cell so that a spreadsheet shows and never runs it: what looks like a formula gets a ' first."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _cells(event: Event, report: Report, form: Form) -> list[Cell]:
    date, origin = date_of(event, report)
    known = ontology().types.get(event.type)
    place, size = event.where, size_of(event)
    first = event.mentions[0] if event.mentions else None
    return [
        event.id,
        event.report_id,
        form.incidents.get(event.id),
        date,
        origin,
        event.type,
        _joined(event.mode),
        _joined(event.context),
        known.quad_class if known else None,
        ontology().score(event.type, event.mode) if known else None,
        event.occurrence,
        "yes" if event.hedged else "no",
        round(event.confidence, 4),
        *_parties(event.actors),
        *_parties(event.recipients),
        place.name if place else None,
        place.province if place else None,
        place.country if place else None,
        place.lat if place else None,
        place.lon if place else None,
        place.geonameid if place else None,
        event.when.date if event.when else None,
        *(size[name] for name in SIZE_NAMES.values()),
        _joined(f"{toll.kind} {toll.bound} {toll.count} {toll.who}".strip() for toll in event.toll),
        _joined(source.party.name for source in event.attribution),
        _joined(source.stance for source in event.attribution),
        event.agreement,
        first.text if first else None,
        first.start if first else None,
        first.end if first else None,
        report.outlet,
        report.published,
        report.title,
        report.url,
        report.language,
    ]


def _parties(parties: Iterable[Party]) -> tuple[str, str, str]:
    """Names, codes and sectors; the n-th of each is the same party, an unknown code or sector is empty."""
    columns: tuple[Callable[[Party], str | None], ...] = (
        lambda party: party.name,
        lambda party: party.code,
        lambda party: party.sector,
    )
    names, codes, sectors = (_BETWEEN.join(column(p) or "" for p in parties) for column in columns)
    return names, codes, sectors


def _joined(values: Iterable[str]) -> str:
    return _BETWEEN.join(values)


class Encoded:
    """The text side of a sink, which is all that `csv` needs of a file."""

    def __init__(self, out: Sink) -> None:
        self._out = out

    def write(self, text: str) -> int:
        return self._out.write(text.encode())
