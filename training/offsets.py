"""Annotations of reports whose text may not be kept here: offsets and labels, joined with it where it is.

`training/annotations/*.jsonl`, one report a line: its id, the SHA-256 of its text, its marks. The text comes
from the data folder; a text that is not the annotated one is refused.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from training.marked import MarkedEvent, MarkedReport

FOLDER = Path(__file__).parent / "annotations"


class Offsets(msgspec.Struct, kw_only=True):
    """A marked report without its text."""

    id: str
    sha256: str
    spans: dict[str, list[tuple[int, int]]]
    values: dict[str, tuple[str, ...]]
    events: dict[str, MarkedEvent]


def without_text(report: MarkedReport) -> Offsets:
    """The marks alone; an agreement's terms and a toll's people are words of the report and stay out."""
    values = {
        label: (*value[:5], "") if label[0] == "g" else (*value[:3], "") if label[0] == "n" else value
        for label, value in report.values.items()
    }
    return Offsets(
        id=report.id, sha256=digest(report.text), spans=report.spans, values=values, events=report.events
    )


def digest(text: str) -> str:
    """The SHA-256 of a text, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def write_offsets(reports: Iterable[MarkedReport], path: Path) -> None:
    """One line a report."""
    lines = [msgspec.json.encode(without_text(r)) + b"\n" for r in reports]
    path.write_bytes(b"".join(lines))


def with_text(path: Path, rows: Path) -> Iterator[MarkedReport]:
    """The marked reports of a file of offsets, texts from JSONL (`report_id`, `text`, `title`, `outlet`)."""
    with rows.open(encoding="utf-8") as lines:
        texts = {row["report_id"]: row for row in map(json.loads, lines)}
    for line in path.read_bytes().splitlines():
        offsets = msgspec.json.decode(line, type=Offsets)
        row = texts.get(offsets.id)
        if row is None or digest(row["text"]) != offsets.sha256:
            raise ValueError(f"{rows}: {offsets.id} is not there with the text that was annotated")
        yield MarkedReport(
            id=offsets.id,
            text=row["text"],
            title=row.get("title") or "",
            outlet=row.get("outlet") or "",
            spans=offsets.spans,
            values=offsets.values,
            events=offsets.events,
        )
