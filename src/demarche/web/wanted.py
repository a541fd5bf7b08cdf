"""What can be decided, as it is sent by a form or by a program, and what comes of it."""

from typing import Annotated

import msgspec

from demarche.collate.decisions import FIELDS
from demarche.records import Decision, Incident


class _Sent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="action"):
    pass


class _Wanted(_Sent, frozen=True, kw_only=True):
    """What every decision has: the incident that it is about, who decides, and why."""

    incident: str
    author: str
    note: str = ""


class Merge(_Wanted, frozen=True, kw_only=True, tag="merge"):
    """The incident and `other` are one happening."""

    other: str


class Split(_Wanted, frozen=True, kw_only=True, tag="split"):
    """These events of the incident are another happening than the rest."""

    events: tuple[str, ...]


class Rename(_Wanted, frozen=True, kw_only=True, tag="rename"):
    """The incident is called `value`."""

    value: str


class Reject(_Wanted, frozen=True, kw_only=True, tag="reject"):
    """These events of the incident are left out of all that is collated."""

    events: tuple[str, ...]


class Correct(_Wanted, frozen=True, kw_only=True, tag="correct"):
    """`field` is `value`: of these events, or, when there are none, of all that tell the incident itself."""

    field: Annotated[str, msgspec.Meta(extra_json_schema={"enum": list(FIELDS)})]
    value: str
    events: tuple[str, ...] = ()


class Undo(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="action", tag="undo"
):
    """A decision, by its id, is taken back."""

    decision: str


Wanted = Merge | Split | Rename | Reject | Correct | Undo


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """A decision as it is kept, and the incidents in which its events are now; rejected ones are in none."""

    decision: Decision
    incidents: tuple[Incident, ...]
