"""Who: the parties of a report, by what their words name, what was said before, and what the model says."""

from msgspec.structs import replace

from demarche.knowledge.countries import countries
from demarche.knowledge.folding import fold
from demarche.knowledge.parties import PartyBase, party_base
from demarche.knowledge.resolution import Resolution
from demarche.reader.document import Document
from demarche.reader.labels import CODE_CLASSES, SPAN_KINDS
from demarche.reader.scores import Scores
from demarche.records import Party

SURE = 0.7  # how probable a state's armed forces must be before they stand for the state
SURER = 0.85  # how probable a sector must be before it goes before that of a mere role ("man", "officers")
NEAR = 2  # sentences from a pronoun back to whom it may mean
SPEAKERS = frozenset({"i", "me", "my", "we", "us", "our"})
SPEAKING = frozenset({"government", "ministry", "agency", "igo", "ngo", "party"})  # who says "we"
PERSON_PRONOUNS = frozenset({"he", "she", "him", "her", "his"})
SMALL = frozenset({"of", "the", "for", "and", "in", "al", "el", "bin", "de", "van", "von"})
PRONOUNS = (
    PERSON_PRONOUNS | SPEAKERS | frozenset({"it", "its", "they", "them", "their", "who", "which", "that"})
)
# who does not belong to bodies of some kinds: people and institutions of a country, states, those with
# no country
OF_A_COUNTRY = frozenset({"CVL", "COP", "JUD", "LEG", "MED", "EDU", "LAB", "AGR", "REF", "OPP", "ELI", "CRM"})
NEVER = {
    **{sector: frozenset(CODE_CLASSES) - {"none", "other"} for sector in OF_A_COUNTRY},
    "GOV": frozenset({"NGO", "IMG", "MNC", "ISM"}),
    "MIL": frozenset({"NGO", "IMG", "MNC", "ISM"}),
    "SPY": frozenset({"NGO", "IMG", "MNC", "ISM"}),
    "REB": frozenset({"NGO", "IGO", "UNO", "EUR", "MNC"}),
    "PRM": frozenset({"NGO", "IGO", "UNO", "EUR"}),
    "SOC": frozenset({"IMG", "IGO", "MNC"}),
    "JRN": frozenset({"IMG", "IGO", "NGO"}),
    "BUS": frozenset({"IMG", "IGO", "NGO", "UNO"}),
}


class PartyReader:
    """Parties of one report; the sector may differ from event to event.

    All spans are resolved twice: by themselves, then knowing whom the others name, those before them first.
    """

    def __init__(
        self, document: Document, scores: Scores, anchor: str | None, base: PartyBase | None = None
    ) -> None:
        self._document = document
        self._scores = scores
        self._anchor = anchor
        self._base = base or party_base()
        spans = [n for n, c in enumerate(scores.candidates) if SPAN_KINDS[c.kind] == "party"]
        self._found: dict[int, Resolution] = {}
        alone = {n: self._alone(n) for n in spans if not self._is_pronoun(n)}
        told = [(n, one) for n, (one, _) in alone.items() if names(one)]
        for span in spans:
            known = [one for n, one in reversed(told) if n > span] + [one for n, one in told if n < span]
            self._found[span] = self._in_report(span, alone.get(span), known)

    def _words(self, span: int) -> tuple[int, int, str]:
        candidate = self._scores.candidates[span]
        start, end = self._document.characters(candidate.first, candidate.last)
        return start, end, self._document.text[start:end]

    def party(self, span: int, acting: tuple[str, float] | None) -> Party:
        """The party of a span (its number). acting: the sector in which the model sees it act, how surely.

        What is known of a party goes before what the model sees, with four exceptions: a state that strikes
        is its armed forces; a bare adjective ("Russian"), which could be either, is its government where it
        speaks; a former official who acts is told of as of then; a mere role is what the model is sure of.
        """
        start, end, text = self._words(span)
        resolution = self._found[span]
        code, sector = resolution.code, resolution.sector
        state = countries().get(code or "")
        if acting and state:
            if resolution.kind == "government" and acting[0] == "MIL" and acting[1] >= SURE:
                resolution, sector = self._base.resolve(f"{state.adjective} armed forces"), "MIL"
            elif (
                resolution.kind == "force"
                and acting[0] == "GOV"
                and fold(text) in map(fold, state.adjectives)
            ):
                resolution, sector = self._base.resolve(state.name), "GOV"
        if acting and acting[0]:
            former = sector == "ELI" and resolution.id is not None and acting[0] in ("GOV", "MIL", "LEG")
            role = resolution.kind in ("role", "population") and acting[1] >= SURER
            if former or role or (sector is None and resolution.kind != "igo" and code != "UNO"):
                sector = acting[0]
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

    def _is_pronoun(self, span: int) -> bool:
        text = self._words(span)[2]
        return fold(text) in PRONOUNS and (text != "US" or self._document.text.isupper())

    def _alone(self, span: int) -> tuple[Resolution, str | None]:
        """Whom the words mean by themselves, and the code that the model guesses where they give none."""
        text = self._words(span)[2]
        resolution = self._base.resolve(text, on=self._anchor)
        if resolution.code is not None:
            return resolution, None
        guess = self._guess(span, resolution.sector)
        if guess is not None:
            resolution = self._base.resolve(text, on=self._anchor, country=guess)
        return resolution if resolution.code else guessed(resolution, guess), guess

    def _in_report(
        self, span: int, alone: tuple[Resolution, str | None] | None, known: list[Resolution]
    ) -> Resolution:
        """Whom the words mean in the report; a pronoun, with no meaning of its own, whom it stands for."""
        text = self._words(span)[2]
        if alone is None:
            earlier = self._meant(span, fold(text))
            if earlier is not None:
                return self._found[earlier]
            guess = self._guess(span, None)
            return guessed(self._base.resolve(text, country=guess), guess)
        resolution, guess = alone
        if resolution.id is not None and resolution.kind != "force" and names(resolution) and " " in text:
            return resolution
        resolution = self._base.resolve(text, on=self._anchor, country=guess, known=known)
        return resolution if resolution.code else guessed(resolution, guess)

    def _guess(self, span: int, sector: str | None) -> str | None:
        """The likeliest code by the model; None where it says that there is none."""
        never = NEVER.get(sector or "", frozenset())
        chances = {code: chance for code, chance in self._scores.codes[span].items() if code not in never}
        likely = max(chances, key=lambda code: chances[code])
        return None if likely in ("none", "other") else likely

    def _meant(self, span: int, pronoun: str) -> int | None:
        """The party that a pronoun may stand for: the nearest of its kind before it."""
        sentence = self._document.sentence
        here = self._scores.candidates[span]
        for i in reversed([i for i in self._found if self._scores.candidates[i].last < here.first]):
            there = self._scores.candidates[i]
            if sentence[here.first] - sentence[there.first] > NEAR:
                return None
            found, words = self._found[i], self._words(i)[2]
            if fold(words) in PRONOUNS:
                continue
            person = found.kind == "person" or (found.kind == "unknown" and words[:1].isupper())
            if pronoun in SPEAKERS:
                if person or found.kind in SPEAKING:
                    return i
            elif person == (pronoun in PERSON_PRONOUNS):
                return i
        return None


def guessed(resolution: Resolution, code: str | None) -> Resolution:
    """The resolution with the code that the model reads out of the report, and the reason saying so."""
    if code is None or code == resolution.code:
        return replace(resolution, code=code)
    why = f"{resolution.reason}; " if resolution.reason else ""
    return replace(resolution, code=code, reason=f"{why}{code} as the report reads")


def names(resolution: Resolution) -> bool:
    """Whether the words name someone, so that others of the report may mean the same."""
    if resolution.kind == "population" or resolution.id is not None:
        return resolution.kind not in ("population", "role")
    words = [word for word in resolution.name.split() if fold(word) not in SMALL]
    return len(words) > 1 and all(word[:1].isupper() or "-" in word for word in words)
