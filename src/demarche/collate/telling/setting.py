"""An event as it stands in its report."""

import msgspec

from demarche.records import Event


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """What the choice of a lead looks at: told in the headline, how far into the report, in which words."""

    event: Event
    headline: bool
    share: float
    passage: str
    passage_start: int
