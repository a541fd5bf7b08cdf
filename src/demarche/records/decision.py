"""A person's decision about the record: kept, replayed over every later run, undoable."""

from typing import Literal

import msgspec

Action = Literal["merge", "split", "rename", "reject", "correct"]


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """One decision: it speaks of events, so that it outlives a new collation.

    merge: all `events` are one happening · split: `events` belong apart from the others of their incident
    rename: the incident that holds `events` has the title `value` · reject: `events` are no events
    correct: `field` of each of `events` is `value` (date, place, type, toll.killed, actor …)
    `id`: from its content; `undone`: the id of the decision that it takes back, else None.
    """

    id: str
    action: Action
    events: tuple[str, ...]
    author: str
    date: str
    field: str = ""
    value: str = ""
    note: str = ""
    undone: bool = False
