"""The parties that the knowledge base lists by name: persons with their offices, and bodies of all kinds."""

from collections.abc import Iterator
from functools import cache

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
    "armed_groups_ucdp.tsv",
)


class Tenure(msgspec.Struct, frozen=True):
    """An office that a person holds from `since` to `until`: ISO dates as exact as known, empty if open."""

    office: str
    code: str
    since: str
    until: str

    def covers(self, day: str) -> bool:
        """Whether the office was held on `day` (an ISO date, month or year; any part of it counts)."""
        begun = not self.since or self.since[: len(day)] <= day[: len(self.since)]
        return begun and (not self.until or self.until[: len(day)] >= day[: len(self.until)])


class KnownParty(msgspec.Struct, frozen=True, kw_only=True):
    """A person or body of the knowledge base.

    `surname`: for persons, what stands for them after a title; `alone`: whether it does so without one.
    `since`, `until`: ISO dates between which a body exists, empty where open.
    `tenures`: a person's offices in order.
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
    source: str = ""


def _several(field: str) -> tuple[str, ...]:
    return tuple(field.split("; ")) if field else ()


def _tenure(field: str, code: str) -> Tenure:
    office, _, dates = field.partition(" ")
    office, _, elsewhere = office.partition("@")
    since, _, until = dates.partition("..")
    return Tenure(office, elsewhere or code, since, until)


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
            tenures=tuple(_tenure(field, code) for field in _several(offices)),
            source=source,
        )


def _bodies(table: str) -> Iterator[KnownParty]:
    for identifier, name, aliases, kind, code, sector, since, until, source in table_rows(
        f"parties/{table}", 9
    ):
        yield KnownParty(
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
