"""What a report names around an event, whether the event takes it up or not."""

import re

import msgspec

from demarche.records import FoundSpan, Party, Reading, When

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Surroundings(msgspec.Struct, frozen=True, kw_only=True):
    """The `parties` and `times` of the event's passage.

    `not_before`: the last full day that the report tells of as past; an undated report is no older.
    """

    parties: tuple[Party, ...] = ()
    times: tuple[When, ...] = ()
    not_before: str | None = None


def surroundings_of(reading: Reading, start: int, end: int, earliest: str | None) -> Surroundings:
    """What the reading found at `[start, end)` of the text."""
    spans = [span for span in reading.spans if start <= span.start and span.end <= end]
    return Surroundings(
        parties=tuple(_party(span) for span in spans if span.kind == "party"),
        times=tuple(_when(span) for span in spans if span.kind == "time"),
        not_before=earliest,
    )


def not_before(reading: Reading) -> str | None:
    """The last full day that a reading tells of as past, by its times; None when it tells of none."""
    to_come = {event.when.start for event in reading.events if event.when and event.occurrence != "actual"}
    days = [
        span.value
        for span in reading.spans
        if span.kind == "time" and span.value and _DAY.fullmatch(span.value) and span.start not in to_come
    ]
    return max(days, default=None)


def _party(span: FoundSpan) -> Party:
    return Party(
        text=span.text,
        start=span.start,
        end=span.end,
        name=span.name or span.text,
        code=span.code,
        sector=span.sector,
        id=span.id,
    )


def _when(span: FoundSpan) -> When:
    return When(text=span.text, start=span.start, end=span.end, date=span.value)
