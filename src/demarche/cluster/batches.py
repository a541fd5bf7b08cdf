"""Batches: some reports in their order, named by what is in them, and what was read in them."""

import hashlib
from collections.abc import Iterable, Iterator

import msgspec
import pyarrow

from demarche.records import Reading, Refusal, Report

FORM = 1  # of batches as they are kept: raised when it changes
MOST_REPORTS = 50
MOST_CHARACTERS = 400_000  # of reports in a batch; one report may have more


class Batch(msgspec.Struct, frozen=True):
    """Reports to be read together, and what came between them that is no report."""

    reports: tuple[Report, ...] = ()
    refusals: tuple[Refusal, ...] = ()

    def name(self, model: str) -> str:
        """The same for the same words read by the same model, wherever and whenever."""
        told = msgspec.json.encode((FORM, model, self.reports, self.refusals))
        return hashlib.sha256(told).hexdigest()[:32]


class Kept(msgspec.Struct, frozen=True):
    """What one batch came to: its reports with their readings, and what could not be read."""

    pairs: tuple[tuple[Report, Reading], ...] = ()
    refusals: tuple[Refusal, ...] = ()


def batches_of(results: Iterable[Report | Refusal], most: int = MOST_REPORTS) -> Iterator[Batch]:
    """The results in batches, one at a time; nothing at all gives none."""
    reports: list[Report] = []
    refusals: list[Refusal] = []
    characters = 0
    for result in results:
        if isinstance(result, Refusal):
            refusals.append(result)
        else:
            reports.append(result)
            characters += len(result.text)
        if len(reports) >= most or characters >= MOST_CHARACTERS or len(refusals) >= 10 * most:
            yield Batch(tuple(reports), tuple(refusals))
            reports, refusals, characters = [], [], 0
    if reports or refusals:
        yield Batch(tuple(reports), tuple(refusals))


def path_of(name: str) -> str:
    """Where a batch that has been read is kept: in one of 256 folders, so that none grows large."""
    return f"_read/batches/{name[:2]}/{name}.zst"


def pack(value: object) -> bytes:
    """A record small, for the store."""
    sink = pyarrow.BufferOutputStream()
    with pyarrow.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(msgspec.msgpack.encode(value))
    return bytes(sink.getvalue())


def unpack(data: bytes) -> bytes:
    """What `pack` was given, as MessagePack."""
    with pyarrow.CompressedInputStream(pyarrow.BufferReader(data), "zstd") as stream:
        return bytes(stream.read())


def kept_in(data: bytes) -> Kept:
    """A batch as it was kept."""
    return msgspec.msgpack.decode(unpack(data), type=Kept)
