"""What somebody is said to hold, in which report, in which words."""

import msgspec

from demarche.records.attribution import Stance
from demarche.records.toll import Bound, TollKind


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """Who says a thing, through which report.

    `by`: the named source, None for the outlet's own voice; `stance`: how it stands to what is told.
    `group`: the voice for corroboration: reports that copy one another share it (`copies`), so do reports
    that quote one source.
    """

    report_id: str
    event_id: str
    outlet: str | None = None
    published: str | None = None
    by: str | None = None
    by_code: str | None = None
    stance: Stance = "asserts"
    group: str = ""

    @property
    def report(self) -> tuple[str, str]:
        """Which report it is: ids are an outlet's own."""
        return self.outlet or "", self.report_id


class TollClaim(msgspec.Struct, frozen=True, kw_only=True):
    """A number of people, as one report gives it; `start` and `end` point into that report's text."""

    kind: TollKind
    count: int
    bound: Bound
    who: str
    text: str
    start: int
    end: int
    voice: Voice


class AuthorClaim(msgspec.Struct, frozen=True, kw_only=True):
    """A party named as the one that did it: asserts, alleges, or denied by that very voice."""

    party: str
    code: str | None
    sector: str | None
    text: str
    start: int
    end: int
    voice: Voice


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """A value of any other field (what, whether, when, where, a state, a term) and the words that give it."""

    value: str
    text: str
    start: int
    end: int
    voice: Voice
