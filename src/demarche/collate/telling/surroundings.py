"""What a report names around an event, whether the event takes it up or not."""

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from demarche.collate.courses.bearing import bearing_table
from demarche.knowledge.publication import find_dates
from demarche.records import FoundSpan, Party, Reading, Report, When

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TOLD_IN_A_SENTENCE = re.compile(r"(?:[^\W\d_][\w'\u2019.-]* ){6,}on [\w.,]+ [\w.,]+ \d{4}\b")
_JUST_BEFORE = 60  # characters


class Surroundings(msgspec.Struct, frozen=True, kw_only=True):
    """The `parties` and `times` of the event's passage.

    `not_before`: of an undated report, the last full day that it tells of as past: it is no older.
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


def not_before(reading: Reading, report: Report) -> str | None:
    """The last full day that a report tells of as past; None when it tells of none.

    Days that were read, that are merely written in its text, or told in a caption that intake took out.
    """
    to_come = {event.when.start for event in reading.events if event.when and event.occurrence != "actual"}
    read = [
        span.value
        for span in reading.spans
        if span.kind == "time" and span.value and _DAY.fullmatch(span.value) and span.start not in to_come
    ]
    captions = (line for line in report.furniture if _TOLD_IN_A_SENTENCE.match(line))
    written = [day for words in (report.text, *captions) for day in _days_past(words)]
    return max((*read, *written), default=None)


def _days_past(words: str) -> Iterator[str]:
    for found in find_dates(words):
        before = words[max(0, found.start - _JUST_BEFORE) : found.start]
        if found.date and _DAY.fullmatch(found.date) and not _ahead().search(before):
            yield found.date


@cache
def _ahead() -> re.Pattern[str]:
    words = "|".join(map(re.escape, bearing_table().ahead))
    return re.compile(rf"\b(?:{words})\b[^.!?\n]*$", re.IGNORECASE)


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
