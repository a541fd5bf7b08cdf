"""Whom a party's words stand for."""

import msgspec


class Resolution(msgspec.Struct, frozen=True, kw_only=True):
    """A party resolved: the fields of a `records.Party` that its words decide.

    `name`: canonical English name; an unknown party keeps its own words. `code`, `sector`: None when unknown.
    `id`: identifier in the knowledge base, None when unresolved. `reason`: why, in a few words for a person.
    `titles`: of a person: the folded words by which the report introduced them ("turkish defence minister").
    `kind`: person, government, force, group, igo, media, population and so on, or "unknown".
    """

    name: str
    code: str | None = None
    sector: str | None = None
    id: str | None = None
    kind: str = "unknown"
    reason: str = ""
    titles: tuple[str, ...] = ()
