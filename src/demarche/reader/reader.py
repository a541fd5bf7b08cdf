"""Reading: a Report in, a Reading out."""

from functools import cache

from demarche.reader.agreements import agreements_of
from demarche.reader.coding import Coding
from demarche.reader.document import Document, document_of
from demarche.reader.encoder import Encoder, load, model_name
from demarche.reader.heads import Floats, Heads
from demarche.reader.mentions import Mention
from demarche.reader.merging import compatible, merged
from demarche.reader.roles import Draft, draft_of
from demarche.reader.scores import Scores, scores_of
from demarche.reader.thresholds import Thresholds, thresholds
from demarche.records import Reading, Report

MOST_CHARACTERS = 2_000_000  # intake refuses longer reports; the Python API can be given one


class Reader:
    """A loaded model. `threads`: 0 lets ONNX Runtime use every core; results do not depend on it."""

    def __init__(self, threads: int = 0) -> None:
        self._encoder: Encoder
        self._heads: Heads
        self._encoder, self._heads = load(threads)
        self._least = thresholds()

    def read(self, report: Report) -> Reading:
        """The events, agreements and spans that the report tells."""
        document = document_of(report.text)
        if not document.windows:
            return Reading(report_id=report.id, report_digest=report.digest, model=model_name())
        return reading_of(report, document, self._encoder.states(document), self._heads, self._least)


def reading_of(report: Report, document: Document, states: Floats, heads: Heads, least: Thresholds) -> Reading:
    """All that follows from the encoder's word states [words, W]."""
    scores = scores_of(document, states, heads, least)
    drafts = drafts_of(document, scores, least)
    coding = Coding(report, document, scores)
    agreements = agreements_of(coding, drafts)
    events = coding.events(drafts, agreements)
    return Reading(
        report_id=report.id,
        report_digest=report.digest,
        model=model_name(),
        events=events,
        agreements=tuple(agreements.values()),
        spans=coding.spans(),
    )


def drafts_of(document: Document, scores: Scores, least: Thresholds) -> list[Draft]:
    """The events of a document, in order of their first mention; those that are not sure enough are left out."""
    factors = compatible(scores)
    groups = merged([m.type for m in scores.mentions], scores.same, factors, least.merge)
    drafts = [draft_of(group, scores, least) for group in groups]
    return [d for d in drafts if told(d, least)]


def told(draft: Draft, least: Thresholds) -> bool:
    """Whether an event is sure enough and has a party."""
    enough = least.event.get(draft.type, least.event["default"])
    return draft.probability >= enough and bool(draft.actors or draft.recipients)


@cache
def shared_reader() -> Reader:
    """One reader for the process: the weights are loaded once."""
    return Reader()


__all__ = ["Mention", "Reader", "drafts_of", "reading_of", "shared_reader"]
