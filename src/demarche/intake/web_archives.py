"""Web archives: the pages in a WARC, and in a WACZ, which is WARCs in a zip."""

import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, cast

from demarche.intake import content_coding
from demarche.intake.byte_streams import Readable, unpacked
from demarche.intake.limits import Limits
from demarche.intake.origin import Origin
from demarche.intake.page import page_report
from demarche.intake.plain_text import text_report
from demarche.intake.refused import RefusedError
from demarche.records import Refusal, Report

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

HTML = ("text/html", "application/xhtml+xml")
TEXT = "text/plain"
_WARC_ENDS = (".warc", ".warc.gz")
_HEADERS = 65_536  # bytes of a record that are no page
_LONGEST_ADDRESS = 2000


def warc_reports(
    stream: Readable, label: str, limits: Limits, *, start: int = 0
) -> Iterator[Report | Refusal]:
    """The report, or the refusal, of each record of `stream` that is a page, after the first `start` records.

    A report's source is `label:number`, records being counted from 1. What is no page (requests, pictures,
    answers with another status than 200) is passed over.
    """
    yield from _with_one_page(_records([stream], label, limits, start), label, start)


def wacz_reports(
    file: IO[bytes], label: str, limits: Limits, *, start: int = 0
) -> Iterator[Report | Refusal]:
    """The same of all WARCs in the zip `file`, which can be sought in; records are counted through them."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = _warcs_in(archive, limits)
            streams = (unpacked(cast(Readable, archive.open(name)), limits) for name in members)
            yield from _with_one_page(_records(streams, label, limits, start), label, start)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError, NotImplementedError) as error:
        yield RefusedError("broken", f"not a WACZ that can be read ({_line(error)})").at(label)


def _warcs_in(archive: zipfile.ZipFile, limits: Limits) -> list[str]:
    """The names of the WARCs in the archive, sorted. Raises RefusedError for a bomb, or without any."""
    members = [info for info in archive.infolist() if info.filename.lower().endswith(_WARC_ENDS)]
    if not members:
        raise RefusedError("unsupported", "a zip archive without a WARC")
    size, packed = (sum(info.file_size for info in members), sum(info.compress_size for info in members))
    if size > limits.file_bytes and size > limits.gzip_ratio * packed:
        raise RefusedError("too-large", f"a zip that unpacks to over {limits.gzip_ratio} times its size")
    return sorted(info.filename for info in members)


def _with_one_page(results: Iterator[Report | Refusal], label: str, start: int) -> Iterator[Report | Refusal]:
    any_page = start > 0
    for result in results:
        any_page = True
        yield result
    if not any_page:
        yield RefusedError("not-a-report", "a web archive without a page").at(label)


def _records(
    streams: "Iterator[Readable] | list[Readable]", label: str, limits: Limits, start: int
) -> Iterator[Report | Refusal]:
    from fastwarc.warc import ArchiveIterator

    number = 0
    for stream in streams:
        told = _Told(stream)
        try:
            for record in ArchiveIterator(cast(IO[bytes], told), parse_http=False):
                number += 1
                if number > start and (result := _of_record(record, f"{label}:{number}", limits)) is not None:
                    yield result
        except _CutError:
            yield (told.broken or RefusedError("broken", "the archive ends within this record")).at(
                f"{label}:{number}"
            )
            continue
        except (OSError, ValueError) as error:
            words = f"no WARC record, and what follows is lost ({_line(error)})"
            told.broken = told.broken or RefusedError("broken", words)
        if told.broken is not None:
            yield told.broken.at(f"{label}:{number + 1}")


def _of_record(record: "WarcRecord", source: str, limits: Limits) -> Report | Refusal | None:
    try:
        found = _page_in(record, limits)
        if found is None:
            return None
        kind, data, origin = found
        if kind == TEXT:
            return text_report(data, source, limits, origin)
        return page_report(data, source, limits, origin)
    except RefusedError as refused:
        return refused.at(source)
    except (OSError, ValueError) as error:  # what the library makes of a damaged record
        return RefusedError("broken", f"a record that cannot be read ({_line(error)})").at(source)


def _page_in(record: "WarcRecord", limits: Limits) -> tuple[str, bytes, Origin] | None:
    """The media type of the page in the record, its bytes, and where it is from; None for no page."""
    from fastwarc.warc import WarcRecordType

    kind_of_record = record.record_type
    address = (record.headers.get("WARC-Target-URI") or "").strip("<> \t")[:_LONGEST_ADDRESS]
    length = record.content_length
    too_large = length > limits.file_bytes + _HEADERS
    if not too_large:
        record.freeze()
        if record.content_length < length:
            raise _CutError
    coding = ""
    if kind_of_record == WarcRecordType.response and record.is_http:
        record.parse_http(auto_decode="none" if too_large else "transfer", strict_mode=False)
        headers = record.http_headers
        if headers is None or headers.status_code != 200:
            return None
        kind, charset = (record.http_content_type or "").strip().lower(), record.http_charset
        coding = headers.get("Content-Encoding") or ""
        wanted = kind in HTML
    elif kind_of_record in (WarcRecordType.resource, WarcRecordType.conversion):
        kind = (record.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
        charset = None
        wanted = kind in HTML or kind == TEXT
    else:
        return None
    if not wanted:
        return None
    if too_large:
        raise RefusedError("too-large", f"a page of over {limits.file_bytes:,} bytes")
    data = content_coding.unpacked(record.reader.read(length), coding, limits.file_bytes)
    return kind, data, Origin(address=address or None, charset=charset)


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:160] or type(error).__name__


class _CutError(Exception):
    """A record has fewer bytes than it says: the archive ends within it."""


class _Told:
    """A stream that tells where it is, as the library wants to know.

    One that breaks off seems to end, so that the records before are had; `broken` says why.
    """

    def __init__(self, stream: Readable) -> None:
        self._stream, self._at = stream, 0
        self.broken: RefusedError | None = None

    def read(self, size: int = 65_536) -> bytes:
        if self.broken is not None:
            return b""
        try:
            piece = self._stream.read(size)
        except RefusedError as refused:
            self.broken = refused
        except OSError as error:
            self.broken = RefusedError("unreadable", error.strerror or _line(error))
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            self.broken = RefusedError("broken", f"the zip is damaged ({_line(error)})")
        else:
            self._at += len(piece)
            return piece
        return b""

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        raise OSError("this stream is read once, from its start")

    def close(self) -> None:
        """Nothing: who opened the stream closes it."""
