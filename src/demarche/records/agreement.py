"""A deal, truce or accord that a report names."""

from typing import Literal

import msgspec

AgreementState = Literal["in_force", "collapsed", "suspended", "proposed", "unclear"]


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """An agreement as one report tells of it.

    `name`: short usual name, such as "Sochi agreement (2018)"; `parties`: codes or names; `date`: as exact as
    told; `terms`: what is to be done, in the report's words; `state`: as of publication, according to
    the report.
    """

    name: str
    text: str
    start: int
    end: int
    parties: tuple[str, ...] = ()
    date: str | None = None
    place: str | None = None
    terms: tuple[str, ...] = ()
    state: AgreementState = "unclear"
