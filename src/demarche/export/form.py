"""What a writer is given: events with their reports, and how they are wanted."""

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from demarche.records import Event, Report

Row = tuple[Event, Report]


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """How events are written. The first two concern every format but cameo, the last two cameo only.

    `with_text`: the report's text goes with each event; `incidents`: incident id by event id;
    `header`: a first line that names the columns; `all_occurrences`: events that did not happen (future,
    hypothetical, negated) are written too.
    """

    with_text: bool = False
    incidents: Mapping[str, str] = MappingProxyType({})
    header: bool = True
    all_occurrences: bool = False
