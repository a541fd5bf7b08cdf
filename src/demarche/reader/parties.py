"""Who: the parties of a report, by what their words name, what the report says of them, and what the model makes of it."""

from demarche.knowledge.folding import fold
from demarche.knowledge.parties import Resolution, party_base
from demarche.reader.document import Document
from demarche.reader.labels import SPAN_KINDS
from demarche.reader.scores import Scores
from demarche.records import Party

NO_CODE = ("none", "other")
PERSON_PRONOUNS = frozenset({"he", "she", "him", "her", "his", "i", "me"})
PRONOUNS = PERSON_PRONOUNS | frozenset({"it", "its", "they", "them", "their", "we", "us", "our", "who", "which", "that"})


class PartyReader:
    """Parties of one report. A span is resolved once; its sector may differ from event to event."""

    def __init__(self, document: Document, scores: Scores, anchor: str | None) -> None:
        self._document = document
        self._scores = scores
        self._anchor = anchor
        self._spans = [i for i, c in enumerate(scores.candidates) if SPAN_KINDS[c.kind] == "party"]
        self._found: dict[int, tuple[Resolution, str | None]] = {}

    def _words(self, span: int) -> tuple[int, int, str]:
        candidate = self._scores.candidates[span]
        start, end = self._document.characters(candidate.first, candidate.last)
        return start, end, self._document.text[start:end]

    def party(self, span: int, sector: str | None) -> Party:
        """The party of a span (its number), in the given sector where the words alone do not settle it."""
        start, end, text = self._words(span)
        resolution, code = self._resolved(span)
        return Party(
            text=text,
            start=start,
            end=end,
            name=resolution.name,
            code=code,
            sector=sector if sector is not None else resolution.sector,
            id=resolution.id,
            reason=resolution.reason,
        )

    def _resolved(self, span: int) -> tuple[Resolution, str | None]:
        if span not in self._found:
            self._found[span] = self._resolve(span)
        return self._found[span]

    def _resolve(self, span: int) -> tuple[Resolution, str | None]:
        """What the words stand for, and the code: the knowledge base's where it knows the party, else the model's."""
        text = self._words(span)[2]
        chances = self._scores.codes[span]
        likely = max(chances, key=lambda code: chances[code])
        guess = None if likely in NO_CODE else likely
        if fold(text) in PRONOUNS and (earlier := self._meant(span, fold(text))) is not None:
            resolution, code = self._resolved(earlier)
            return resolution, code or guess
        text = self._full_name(span, text)
        resolution = party_base().resolve(text, on=self._anchor, country=guess)
        return resolution, resolution.code if resolution.id else guess

    def _meant(self, span: int, pronoun: str) -> int | None:
        """The party before a pronoun that it may stand for: the nearest earlier one, in its sentence or the one before."""
        sentence = self._document.sentence
        here = self._scores.candidates[span]
        for i in reversed([i for i in self._spans if self._scores.candidates[i].last < here.first]):
            there = self._scores.candidates[i]
            if sentence[here.first] - sentence[there.first] > 1:
                return None
            words = self._words(i)[2]
            if fold(words) in PRONOUNS:
                continue
            if pronoun in PERSON_PRONOUNS and not words[:1].isupper():
                continue
            return i
        return None

    def _full_name(self, span: int, text: str) -> str:
        """A surname alone is whoever the report has named in full with it."""
        if " " in text or not text[:1].isupper():
            return text
        ending = " " + fold(text)
        for i in self._spans:
            words = self._words(i)[2]
            if i != span and fold(words).endswith(ending) and all(w[:1].isupper() for w in words.split()):
                return words
        return text
