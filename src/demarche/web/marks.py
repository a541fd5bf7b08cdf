"""Words of a report marked in place: text cut into pieces, each with the marks that lie over it."""

import itertools
from collections.abc import Iterable, Sequence

import msgspec

from demarche.records import Event, Reading
from demarche.web import wording
from demarche.web.texts import label, text

KINDS = (
    "event",
    "party",
    "place",
    "time",
    "toll",
    "agreement",
)  # the order in which they lie over each other
MOST_MARKS = 5000


class Mark(msgspec.Struct, frozen=True):
    """Words at `[start, end)` that stand for a value: `kind` of it, what it is, which event it is of."""

    start: int
    end: int
    kind: str
    title: str
    number: int = 0


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of text under the same marks.

    `anchors`: ids that begin here; `numbers`: events whose words end here; `title`: what all marks say;
    `hot`: it lies in what was asked for.
    """

    text: str
    kinds: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    title: str = ""
    hot: bool = False


def anchor(start: int, end: int) -> str:
    """The id of the words at `[start, end)` on a page."""
    return f"w{start}-{end}"


def marks_of_event(event: Event) -> Iterable[Mark]:
    """The words of an event and of all its values."""
    for mention in event.mentions:
        yield Mark(mention.start, mention.end, "event", wording.kind(event), event.sequence)
    for role, parties in (("actor", event.actors), ("recipient", event.recipients)):
        for party in parties:
            yield Mark(party.start, party.end, "party", f"{label('role', role)}: {wording.party(party)}")
    for source in event.attribution:
        yield Mark(source.party.start, source.party.end, "party", wording.source(source))
    if event.where is not None:
        yield Mark(event.where.start, event.where.end, "place", wording.place(event.where))
    if event.when is not None:
        told = event.when.date or text("report.no_date")
        yield Mark(event.when.start, event.when.end, "time", told)
    for toll in event.toll:
        yield Mark(toll.start, toll.end, "toll", wording.toll(toll))


def marks_of(reading: Reading) -> list[Mark]:
    """All words of a reading that stand for a value."""
    found = [mark for event in reading.events for mark in marks_of_event(event)]
    for agreement in reading.agreements:
        found.append(Mark(agreement.start, agreement.end, "agreement", agreement.name))
    seen = {(mark.start, mark.end, mark.kind) for mark in found}
    for span in reading.spans:
        if span.kind in ("party", "place", "time") and (span.start, span.end, span.kind) not in seen:
            told = span.name or span.value or span.text
            found.append(Mark(span.start, span.end, span.kind, told))
    return found[:MOST_MARKS]


def pieces(
    body: str,
    marks: Iterable[Mark],
    *,
    start: int = 0,
    end: int | None = None,
    hot: tuple[int, int] | None = None,
    also: Iterable[tuple[int, int]] = (),
) -> list[Piece]:
    """The text from `start` to `end`, cut wherever a mark begins or ends. Marks beyond it are left out.

    `also`: words that can be led to, marked or not.
    """
    end = len(body) if end is None else min(end, len(body))
    inside = sorted(
        {mark for mark in marks if start <= mark.start < mark.end <= end},
        key=lambda mark: (mark.start, -mark.end, KINDS.index(mark.kind), mark.title, mark.number),
    )
    spans = [(mark.start, mark.end) for mark in inside]
    further = sorted({*also, *([hot] if hot else [])})
    spans += [span for span in further if start <= span[0] < span[1] <= end]
    cuts = sorted({start, end, *(at for span in spans for at in span)})
    opening: dict[int, list[str]] = {}
    for span in dict.fromkeys(spans):
        opening.setdefault(span[0], []).append(anchor(*span))
    found: list[Piece] = []
    active: list[Mark] = []
    coming = 0
    for first, last in itertools.pairwise(cuts):
        while coming < len(inside) and inside[coming].start <= first:
            active.append(inside[coming])
            coming += 1
        active = [mark for mark in active if mark.end > first]
        found.append(_piece(body, first, last, active, tuple(opening.get(first, ())), hot))
    return found


def _piece(
    body: str,
    first: int,
    last: int,
    over: Sequence[Mark],
    anchors: tuple[str, ...],
    hot: tuple[int, int] | None,
) -> Piece:
    kinds = {mark.kind for mark in over}
    ends = [mark.number for mark in over if mark.end == last and mark.number]
    return Piece(
        text=body[first:last],
        kinds=tuple(kind for kind in KINDS if kind in kinds),
        anchors=anchors,
        covers=tuple(dict.fromkeys(anchor(mark.start, mark.end) for mark in over)),
        numbers=tuple(dict.fromkeys(ends)),
        title=" · ".join(dict.fromkeys(mark.title for mark in over)),
        hot=hot is not None and hot[0] <= first and last <= hot[1],
    )
