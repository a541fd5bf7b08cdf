"""Where a time is seen from: publication, the tense, the time told before."""

from datetime import date
from typing import Literal

import msgspec

Tense = Literal["past", "future", "unknown"]
BACK = frozenset({"last", "past", "previous"})
AHEAD = frozenset({"next", "coming", "following"})


class Vantage(msgspec.Struct, frozen=True):
    """What a time is reckoned from: publication as exact as known, tense, the time told before (ISO)."""

    year: int | None
    month: int | None
    day: date | None
    tense: Tense
    previous: str | None


def step_of(which: str) -> int:
    """How many units away "last" (-1), "this" (0) and "next" (1) are."""
    return -1 if which in BACK else 1 if which in AHEAD else 0
