"""Whether a rejection refuses what is asked or denies what is charged: a denial answers no request."""

import re
from functools import cache

from demarche.collate.courses.bearing import bearing_table
from demarche.collate.telling.told import Told

DENIAL = "DENIAL"  # what such a REJECT is called in `data/bearing.yaml`
AHEAD = 80  # characters from the word that rejects in which it says what


def kind_of(told: Told) -> str:
    """The type of an event as demarches take it: its own, or `DENIAL`.

    A denial has no mode (annotation guidelines), and speaks of an attack told beside it or has a word of it.
    """
    if told.event.type != "REJECT" or told.event.mode:
        return told.event.type
    at = max(0, min(told.event.mentions).start - told.passage_start)
    words = told.passage[at : at + AHEAD]
    if _any_of(bearing_table().denied_and_no_charge).search(words):
        return told.event.type
    denies = told.about is not None or _any_of(bearing_table().denying).search(words)
    return DENIAL if denies else told.event.type


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b", re.IGNORECASE)
