"""Reports as collation takes them: loaded once, corrected as decided, the latest kept at hand."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from demarche.collate.decisions import amended
from demarche.collate.telling.told import Told, told_events
from demarche.collate.telling.traits import Traits, traits_of
from demarche.ledger import filing
from demarche.ledger.held_traits import HeldTraits
from demarche.ledger.tables import agreements, events, readings, reports, spans
from demarche.records import Agreement, Decision, Event, Reading, Report

_KEPT = 2000  # reports at hand: some 60 KiB each


class Telling(msgspec.Struct, frozen=True):
    """A report, what was read in it, its events as told and amended, and the key of each in the ledger."""

    report: Report
    reading: Reading
    tolds: tuple[Told, ...]
    keys: Mapping[str, int]


class Tellings:
    """The reports of a ledger by key, as they stand in the connection's transaction."""

    def __init__(self, connection: Connection, decisions: Sequence[Decision]) -> None:
        self._connection = connection
        self._decisions = decisions
        self._kept: OrderedDict[int, Telling] = OrderedDict()
        self._traits: HeldTraits | None = None

    def of(self, report_keys: Iterable[int]) -> dict[int, Telling]:
        """The reports of these keys, in order of key."""
        wanted = sorted(set(report_keys))
        found = {key: self._kept[key] for key in wanted if key in self._kept}
        missing = [key for key in wanted if key not in found]
        for start in range(0, len(missing), 500):
            found.update(self._load(missing[start : start + 500]))
        for key in wanted:
            self._kept[key] = found[key]
            self._kept.move_to_end(key)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return {key: found[key] for key in wanted}

    def of_events(self, event_keys: Iterable[int]) -> dict[int, Told]:
        """The events of these keys as told, in order of key; rejected ones are left out."""
        wanted = set(event_keys)
        report_of = {}
        ordered = sorted(wanted)
        for start in range(0, len(ordered), 500):
            part = ordered[start : start + 500]
            rows = self._connection.execute(
                select(events.c.key, events.c.report).where(events.c.key.in_(part))
            )
            report_of.update({row.key: row.report for row in rows})
        found: dict[int, Told] = {}
        by_report = sorted(set(report_of.values()))
        for start in range(0, len(by_report), 500):
            for telling in self.of(by_report[start : start + 500]).values():
                for told in telling.tolds:
                    if telling.keys[told.id] in wanted:
                        found[telling.keys[told.id]] = told
        return dict(sorted(found.items()))

    def traits(self, event_keys: Iterable[int]) -> dict[int, Traits]:
        """The traits of the events of these keys; rejected ones are left out."""
        if self._traits is None:
            self._traits = HeldTraits()
        wanted = set(event_keys)
        found = self._traits.of(wanted)
        drawn = {key: traits_of(told) for key, told in self.of_events(wanted - found.keys()).items()}
        self._traits.put(drawn)
        return found | drawn

    def close(self) -> None:
        """Let go of what is held on disk."""
        if self._traits is not None:
            self._traits.close()

    def _load(self, keys: Sequence[int]) -> dict[int, Telling]:
        ask = self._connection.execute
        held = {
            row.key: row
            for row in ask(
                select(reports.c.key, reports.c.record, reports.c.text, readings.c.model)
                .join_from(reports, readings, readings.c.report == reports.c.key)
                .where(reports.c.key.in_(keys))
            )
        }
        told: dict[int, list[tuple[int, Event]]] = {key: [] for key in keys}
        for told_row in ask(
            select(events.c.report, events.c.key, events.c.record)
            .where(events.c.report.in_(keys))
            .order_by(events.c.report, events.c.position)
        ):
            told[told_row.report].append((told_row.key, filing.decode(told_row.record, Event)))
        agreed: dict[int, list[Agreement]] = {key: [] for key in keys}
        for agreed_row in ask(
            select(agreements.c.report, agreements.c.record)
            .where(agreements.c.report.in_(keys))
            .order_by(agreements.c.report, agreements.c.position)
        ):
            agreed[agreed_row.report].append(filing.decode(agreed_row.record, Agreement))
        found = {row.report: row.record for row in ask(select(spans).where(spans.c.report.in_(keys)))}
        return {
            key: self._telling(held[key], told[key], agreed[key], found[key]) for key in keys if key in held
        }

    def _telling(
        self,
        row: Any,
        told: Sequence[tuple[int, Event]],
        agreed: Sequence[Agreement],
        found: str,
    ) -> Telling:
        report = msgspec.structs.replace(filing.decode(row.record, Report), text=row.text)
        reading = Reading(
            report_id=report.id,
            report_digest=report.digest,
            model=row.model,
            events=tuple(event for _, event in told),
            agreements=tuple(agreed),
            spans=filing.spans(found),
        )
        tolds = amended(told_events(report, reading), self._decisions)
        return Telling(report, reading, tolds, {event.id: key for key, event in told})
