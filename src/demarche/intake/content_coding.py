"""What a server packed on its way (Content-Encoding), unpacked within bounds."""

import io
import zlib

from demarche.intake.refused import RefusedError

ASKED = "gzip"  # what a fetch says that it understands
_WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 15}


def unpacked(body: bytes, coding: str, most: int) -> bytes:
    """`body` without its coding, at most `most` bytes. Raises RefusedError: damaged, too large, unknown."""
    for name in reversed([part.strip().lower() for part in coding.split(",")]):
        if name in ("", "identity"):
            continue
        if name == "br":
            body = _brotli(body, most)
        elif name in _WINDOWS:
            body = _zlib(body, _WINDOWS[name], most)
        else:
            raise RefusedError("unsupported", f"packed by {name[:20]}, which is not read")
    return body


def _zlib(body: bytes, window: int, most: int) -> bytes:
    try:
        if window == 15 and body[:1] and body[0] & 0x0F != 8:  # many servers send it without its header
            window = -15
        unpacker = zlib.decompressobj(wbits=window)
        given = unpacker.decompress(body, most + 1)
    except zlib.error as error:
        raise RefusedError("broken", f"packed badly ({error})") from None
    if len(given) > most:
        raise _too_large(most)
    if not unpacker.eof:
        raise RefusedError("broken", "what is packed ends too early")
    return given


def _brotli(body: bytes, most: int) -> bytes:
    from fastwarc.stream_io import BrotliReader

    try:
        given = BrotliReader(io.BytesIO(body)).read(most + 1)
    except OSError as error:
        raise RefusedError("broken", f"packed badly ({error})") from None
    if len(given) > most:
        raise _too_large(most)
    return given


def _too_large(most: int) -> RefusedError:
    return RefusedError("too-large", f"unpacks to over {most:,} bytes")
