"""An event as one report tells it: what collation compares and merges."""

import msgspec

from demarche.collate.telling.attaching import attacks_spoken_of
from demarche.collate.telling.lead import lead_of
from demarche.collate.telling.setting import Setting
from demarche.collate.telling.surroundings import Surroundings, not_before, surroundings_of
from demarche.collate.telling.toll_periods import counted_longer
from demarche.reader.sentences import sentences_of
from demarche.records import Event, FoundSpan, Reading, Report, Span

ReportKey = tuple[str, str]  # outlet, "" for none, and id
LONGEST_PASSAGE = 600  # characters: a page without full stops is one sentence
LONGEST_TITLE = 400
MOST_NEARBY = 8
MOST_PASSAGES = 4


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One event of one report, with what collation needs of the report.

    `headline`: a mention stands in the headline. `share`: how far into the report it is first told, 0 to 1.
    `passage`: the sentence of its first mention in the body, at `passage_start` in the report's text.
    `lead`: the report is chiefly about it. `about`: the id of the attack of this report that an accusation
    or a denial speaks of. `nearby`: the places that the sentences which tell it name.
    `around`: the parties and times of the passage, which the event may not take up. `longer`: where its tolls
    begin that count a longer time than one attack.
    """

    event: Event
    report_id: str
    outlet: str | None
    published: str | None
    title: str
    headline: bool
    share: float
    passage: str
    passage_start: int
    lead: bool = False
    about: str | None = None
    nearby: tuple[FoundSpan, ...] = ()
    around: Surroundings = Surroundings()
    longer: tuple[int, ...] = ()

    @property
    def report(self) -> ReportKey:
        """Which report tells it: ids are an outlet's own."""
        return self.outlet or "", self.report_id

    @property
    def id(self) -> str:
        """The event's id, the same everywhere."""
        return self.event.id


def told_events(report: Report, reading: Reading) -> tuple[Told, ...]:
    """The events of a reading, in order of the text."""
    body = headline_end(report)
    sentences = sentences_of(report.text)
    placed = [(event, *_passage(sentences, _first_in_body(event, body))) for event in reading.events]
    settings = [
        Setting(
            event=event,
            headline=min(event.mentions).start < body,
            share=round(min(event.mentions).start / max(1, len(report.text)), 4),
            passage=report.text[start:end],
            passage_start=start,
        )
        for event, start, end in placed
    ]
    about = attacks_spoken_of(settings)
    lead = lead_of(settings, title=report.title[:LONGEST_TITLE], published=report.published)
    lead = about.get(lead, lead) if lead else None
    places = [span for span in reading.spans if span.kind == "place"]
    earliest = not_before(reading, report) if report.published is None else None
    return tuple(
        Told(
            event=setting.event,
            report_id=report.id,
            outlet=report.outlet,
            published=report.published,
            title=report.title[:LONGEST_TITLE],
            headline=setting.headline,
            share=setting.share,
            passage=setting.passage,
            passage_start=start,
            lead=setting.event.id == lead,
            about=about.get(setting.event.id),
            nearby=_nearby(places, sentences, setting.event, body),
            around=surroundings_of(reading, start, end, earliest),
            longer=counted_longer(report.text, sentences, setting.event) if setting.event.toll else (),
        )
        for setting, (_, start, end) in zip(settings, placed, strict=True)
    )


def _first_in_body(event: Event, body: int) -> Span:
    return min((mention for mention in event.mentions if mention.start >= body), default=min(event.mentions))


def _nearby(
    places: list[FoundSpan], sentences: list[tuple[int, int]], event: Event, body: int
) -> tuple[FoundSpan, ...]:
    """The places of the sentences that tell the event, else the last one named before it."""
    mentions = sorted(event.mentions)[:MOST_PASSAGES]
    told = [_passage(sentences, mention) if mention.start >= body else (0, body) for mention in mentions]
    found = [span for span in places if any(start <= span.start < end for start, end in told)]
    if not found:
        found = [span for span in places if span.start < mentions[0].start][-1:]
    return tuple(found[:MOST_NEARBY])


def _passage(sentences: list[tuple[int, int]], at: Span) -> tuple[int, int]:
    start, end = next(((s, e) for s, e in sentences if s <= at.start < e), (at.start, at.end))
    first = max(start, at.start - LONGEST_PASSAGE // 2)
    return first, min(end, first + LONGEST_PASSAGE)


def headline_end(report: Report) -> int:
    """Where the headline ends in the text, 0 when the text does not hold it near its beginning."""
    title = report.title.strip().rstrip(".")
    at = report.text.find(title, 0, len(title) + 120) if title else -1
    return at + len(title) if at >= 0 else 0
