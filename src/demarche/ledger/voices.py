"""With which voice a report of the ledger speaks: its own, or that of what it copies."""

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, select

from demarche.collate.copies.copying import Copying
from demarche.collate.copies.groups import CopyLink, link_of, voices_among
from demarche.collate.telling.told import ReportKey, Told
from demarche.ledger.collation_tables import collated, copies
from demarche.ledger.parts import parts
from demarche.ledger.tables import reports


def voices_of(connection: Connection, tolds: Iterable[Told]) -> dict[ReportKey, str]:
    """By report, the voice that it speaks with: its own, or that of what it copies.

    All reports that copies join are looked at together: a voice is the same whichever of them is asked.
    """
    ask = connection.execute
    own: set[int] = set()
    for ids in parts(sorted({told.report_id for told in tolds})):
        own.update(
            ask(
                select(collated.c.report)
                .join_from(collated, reports, reports.c.key == collated.c.report)
                .where(reports.c.id.in_(ids))
            ).scalars()
        )
    pages: dict[int, str] = {}
    report_of: dict[str, ReportKey] = {}
    found: list[CopyLink] = []
    for keys in parts(sorted(joined_by_copies(connection, own))):
        for row in ask(
            select(collated.c.report, collated.c.page, reports.c.outlet, reports.c.id)
            .join_from(collated, reports, reports.c.key == collated.c.report)
            .where(collated.c.report.in_(keys))
        ):
            pages[row.report] = row.page
            report_of[row.page] = (row.outlet or "", row.id)
    for keys in parts(sorted(pages)):
        for copy in ask(select(copies).where(copies.c.report.in_(keys))):
            copying = msgspec.json.decode(copy.record, type=Copying)
            found.append(link_of(pages[copy.report], pages[copy.other], copying))
    return {report_of[page]: voice[0] for voice in voices_among(report_of, found) for page in voice}


def joined_by_copies(connection: Connection, report_keys: Iterable[int]) -> set[int]:
    """These reports, and all that copies join to them, directly or by others."""
    ask = connection.execute
    joined = set(report_keys)
    frontier = set(joined)
    while frontier:
        reached: set[int] = set()
        for keys in parts(sorted(frontier)):
            reached.update(ask(select(copies.c.other).where(copies.c.report.in_(keys))).scalars())
            reached.update(ask(select(copies.c.report).where(copies.c.other.in_(keys))).scalars())
        frontier = reached - joined
        joined |= frontier
    return joined
