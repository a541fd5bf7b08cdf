"""What listings give: one small record a row, and pages of them."""

from typing import Generic, TypeVar

import msgspec

from demarche.records import Event

T = TypeVar("T")


class Page(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """Some of the rows that match, and how many match in all."""

    rows: tuple[T, ...]
    total: int
    limit: int | None
    offset: int


class StoredEvent(msgspec.Struct, frozen=True, kw_only=True):
    """An event with the report that tells it; `digest` says which version of the report."""

    event: Event
    report_id: str
    outlet: str | None
    title: str
    published: str | None
    url: str | None
    digest: str


class ReportRow(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a report, without its text. `version` counts from 1; `events` and `words` are counts."""

    id: str
    title: str
    outlet: str | None
    published: str | None
    url: str | None
    source: str | None
    digest: str
    events: int
    version: int
    superseded: bool
    words: int


class PartyRow(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A party and in how many events it acts, is acted on, is quoted; `events`: in any of these roles."""

    name: str
    code: str | None
    sector: str | None
    id: str | None
    acts: int
    receives: int
    says: int
    events: int
