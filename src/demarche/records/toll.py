"""What an event cost in people."""

from typing import Literal

import msgspec

TollKind = Literal["killed", "injured", "missing", "displaced", "detained", "captured"]
Bound = Literal["exact", "at_least", "at_most", "about"]


class Toll(msgspec.Struct, frozen=True, kw_only=True):
    """A number of people, how exact it is meant, and the words that say so."""

    kind: TollKind
    count: int
    bound: Bound
    who: str
    text: str
    start: int
    end: int
