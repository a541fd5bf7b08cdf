"""The parties that the knowledge base lists by name: persons with their offices, and bodies of all kinds."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby

import msgspec

from demarche.errors import KnowledgeError
from demarche.knowledge.tables import table_rows

PERSON_TABLES = ("persons.tsv", "officials_2003_2011.tsv")
BODY_TABLES = (
    "organisations.tsv",
    "state_bodies.tsv",
    "armed_groups.tsv",
    "political_parties.tsv",
    "media.tsv",
    "companies.tsv",
    "peoples.tsv",
    "armed_groups_ucdp.tsv",
)


class Tenure(msgspec.Struct, frozen=True):
    """An office that a person holds from `since` to `until`: ISO dates as exact as known, empty if open.

    `at_least`: the source ends at `until`; the person may have held the office longer.
    """

    office: str
    code: str
    since: str
    until: str
    at_least: bool = False

    def covers(self, day: str) -> bool:
        """Whether the office was held on `day` (an ISO date, month or year; any part of it counts)."""
        return covers(self.since, self.until, day)

    def over(self, day: str) -> bool:
        """Whether the office is known to have ended before `day`."""
        return not self.at_least and bool(self.until) and self.until[: len(day)] < day[: len(self.until)]


class Stage(msgspec.Struct, frozen=True):
    """What a body was called and counted as from `since` to `until`: renamed groups, rebels in office."""

    name: str
    code: str | None
    sector: str | None
    since: str
    until: str


def covers(since: str, until: str, day: str) -> bool:
    """Whether `day` lies between two dates, all as exact as known (a part in common counts), "" if open."""
    begun = not since or since[: len(day)] <= day[: len(since)]
    return begun and (not until or until[: len(day)] >= day[: len(until)])


class KnownParty(msgspec.Struct, frozen=True, kw_only=True):
    """A person or body of the knowledge base.

    `surname`: for persons, what stands for them after a title; `alone`: whether it does so without one.
    `since`, `until`: ISO dates between which a body exists, empty where open.
    `tenures`: a person's offices in order. `stages`: of a body whose name, code or sector changed.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    code: str | None
    sector: str | None
    since: str = ""
    until: str = ""
    surname: tuple[str, ...] = ()
    alone: bool = False
    tenures: tuple[Tenure, ...] = ()
    stages: tuple[Stage, ...] = ()
    source: str = ""

    def at(self, day: str | None) -> "KnownParty":
        """The party as it was called and counted on `day`; as its first stage has it where none fits."""
        if day is None:
            return self
        dated = sorted(self.stages, key=lambda stage: not (stage.since or stage.until))
        for stage in dated:
            if covers(stage.since, stage.until, day):
                return msgspec.structs.replace(self, name=stage.name, code=stage.code, sector=stage.sector)
        return self


def _several(field: str) -> tuple[str, ...]:
    return tuple(field.split("; ")) if field else ()


def tenure(field: str, code: str) -> Tenure:
    """The tenure that `office[@code] from..to` tells; a + after the end says that it may have been later."""
    office, _, dates = field.partition(" ")
    office, _, elsewhere = office.partition("@")
    since, _, until = dates.partition("..")
    return Tenure(office, elsewhere or code, since, until.removesuffix("+"), until.endswith("+"))


def _persons(table: str) -> Iterator[KnownParty]:
    for row in table_rows(f"parties/{table}", 8):
        identifier, name, aliases, surname, alone, code, offices, source = row
        yield KnownParty(
            id=identifier,
            name=name,
            aliases=_several(aliases),
            kind="person",
            code=code or None,
            sector=None,
            surname=_several(surname),
            alone=alone == "yes",
            tenures=tuple(tenure(field, code) for field in _several(offices)),
            source=source,
        )


def _bodies(table: str) -> Iterator[KnownParty]:
    rows = [
        KnownParty(
            id=identifier,
            name=name,
            aliases=_several(aliases),
            kind=kind,
            code=code or None,
            sector=sector or None,
            since=since,
            until=until,
            source=source,
        )
        for identifier, name, aliases, kind, code, sector, since, until, source in table_rows(
            f"parties/{table}", 9
        )
    ]
    yield from staged(rows)


def staged(rows: Iterable[KnownParty]) -> Iterator[KnownParty]:
    """Yield the bodies; rows of one identifier in a row are the stages of one, the usual first."""
    for _, group in groupby(rows, key=lambda row: row.id):
        first, *others = group
        if not others:
            yield first
            continue
        stages = tuple(
            Stage(row.name, row.code, row.sector, row.since, row.until) for row in (first, *others)
        )
        names = dict.fromkeys(name for row in (first, *others) for name in (row.name, *row.aliases))
        starts = [stage.since for stage in stages]
        ends = [stage.until for stage in stages]
        yield msgspec.structs.replace(
            first,
            aliases=tuple(name for name in names if name != first.name),
            since="" if "" in starts else min(starts),
            until="" if "" in ends else max(ends),
            stages=stages,
        )


@cache
def known_parties() -> tuple[KnownParty, ...]:
    """Return every listed party, persons first, tables in order. Raises KnowledgeError on a double id."""
    parties = [party for table in PERSON_TABLES for party in _persons(table)]
    parties += [party for table in BODY_TABLES for party in _bodies(table)]
    seen: set[str] = set()
    for party in parties:
        if party.id in seen:
            raise KnowledgeError(f"parties: the identifier {party.id} stands twice")
        seen.add(party.id)
    return tuple(parties)
