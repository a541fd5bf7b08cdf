"""In which order events are told to have happened."""

from demarche.collate.days import days_of
from demarche.collate.telling.told import Told

NEVER = "9999"


def day_of(told: Told) -> str | None:
    """When it happened as far as told: its own date, else its report's; None where neither is known.

    What has happened is no later than its report: a later date is a deadline or a slip, the report's counts.
    """
    own = told.event.when.date if told.event.when else None
    if own and told.published and told.event.occurrence == "actual":
        days, published = days_of(own), days_of(told.published)
        if days and published and days[0] > published[1]:
            return told.published
    return own or told.published


def day_order(told: Told) -> tuple[str, str, int, str]:
    """Sorts by day; what has none stands by the last day its report tells of, or last."""
    day = day_of(told) or told.around.not_before or NEVER
    return day.partition("/")[0], told.report_id, min(told.event.mentions).start, told.id
