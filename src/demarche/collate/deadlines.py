"""By when something is asked: the time in its sentence that a word before it makes a deadline."""

import re
from functools import cache

from demarche.collate.bearing import bearing_table
from demarche.collate.told import Told
from demarche.knowledge.dates import resolve_date
from demarche.knowledge.time_phrases import time_phrases
from demarche.records import When


def deadline_of(told: Told) -> When | None:
    """The deadline that the event's passage gives, None when there is none.

    Its date is None where the report has no date to reckon from, or the deadline lies before it.
    """
    passage = told.passage.lower()
    if len(passage) != len(told.passage):  # a letter whose small form is two: offsets would be off
        passage = told.passage
    for phrase in time_phrases(passage):
        before = _deadline_word().search(passage[: phrase.start])
        if before:
            start = before.start("time") if before["time"] else phrase.start
            text = told.passage[start : phrase.end]
            date = resolve_date(text, anchor=told.published, tense="future")
            passed = date is not None and told.published is not None and date < told.published[: len(date)]
            return When(
                text=text,
                start=told.passage_start + start,
                end=told.passage_start + phrase.end,
                date=None if passed else date,
            )
    return None


@cache
def _deadline_word() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in bearing_table().deadline_words)
    return re.compile(
        rf"\b(?:{words})\s+(?P<time>(?:the\s+|early\s+|late\s+|mid-?)?(?:(?:end|beginning|start|close)\s+of\s+(?:the\s+)?)?)$"
    )
