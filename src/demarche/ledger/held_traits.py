"""What events are compared by, held for one run of collation: the latest as they are, all others on disk."""

import sqlite3
import zlib
from collections.abc import Iterable, Mapping

import msgspec

from demarche.collate.telling.traits import Traits
from demarche.ledger.parts import parts

_AT_HAND = 20_000  # events: some 4 KiB each


class HeldTraits:
    """Traits by key of event. On disk they are some 600 bytes each, in a file that goes with this object.

    To draw them anew their reports would have to be loaded, of which an archive has too many to keep at hand.
    """

    def __init__(self) -> None:
        # a private database without a name: SQLite puts it into a temporary file, whatever the ledger is
        self._disk = sqlite3.connect("", isolation_level=None)
        self._disk.execute("PRAGMA journal_mode = OFF")
        self._disk.execute("CREATE TABLE traits (event INTEGER PRIMARY KEY, record BLOB NOT NULL)")
        self._at_hand: dict[int, Traits] = {}

    def close(self) -> None:
        """Let go of all."""
        self._disk.close()

    def put(self, traits: Mapping[int, Traits]) -> None:
        """Hold these."""
        rows = [(key, zlib.compress(msgspec.msgpack.encode(each), 1)) for key, each in traits.items()]
        self._disk.execute("BEGIN")
        self._disk.executemany("INSERT OR REPLACE INTO traits VALUES (?, ?)", rows)
        self._disk.execute("COMMIT")
        self._keep_at_hand(traits)

    def of(self, event_keys: Iterable[int]) -> dict[int, Traits]:
        """Those of the events that are held."""
        wanted = set(event_keys)
        found = {key: self._at_hand[key] for key in wanted if key in self._at_hand}
        read: dict[int, Traits] = {}
        for part in parts(sorted(wanted - found.keys())):
            holes = ", ".join("?" * len(part))
            rows = self._disk.execute(f"SELECT event, record FROM traits WHERE event IN ({holes})", part)
            read.update(
                (key, msgspec.msgpack.decode(zlib.decompress(record), type=Traits)) for key, record in rows
            )
        self._keep_at_hand(read)
        return found | read

    def _keep_at_hand(self, traits: Mapping[int, Traits]) -> None:
        if len(self._at_hand) + len(traits) > _AT_HAND:
            self._at_hand.clear()
        self._at_hand.update(traits)
