"""Reports and readings on their way in: what each is to the ledger, and the one transaction that keeps it."""

from collections import Counter
from collections.abc import Sequence

import msgspec
from sqlalchemy import Column, Connection, delete, func, select, update

from demarche.ledger import fulltext
from demarche.ledger.added import Added
from demarche.ledger.databases.postgres import hold_off_collating
from demarche.ledger.filing import Filing, check
from demarche.ledger.identity import Identity, identity_of
from demarche.ledger.tables import events, readings, refusals, reports
from demarche.records import Reading, Refusal, Report

Pair = tuple[Report, Reading]
_TOGETHER = 500  # reports filed at once: bounds memory, and the variables of one SQL statement


class Version(msgspec.Struct, frozen=True):
    """A version that the ledger holds; `model` is what read it."""

    key: int
    digest: str
    version: int
    current: bool
    model: str | None


def versions_of(connection: Connection, ids: Sequence[str]) -> dict[Identity, list[Version]]:
    """The versions held of each report that has one of the ids, oldest first."""
    rows = connection.execute(
        select(
            reports.c.id,
            reports.c.outlet_folded,
            reports.c.key,
            reports.c.digest,
            reports.c.version,
            reports.c.superseded_by.is_(None),
            readings.c.model,
        )
        .join_from(reports, readings, readings.c.report == reports.c.key, isouter=True)
        .where(reports.c.id.in_(ids))
        .order_by(reports.c.id, reports.c.outlet_folded, reports.c.version)
    )
    held: dict[Identity, list[Version]] = {}
    for id_, outlet, *version in rows:
        held.setdefault((id_, outlet), []).append(Version(*version))
    return held


def standing(held: Sequence[Version], digest: str, model: str | None) -> Added:
    """What a report of that digest is beside the versions held; without a model, a known one is SEEN."""
    same = next((version for version in held if version.digest == digest), None)
    if same is None:
        return Added.CORRECTED if held else Added.NEW
    return Added.SEEN if model is None or model == same.model else Added.REREAD


def add_all(connection: Connection, pairs: Sequence[Pair]) -> Counter[Added]:
    """Keep the pairs, in the connection's transaction, beside which nobody else adds."""
    done: Counter[Added] = Counter()
    batch: dict[Identity, Pair] = {}
    for pair in pairs:
        check(*pair)
        identity = identity_of(pair[0])
        if identity in batch or len(batch) == _TOGETHER:
            done += _add_batch(connection, batch)
            batch = {}
        batch[identity] = pair
    return done + _add_batch(connection, batch)


def add_refusal(connection: Connection, refusal: Refusal) -> None:
    """Keep a refusal, once."""
    values = {field: getattr(refusal, field) for field in ("source", "reason", "detail")}
    known = select(refusals.c.key).filter_by(**values)
    if connection.execute(known).first() is None:
        connection.execute(refusals.insert(), {"key": _next_key(connection, refusals.c.key), **values})


def _add_batch(connection: Connection, batch: dict[Identity, Pair]) -> Counter[Added]:
    held = versions_of(connection, [id_ for id_, _ in batch])
    report_key, event_key = _next_key(connection, reports.c.key), _next_key(connection, events.c.key)
    filing = Filing()
    texts: list[tuple[int, str, str]] = []
    done: Counter[Added] = Counter()
    for identity, (report, reading) in batch.items():
        versions = held.get(identity, [])
        state = standing(versions, report.digest, reading.model)
        done[state] += 1
        if state is Added.SEEN:
            continue
        if state is Added.REREAD:
            hold_off_collating(connection)  # it may build on the events that go
            key = next(version.key for version in versions if version.digest == report.digest)
            connection.execute(delete(readings).where(readings.c.report == key))
        else:
            key = report_key
            report_key += 1
            current = [version.key for version in versions if version.current]
            if current:
                connection.execute(
                    update(reports).where(reports.c.key == current[0]).values(superseded_by=key)
                )
            filing.report(key, report, version=len(versions) + 1)
            texts.append((key, report.title, report.text))
        event_key = filing.reading(key, report, reading, first_event=event_key)
    filing.insert(connection)
    fulltext.insert(connection, texts)
    return done


def _next_key(connection: Connection, key: Column[int]) -> int:
    highest = connection.execute(select(func.max(key))).scalar()
    return 1 if highest is None else highest + 1
