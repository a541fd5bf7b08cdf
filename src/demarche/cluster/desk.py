"""Where a piece of work finds its rows and leaves its own: files of buckets in the store.

Every stage is cut into pieces. A piece puts each row into the bucket of whoever needs it next, and leaves one
file a channel; the next stage's pieces read their bucket of each of these files. Files are the shuffle: what
is finished stays when workers or the driver die, and no more is in memory than one piece holds.
"""

import struct
import zlib
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec

from demarche.cluster.batches import Kept, kept_in, pack, path_of, unpack
from demarche.cluster.store import Store

Row = TypeVar("Row")
ALONE = 1  # buckets of a channel that one piece reads, or that only the piece itself reads
_PLACE = struct.Struct("<Q")


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """What all pieces of one run are told: where, and into how many slices and parts it is cut.

    `slices`: the names of batches, in order, by slice. `parts`: into how many buckets keys are spread.
    `collated`: whether incidents and all that follows are made, or the tables of reports and events alone.
    """

    store: str
    run: str
    collated: bool
    slices: tuple[tuple[str, ...], ...]
    parts: int


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What pieces learn that all need to know later: days of publication; files made; rows counted."""

    first: str | None = None
    last: str | None = None
    latest: str | None = None
    files: tuple[tuple[str, int], ...] = ()

    def and_(self, other: "Facts") -> "Facts":
        """Both together."""
        return Facts(
            first=min(filter(None, (self.first, other.first)), default=None),
            last=max(filter(None, (self.last, other.last)), default=None),
            latest=max(filter(None, (self.latest, other.latest)), default=None),
            files=self.files + other.files,
        )


class Desk:
    """The desk of one piece: `number` of the stage `stage`."""

    def __init__(self, work: Work, stage: str, number: int, facts: Facts) -> None:
        self.work, self.stage, self.number, self.facts = work, stage, number, facts
        self.store = Store(work.store)
        self.parts, self.slices = work.parts, len(work.slices)
        self._rows: dict[str, tuple[int, dict[int, list[bytes]]]] = {}
        self._encoder = msgspec.msgpack.Encoder()

    def batches(self) -> Iterator[Kept]:
        """The batches of this slice, one at a time."""
        for name in self.work.slices[self.number]:
            yield kept_in(self.store.read(path_of(name)))

    def channel(self, name: str, buckets: int) -> None:
        """Say that rows will be put into that many buckets of a channel, be there any or not."""
        self._rows[name] = (buckets, defaultdict(list))

    def put(self, channel: str, bucket: int, row: Any) -> None:
        """A row into a bucket of a channel."""
        self._rows[channel][1][bucket].append(self._encoder.encode(row))

    def close(self) -> None:
        """Leave what was put, and only then say that the piece is done."""
        for name, (buckets, rows) in self._rows.items():
            packed = [
                pack([msgspec.Raw(row) for row in rows[at]]) if rows.get(at) else b"" for at in range(buckets)
            ]
            places = [_PLACE.size * (buckets + 1)]
            for piece in packed:
                places.append(places[-1] + len(piece))
            head = b"".join(map(_PLACE.pack, places))
            self.store.write(self._file(name, self.number), head + b"".join(packed))

    def rows(self, channel: str, row: type[Row], pieces: int) -> Iterator[Row]:
        """The rows of this piece's bucket, from the `pieces` of the stage that put them, in their order."""
        for piece in range(pieces):
            yield from rows_of(self.store, self._file(channel, piece), self.number, row)

    def own(self, channel: str, row: type[Row]) -> Iterator[Row]:
        """The rows that a piece of the same number put into a channel of one bucket."""
        yield from rows_of(self.store, self._file(channel, self.number), 0, row)

    def _file(self, channel: str, piece: int) -> str:
        return f"{self.work.run}/{channel}/{piece}"


def rows_of(store: Store, name: str, bucket: int, row: type[Row]) -> list[Row]:
    """The rows of one bucket of a file that a desk has left."""
    at = store.piece(name, _PLACE.size * bucket, _PLACE.size * (bucket + 2))
    start, end = (place[0] for place in _PLACE.iter_unpack(at))
    data = store.piece(name, start, end)
    return msgspec.msgpack.decode(unpack(data), type=list[row]) if data else []  # type: ignore[valid-type]


def bucket_of(key: str, buckets: int) -> int:
    """The bucket of a key: the same on every machine."""
    return zlib.crc32(key.encode("utf-8", "surrogatepass")) % buckets


def bucket_of_number(number: int, buckets: int) -> int:
    """The bucket of the number of a report or an event."""
    return zlib.crc32(_PLACE.pack(number)) % buckets
