"""The date that an exported event carries: when it happened as told, else when the report was published."""

from typing import Literal

from demarche.records import Event, Report

Origin = Literal["event", "published"]
Precision = Literal["day", "month", "year", "interval", "published", "none"]

_LENGTHS: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}


def date_of(event: Event, report: Report) -> tuple[str | None, Origin | None]:
    """The event's own date (an interval's first), else the report's publication date; partial stays partial.

    Second value: which of the two it is. (None, None) when neither is known.
    """
    if event.when is not None and event.when.date:
        return event.when.date.partition("/")[0], "event"
    return (report.published, "published") if report.published else (None, None)


def day_of(event: Event, report: Report) -> tuple[str, Precision]:
    """The first day of `date_of`, as YYYYMMDD ("" when nothing is known), and how exact it is."""
    date, origin = date_of(event, report)
    if date is None:
        return "", "none"
    year, month, day = [*date[:10].split("-"), "01", "01"][:3]
    if origin == "published":
        precision: Precision = "published"
    elif event.when is not None and "/" in (event.when.date or ""):
        precision = "interval"
    else:
        precision = _LENGTHS.get(len(date), "day")
    return f"{year}{month}{day}", precision
