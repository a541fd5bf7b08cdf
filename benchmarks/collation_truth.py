"""What a careful reader finds in many reports: the form of `benchmarks/rivals/truth.json`."""

from pathlib import Path

import msgspec


class Total(msgspec.Struct, frozen=True):
    """A number of people that a report gives, in its words."""

    count: int
    bound: str
    text: str
    source: str | None


class Blamed(msgspec.Struct, frozen=True):
    """Who is said to have done it; `by` None for the outlet's own voice."""

    party: str
    by: str | None


class Denied(msgspec.Struct, frozen=True):
    """Who denies what."""

    party: str
    what: str


class ToldPart(msgspec.Struct, frozen=True):
    """What one report tells of an incident."""

    report_id: str
    main: bool
    killed: tuple[Total, ...]
    injured: tuple[Total, ...]
    blamed: tuple[Blamed, ...]
    denied: tuple[Denied, ...]


class TrueIncident(msgspec.Struct, frozen=True):
    """One happening, who tells it, and the kinds of dispute about it."""

    id: str
    what: str
    date: str
    place: str | None
    admin: str | None
    disputes: tuple[str, ...]
    reports: tuple[ToldPart, ...]


class TrueBreach(msgspec.Struct, frozen=True):
    """An alleged breach: codes and names that stand for the accused and for the one who says it."""

    accused: tuple[str, ...]
    said_by: tuple[str, ...]
    incident: str | None


class TrueAccord(msgspec.Struct, frozen=True):
    """An accord: a word that is in all its names, and its breaches."""

    names: tuple[str, ...]
    date: str
    breaches: tuple[TrueBreach, ...]


class TrueDemarche(msgspec.Struct, frozen=True):
    """A request: codes and names of its parties, the reports that tell of it, answers that are right."""

    what: str
    asker: tuple[str, ...]
    asked: tuple[str, ...]
    makings: tuple[str, ...]
    deadline: str | None
    answers: tuple[str, ...]


class Truth(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a careful reader finds in a corpus; see `benchmarks/rivals/README.md`."""

    incidents: tuple[TrueIncident, ...]
    main_of: dict[str, str | None]
    copies: tuple[tuple[str, str], ...]
    accords: tuple[TrueAccord, ...]
    demarches: tuple[TrueDemarche, ...]


def truth_at(path: Path) -> Truth:
    """The truth in a file of the form of `benchmarks/rivals/truth.json`."""
    return msgspec.json.decode(path.read_bytes(), type=Truth)
