"""What Python programs call: read a text, and see readings as frames."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from demarche.errors import InputError
from demarche.intake import report_from_text
from demarche.ledger import StoredEvent, frames
from demarche.records import Event, Reading, Report

if TYPE_CHECKING:
    import polars


def read(
    report_or_text: Report | str, *, published: str | None = None, title: str = "", outlet: str | None = None
) -> Reading:
    """The events, agreements and spans of a report or of a text, which is taken as it is.

    `published` (an ISO date as exact as known) is what words like "on Saturday" count from. It, `title`
    and `outlet` go with a text only. Raises InputError for an empty text or a bad date, ModelError when the
    weights are missing.
    """
    from demarche.reader import shared_reader

    if isinstance(report_or_text, str):
        report = report_from_text(report_or_text, title=title, published=published, outlet=outlet)
    elif published is not None or title or outlet is not None:
        raise InputError("published, title and outlet go with a text; a Report has its own")
    else:
        report = report_or_text
    return shared_reader().read(report)


def frame(readings: Reading | Iterable[Reading], reports: Report | Iterable[Report] = ()) -> polars.DataFrame:
    """The events of readings as a polars frame, a row an event; `.to_pandas()` makes a pandas one.

    The columns are those of `Ledger.frame("events")`. `reports`, in any order, fill in outlet, title,
    published and url, which are null for the events of other reports.
    """
    known = {(one.id, one.digest): one for one in ([reports] if isinstance(reports, Report) else reports)}
    given = [readings] if isinstance(readings, Reading) else readings
    return frames.events(
        _row(event, reading, known.get((reading.report_id, reading.report_digest)))
        for reading in given
        for event in reading.events
    )


def _row(event: Event, reading: Reading, report: Report | None) -> StoredEvent:
    return StoredEvent(
        event=event,
        report_id=reading.report_id,
        outlet=report.outlet if report else None,
        title=report.title if report else "",
        published=report.published if report else None,
        url=report.url if report else None,
        digest=reading.report_digest,
    )
