"""Reading: a Report in, a Reading out."""

import re
from collections.abc import Generator, Iterable
from contextlib import closing
from dataclasses import replace as evolve
from functools import cache

from msgspec.structs import replace

from demarche.knowledge.parties import PartyBase
from demarche.reader.agreements import agreements_of
from demarche.reader.ahead import cores, encoded
from demarche.reader.coding import Coding
from demarche.reader.document import Document, document_of
from demarche.reader.encoder import Encoder, load, model_name, together
from demarche.reader.heads import Floats, Heads
from demarche.reader.mentions import Mention
from demarche.reader.merging import belonging, merged
from demarche.reader.roles import Draft, draft_of, told_once, with_twins
from demarche.reader.scores import Scores, scores_of
from demarche.reader.settings import Settings, settings
from demarche.reader.single_thread import single_threaded
from demarche.reader.sources import Telling, sources_of
from demarche.records import Agreement, Event, FoundSpan, Reading, Report

# words that are scored together: a long report is read in sections, since every trigger is compared with
# every span; few news reports are longer than one
SECTION = 1500
# yielding that is asked for is the request, and no event of its own ("urged them to withdraw")
YIELDING = frozenset({"CONCEDE", "RETREAT"})
REACH = 12  # words from the request to what it asks
BREAK = re.compile(
    r"[,;:()]|\b(?:after|following|as|when|while|since|but|which|who|because)\b", re.IGNORECASE
)


class Reader:
    """A loaded model. `threads`: windows encoded at once, 0 for one a core; results do not depend on it.

    `parties`: the knowledge base with a user's own parties (`demarche.knowledge.parties.party_base(FILE)`).
    """

    def __init__(self, threads: int = 0, parties: PartyBase | None = None) -> None:
        self._encoder: Encoder
        self._heads: Heads
        self._encoder, self._heads = load()
        self._threads = threads or cores()
        self._least = settings()
        self._parties = parties

    def read(self, report: Report) -> Reading:
        """The events, agreements and spans that the report tells."""
        ((_, reading),) = self.read_many([report])
        return reading

    def read_many(self, reports: Iterable[Report]) -> Generator[tuple[Report, Reading], None, None]:
        """Each report with its reading, in order; the encoder works on the next while one is decoded.

        What goes wrong with a report is raised when its turn comes. A few reports are taken ahead.
        """
        if self._threads == 1:
            for report in reports:
                document = document_of(report.text)
                yield report, self._reading(report, document, map(self._encoder.window, document.windows))
            return
        with closing(encoded(reports, self._encoder, self._threads)) as ready:
            for report, document, states in ready:
                yield report, self._reading(report, document, states)

    def _reading(self, report: Report, document: Document, states: Iterable[Floats]) -> Reading:
        if not document.windows:
            return Reading(report_id=report.id, report_digest=report.digest, model=model_name(self._parties))
        whole = together(list(states))
        with single_threaded():
            return reading_of(report, document, whole, self._heads, self._least, self._parties)


def reading_of(
    report: Report,
    document: Document,
    states: Floats,
    heads: Heads,
    least: Settings,
    parties: PartyBase | None = None,
) -> Reading:
    """All that follows from the encoder's word states [words, W]."""
    events: list[Event] = []
    agreements: dict[str, Agreement] = {}
    spans: list[FoundSpan] = []
    for here, section in document.sections(SECTION):
        scores = scores_of(section, states[here], heads, least)
        drafts = drafts_of(section, scores, least)
        coding = Coding(report, section, scores, parties)
        deals = agreements_of(coding, drafts)
        events += (coding.event(draft, deals) for draft in drafts)
        for deal in deals.values():
            agreements.setdefault(deal.name, deal)
        spans += coding.spans()
    events.sort(key=lambda e: (min(m.start for m in e.mentions), e.type, e.id))
    return Reading(
        report_id=report.id,
        report_digest=report.digest,
        model=model_name(parties),
        events=tuple(replace(event, sequence=i) for i, event in enumerate(events, 1)),
        agreements=tuple(agreements.values()),
        spans=tuple(spans),
    )


def drafts_of(document: Document, scores: Scores, least: Settings) -> list[Draft]:
    """The events of a document, in order of their first mention; without a party or not sure enough: none."""
    belong = belonging(scores, document, least.merging)
    groups = merged([m.type for m in scores.mentions], belong, least.merge)
    drafts = [d for d in (draft_of(group, scores, least) for group in groups) if d.actors or d.recipients]
    drafts = [d for d in with_twins(drafts, belong, least.confidence) if d.confidence >= least.event]
    requests = [scores.mentions[i] for d in drafts if d.type == "REQUEST" for i in d.mentions]
    kept = [
        d
        for d in drafts
        if d.type not in YIELDING
        or not all(asked(document, scores.mentions[i], requests) for i in d.mentions)
    ]
    telling = Telling(document)
    return told_once([evolve(d, sources=sources_of(d, scores, telling, least)) for d in kept])


def asked(document: Document, mention: Mention, requests: list[Mention]) -> bool:
    """Whether a trigger names what is asked for: after a request in its sentence, without a break."""
    return any(
        request.last < mention.first <= request.last + REACH
        and document.sentence[request.first] == document.sentence[mention.first]
        and not BREAK.search(document.text[document.ends[request.last] : document.starts[mention.first]])
        for request in requests
    )


@cache
def shared_reader() -> Reader:
    """One reader for the process: the weights are loaded once."""
    return Reader()
