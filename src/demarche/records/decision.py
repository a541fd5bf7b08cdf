"""A person's decision about the record: kept, replayed over every later run, undoable."""

from typing import Literal

import msgspec

Action = Literal["merge", "split", "rename", "reject", "correct"]


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """One decision. It speaks of events, the same in every run, so that it outlives a new collation.

    merge: all `events` are one happening · split: `events` are another happening than `others`
    rename: the incident that holds the first of `events` has the title `value`
    reject: `events` are left out of all that is collated · correct: `field` of each of `events` is `value`
    `id`: from all the rest but `undone`; `date`: ISO 8601, when it was made, as its author or program says.
    """

    id: str
    action: Action
    events: tuple[str, ...]
    author: str
    date: str
    others: tuple[str, ...] = ()
    field: str = ""
    value: str = ""
    note: str = ""
    undone: bool = False
