"""What kind of deed an event is to a demarche: its type, but for denials and for fights of two sides."""

import re
from functools import cache

from demarche.collate.courses.bearing import bearing_table, one_of
from demarche.collate.courses.sides import sides_of
from demarche.collate.telling.told import Told

DENIAL, CLASH = "DENIAL", "CLASH"  # as `data/bearing.yaml` calls them
AHEAD = 80  # characters from the word that rejects in which it says what


def kind_of(told: Told) -> str:
    """The type of an event as demarches take it.

    `DENIAL`: a REJECT that denies a charge, which answers no request. It has no mode (annotation guidelines),
    and speaks of an attack told beside it or has a word of it. `CLASH`: an ASSAULT of two sides on each
    other; of any other that two do, both attack somebody else.
    """
    event = told.event
    if event.type == "ASSAULT" and not event.recipients and len(sides_of(event.actors)) > 1:
        clash = any(_any_of(bearing_table().clashing).search(mention.text) for mention in event.mentions)
        return CLASH if clash else event.type
    if event.type != "REJECT" or event.mode:
        return event.type
    at = max(0, min(event.mentions).start - told.passage_start)
    words = told.passage[at : at + AHEAD]
    if _any_of(bearing_table().denied_and_no_charge).search(words):
        return event.type
    denies = told.about is not None or _any_of(bearing_table().denying).search(words)
    return DENIAL if denies else event.type


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(one_of(words), re.IGNORECASE)
