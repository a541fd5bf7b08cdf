"""What a look at a source gives, one after the other."""

import msgspec

from demarche.ledger.watched import Mark
from demarche.records import Refusal, Report


class Postponed(msgspec.Struct, frozen=True, kw_only=True):
    """What could not be had now and is asked for again: where, why, and in how many seconds at the soonest.

    `whole`: a source itself, rather than one page or file of it.
    """

    source: str
    why: str
    seconds: float = 0.0
    whole: bool = False


# A mark counts when every report that was given before it is kept.
Take = Report | Refusal | Postponed | Mark
