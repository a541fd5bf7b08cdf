"""Which events may be one happening: found by the keys that they share, most ruled out by their gists."""

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select

from demarche.collate.incidents.blocking import asked_keys, kept_keys, keys_of_traits
from demarche.collate.incidents.combining import weights
from demarche.collate.incidents.gists import GIST, Gists, gist_of
from demarche.collate.incidents.linking import link_traits
from demarche.collate.incidents.ruling_out import may_link
from demarche.collate.telling.traits import Traits
from demarche.ledger.collation_tables import gists, links, meeting_keys
from demarche.ledger.parts import insert, parts
from demarche.ledger.tables import events
from demarche.ledger.telling import Tellings

Keys = NDArray[np.int64]
_AT_ONCE = 200_000  # pairs whose gists are laid side by side, some 100 bytes each
_MOST_WAITING = 2_000_000  # pairs waiting to be compared, 16 bytes each
_IN_FULL = 2_000  # pairs compared in full, with the traits of all their events at hand
_NO_PAIRS: Keys = np.zeros((0, 2), np.int64)


class Meeting:
    """One run's comparing of events, in the connection's transaction."""

    def __init__(self, connection: Connection, tellings: Tellings) -> None:
        self._connection = connection
        self._tellings = tellings
        # by key of event, as far as asked for in this run
        highest = connection.execute(select(func.max(events.c.key))).scalar() or 0
        self._gists: Gists = np.zeros(highest + 1, GIST)
        self._at_hand = np.zeros(highest + 1, np.bool_)
        self._waiting: list[Keys] = []
        self._how_many = 0  # pairs waiting

    def take_in(self, new: Mapping[int, int | None]) -> None:
        """Keep new events; their pairs with all that share a key with them are compared by `compare`.

        `new`: by key of each, that of the attack that it speaks of, if any.
        """
        traits = self._tellings.traits(new)
        self._keep(traits, new)
        for pairs in self._pairs(traits):
            likely = self._likely(pairs)
            self._waiting.append(likely)
            self._how_many += len(likely)
            if self._how_many >= _MOST_WAITING:
                self.compare()

    def compare(self) -> None:
        """Compare the pairs found so far, and keep their links.

        In order of days: what is told of one day is loaded together, whenever its reports came.
        """
        waiting = np.concatenate([_NO_PAIRS, *self._waiting])
        self._waiting, self._how_many = [], 0
        day = self._gists["first"][waiting].max(axis=1)
        ordered = waiting[np.lexsort((waiting[:, 1], waiting[:, 0], day))]
        for start in range(0, len(ordered), _IN_FULL):
            some = ordered[start : start + _IN_FULL].tolist()
            insert(self._connection, links, list(self._links(some)))

    def _keep(self, traits: Mapping[int, Traits], about: Mapping[int, int | None]) -> None:
        drawn = {key: gist_of(each) for key, each in traits.items()}
        insert(
            self._connection,
            gists,
            [{"event": key, "record": gist, "about": about[key]} for key, gist in drawn.items()],
        )
        insert(
            self._connection,
            meeting_keys,
            [{"key": key, "event": event} for event, each in traits.items() for key in kept_keys(each)],
        )
        self._hold(drawn)

    def _pairs(self, traits: Mapping[int, Traits]) -> Iterator[Keys]:
        """The pairs of a new event and any other that share a key, each once, the lower first, in parts."""
        asked = np.array(
            [(key, event) for event, each in traits.items() for key in asked_keys(each)], np.int64
        ).reshape(-1, 2)
        rows: list[Any] = []
        for part in parts(np.unique(asked[:, 0]).tolist()):
            found = select(meeting_keys.c.key, meeting_keys.c.event).where(meeting_keys.c.key.in_(part))
            rows += self._connection.execute(found).all()
        held = np.array([tuple(row) for row in rows], np.int64).reshape(-1, 2)
        held = held[np.argsort(held[:, 0], kind="stable")]
        # each asked key meets a run of the held ones
        first = np.searchsorted(held[:, 0], asked[:, 0], "left")
        count = np.searchsorted(held[:, 0], asked[:, 0], "right") - first
        new = np.fromiter(traits, np.int64)
        for some in _runs(asked[:, 1], count):
            begun = np.cumsum(count[some]) - count[some]
            at = np.arange(count[some].sum()) - np.repeat(begun - first[some], count[some])
            one, other = np.repeat(asked[some, 1], count[some]), held[at, 1]
            # of two new events the later asks
            own = (other < one) | ~np.isin(other, new)
            pairs = np.unique(np.minimum(one, other)[own] << 32 | np.maximum(one, other)[own])
            yield np.column_stack([pairs >> 32, pairs & 0xFFFFFFFF])

    def _likely(self, pairs: Keys) -> Keys:
        """The pairs that their gists do not rule out."""
        found = [_NO_PAIRS]
        for start in range(0, len(pairs), _AT_ONCE):
            some = pairs[start : start + _AT_ONCE]
            self._load(np.unique(some))
            found.append(some[may_link(self._gists[some[:, 0]], self._gists[some[:, 1]])])
        return np.concatenate(found)

    def _links(self, pairs: Collection[tuple[int, int]]) -> Iterator[dict[str, Any]]:
        traits = self._tellings.traits({key for pair in pairs for key in pair})
        keys = {key: frozenset(keys_of_traits(each)) for key, each in traits.items()}
        for one, other in pairs:
            if one not in traits or other not in traits or keys[one].isdisjoint(keys[other]):
                continue  # rejected by a person; or two keys have one number
            link = link_traits(traits[one], traits[other], weights())
            if not link.forbidden and link.odds >= weights().cut:
                yield {"event": one, "other": other, "odds": link.odds}

    def _load(self, keys: Keys) -> None:
        for part in parts(keys[~self._at_hand[keys]].tolist()):
            rows = self._connection.execute(select(gists).where(gists.c.event.in_(part)))
            self._hold({row.event: row.record for row in rows})

    def _hold(self, drawn: Mapping[int, bytes]) -> None:
        keys = np.fromiter(drawn, np.int64)
        self._gists[keys] = np.frombuffer(b"".join(drawn.values()), GIST)
        self._at_hand[keys] = True


def _runs(events: Keys, count: Keys) -> Iterator[slice]:
    """The rows of some events at a time, in their order, whose counts are some `_AT_ONCE` together."""
    if not len(events):
        return
    begins = np.flatnonzero(np.diff(events, prepend=events[0] - 1))
    before = np.concatenate([[0], np.cumsum(count)])[begins]
    cuts = np.flatnonzero(np.diff(before // _AT_ONCE, prepend=-1))
    edges = [*begins[cuts].tolist(), len(events)]
    yield from (slice(*edge) for edge in pairwise(edges))
