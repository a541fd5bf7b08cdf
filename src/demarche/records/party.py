"""Someone who acts, is acted on, or is quoted."""

import msgspec


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """A party as one report names it, and whom the name stands for.

    `text`, `start`, `end`: the words in the report (a pronoun's party points at the pronoun).
    `name`: canonical English name; an unknown party keeps its own words.
    `code`: ISO 3166 alpha-3, or IGO, UNO, EUR, NGO, ISM, IMG, MNC; None when unknown.
    `sector`: a PLOVER sector (GOV, MIL, REB, CVL, ...); None when unknown.
    `id`: an identifier from the knowledge base (Wikidata QID where known); None when unresolved.
    `reason`: why it resolved so, in a few words for a person.
    """

    text: str
    start: int
    end: int
    name: str
    code: str | None = None
    sector: str | None = None
    id: str | None = None
    reason: str = ""
