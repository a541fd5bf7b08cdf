"""A party across all reports: the words used for it, who says what of it, with whom it deals over time."""

from typing import Any

import msgspec
from sqlalchemy import Connection, and_, case, func, or_, select

from demarche.ledger.tables import event_parties, events, reports
from demarche.plover import ontology

MOST_WORDS, MOST_SAID, MOST_OTHERS = 60, 60, 12


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """Words that stand for the party, and how often which outlet uses them."""

    words: str
    outlet: str | None
    count: int


class SaidOf(msgspec.Struct, frozen=True, kw_only=True):
    """What a source says that the party did or had done to it: `role` acts or receives."""

    source: str
    stance: str
    role: str
    type: str
    count: int


class Dyad(msgspec.Struct, frozen=True, kw_only=True):
    """The party with one other: events of each year or month by quad class, and who acts."""

    other: str
    code: str | None
    acts: int
    receives: int
    cooperation: int
    conflict: int
    periods: tuple[tuple[str, int, int], ...]  # month or year, cooperation, conflict


class PartyProfile(msgspec.Struct, frozen=True, kw_only=True):
    """One party: `name` as resolved, its codes, how many events it is in by role, and the rest."""

    name: str
    code: str | None
    sector: str | None
    id: str | None
    acts: int
    receives: int
    says: int
    types: tuple[tuple[str, int, int], ...]  # type, acts, receives
    named: tuple[Named, ...]
    said: tuple[SaidOf, ...]
    dyads: tuple[Dyad, ...]


_CURRENT = reports.c.superseded_by.is_(None)


def profile_of(connection: Connection, name: str) -> PartyProfile | None:
    """The party of that very name, None when no current report names it."""
    first = connection.execute(
        select(
            event_parties.c.name,
            func.max(event_parties.c.code).label("code"),
            func.max(event_parties.c.sector).label("sector"),
            func.max(event_parties.c.identifier).label("id"),
            *(_count(role).label(role) for role in ("actor", "recipient", "source")),
        )
        .join_from(event_parties, events, events.c.key == event_parties.c.event)
        .join(reports, reports.c.key == events.c.report)
        .where(event_parties.c.name == name, _CURRENT)
        .group_by(event_parties.c.name)
    ).first()
    if first is None:
        return None
    return PartyProfile(
        name=first.name,
        code=first.code,
        sector=first.sector,
        id=first.id,
        acts=first.actor,
        receives=first.recipient,
        says=first.source,
        types=_types(connection, name),
        named=_named(connection, name),
        said=_said(connection, name),
        dyads=_dyads(connection, name),
    )


def _count(role: str) -> Any:
    return func.count(case((event_parties.c.role == role, event_parties.c.event)).distinct())


def _types(connection: Connection, name: str) -> tuple[tuple[str, int, int], ...]:
    rows = connection.execute(
        select(events.c.type, _count("actor").label("acts"), _count("recipient").label("receives"))
        .join_from(event_parties, events, events.c.key == event_parties.c.event)
        .join(reports, reports.c.key == events.c.report)
        .where(event_parties.c.name == name, event_parties.c.role != "source", _CURRENT)
        .group_by(events.c.type)
    )
    return tuple(
        sorted(((row.type, row.acts, row.receives) for row in rows), key=lambda r: (-r[1] - r[2], r[0]))
    )


def _named(connection: Connection, name: str) -> tuple[Named, ...]:
    count = func.count()
    rows = connection.execute(
        select(event_parties.c.text, reports.c.outlet, count.label("uses"))
        .join_from(event_parties, events, events.c.key == event_parties.c.event)
        .join(reports, reports.c.key == events.c.report)
        .where(event_parties.c.name == name, _CURRENT)
        .group_by(event_parties.c.text, reports.c.outlet)
        .order_by(count.desc(), event_parties.c.text, reports.c.outlet)
        .limit(MOST_WORDS)
    )
    return tuple(Named(words=row.text, outlet=row.outlet, count=row.uses) for row in rows)


def _said(connection: Connection, name: str) -> tuple[SaidOf, ...]:
    source, count = event_parties.alias(), func.count(events.c.key.distinct())
    rows = connection.execute(
        select(source.c.name, source.c.stance, event_parties.c.role, events.c.type, count.label("events"))
        .join_from(event_parties, events, events.c.key == event_parties.c.event)
        .join(reports, reports.c.key == events.c.report)
        .join(source, source.c.event == events.c.key)
        .where(
            event_parties.c.name == name,
            event_parties.c.role != "source",
            source.c.role == "source",
            _CURRENT,
        )
        .group_by(source.c.name, source.c.stance, event_parties.c.role, events.c.type)
        .order_by(count.desc(), source.c.name, events.c.type, event_parties.c.role)
        .limit(MOST_SAID)
    )
    return tuple(
        SaidOf(
            source=row[0],
            stance=row[1] or "asserts",
            role="acts" if row[2] == "actor" else "receives",
            type=row[3],
            count=row[4],
        )
        for row in rows
    )


def _cooperative() -> list[str]:
    return [name for name, type_ in ontology().types.items() if type_.quad_class < 3]


def _dyads(connection: Connection, name: str) -> tuple[Dyad, ...]:
    other = event_parties.alias()
    month = func.substr(events.c.day_from, 1, 7).label("month")
    rows = connection.execute(
        select(
            other.c.name,
            func.max(other.c.code).label("code"),
            event_parties.c.role,
            events.c.type,
            month,
            func.count(events.c.key.distinct()).label("events"),
        )
        .join_from(event_parties, events, events.c.key == event_parties.c.event)
        .join(reports, reports.c.key == events.c.report)
        .join(other, other.c.event == events.c.key)
        .where(
            event_parties.c.name == name,
            other.c.name != name,
            event_parties.c.role.in_(("actor", "recipient")),
            or_(
                other.c.role == case((event_parties.c.role == "actor", "recipient"), else_="actor"),
                # who agrees or talks with whom is told of both as actors
                and_(
                    event_parties.c.role == "actor",
                    other.c.role == "actor",
                    events.c.type.in_(_cooperative()),
                ),
            ),
            _CURRENT,
        )
        .group_by(other.c.name, event_parties.c.role, events.c.type, month)
    ).all()
    types = ontology().types
    held: dict[str, list[Any]] = {}
    for row in rows:
        held.setdefault(row.name, []).append(row)
    most = sorted(held, key=lambda each: (-sum(row.events for row in held[each]), each))[:MOST_OTHERS]
    months = {row.month for each in most for row in held[each] if row.month}
    length = 7 if len(months) <= 60 else 4
    found = []
    for each in most:
        periods: dict[str, list[int]] = {}
        both = [0, 0]
        for row in held[each]:
            side = 1 if row.type in types and types[row.type].quad_class > 2 else 0
            both[side] += row.events
            if row.month:
                periods.setdefault(row.month[:length], [0, 0])[side] += row.events
        found.append(
            Dyad(
                other=each,
                code=max((row.code for row in held[each] if row.code), default=None),
                acts=sum(row.events for row in held[each] if row.role == "actor"),
                receives=sum(row.events for row in held[each] if row.role == "recipient"),
                cooperation=both[0],
                conflict=both[1],
                periods=tuple((period, *counts) for period, counts in sorted(periods.items())),  # type: ignore[misc]
            )
        )
    return tuple(found)
