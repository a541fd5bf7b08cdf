"""Who: the parties of a report, by what their words name, what was said before, and what the model says."""

from demarche.knowledge.countries import countries
from demarche.knowledge.folding import fold
from demarche.knowledge.parties import party_base
from demarche.knowledge.resolution import Resolution
from demarche.reader.document import Document
from demarche.reader.labels import CODE_CLASSES, SPAN_KINDS
from demarche.reader.scores import Scores
from demarche.records import Party

SURE = 0.7  # how probable a state's armed forces must be before they stand for the state
PERSON_PRONOUNS = frozenset({"he", "she", "him", "her", "his", "i", "me"})
PRONOUNS = PERSON_PRONOUNS | frozenset(
    {"it", "its", "they", "them", "their", "we", "us", "our", "who", "which", "that"}
)
# people and institutions that belong to a country, never to an armed group or an organisation of states
OF_A_COUNTRY = frozenset({"CVL", "COP", "JUD", "LEG", "MED", "EDU", "LAB", "AGR", "REF", "OPP", "ELI", "CRM"})


class PartyReader:
    """Parties of one report, resolved in the order of the text; the sector may differ from event to event."""

    def __init__(self, document: Document, scores: Scores, anchor: str | None) -> None:
        self._document = document
        self._scores = scores
        self._anchor = anchor
        self._found: dict[int, tuple[Resolution, str | None]] = {}
        known: list[Resolution] = []
        for span, candidate in enumerate(scores.candidates):
            if SPAN_KINDS[candidate.kind] == "party":
                self._found[span] = self._resolve(span, known)
                if self._found[span][0].id:
                    known.append(self._found[span][0])

    def _words(self, span: int) -> tuple[int, int, str]:
        candidate = self._scores.candidates[span]
        start, end = self._document.characters(candidate.first, candidate.last)
        return start, end, self._document.text[start:end]

    def party(self, span: int, acting: tuple[str, float] | None) -> Party:
        """The party of a span (its number). acting: the sector that the model sees it act in, and how surely.

        What is known of a party goes before what the model sees, but for states: one that strikes is its
        armed forces, and a bare adjective ("Russian"), which could be either, is its government where it
        speaks.
        """
        start, end, text = self._words(span)
        resolution, code = self._found[span]
        sector = resolution.sector
        if acting and (country := countries().get(code or "")):
            if resolution.kind == "government" and acting[0] == "MIL" and acting[1] >= SURE:
                resolution = party_base().resolve(f"{country.adjective} armed forces")
                sector = "MIL"
            elif (
                resolution.kind == "force"
                and acting[0] == "GOV"
                and fold(text) in map(fold, country.adjectives)
            ):
                resolution = party_base().resolve(country.name)
                sector = "GOV"
        if sector is None and acting and resolution.kind not in ("igo",):
            sector = acting[0] or None
        return Party(
            text=text,
            start=start,
            end=end,
            name=resolution.name,
            code=code,
            sector=sector,
            id=resolution.id,
            reason=resolution.reason,
        )

    def _resolve(self, span: int, known: list[Resolution]) -> tuple[Resolution, str | None]:
        """What the words stand for, and the code: the words' own where they give one, else the model's."""
        text = self._words(span)[2]
        if fold(text) in PRONOUNS:
            earlier = self._meant(span, fold(text))
            if earlier is not None:
                resolution, code = self._found[earlier]
                return resolution, code or self._guess(span, resolution.sector)
        text = self._full_name(span, text)
        resolution = party_base().resolve(text, on=self._anchor, known=known)
        return resolution, resolution.code or self._guess(span, resolution.sector)

    def _guess(self, span: int, sector: str | None) -> str | None:
        """The likeliest code by the model; None where it says that there is none."""
        chances = self._scores.codes[span]
        if sector in OF_A_COUNTRY:
            kept = {code for code in chances if code in ("none", "other") or code not in CODE_CLASSES}
            chances = {code: p for code, p in chances.items() if code in kept}
        likely = max(chances, key=lambda code: chances[code])
        return None if likely in ("none", "other") else likely

    def _meant(self, span: int, pronoun: str) -> int | None:
        """The party that a pronoun may stand for: the nearest before it, a sentence away at most."""
        sentence = self._document.sentence
        here = self._scores.candidates[span]
        for i in reversed([i for i in self._found if self._scores.candidates[i].last < here.first]):
            there = self._scores.candidates[i]
            if sentence[here.first] - sentence[there.first] > 1:
                return None
            words = self._words(i)[2]
            if fold(words) not in PRONOUNS and (pronoun not in PERSON_PRONOUNS or words[:1].isupper()):
                return i
        return None

    def _full_name(self, span: int, text: str) -> str:
        """A surname alone is whoever the report names in full with it."""
        if " " in text or not text[:1].isupper() or text.isupper():
            return text
        ending = " " + fold(text)
        for i, candidate in enumerate(self._scores.candidates):
            if SPAN_KINDS[candidate.kind] == "party" and i != span:
                words = self._words(i)[2]
                if fold(words).endswith(ending) and all(w[:1].isupper() for w in words.split()):
                    return words
        return text
