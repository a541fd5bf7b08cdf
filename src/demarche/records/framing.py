"""How an outlet words what it tells: counts and passages, never a score of truth."""

import msgspec


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """Words in a report, and a little of what stands around them."""

    report_id: str
    start: int
    end: int
    text: str
    around: str


class Naming(msgspec.Struct, frozen=True, kw_only=True):
    """The words by which one outlet names one party, how often, and where."""

    outlet: str | None
    party: str
    code: str | None
    words: str
    loaded: bool
    count: int
    passages: tuple[Passage, ...]


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """What one outlet tells in its own voice and what it attributes, by type of event and by who acts."""

    outlet: str | None
    actor: str
    type: str
    own_voice: int
    attributed: int
    denied: int


class Silence(msgspec.Struct, frozen=True, kw_only=True):
    """An incident that others tell and the outlet, with reports of those days, does not."""

    outlet: str | None
    incident_id: str
    title: str
    date: str | None
    told_by: tuple[str, ...]


class Framing(msgspec.Struct, frozen=True, kw_only=True):
    """All of it, for the outlets asked for."""

    namings: tuple[Naming, ...]
    tellings: tuple[Telling, ...]
    silences: tuple[Silence, ...]
