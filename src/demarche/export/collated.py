"""What is collated, written to a file: incidents, disputes, agreements, demarches, decisions."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from demarche.errors import InputError
from demarche.export.agreements import ACCORD_FIELDS, BREACH_COLUMNS, accord_record, breach_rows
from demarche.export.columns import Columns, write_cells, write_typed
from demarche.export.decisions import DECISION_COLUMNS, DECISION_FIELDS, decision_record, decision_row
from demarche.export.demarches import DEMARCHE_FIELDS, STEP_COLUMNS, demarche_record, step_rows
from demarche.export.disputes import DISPUTE_COLUMNS, dispute_rows
from demarche.export.incident_rows import INCIDENT_COLUMNS, INCIDENT_FIELDS, incident_row
from demarche.export.incidents import incident_record
from demarche.export.plover import json_line
from demarche.export.sink import Target, opened

COLLATED_FORMATS = ("jsonl", "csv", "parquet")
Records = Callable[[Any], Iterable[Mapping[str, Any]]]


class _Form(msgspec.Struct, frozen=True):
    """Of one thing: its records with their fields, and its flat rows with their columns."""

    fields: Columns
    records: Records
    columns: Columns
    rows: Records


_FORMS: Mapping[str, _Form] = MappingProxyType(
    {
        "incidents": _Form(
            INCIDENT_FIELDS,
            lambda one: (incident_record(one),),
            INCIDENT_COLUMNS,
            lambda one: (incident_row(one),),
        ),
        "disputes": _Form(DISPUTE_COLUMNS, dispute_rows, DISPUTE_COLUMNS, dispute_rows),
        "agreements": _Form(ACCORD_FIELDS, lambda one: (accord_record(one),), BREACH_COLUMNS, breach_rows),
        "demarches": _Form(DEMARCHE_FIELDS, lambda one: (demarche_record(one),), STEP_COLUMNS, step_rows),
        "decisions": _Form(
            DECISION_FIELDS,
            lambda one: (decision_record(one),),
            DECISION_COLUMNS,
            lambda one: (decision_row(one),),
        ),
    }
)
COLLATED: tuple[str, ...] = tuple(_FORMS)


def write_collated(what: str, items: Iterable[Any], format: str, out: Target) -> int:
    """Write what is collated and return how many lines or rows were written.

    `what`: incidents and disputes want Incidents, agreements Accords, demarches Demarches, decisions
    Decisions. jsonl and parquet hold the whole records; of disputes a row a claim; csv is flat: a row an
    incident, a claim, an alleged breach, a making or sequel, a decision. `out` is a path, an open stream, or
    `-` for standard output; a file is written whole or not at all. InputError: an unknown name or format.
    """
    if what not in _FORMS:
        raise InputError(f"there is no export of {what!r}; known: {', '.join(_FORMS)}")
    if format not in COLLATED_FORMATS:
        raise InputError(f"{what} cannot be written as {format!r}; known: {', '.join(COLLATED_FORMATS)}")
    form = _FORMS[what]
    with opened(out, binary=format == "parquet") as sink:
        if format == "csv":
            return write_cells(_each(items, form.rows), form.columns, sink)
        if format == "parquet":
            return write_typed(_each(items, form.records), form.fields, sink)
        count = 0
        for record in _each(items, form.records):
            sink.write(json_line(dict(record)) + b"\n")
            count += 1
        return count


def _each(items: Iterable[Any], records: Records) -> Iterator[Mapping[str, Any]]:
    for item in items:
        yield from records(item)
