"""By when something is asked: the time in its sentence that a word before it makes a deadline."""

import re
from functools import cache

from demarche.collate.courses.bearing import bearing_table
from demarche.collate.order import day_of
from demarche.collate.telling.told import Told
from demarche.knowledge.dates import resolve_date
from demarche.knowledge.time_phrases import time_phrases
from demarche.records import When

_DAY = 10  # characters of a full date


def deadline_of(told: Told) -> When | None:
    """The deadline that the event's passage gives after the word that asks; None when there is none.

    Its date is None where nothing tells from when it is reckoned. A time that is past already is none.
    """
    passage = told.passage.lower()
    if len(passage) != len(told.passage):  # a letter whose small form is two: offsets would be off
        passage = told.passage
    asked = min((m.start for m in told.event.mentions if m.start >= told.passage_start), default=0)
    for phrase in time_phrases(passage):
        start, end = phrase.start, phrase.end
        within = _within().match(passage, start)
        before = _deadline_word().search(passage[:start])
        if told.passage_start + start < asked or not (within or before):
            continue
        if before:
            start = before.start("time") if before["time"] else start
        start += len(passage[start:end]) - len(passage[start:end].lstrip())
        text = told.passage[start:end]
        date = _date(_from_now(passage[within.end() : end]) if within else text, told)
        if date is not None and told.published and date.rpartition("/")[2] < told.published[: len(date)]:
            continue
        return When(text=text, start=told.passage_start + start, end=told.passage_start + end, date=date)
    return None


def _date(words: str, told: Told) -> str | None:
    """The date of a deadline, from its report's day, or where that has none from the day of the asking."""
    anchor = told.published or day_of(told)
    if anchor is None or len(anchor) < _DAY or "/" in anchor:
        return None if anchor else resolve_date(words, anchor=None)
    return resolve_date(words, anchor=anchor, tense="future")


def _from_now(span: str) -> str:
    """A span of time as words that a date can be reckoned by; hours as the days in which they end."""
    hours = re.match(r"(\d{1,3})[\s-]*hours?\b", span)
    return f"{-(-int(hours[1]) // 24)} days from now" if hours else f"{span} from now"


@cache
def _within() -> re.Pattern[str]:
    return re.compile(r"within\s+(?:the\s+next\s+|the\s+)?")


@cache
def _deadline_word() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in bearing_table().deadline_words)
    part = r"(?:end|beginning|start|close|middle)\s+of(?:\s+the)?"
    return re.compile(rf"\b(?:{words})(?:\s+(?P<time>(?:the\s+|early\s+|late\s+|mid-?)?(?:{part})?))?\s*$")
