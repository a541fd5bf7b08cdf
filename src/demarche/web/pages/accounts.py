"""The reports of an incident in their words: each text once, copies folded, its sentences marked."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from demarche.collate.telling.told import Told
from demarche.records import Incident, Part
from demarche.web import marks
from demarche.web.addresses import of_report
from demarche.web.saying import outlet
from demarche.web.screens import Visit

MOST_PASSAGES = 6  # of one report


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence of a report with its words marked, and the events that it tells."""

    pieces: tuple[marks.Piece, ...]
    events: tuple[str, ...]
    href: str


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """One text on the incident: the report, those that carry the same, its sentences."""

    part: Part
    outlet: str
    href: str
    copies: tuple[tuple[str, str], ...]
    passages: tuple[Passage, ...]
    more: int


def accounts(visit: Visit, of: Incident, tolds: dict[Any, tuple[Told, ...]]) -> Iterator[Account]:
    """A text after the other, the first to be published first."""
    texts: dict[str, list[Part]] = {}
    for part in sorted(of.reports, key=lambda each: (each.published or "9999", each.report_id)):
        texts.setdefault(part.voice, []).append(part)
    for first, *copies in texts.values():
        read = visit.holdings.read(first.report_id, first.outlet)
        body = read[0].text if read else ""
        held = tolds[first.outlet, first.report_id]
        passages: dict[int, list[Told]] = {}
        for told in held:
            passages.setdefault(told.passage_start, []).append(told)
        href = of_report(first.outlet, first.report_id)
        shown = list(passages.items())
        yield Account(
            part=first,
            outlet=outlet(first),
            href=href,
            copies=tuple((outlet(each), of_report(each.outlet, each.report_id)) for each in copies),
            passages=tuple(_passage(body, href, start, told) for start, told in shown[:MOST_PASSAGES]),
            more=max(0, len(shown) - MOST_PASSAGES),
        )


def _passage(body: str, href: str, start: int, tolds: Sequence[Told]) -> Passage:
    end = start + len(tolds[0].passage)
    found = [mark for told in tolds for mark in marks.marks_of_event(told.event)]
    # of several events in a sentence the numbers of the whole report would say nothing here
    plain = [msgspec.structs.replace(mark, number=0) for mark in found]
    first = min((m.start, m.end) for told in tolds for m in told.event.mentions)
    return Passage(
        pieces=tuple(
            msgspec.structs.replace(piece, anchors=())
            for piece in marks.pieces(body, plain, start=start, end=end)
        ),
        events=tuple(told.id for told in tolds),
        href=f"{href}?at={first[0]}-{first[1]}#{marks.anchor(*first)}",
    )


def passages_data(of: Incident, tolds: dict[Any, tuple[Told, ...]]) -> Iterator[dict[str, Any]]:
    """The sentences as data: of each event the one that tells it, and where its words are."""
    for part in of.reports:
        for told in tolds[part.outlet, part.report_id]:
            yield {
                "report_id": part.report_id,
                "outlet": part.outlet,
                "event_id": told.id,
                "type": told.event.type,
                "passage": told.passage,
                "start": told.passage_start,
                "mentions": told.event.mentions,
            }
