"""How each outlet words what it tells, what it leaves to others, what it leaves out: counts, no score."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from demarche.collate.days import days_of
from demarche.collate.framing.naming import Named, actor_label, parties_named, topics_named
from demarche.records import Framing, Incident, Naming, Passage, Reading, Report, Silence, Telling

MOST_PASSAGES = 5  # kept of each naming; all are counted
AROUND = 60  # characters kept on either side of the words
SOON = 3  # days after an incident within which an outlet that publishes could have told it
TOLD_BY = 2  # outlets that tell an incident before a third is said to leave it out
NOBODY = "nobody named"


class _NamingKey(NamedTuple):
    outlet: str | None
    party: str
    code: str | None
    words: str
    loaded: bool


class _TellingKey(NamedTuple):
    outlet: str | None
    actor: str
    type: str


class _Kept:
    """A count, and the first passages by date and place whatever the order in which they came."""

    __slots__ = ("count", "passages")

    def __init__(self) -> None:
        self.count = 0
        self.passages: list[tuple[str, Passage]] = []

    def add(self, report: Report, named: Named) -> None:
        self.count += 1
        order = report.published or "9999"
        if len(self.passages) == MOST_PASSAGES and (order, report.id) > self._last():
            return
        self.passages.append((order, _passage(report, named)))
        self.passages.sort(key=lambda kept: (kept[0], kept[1].report_id, kept[1].start))
        del self.passages[MOST_PASSAGES:]

    def _last(self) -> tuple[str, str]:
        order, passage = self.passages[-1]
        return order, passage.report_id


def framing_of(read: Iterable[tuple[Report, Reading]], incidents: Sequence[Incident]) -> Framing:
    """Namings, tellings and silences of every outlet among the reports, in order of outlet.

    `read` may be a stream: what is kept grows with the words used, not with the reports. `incidents`: of
    these reports, or of all. The order of neither makes a difference.
    """
    namings: dict[_NamingKey, _Kept] = {}
    tellings: dict[_TellingKey, list[int]] = {}
    days: dict[str, set[int]] = {}
    for report, reading in read:
        for named in (*parties_named(reading), *topics_named(report.text)):
            key = _NamingKey(report.outlet, named.party, named.code, named.words, named.loaded)
            namings.setdefault(key, _Kept()).add(report, named)
        for telling, column in _tellings(report, reading):
            tellings.setdefault(telling, [0, 0, 0])[column] += 1
        _note_day(days, report)
    return Framing(
        namings=tuple(
            _naming(key, namings[key]) for key in sorted(namings, key=lambda k: _naming_order(k, namings[k]))
        ),
        tellings=tuple(
            Telling(
                outlet=key.outlet,
                actor=key.actor,
                type=key.type,
                own_voice=own,
                attributed=attributed,
                denied=denied,
            )
            for key, (own, attributed, denied) in sorted(
                tellings.items(), key=lambda item: _telling_order(item[0])
            )
        ),
        silences=tuple(_silences(days, incidents)),
    )


def _tellings(report: Report, reading: Reading) -> Iterator[tuple[_TellingKey, int]]:
    """Each event under each of its actors: 0 in the outlet's own voice, 1 attributed, 2 with a denial."""
    for event in reading.events:
        told_by = [source for source in event.attribution if source.stance != "denies"]
        denied = len(told_by) < len(event.attribution)
        for actor in sorted({actor_label(party) for party in event.actors} or {NOBODY}):
            key = _TellingKey(report.outlet, actor, event.type)
            yield key, 1 if told_by else 0
            if denied:
                yield key, 2


def _silences(days: dict[str, set[int]], incidents: Sequence[Incident]) -> Iterator[Silence]:
    """By outlet and incident: others tell it, the outlet published within its days and does not."""
    dated = []
    for incident in incidents:
        span = days_of(incident.date)
        told_by = {part.outlet for part in incident.reports if part.outlet is not None}
        if span is not None and incident.occurrence == "actual" and len(told_by) >= TOLD_BY:
            dated.append((incident.date or "", incident.id, span, told_by, incident))
    dated.sort(key=lambda each: each[:2])
    for outlet, published in sorted(days.items()):
        for date, id_, (first, last), told_by, incident in dated:
            if outlet not in told_by and any(
                day in published for day in range(first, min(last, first + SOON) + SOON + 1)
            ):
                yield Silence(
                    outlet=outlet,
                    incident_id=id_,
                    title=incident.title,
                    date=date,
                    told_by=tuple(sorted(told_by)),
                )


def _note_day(days: dict[str, set[int]], report: Report) -> None:
    span = days_of(report.published)
    if report.outlet is not None:
        held = days.setdefault(report.outlet, set())
        if span is not None and span[0] == span[1]:
            held.add(span[0])


def _naming(key: _NamingKey, kept: _Kept) -> Naming:
    passages = tuple(passage for _, passage in kept.passages)
    return Naming(**key._asdict(), count=kept.count, passages=passages)


def _naming_order(key: _NamingKey, kept: _Kept) -> tuple[str, str, str, int, str, bool]:
    return key.outlet or "", key.party, key.code or "", -kept.count, key.words, key.loaded


def _telling_order(key: _TellingKey) -> tuple[str, str, str]:
    return key.outlet or "", key.actor, key.type


def _passage(report: Report, named: Named) -> Passage:
    start, end = max(0, named.start - AROUND), named.end + AROUND
    return Passage(
        report_id=report.id,
        start=named.start,
        end=named.end,
        text=report.text[named.start : named.end],
        around=" ".join(report.text[start:end].split()),
    )
