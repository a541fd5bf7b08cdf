"""Overviews of a ledger: counts, timeline, map and a page of incidents, all of one filter."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import AbstractContextManager

import msgspec
import numpy as np
from sqlalchemy import Connection, select, text

from demarche.errors import InputError
from demarche.ledger import collated_filters, hits, party_profiles
from demarche.ledger.collation_tables import incidents
from demarche.ledger.days import bound
from demarche.ledger.glance import Box, Cell, Count, Neighbours, Overview, Sight
from demarche.ledger.incident_columns import NONE, IncidentColumns, Ints, Mask, Names, ranked
from demarche.ledger.map_cells import cells_of
from demarche.ledger.query import Query
from demarche.ledger.rows import Page
from demarche.ledger.sqlite import MEMORY
from demarche.ledger.timelines import timeline_of, told_day
from demarche.records import Incident

MOST_COUNTS = 200  # values of a facet
_KEPT_KEYS = 64  # answers of the slow filters at hand
_FAR_OFF, _MANY = 0.03, 30  # the share of located incidents, of more than so many, that a map may leave out
SORTS = ("date", "reports", "sources", "disputes", "killed", "type", "place", "title", "confidence")
Stamp = tuple[int, ...]


class _Held:
    """The columns of one state of the ledger, and which incidents the slow filters let through."""

    def __init__(self, stamp: Stamp, columns: IncidentColumns) -> None:
        self.stamp, self.columns = stamp, columns
        self.masks: OrderedDict[tuple[str, str], Mask] = OrderedDict()


class Glances:
    """The part of a Ledger that counts. Threads may share it."""

    name: str
    _held: _Held | None = None
    _lock = threading.Lock()

    def _reading(self) -> AbstractContextManager[Connection]:
        raise NotImplementedError

    def stamp(self) -> Stamp:
        """Changes whenever the ledger does, and now and then when it does not; cheap to ask."""
        if self.name == MEMORY:
            with self._reading() as connection:
                return (int(connection.execute(text("SELECT total_changes()")).scalar_one()),)
        told: list[int] = []
        for path in (self.name, f"{self.name}-wal"):
            try:
                state = os.stat(path)
                told += (state.st_mtime_ns, state.st_size, state.st_ino)
            except OSError:
                told.append(0)
        return tuple(told)

    def overview(self, sight: Sight) -> Overview:
        """All counts of the incidents that match, and a page of them. Raises InputError for a bad filter."""
        held = self._columns()
        columns = held.columns
        masks = self._masks(held, sight)
        among = _all_but(masks, len(columns))
        without_types, without_places = (_all_but(masks, len(columns), name) for name in ("types", "places"))
        dated, located = among & columns.dated, among & columns.located
        total = int(among.sum())
        return Overview(
            total=total,
            disputed=int((columns.disputes[among] > 0).sum()),
            undated=total - int(dated.sum()),
            unlocated=total - int(located.sum()),
            types=_counted(columns.type_names, columns.types, without_types),
            parties=_counts(columns.parties.counts(among, MOST_COUNTS)),
            countries=_counted(columns.country_names, columns.countries, without_places),
            places=_counted(columns.place_names, columns.places, without_places),
            outlets=_counts(columns.outlets.counts(among, MOST_COUNTS)),
            disputes=_counts(columns.kinds.counts(among, MOST_COUNTS)),
            box=_box(columns, located),
            since=told_day(int(columns.since[dated].min())) if dated.any() else None,
            until=told_day(int(columns.until[dated].max())) if dated.any() else None,
            timeline=timeline_of(columns, among),
            incidents=self._sighted(columns, among, sight),
        )

    def seen(self, sight: Sight) -> Page[Incident]:
        """The page of incidents alone, without the counts. Raises InputError for a bad filter."""
        held = self._columns()
        return self._sighted(held.columns, _all_but(self._masks(held, sight), len(held.columns)), sight)

    def _sighted(self, columns: IncidentColumns, among: Mask, sight: Sight) -> Page[Incident]:
        rows = np.flatnonzero(among)
        if sight.limit:
            rows = _ordered(columns, rows, sight.sort)
        shown = rows[sight.offset : sight.offset + sight.limit]
        return Page(
            rows=self._incidents(columns.keys[shown].tolist()),
            total=len(rows),
            limit=sight.limit,
            offset=sight.offset,
        )

    def map_cells(self, sight: Sight, frame: Box, *, width: float, height: float) -> tuple[Cell, ...]:
        """The incidents that match and lie in the frame, by cells of so many degrees, the fullest first."""
        held = self._columns()
        among = _all_but(self._masks(held, sight), len(held.columns))
        return tuple(cells_of(held.columns, among, frame, width, height))

    def search(self, words: str, *, limit: int = 20, offset: int = 0) -> Page[hits.Hit]:
        """The reports that hold the words, with them in context. Raises InputError when there are none."""
        with self._reading() as connection:
            return hits.search(connection, words, limit, offset)

    def party(self, name: str) -> party_profiles.PartyProfile:
        """All about the party of that very name. Raises InputError when there is none."""
        with self._reading() as connection:
            found = party_profiles.profile_of(connection, name)
        if found is None:
            raise InputError(f"no party {name[:80]!r} in {self.name}")
        return found

    def same_place(self, incident: Incident, most: int = 5) -> Neighbours:
        """What happened in the incident's place before it and after it."""
        columns = self._columns().columns
        number = columns.place_names.known(incident.place.name) if incident.place else None
        alike = columns.places == (number if number is not None else NONE - 1)
        return self._near(columns, incident, alike, most)

    def same_parties(self, incident: Incident, most: int = 5) -> Neighbours:
        """What happened between the same parties: those that act in it most and those acted on most."""
        columns = self._columns().columns
        acting = [party.name for party in incident.parties if party.acts][:1]
        others = [party.name for party in incident.parties if party.receives and party.name not in acting][:1]
        alike = np.zeros(len(columns), np.bool_)
        if acting and others:
            alike = columns.parties.with_name(acting[0], len(columns))
            alike &= columns.parties.with_name(others[0], len(columns))
        return self._near(columns, incident, alike, most)

    def _near(self, columns: IncidentColumns, incident: Incident, alike: Mask, most: int) -> Neighbours:
        key = self._key(incident.id)
        own = np.flatnonzero(columns.keys == key)
        if not len(own) or columns.since[own[0]] == NONE:
            return Neighbours(before=(), after=())
        row = int(own[0])
        others = np.flatnonzero(alike & columns.dated & (columns.keys != key))
        order = others[np.lexsort((columns.keys[others], columns.since[others]))]
        days = columns.since[order]
        earlier = order[days < columns.since[row]][::-1][:most]
        later = order[days >= columns.since[row]][:most]
        return Neighbours(
            before=self._incidents(columns.keys[earlier].tolist()),
            after=self._incidents(columns.keys[later].tolist()),
        )

    def _columns(self) -> _Held:
        stamp = self.stamp()
        held = self._held
        if held is not None and held.stamp == stamp:
            return held
        with self._lock:
            held = self._held
            if held is None or held.stamp != stamp:
                with self._reading() as connection:
                    held = _Held(stamp, IncidentColumns(connection))
                # set on the ledger itself; the class only says that there is none yet
                self._held = held
        return held

    def _masks(self, held: _Held, sight: Sight) -> dict[str, Mask]:
        """Which incidents each filter that is set lets through."""
        if sight.limit < 0 or sight.offset < 0:
            raise InputError(f"limit and offset must not be negative: {sight.limit}, {sight.offset}")
        columns = held.columns
        found: dict[str, Mask] = {}
        since = bound(sight.since, "since")[0] if sight.since else None
        until = bound(sight.until, "until")[1] if sight.until else None
        if since and until and since > until:
            raise InputError(f"since {sight.since} is after until {sight.until}")
        if since:
            found["since"] = columns.dated & (columns.until >= _day(since))
        if until:
            found["until"] = columns.dated & (columns.since <= _day(until))
        if sight.types:
            known = [columns.type_names.known(type_.strip().upper()) for type_ in sight.types]
            found["types"] = np.isin(columns.types, [number for number in known if number is not None])
        if sight.disputed is not None:
            collated_filters.of_incidents(Query(disputed=sight.disputed))  # a bad kind is told here
            if sight.disputed == "any":
                found["disputed"] = columns.disputes > 0
            else:
                found["disputed"] = columns.kinds.with_name(sight.disputed, len(columns))
        if sight.located is not None:
            found["located"] = columns.located == sight.located
        if sight.dated is not None:
            found["dated"] = columns.dated == sight.dated
        if sight.min_reports > 1:
            found["min_reports"] = columns.reports >= sight.min_reports
        if sight.box is not None:
            box = sight.box
            found["box"] = (columns.lon >= box.west) & (columns.lon <= box.east)
            found["box"] &= (columns.lat >= box.south) & (columns.lat <= box.north)
        for party in sight.parties:
            _and(found, "parties", self._named(held, "party", party))
        for outlet in sight.outlets:
            _and(found, "outlets", self._named(held, "outlet", outlet))
        if sight.places:
            found["places"] = np.logical_or.reduce(
                [self._named(held, "place", place) for place in sight.places]
            )
        if sight.text:
            found["text"] = self._named(held, "text", sight.text)
        return found

    def _named(self, held: _Held, field: str, value: str) -> Mask:
        """The incidents that a Query with this filter finds."""
        wanted = (field, value)
        mask = held.masks.get(wanted)
        if mask is None:
            conditions = collated_filters.of_incidents(msgspec.convert({field: value}, Query))
            with self._reading() as connection:
                keys = connection.execute(select(incidents.c.key).where(*conditions)).scalars().all()
            mask = held.masks[wanted] = held.columns.rows_of(keys)
            while len(held.masks) > _KEPT_KEYS:
                held.masks.pop(next(iter(held.masks)), None)
        return mask

    def _incidents(self, keys: Sequence[int]) -> tuple[Incident, ...]:
        if not keys:
            return ()
        with self._reading() as connection:
            rows = connection.execute(
                select(incidents.c.key, incidents.c.record).where(incidents.c.key.in_(keys))
            )
            found = {row.key: msgspec.json.decode(row.record, type=Incident) for row in rows}
        return tuple(found[key] for key in keys if key in found)  # one made anew meanwhile is left out

    def _key(self, id: str) -> int:
        with self._reading() as connection:
            key = connection.execute(select(incidents.c.key).where(incidents.c.id == id)).scalar()
        return NONE if key is None else int(key)


def _all_but(masks: dict[str, Mask], size: int, left_out: str = "") -> Mask:
    kept = [mask for name, mask in masks.items() if name != left_out]
    found: Mask = np.logical_and.reduce(kept) if kept else np.ones(size, np.bool_)
    return found


def _and(masks: dict[str, Mask], name: str, mask: Mask) -> None:
    masks[name] = masks[name] & mask if name in masks else mask


def _day(iso: str) -> int:
    return int(np.datetime64(iso, "D").astype(np.int64))


def _counted(names: Names, numbers: Ints, among: Mask) -> tuple[Count, ...]:
    held = numbers[among]
    return _counts(ranked(names, held[held != NONE], MOST_COUNTS))


def _counts(held: list[tuple[str, int]]) -> tuple[Count, ...]:
    return tuple(Count(value, count) for value, count in held)


def _box(columns: IncidentColumns, located: Mask) -> Box | None:
    """What nearly all of them lie in: a few far away do not make the rest small."""
    exact = located & ~columns.vague
    if exact.sum() <= _MANY:  # of few, none is left out
        exact = located
    if not exact.any():
        return None
    ends = [_FAR_OFF, 1 - _FAR_OFF] if exact.sum() > _MANY else [0, 1]
    south, north = np.quantile(columns.lat[exact], ends)
    west, east = np.quantile(columns.lon[exact], ends)
    return Box(west=float(west), south=float(south), east=float(east), north=float(north))


def _ordered(columns: IncidentColumns, rows: Ints, sort: str) -> Ints:
    """Rows in the order asked for; what is not told comes last, equals by key."""
    name, down = sort.removeprefix("-"), sort.startswith("-")
    if name not in SORTS:
        raise InputError(f"incidents cannot be sorted by {sort!r}; try {', '.join(SORTS)}, or -{SORTS[0]}")
    values = {
        "date": columns.since,
        "reports": columns.reports,
        "sources": columns.sources,
        "disputes": columns.disputes,
        "killed": columns.killed,
        "confidence": columns.confidence,
        "title": columns.titles,
    }.get(name)
    if values is None:
        numbers = columns.types if name == "type" else columns.places
        names = (columns.type_names if name == "type" else columns.place_names).values
        rank = np.empty(len(names) + 1, np.int64)
        rank[np.argsort(np.array(names, np.str_), kind="stable")] = np.arange(len(names)) if names else 0
        rank[NONE] = NONE
        values = rank[numbers]
    chosen = values[rows]
    missing = chosen == NONE if name in ("date", "killed", "place") else np.zeros(len(rows), np.bool_)
    order = np.lexsort((columns.keys[rows], -chosen if down else chosen, missing))
    return rows[order]
