"""When a report was published, as it says itself: in a field, a date line, or the words it opens with."""

import datetime
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

import msgspec

from demarche.intake.data_files import load
from demarche.knowledge.dates import normalise_published, publication_date

_LEAD_CHARS = 600
_LONGEST_DATE_LINE = 160
_EPOCH_SECONDS = range(10**8, 4 * 10**9)  # 1973 to 2096
_TIME = re.compile(
    r"(?<!\d)(?:\d{1,2}[:.h]\d{2}(?::\d{2})?(?!\d)|\d{1,2}(?= ?[ap]\.?m\b)|\d{4}(?!\d))"
    r"|[+-]\d{1,2}(?::?\d{2})?(?!\d)",
    re.IGNORECASE,
)
_STRAY = " \t\xa0,.:;|/()[]-\u2013—•·"


class DateLine(msgspec.Struct, frozen=True):
    """A line that is nothing but a date and perhaps a name.

    `published`: the date, an ISO 8601 prefix; `labelled`: whether a word says what the date is of;
    `later`: whether that word says that it is of a later change; `rest`: what is no date, time or such word.
    """

    published: str
    labelled: bool
    later: bool
    rest: str


class _Words(msgspec.Struct, frozen=True):
    published: re.Pattern[str]
    changed: re.Pattern[str]
    around: re.Pattern[str]


def date_line(line: str) -> DateLine | None:
    """What `line` says as a date line; None when it names no date. It is one if its `rest` is nothing."""
    if len(line) > _LONGEST_DATE_LINE or not any(char.isdigit() for char in line):
        return None
    found = publication_date(line)
    if found is None or found.date is None:
        return None
    words = _words()
    rest = f"{line[: found.start]} {line[found.end :]}"
    published, changed = words.published.search(line), words.changed.search(line)
    for pattern in (words.changed, words.published, _TIME, words.around):
        rest = pattern.sub(" ", rest)
    return DateLine(
        published=found.date,
        labelled=bool(published or changed),
        later=bool(changed) and not published,
        rest=" ".join(rest.split()).strip(_STRAY),
    )


def published_in(text: str, title: str = "") -> str | None:
    """The publication date in the words that `text` opens with, be it after its `title`: an ISO prefix."""
    found = publication_date(text[: _LEAD_CHARS + len(title)], title=title)
    return None if found is None else found.date


def normalised(value: Any) -> str | None:
    """The ISO 8601 prefix of a date given as text, date, time, or seconds since 1970; else None."""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, str):
        value = value.strip()
        if not (value.isascii() and value.isdigit() and len(value) in (10, 13)):
            return normalise_published(value) if 0 < len(value) <= _LONGEST_DATE_LINE else None
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 10**13:
        return None
    for seconds in (value, value / 1000):
        if _EPOCH_SECONDS.start <= seconds < _EPOCH_SECONDS.stop:
            return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date().isoformat()
    return normalise_published(str(int(value))) if 1900 <= value < _EPOCH_SECONDS.start else None


@cache
def _words() -> _Words:
    lists = msgspec.convert(load("date_lines.yaml"), dict[str, tuple[str, ...]])
    return _Words(*(_any_of(lists[name]) for name in ("published", "changed", "around")))


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b\.?", re.IGNORECASE)
