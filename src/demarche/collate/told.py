"""An event as one report tells it: what collation compares and merges."""

import re

import msgspec

from demarche.reader.sentences import sentences_of
from demarche.records import Event, FoundSpan, Party, Reading, Report, Span, When

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
LONGEST_PASSAGE = 600  # characters: a page without full stops is one sentence


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One event of one report, with what collation needs of the report.

    `headline`: a mention stands in the headline. `share`: how far into the report it is first told, 0 to 1.
    `passage`: the sentence of its first mention in the body, at `passage_start` in the report's text.
    `beside`, `times`: the parties and times that the reader found in the passage, of the event or not.
    `not_before`: the last full day that the report tells of as past; an undated report is no older.
    """

    event: Event
    report_id: str
    outlet: str | None
    published: str | None
    title: str
    headline: bool
    share: float
    passage: str
    passage_start: int
    beside: tuple[Party, ...] = ()
    times: tuple[When, ...] = ()
    not_before: str | None = None

    @property
    def id(self) -> str:
        """The event's id, the same everywhere."""
        return self.event.id


def told_events(report: Report, reading: Reading) -> tuple[Told, ...]:
    """The events of a reading, in order of the text."""
    body = headline_end(report)
    sentences = sentences_of(report.text)
    earliest = not_before(reading)
    found = []
    for event in reading.events:
        first = min(event.mentions)
        in_body = [m for m in sorted(event.mentions) if m.start >= body] or [first]
        start, end = _passage(sentences, in_body[0])
        spans = [span for span in reading.spans if start <= span.start and span.end <= end]
        found.append(
            Told(
                event=event,
                report_id=report.id,
                outlet=report.outlet,
                published=report.published,
                title=report.title,
                headline=first.start < body,
                share=round(first.start / max(1, len(report.text)), 4),
                passage=report.text[start:end],
                passage_start=start,
                beside=tuple(_party(span) for span in spans if span.kind == "party"),
                times=tuple(_when(span) for span in spans if span.kind == "time"),
                not_before=earliest,
            )
        )
    return tuple(found)


def _passage(sentences: list[tuple[int, int]], at: Span) -> tuple[int, int]:
    start, end = next(((s, e) for s, e in sentences if s <= at.start < e), (at.start, at.end))
    first = max(start, at.start - LONGEST_PASSAGE // 2)
    return first, min(end, first + LONGEST_PASSAGE)


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


def headline_end(report: Report) -> int:
    """Where the headline ends in the text, 0 when the text does not hold it near its beginning."""
    title = report.title.strip().rstrip(".")
    at = report.text.find(title, 0, len(title) + 120) if title else -1
    return at + len(title) if at >= 0 else 0
