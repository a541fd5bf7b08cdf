"""Who: the parties of a report, by what their words name, what was said before, and what the model says."""

from collections.abc import Iterable

from msgspec.structs import replace

from demarche.knowledge.countries import countries
from demarche.knowledge.folding import fold
from demarche.knowledge.parties import PartyBase, is_shared, party_base
from demarche.knowledge.party_embedded import own_country_words
from demarche.knowledge.party_introductions import (
    introduced_words,
    introduction,
    is_title,
    named_after,
    title_code,
)
from demarche.knowledge.party_mentions import surname_of, takes_up
from demarche.knowledge.party_words import recall_words
from demarche.knowledge.resolution import Resolution
from demarche.reader.document import Document
from demarche.reader.labels import CODE_CLASSES, SPAN_KINDS
from demarche.reader.scores import Scores
from demarche.records import Party

SURE = 0.7  # how probable a state's armed forces must be before they stand for the state
SURER = 0.85  # how probable a sector must be before it goes before that of a mere role ("man", "officers")
UNSURE = 0.4  # how probable the code of an unknown party must be
NEAR = 2  # sentences from a pronoun back to whom it may mean
SPEAKERS = frozenset({"i", "me", "my", "we", "us", "our"})
SPEAKING = frozenset({"government", "ministry", "agency", "igo", "ngo", "party"})  # who says "we"
OF_STATE = frozenset(
    {"GOV", "MIL", "COP", "LEG", "JUD", "SPY", "REB", "PRM", "PTY", "JRN"}
)  # their office tells whose they are
FIGHTING = frozenset({"REB", "PRM", "MIL", None})  # sectors of those who fight for a group
PERSON_PRONOUNS = frozenset({"he", "she", "him", "her", "his"})
SMALL = frozenset({"of", "the", "for", "and", "in", "al", "el", "bin", "de", "van", "von"})
OWNERS = {"his": "he", "her": "she", "its": "it"}  # of several, "their" tells too little
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
        self,
        document: Document,
        scores: Scores,
        anchor: str | None,
        base: PartyBase | None = None,
        headings: Iterable[str | None] = (),
    ) -> None:
        """headings: what tells of which country the report is where its text does not, the surest first."""
        self._about = country_of(headings)
        self._document = document
        self._scores = scores
        self._anchor = anchor
        self._base = base or party_base()
        spans = [n for n, c in enumerate(scores.candidates) if SPAN_KINDS[c.kind] == "party"]
        self._found: dict[int, Resolution] = {}
        self._told: dict[int, str] = {}  # a span's words, with the name or the title right beside them
        self._titled: dict[int, str] = {}  # by where a name begins, the words before it and the name
        self._introductions: set[int] = set()  # the persons whose code the sentence tells
        alone = {n: self._alone(n) for n in spans if not self._is_pronoun(n)}
        told = [(n, one) for n, (one, _) in alone.items() if names(one)]
        told += [(n, full) for n, (one, _) in alone.items() if (full := titled(one, told)) is not None]
        told.sort(key=lambda pair: pair[0])
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
        """Whom the words mean by themselves, and the code that is guessed where they give none.

        A person who is introduced as somebody of a country is of that; else the model guesses.
        """
        start, end, text = self._words(span)
        text = self._told[span] = self._titled.get(start) or self._with_name(end, text)
        resolution = self._base.resolve(text, on=self._anchor)
        if self._is_elsewhere(span, resolution):
            return self._of_this_report(span, text, resolution)
        so = self._introduced(start, end, text) if is_person(resolution) else ""
        titles = (*resolution.titles, *introduced_words(so))
        if resolution.code is not None:
            return replace(resolution, titles=titles), None
        office = self._base.resolve(so, on=self._anchor) if so else None
        if office is not None and office.code is not None and office.sector in OF_STATE:
            sector = resolution.sector or office.sector
            why = f"introduced as {so}"
            self._introductions.add(span)
            return replace(
                resolution, code=office.code, sector=sector, titles=titles, reason=why
            ), office.code
        own = title_code(so or " ".join(resolution.titles))
        guess = own if own in self._scores.codes[span] else self._guess(span, resolution.sector)
        if guess is not None:
            resolution = self._base.resolve(text, on=self._anchor, country=guess)
        return replace(resolution if resolution.code else guessed(resolution, guess), titles=titles), guess

    def _is_elsewhere(self, span: int, listed: Resolution) -> bool:
        """Whether it is a body of a country that the report does not name, by a name that others have too."""
        return is_shared(self._told[span]) and listed.code not in self._scores.codes[span]

    def _of_this_report(self, span: int, text: str, listed: Resolution) -> tuple[Resolution, str | None]:
        """ "The Congress" of the country that the model reads, no other's where it reads none."""
        guess = self._guess(span, listed.sector)
        country = countries().get(guess or "")
        if country is not None:
            return self._base.resolve(f"{country.adjective} {text.removeprefix('the ')}"), guess
        why = "bodies of several countries are called so"
        return Resolution(name=text, sector=listed.sector, kind="role", reason=why), None

    def _with_name(self, end: int, text: str) -> str:
        """The words of a title with the name right after it: "the president[, Eva Holm,] said"."""
        if "," in text or not is_title(text):
            return text
        name = named_after(self._document.text, end, within=self._sentence(end - 1))
        if not name:
            return text
        self._titled[self._document.text.index(name, end)] = f"{text}, {name}"
        return f"{text}, {name}"

    def _sentence(self, at: int) -> tuple[int, int]:
        """Characters of the sentence in which the character `at` stands."""
        return self._document.sentences[int(self._document.sentence[self._document.words_at(at, at + 1)[0]])]

    def _introduced(self, start: int, end: int, text: str) -> str:
        """How the sentence introduces the person; "" where it does not."""
        return introduction(self._document.text, start, end, within=self._sentence(start))

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
        text = self._told[span]
        if (
            resolution.kind == "role"
            and resolution.sector in FIGHTING
            and (own := self._groups_own(span, text))
        ):
            return own
        if is_shared(text) and self._is_elsewhere(span, self._base.resolve(text)):
            return resolution
        if guess is not None and resolution.id is None and resolution.sector in OF_STATE:
            guess = self._owner(span, text) or guess
        known_well = resolution.id is not None and resolution.kind != "force" and names(resolution)
        if known_well and " " in text and not takes_up(text) and "-based" not in text:
            return (
                resolution  # but "the PYD spokesman" may be a person, "the Kabul-based government" one of two
            )
        found = self._base.resolve(text, on=self._anchor, country=guess, known=known)
        if span in self._introductions and found.id is None and found.name == resolution.name:
            return resolution
        return found if found.code else guessed(found, guess)

    def _groups_own(self, span: int, text: str) -> Resolution | None:
        """The group, unknown to the tables, whose "its fighters" are."""
        first = fold(text.partition(" ")[0])
        earlier = self._meant(span, OWNERS[first]) if first in ("its", "his") else None
        group = self._found[earlier] if earlier is not None else None
        if group is None or group.kind != "group" or group.id is not None:
            return None
        return replace(group, reason=f"{text}: those of {group.name}")

    def _owner(self, span: int, text: str) -> str | None:
        """The code of whom "his militia", "its soldiers" belong to, where that is a country's."""
        first, _, rest = text.partition(" ")
        earlier = self._meant(span, OWNERS[fold(first)]) if rest and fold(first) in OWNERS else None
        code = self._found[earlier].code if earlier is not None else None
        return code if code in countries() else None

    def _guess(self, span: int, sector: str | None) -> str | None:
        """The likeliest code by the model; None where it says that there is none."""
        never = NEVER.get(sector or "", frozenset())
        chances = {code: chance for code, chance in self._scores.codes[span].items() if code not in never}
        likely = max(chances, key=lambda code: chances[code])
        if likely == "other" and self._about not in chances:
            return self._about
        unsure = sector is None and chances[likely] < UNSURE
        return None if unsure or likely in ("none", "other") else likely

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


def country_of(headings: Iterable[str | None]) -> str | None:
    """The only country that the first of the headings with any names; None where that names several."""
    for heading in headings:
        codes = {word.code for word in own_country_words(heading or "")}
        if codes:
            return codes.pop() if len(codes) == 1 else None
    return None


def titled(one: Resolution, told: list[tuple[int, Resolution]]) -> Resolution | None:
    """The person of the report whom a title with a surname means, known by that title from here on."""
    if not one.titles or one.kind != "person" or names(one):
        return None
    full = surname_of(one.name, [party for _, party in told])
    return None if full is None else replace(full, titles=one.titles)


def is_person(resolution: Resolution) -> bool:
    """Whether it is a person, or may be one: unknown, with a name."""
    return resolution.kind == "person" or (resolution.kind == "unknown" and resolution.name[:1].isupper())


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
    while len(words) > 1 and (ending := recall_words().get(words[-1])) and ending.how == "definite":
        words.pop()  # "al-Sheitaat tribe"
    return len(resolution.name.split()) > 1 and all(
        word[:1].isupper() or word[:1].isdigit() or "-" in word for word in words
    )
