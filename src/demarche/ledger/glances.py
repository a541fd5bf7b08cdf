"""Overviews of a ledger: counts, timeline, map and a page of incidents, all of one filter."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

import msgspec
import numpy as np
from sqlalchemy import select

from demarche.errors import InputError
from demarche.ledger import fulltext, hits, party_profiles
from demarche.ledger.collation_tables import incidents
from demarche.ledger.connected import Connected
from demarche.ledger.databases.database import Stamp
from demarche.ledger.glance import Box, Cell, Count, Neighbours, Overview, Sight
from demarche.ledger.incident_columns import IncidentColumns
from demarche.ledger.incident_orders import IncidentOrders
from demarche.ledger.map_cells import cells_of
from demarche.ledger.names import NONE, Ints, Mask, Names, ranked
from demarche.ledger.namesakes import Namesakes, PartyNames, accords_bearing
from demarche.ledger.rows import Page
from demarche.ledger.sight_masks import Masks, all_but, masks_of
from demarche.ledger.tables import reports
from demarche.ledger.timelines import timeline_of, told_day
from demarche.records import Incident

MOST_COUNTS = 200  # values of a facet
_KEPT_MASKS = 32  # filters of which it is known what they let through: a page asks for them three times
_FAR_OFF, _MANY = 0.03, 30  # the share of located incidents, of more than so many, that a map may leave out


class _Held:
    """The columns of one state of the ledger, and what the filters of late let through."""

    def __init__(self, stamp: Stamp, columns: IncidentColumns) -> None:
        self.stamp, self.columns, self.orders = stamp, columns, IncidentOrders(columns)
        self.masks: OrderedDict[Sight, Masks] = OrderedDict()
        self.lock = threading.Lock()  # of the masks
        self.party_names: PartyNames | None = None  # asked for by the first search


class Glances(Connected):
    """The part of a Ledger that counts. Threads may share it."""

    _held: _Held | None = None
    _lock = threading.Lock()

    def prepare(self) -> None:
        """Read and put in order what the first who looks, filters or searches would wait for."""
        columns = self._columns().columns
        for names in (columns.party_names, columns.outlet_names):
            _ = names.folded
        self.overview(Sight())
        self._party_names()

    def overview(self, sight: Sight) -> Overview:
        """All counts of the incidents that match, and a page of them. Raises InputError for a bad filter."""
        held = self._columns()
        columns = held.columns
        masks = self._masks(held, sight)
        among = all_but(masks, len(columns))
        without_types, without_places = (all_but(masks, len(columns), name) for name in ("types", "places"))
        dated, located = among & columns.dated, among & columns.located
        total = int(among.sum())
        return Overview(
            total=total,
            disputed=int((columns.disputes[among] > 0).sum()),
            undated=total - int(dated.sum()),
            unlocated=total - int(located.sum()),
            types=_counted(columns.type_names, columns.types, without_types),
            parties=_counts(columns.party_names, columns.parties.counts(among)),
            countries=_counted(columns.country_names, columns.countries, without_places),
            places=_counted(columns.place_names, columns.places, without_places),
            outlets=_counts(columns.outlet_names, columns.outlets.counts(among)),
            disputes=_counts(columns.kind_names, columns.kinds.counts(among)),
            box=_box(columns, located),
            since=told_day(int(columns.since[dated].min())) if dated.any() else None,
            until=told_day(int(columns.until[dated].max())) if dated.any() else None,
            timeline=timeline_of(columns, among),
            incidents=self._sighted(held, among, sight),
        )

    def seen(self, sight: Sight) -> Page[Incident]:
        """The page of incidents alone, without the counts. Raises InputError for a bad filter."""
        held = self._columns()
        return self._sighted(held, all_but(self._masks(held, sight), len(held.columns)), sight)

    def _sighted(self, held: _Held, among: Mask, sight: Sight) -> Page[Incident]:
        rows = held.orders.rows(among, sight.sort) if sight.limit else np.flatnonzero(among)
        shown = rows[sight.offset : sight.offset + sight.limit]
        return Page(
            rows=self._incidents(held.columns.keys[shown].tolist()),
            total=len(rows),
            limit=sight.limit,
            offset=sight.offset,
        )

    def map_cells(self, sight: Sight, frame: Box, *, width: float, height: float) -> tuple[Cell, ...]:
        """The incidents that match and lie in the frame, by cells of so many degrees, the fullest first."""
        held = self._columns()
        among = all_but(self._masks(held, sight), len(held.columns))
        return tuple(cells_of(held.columns, among, frame, width, height))

    def search(self, words: str, *, limit: int = 20, offset: int = 0) -> Page[hits.Hit]:
        """The reports that hold the words, with them in context. Raises InputError when there are none."""
        with self._reading() as connection:
            return hits.search(connection, words, limit, offset)

    def namesakes(self, name: str, most: int = 8) -> Namesakes:
        """What of the record bears the name. Raises InputError for a name without a letter or digit."""
        parties = self._party_names().bearing(name, most)
        places = Sight(places=(name,), limit=most, sort="-reports")
        with self._reading() as connection:
            accords = accords_bearing(connection, name, most)
        return Namesakes(parties=parties, incidents=self.seen(places).rows, accords=accords)

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
        alike = np.zeros(len(columns), np.bool_)
        if incident.place:
            alike = columns.places == columns.place_names.known(incident.place.name)
        return self._near(columns, incident, alike, most)

    def same_parties(self, incident: Incident, most: int = 5) -> Neighbours:
        """What happened between the same parties: those that act in it most and those acted on most."""
        columns = self._columns().columns
        acting = [party.name for party in incident.parties if party.acts][:1]
        others = [party.name for party in incident.parties if party.receives and party.name not in acting][:1]
        alike = np.zeros(len(columns), np.bool_)
        if acting and others:
            one, other = ([columns.party_names.known(names[0])] for names in (acting, others))
            alike = columns.parties.having(one) & columns.parties.having(other)
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

    def _party_names(self) -> PartyNames:
        held = self._columns()
        with self._lock:
            if held.party_names is None:
                with self._reading() as connection:
                    held.party_names = PartyNames(connection)
            return held.party_names

    def _masks(self, held: _Held, sight: Sight) -> Masks:
        if sight.limit < 0 or sight.offset < 0:
            raise InputError(f"limit and offset must not be negative: {sight.limit}, {sight.offset}")
        filters = msgspec.structs.replace(sight, limit=0, offset=0, sort="")
        with held.lock:
            known = held.masks.get(filters)
        if known is not None:
            return known
        masks = masks_of(held.columns, sight, self._holding)
        with held.lock:
            held.masks[filters] = masks
            while len(held.masks) > _KEPT_MASKS:
                held.masks.popitem(last=False)
        return masks

    def _holding(self, words: str) -> Sequence[int]:
        """The keys of the reports that hold the words."""
        with self._reading() as connection:
            found = select(reports.c.key).where(fulltext.holds(words))
            return connection.execute(found).scalars().all()

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


def _counted(names: Names, numbers: Ints, among: Mask) -> tuple[Count, ...]:
    held = numbers[among]
    return _counts(names, np.bincount(held[held != NONE], minlength=len(names.values)))


def _counts(names: Names, counts: Ints) -> tuple[Count, ...]:
    return tuple(Count(value, count) for value, count in ranked(names, counts, MOST_COUNTS))


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
