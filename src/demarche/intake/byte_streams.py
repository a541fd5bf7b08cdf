"""Bytes of an input as a stream that can be looked into before it is read: gzip unpacked, lines bounded."""

import codecs
import zlib
from collections.abc import Iterator
from typing import Protocol

from demarche.intake.limits import Limits
from demarche.intake.refused import RefusedError

CHUNK = 1 << 18
GZIP_MAGIC = b"\x1f\x8b"


class Readable(Protocol):
    """Anything with `read(n)`: up to n bytes, nothing at the end."""

    def read(self, size: int, /) -> bytes: ...


class PeekedStream:
    """A stream whose first bytes can be seen without being consumed."""

    def __init__(self, raw: Readable) -> None:
        self._raw = raw
        self._head = b""
        self._broken: RefusedError | None = None

    def peek(self, size: int) -> bytes:
        """The next `size` bytes, fewer only at the end of the stream or where it breaks off."""
        while len(self._head) < size and self._broken is None:
            try:
                chunk = self._raw.read(size - len(self._head))
            except RefusedError as refused:
                if not self._head:
                    raise
                self._broken = refused  # told when what is before it has been read
                break
            if not chunk:
                break
            self._head += chunk
        return self._head[:size]

    def read(self, size: int, /) -> bytes:
        if not self._head:
            if self._broken is not None:
                raise self._broken
            return self._raw.read(size) or b""
        piece, self._head = self._head[:size], self._head[size:]
        return piece


class Gunzip:
    """The unpacked bytes of a gzip stream of one or more members; refuses a bomb, damage, a missing end."""

    def __init__(self, packed: Readable, limits: Limits) -> None:
        self._packed = packed
        self._limits = limits
        self._member = zlib.decompressobj(wbits=31)
        self._waiting = b""  # packed bytes not yet given to the decompressor
        self._taken = 0
        self._given = 0

    def read(self, size: int, /) -> bytes:
        while True:
            if self._member.eof and not self._next_member():
                return b""
            if not self._waiting:
                self._waiting = self._packed.read(CHUNK) or b""
                self._taken += len(self._waiting)
                if not self._waiting:
                    raise RefusedError("broken", "the gzip data ends too early")
            try:
                piece = self._member.decompress(self._waiting, size)
            except zlib.error as error:
                raise RefusedError("broken", f"the gzip data is damaged ({error})") from None
            self._waiting = self._member.unconsumed_tail or self._member.unused_data
            self._given += len(piece)
            limits = self._limits
            if self._given > limits.file_bytes and self._given > limits.gzip_ratio * self._taken:
                raise RefusedError(
                    "too-large", f"gzip that unpacks to over {limits.gzip_ratio} times its size"
                )
            if piece:
                return piece

    def _next_member(self) -> bool:
        if not self._waiting:
            self._waiting = self._packed.read(CHUNK) or b""
            self._taken += len(self._waiting)
        if not self._waiting.strip(b"\0"):  # tape blocks are padded with zeros: not a member
            return False
        self._member = zlib.decompressobj(wbits=31)
        return True


class Utf8Stream:
    """A stream in another Unicode encoding, as UTF-8."""

    def __init__(self, raw: Readable, encoding: str) -> None:
        self._raw = raw
        self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace")

    def read(self, size: int, /) -> bytes:
        while chunk := self._raw.read(size):
            if piece := self._decoder.decode(chunk).encode("utf-8", "replace"):
                return piece
        return self._decoder.decode(b"", final=True).encode("utf-8", "replace")


def unpacked(raw: Readable, limits: Limits) -> PeekedStream:
    """The stream `raw`, unpacked when it begins as gzip does."""
    stream = PeekedStream(raw)
    if stream.peek(2) != GZIP_MAGIC:
        return stream
    inner = PeekedStream(Gunzip(stream, limits))
    if inner.peek(2) == GZIP_MAGIC:
        raise RefusedError("unsupported", "gzip inside gzip: unpack it once")
    return inner


def read_whole(stream: Readable, limit: int, advice: str = "") -> bytes:
    """All bytes of `stream`; a stream of more than `limit` bytes is refused without being read to its end."""
    parts: list[bytes] = []
    size = 0
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > limit:
            raise RefusedError("too-large", f"over {limit:,} bytes{advice}")
        parts.append(chunk)
    return b"".join(parts)


def lines(stream: Readable, limit: int) -> Iterator[bytes | None]:
    """The lines of `stream` with their line ends; None for one of over `limit` bytes, which is skipped."""
    parts: list[bytes] = []
    size = 0
    while chunk := stream.read(CHUNK):
        start = 0
        while start < len(chunk):
            end = chunk.find(b"\n", start) + 1
            piece = chunk[start : end or len(chunk)]
            start += len(piece)
            size += len(piece)
            if size <= limit:
                parts.append(piece)
            else:
                parts.clear()
            if end:
                yield b"".join(parts) if size <= limit else None
                parts.clear()
                size = 0
    if size:
        yield b"".join(parts) if size <= limit else None
