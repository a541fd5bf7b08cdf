"""What an input is, told by its first bytes and, where those leave it open, by its name."""

import json
import re
from functools import cache
from typing import Literal

import msgspec

from demarche.intake.data_files import load
from demarche.intake.encoding import bom_encoding
from demarche.intake.fields import looks_like_header
from demarche.intake.refused import RefusedError

Kind = Literal["jsonl", "json", "table", "parquet", "warc", "wacz", "html", "text"]

HEAD_BYTES = 1 << 16
PARQUET_MAGIC = b"PAR1"
WARC_MAGIC = b"WARC/"
ZIP_MAGIC = b"PK\x03\x04"
_IN_WACZ = re.compile(rb"archive/|indexes/|pages/|fuzzy/|datapackage")  # what its first member is called
_NAME_IN_ZIP = 30  # where the name of the first member begins
_ROW_SUFFIXES: dict[str, Kind] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "table",
    ".tsv": "table",
    ".tab": "table",
    ".parquet": "parquet",
    ".pq": "parquet",
}
_PAGE_SUFFIXES = (".html", ".htm", ".xhtml")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"
_CONTROL_SHARE_OF_TEXT = 0.01  # more control characters than this and it is no text
_CONTROL_SHARE_OF_ROWS = 0.05  # rows are judged one by one, so only what cannot be rows is refused whole

_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|article|main|section|div|p|h1|h2)\b", re.IGNORECASE)
_XML = re.compile(r"<(?:\?xml|rss|feed)\b", re.IGNORECASE)
_ARCHIVED_PAGE = re.compile(r"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_JSON_ROW = re.compile(r'\{\s*"[^"\n]{0,200}"\s*:')
_JSON_LIST = re.compile(r"\[\s*[{\]]")


class Signature(msgspec.Struct, frozen=True, rename={"magic": "hex"}):
    """The first bytes of a kind of file that is not text."""

    magic: str
    name: str
    reason: Literal["binary", "unsupported"]
    at: int = 0


@cache
def signatures() -> tuple[tuple[bytes, Signature], ...]:
    """The known signatures with their bytes."""
    known = msgspec.convert(load("signatures.yaml")["signatures"], tuple[Signature, ...])
    return tuple((bytes.fromhex(signature.magic), signature) for signature in known)


def kind_of(head: bytes, suffix: str) -> Kind:
    """What an input is that begins with `head` (`HEAD_BYTES` of it) and is named with `suffix` (lower case).

    Raises RefusedError for what is empty, binary, or of a form that is not read.
    """
    if not head.strip():
        if len(head) < HEAD_BYTES:
            raise RefusedError("empty", "nothing in it")
        raise RefusedError("not-a-report", f"its first {HEAD_BYTES:,} bytes are blank")
    if head.startswith(PARQUET_MAGIC):
        return "parquet"
    if head.startswith(WARC_MAGIC):
        return "warc"
    if head.startswith(ZIP_MAGIC) and (suffix == ".wacz" or _IN_WACZ.match(head, _NAME_IN_ZIP)):
        return "wacz"
    for magic, signature in signatures():
        if head.startswith(magic, signature.at):
            raise RefusedError(signature.reason, f"{signature.name}, not text")
    by_name = _ROW_SUFFIXES.get(suffix)
    if by_name == "parquet":
        raise RefusedError("broken", "not a Parquet file, whatever its name says")
    start = _text_of(head).lstrip()
    of_rows = by_name is not None or _JSON_ROW.match(start) is not None
    refuse_binary(head, _CONTROL_SHARE_OF_ROWS if of_rows else _CONTROL_SHARE_OF_TEXT)
    if not start:
        raise RefusedError("empty", "nothing in it")
    if by_name == "table":
        return by_name
    if _JSON_LIST.match(start):
        return "json"
    if by_name == "jsonl":
        return by_name
    return _sniffed(start, suffix)


def refuse_binary(data: bytes, share: float = _CONTROL_SHARE_OF_TEXT) -> None:
    """Raise RefusedError when `data` holds more control characters than text does."""
    if bom_encoding(data) not in (None, ("utf-8", 3)):
        return  # UTF-16 and UTF-32 are full of zero bytes
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > share * len(data) or (share == _CONTROL_SHARE_OF_TEXT and b"\0" in data):
        raise RefusedError("binary", "not text: it holds control characters")


def _text_of(head: bytes) -> str:
    encoding, length = bom_encoding(head) or ("utf-8", 0)
    return head[length:].decode(encoding, "replace")


def _sniffed(start: str, suffix: str) -> Kind:
    if _JSON_ROW.match(start):
        return "jsonl" if _is_line_of_json(start) else "json"
    if suffix == ".json" and start[0] in "[{":
        return "json"
    if start[0] == "<" or suffix in _PAGE_SUFFIXES:
        if _HTML.search(start):
            return "html"
        if _XML.match(start):
            raise RefusedError("unsupported", "XML that is no web page")
    if _ARCHIVED_PAGE.search(start[:4000]):
        raise RefusedError("unsupported", "a web archive (MHTML): save the page as HTML")
    if looks_like_header(start.partition("\n")[0]):
        return "table"
    return "text"


def _is_line_of_json(start: str) -> bool:
    """Whether `start`, which opens a JSON object, is a row a line rather than an object of several lines."""
    first, newline, rest = start.partition("\n")
    if not newline or rest.lstrip().startswith("{"):
        return True
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return first.rstrip().endswith("}")
