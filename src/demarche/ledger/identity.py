"""Which report an id means: ids are an outlet's own, so two outlets may each have a report "1".

A report is known by its id and its outlet, folded; that it names no outlet counts as an outlet of its own.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from demarche.errors import InputError
from demarche.ledger.folded import folded, wanted
from demarche.ledger.tables import reports
from demarche.records import Report

Identity = tuple[str, str]  # id, outlet folded
_NAMED = 10  # outlets that a message names


def identity_of(report: Report) -> Identity:
    """What the ledger knows the report by."""
    return report.id, folded(report.outlet)


def meant(connection: Connection, id: str, outlet: str | None, digest: str | None = None) -> Row[Any] | None:
    """Key, outlet and folded outlet of the report meant, its current version or the one with that digest.

    None when there is none. Raises InputError when several outlets have it and `outlet` does not choose.
    """
    which = reports.c.superseded_by.is_(None) if digest is None else reports.c.digest == digest
    held = select(reports.c.key, reports.c.outlet, reports.c.outlet_folded).where(reports.c.id == id, which)
    rows = of_outlet(connection.execute(held.order_by(reports.c.outlet_folded)).all(), outlet)
    if len(rows) > 1:
        raise several(f"a report {id!r}", rows)
    return rows[0] if rows else None


def of_outlet(rows: Sequence[Any], outlet: str | None) -> Sequence[Any]:
    """The rows of that outlet, told by its name or else by a part of it; "" is no outlet, None any."""
    if outlet is None:
        return rows
    name = folded(outlet)
    whole = [row for row in rows if row.outlet_folded == name]
    if whole or not name:
        return whole
    return [row for row in rows if wanted(outlet, "outlet") in row.outlet_folded]


def several(what: str, rows: Sequence[Any]) -> InputError:
    """The error that says which outlets have it."""
    outlets = list({row.outlet_folded: repr(row.outlet or "") for row in rows}.values())
    named = ", ".join(outlets[:_NAMED]) + (", …" if len(outlets) > _NAMED else "")
    return InputError(f"{len(outlets)} outlets have {what}; choose one with outlet (--outlet): {named}")
