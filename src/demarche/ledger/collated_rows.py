"""What is collated as rows, and rows as what is collated again."""

import zlib
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Column, Connection, func, select

from demarche.collate.courses.asking import Pair
from demarche.ledger import collation_tables as tables
from demarche.ledger.days import days_of
from demarche.ledger.folded import folded
from demarche.ledger.parts import insert
from demarche.records import Accord, Demarche, Incident

R = TypeVar("R", bound=msgspec.Struct)


class Reach(msgspec.Struct, frozen=True, array_like=True):
    """What can touch a demarche: third parties; of each two sides (`sides_of_matter`) the days looked at."""

    thirds: tuple[str, ...]
    looked_at: tuple[tuple[int, int], ...]


def packed(record: msgspec.Struct) -> bytes:
    """A record as few bytes, for what no query looks into."""
    return zlib.compress(msgspec.msgpack.encode(record), 6)


def unpacked(held: bytes, kind: type[R]) -> R:
    """The record again."""
    return msgspec.msgpack.decode(zlib.decompress(held), type=kind)


def encode(value: object) -> str:
    """Canonical JSON; sets in order."""
    return msgspec.json.encode(value, order="sorted").decode()


def insert_incidents(connection: Connection, found: Sequence[Incident], key_of: Mapping[str, int]) -> None:
    """Keep incidents; `key_of` gives the key of each of their events by id."""
    first = next_key(connection, tables.incidents.c.key)
    numbered = list(enumerate(found, start=first))
    insert(connection, tables.incidents, [_incident(key, incident) for key, incident in numbered])
    insert(
        connection,
        tables.incident_events,
        [{"event": key_of[id_], "incident": key} for key, incident in numbered for id_ in incident.events],
    )
    insert(
        connection,
        tables.incident_parties,
        [
            {
                "incident": key,
                "position": position,
                "name": party.name,
                "code": party.code,
                "folded": folded(party.name),
            }
            for key, incident in numbered
            for position, party in enumerate(incident.parties)
        ],
    )
    insert(
        connection,
        tables.incident_disputes,
        [
            {"incident": key, "kind": kind}
            for key, incident in numbered
            for kind in sorted({dispute.kind for dispute in incident.disputes})
        ],
    )


def insert_accord(connection: Connection, accord: Accord, mentions: str, key_of: Mapping[str, int]) -> None:
    """Keep an accord; `mentions` is the digest of what it was made from."""
    key = next_key(connection, tables.accords.c.key)
    days = days_of(accord.date) or (None, None)
    row = {
        "key": key,
        "id": accord.id,
        "name": accord.name,
        "folded": folded(accord.name, *accord.aliases),
        "parties_folded": folded(*accord.parties),
        "place_folded": folded(accord.place),
        "day_from": days[0],
        "day_to": days[1],
        "reports": len(accord.reports),
        "breaches": len(accord.breaches),
        "mentions": mentions,
        "record": encode(accord),
    }
    insert(connection, tables.accords, [row])
    about = sorted(set(key_of.values()))
    insert(connection, tables.accord_events, [{"event": event, "accord": key} for event in about])


def insert_demarche(
    connection: Connection, demarche: Demarche, pair: Pair, reach: Reach, key_of: Mapping[str, int]
) -> None:
    """Keep a demarche of who asks whom; `key_of` gives the key of each of its events by id."""
    asker, asked = pair[0].key, pair[1].key
    key = next_key(connection, tables.demarches.c.key)
    first, last = days_of(demarche.since), days_of(demarche.last)
    row = {
        "key": key,
        "id": demarche.id,
        "title": demarche.title,
        "asker": asker,
        "asked": asked,
        "parties_folded": folded(demarche.asker, demarche.asked, asker, asked),
        "day_from": first[0] if first else None,
        "day_to": last[1] if last else None,
        "makings": len(demarche.makings),
        "outcome": demarche.outcome,
        "deadline": demarche.deadline,
        "matter": encode(reach),
        "record": encode(demarche),
    }
    insert(connection, tables.demarches, [row])
    told = {making.event_id for making in demarche.makings} | {sequel.event_id for sequel in demarche.sequels}
    own = sorted({key_of[id_] for id_ in told if id_ in key_of})
    insert(connection, tables.demarche_events, [{"event": event, "demarche": key} for event in own])


def next_key(connection: Connection, key: Column[int]) -> int:
    """The lowest key above all in use."""
    highest = connection.execute(select(func.max(key))).scalar()
    return 1 if highest is None else highest + 1


def _incident(key: int, incident: Incident) -> dict[str, Any]:
    place, days = incident.place, days_of(incident.date) or (None, None)
    killed = [toll.best for toll in incident.ranges if toll.kind == "killed"]
    return {
        "key": key,
        "id": incident.id,
        "title": incident.title,
        "title_folded": folded(incident.title),
        "type": incident.type,
        "occurrence": incident.occurrence,
        "date": incident.date,
        "day_from": days[0],
        "day_to": days[1],
        "place": place.name if place else None,
        "place_folded": folded(place.name, place.text, place.province) if place else "",
        "country": place.country if place else None,
        "province": place.province if place else None,
        "geonameid": place.geonameid if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "events": len(incident.events),
        "reports": len(incident.reports),
        "leads": sum(part.lead for part in incident.reports),
        "sources": incident.independent_sources,
        "disputes": len(incident.disputes),
        "killed": killed[0] if killed else None,
        "confidence": incident.confidence,
        "record": encode(incident),
    }
