"""Incidents kept up to date: grouped anew is what hangs together with what was touched, and no more."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

import msgspec
from sqlalchemy import Connection, delete, select

from demarche.collate.courses.sequels import IncidentOf
from demarche.collate.decisions import cannot_link, must_link, titles
from demarche.collate.incidents.combining import probability
from demarche.collate.incidents.grouping import Part, groups_in, parts_of
from demarche.collate.incidents.linking import Link
from demarche.collate.incidents.merging import incident_of
from demarche.collate.telling.traits import Traits
from demarche.ledger import collated_rows
from demarche.ledger.collation_tables import gists, incident_events, incidents, links
from demarche.ledger.courses import Courses
from demarche.ledger.event_keys import event_keys
from demarche.ledger.parts import parts
from demarche.ledger.tables import events
from demarche.ledger.telling import Tellings
from demarche.ledger.voices import voices_of
from demarche.records import Decision

_TOGETHER = 2000  # events whose incidents are made at once, with all that hangs together with them
_TOLD_AT_ONCE = 1000  # incidents told at once: a whole war's events are too many to be loaded together


class _Events(msgspec.Struct, frozen=True):
    """Events that count: each one's id by key, key by id, and by id the attack that it speaks of, if any."""

    ids: Mapping[int, str]
    keys: Mapping[str, int]
    about: Mapping[str, str | None]


class Grouping:
    """One run's making of incidents, in the connection's transaction."""

    def __init__(
        self, connection: Connection, tellings: Tellings, decisions: Sequence[Decision], courses: Courses
    ) -> None:
        self._connection = connection
        self._tellings = tellings
        self._courses = courses
        self._must, self._cannot = must_link(decisions), cannot_link(decisions)
        self._titles = titles(decisions)

    def make(self, touched: AbstractSet[int]) -> int:
        """Group anew all that hangs together with `touched` events: how many incidents were made."""
        decided = self._decided()
        made = 0
        left = set(touched)
        for keys in parts(sorted(left), _TOGETHER):
            some = left.intersection(keys)
            if not some:
                continue
            # what any of them hangs together with is looked at with them, so that none is made in halves
            frontier = some
            while frontier:
                reached = {other for key in frontier for other in decided.get(key, ())}
                for near in parts(sorted(frontier)):
                    reached |= self._linked(near)
                frontier = reached - some
                some |= frontier
            left -= some
            made += self._make(some, touched)
        return made

    def _decided(self) -> dict[int, set[int]]:
        """By event, those that a person's decision brings together with it or keeps apart."""
        ids = event_keys(self._connection, {id_ for pair in (*self._must, *self._cannot) for id_ in pair})
        decided: dict[int, set[int]] = {}
        for one, other in (*self._must, *self._cannot):
            if one in ids and other in ids:
                decided.setdefault(ids[one], set()).add(ids[other])
                decided.setdefault(ids[other], set()).add(ids[one])
        return decided

    def _linked(self, keys: Sequence[int]) -> set[int]:
        """What links to some events, is one incident with one of them, or the attack that one speaks of."""
        ask = self._connection.execute
        found = set(ask(select(links.c.other).where(links.c.event.in_(keys))).scalars())
        found.update(ask(select(links.c.event).where(links.c.other.in_(keys))).scalars())
        together = select(incident_events.c.incident).where(incident_events.c.event.in_(keys))
        found.update(
            ask(select(incident_events.c.event).where(incident_events.c.incident.in_(together))).scalars()
        )
        spoken_of = select(gists.c.about).where(gists.c.event.in_(keys), gists.c.about.is_not(None))
        found.update(ask(spoken_of).scalars())
        return found

    def _make(self, some: AbstractSet[int], touched: AbstractSet[int]) -> int:
        """Group events of which none hangs together with any other; what is as it was is left."""
        known = self._events(some)
        held = self._held(some)
        concerned = self._concerned(known, held, some & touched)
        inside = {known.keys[id_] for part in concerned for id_ in (*part.core, *part.speaking)}
        groups = {
            frozenset(known.keys[id_] for id_ in group)
            for part in concerned
            for group in groups_in(part, self._traits(known), must_link=self._must, cannot_link=self._cannot)
        }
        standing = {group for group in groups & held.keys() if touched.isdisjoint(group)}
        changed = inside.difference(*standing)
        was = self._courses.incidents_of(changed)
        gone = [
            key
            for group, key in held.items()
            if group not in standing and not (group <= known.ids.keys() and group.isdisjoint(inside))
        ]
        for old in parts(gone):
            self._connection.execute(delete(incidents).where(incidents.c.key.in_(old)))
        anew = sorted((sorted(group) for group in groups - standing), key=lambda group: group[0])
        now: dict[int, IncidentOf] = {}
        for few in parts(anew, _TOLD_AT_ONCE):
            now.update(self._tell(few, known.keys))
        self._courses.touched.update(key for key in changed if was.get(key) != now.get(key))
        return len(anew)

    def _tell(self, groups: Sequence[Sequence[int]], keys: Mapping[str, int]) -> dict[int, IncidentOf]:
        """Make and keep the incidents of some groups: by event, the incident that now holds it."""
        tolds = self._tellings.of_events(key for group in groups for key in group)
        voices = voices_of(self._connection, tolds.values())
        found = sorted(
            (incident_of([tolds[key] for key in group], voices, self._titles) for group in groups),
            key=lambda each: each.id,
        )
        collated_rows.insert_incidents(self._connection, found, keys)
        return {keys[id_]: IncidentOf(each.id, each.title) for each in found for id_ in each.events}

    def _concerned(
        self, known: _Events, held: Mapping[frozenset[int], int], touched: AbstractSet[int]
    ) -> list[Part]:
        """The parts that a touched event is in, or of which an incident is no longer in one part."""
        found = parts_of(known.about, self._links(known), must_link=self._must, cannot_link=self._cannot)
        number = {
            known.keys[id_]: at for at, part in enumerate(found) for id_ in (*part.core, *part.speaking)
        }
        which = {number.get(key) for key in touched}
        for group in held:
            within = {number.get(key) for key in group}
            if len(within) > 1:
                which |= within
        return [part for at, part in enumerate(found) if at in which]

    def _traits(self, known: _Events) -> Callable[[Collection[str]], Mapping[str, Traits]]:
        def drawn(ids: Collection[str]) -> Mapping[str, Traits]:
            found = self._tellings.traits(known.keys[id_] for id_ in ids)
            return {known.ids[key]: traits for key, traits in found.items()}

        return drawn

    def _events(self, keys: Iterable[int]) -> _Events:
        """Of these, the events that no person has rejected."""
        ids: dict[int, str] = {}
        about: dict[int, int | None] = {}
        for part in parts(sorted(keys)):
            rows = self._connection.execute(
                select(events.c.key, events.c.id, gists.c.about)
                .join_from(gists, events, events.c.key == gists.c.event)
                .where(gists.c.event.in_(part))
            )
            for row in rows:
                ids[row.key], about[row.key] = row.id, row.about
        spoken_of = {ids[key]: ids.get(attack) if attack else None for key, attack in about.items()}
        return _Events(ids, {id_: key for key, id_ in ids.items()}, spoken_of)

    def _held(self, keys: Iterable[int]) -> dict[frozenset[int], int]:
        """The incidents that hold any of some events: all events of each, and its key."""
        held: dict[int, set[int]] = {}
        for part in parts(sorted(keys)):
            own = select(incident_events.c.incident).where(incident_events.c.event.in_(part))
            rows = self._connection.execute(
                select(incident_events).where(incident_events.c.incident.in_(own))
            )
            for row in rows:
                held.setdefault(row.incident, set()).add(row.event)
        return {frozenset(group): key for key, group in held.items()}

    def _links(self, known: _Events) -> list[Link]:
        """The links among some events, of which none has a link with any other."""
        found = []
        for part in parts(sorted(known.ids)):
            for row in self._connection.execute(select(links).where(links.c.event.in_(part))):
                if row.other in known.ids:
                    one, other = sorted((known.ids[row.event], known.ids[row.other]))
                    found.append(Link(one, other, probability(row.odds), row.odds))
        return found
