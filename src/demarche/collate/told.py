"""An event as one report tells it: what collation compares and merges."""

import msgspec

from demarche.reader.sentences import sentences_of
from demarche.records import Event, Reading, Report, Span

LONGEST_PASSAGE = 600  # characters: a page without full stops is one sentence


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One event of one report, with what collation needs of the report.

    `headline`: a mention stands in the headline. `share`: how far into the report it is first told, 0 to 1.
    `passage`: the sentence of its first mention in the body, at `passage_start` in the report's text.
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

    @property
    def id(self) -> str:
        """The event's id, the same everywhere."""
        return self.event.id


def told_events(report: Report, reading: Reading) -> tuple[Told, ...]:
    """The events of a reading, in order of the text."""
    body = headline_end(report)
    sentences = sentences_of(report.text)
    found = []
    for event in reading.events:
        first = min(event.mentions)
        in_body = [m for m in sorted(event.mentions) if m.start >= body] or [first]
        start, end = _passage(sentences, in_body[0])
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
            )
        )
    return tuple(found)


def _passage(sentences: list[tuple[int, int]], at: Span) -> tuple[int, int]:
    start, end = next(((s, e) for s, e in sentences if s <= at.start < e), (at.start, at.end))
    first = max(start, at.start - LONGEST_PASSAGE // 2)
    return first, min(end, first + LONGEST_PASSAGE)


def headline_end(report: Report) -> int:
    """Where the headline ends in the text, 0 when the text does not hold it near its beginning."""
    title = report.title.strip().rstrip(".")
    at = report.text.find(title, 0, len(title) + 120) if title else -1
    return at + len(title) if at >= 0 else 0
