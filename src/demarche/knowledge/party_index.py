"""The knowledge base as an index: aliases, surnames and offices to the parties that they may stand for."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache

import msgspec

from demarche.knowledge.countries import countries
from demarche.knowledge.folding import Word, fold
from demarche.knowledge.known_parties import KnownParty, Tenure, known_parties
from demarche.knowledge.name_sounds import sound
from demarche.knowledge.party_embedded import inside_longer
from demarche.knowledge.party_words import RoleWord, offices, phrase_words, role_words
from demarche.knowledge.phrase_index import Found, PhraseIndex
from demarche.knowledge.resolution import Resolution

_LAST = 999
_STATELESS = frozenset({"UNO", "IGO"})
_TRUSTED = 2  # years after the last change of office that is known in which who is in office may still be
_REMEMBERED = 8192  # names whose bearers are kept
_OF_STATE = frozenset({"GOV", "LEG", None})  # who has left such an office is a former official


class Hints(msgspec.Struct, frozen=True, kw_only=True):
    """What is known about a mention beside its words.

    `on`: ISO date of the report, or None. `country`: the report's guess. `named`: a country that the
    phrase names. `titles`: offices that it names. `known`: identifiers of parties resolved before.
    """

    on: str | None = None
    country: str | None = None
    named: str | None = None
    titles: tuple[str, ...] = ()
    known: tuple[str, ...] = ()


class PartyIndex:
    """Aliases, surnames, offices and role words of all known parties.

    `own`: a user's parties; each hides the parties of the same id, and its names what else they stand for.
    `roles`: the user's role words, which hide those of the tables.
    """

    def __init__(
        self, parties: Sequence[KnownParty], own: Sequence[KnownParty] = (), roles: Sequence[RoleWord] = ()
    ) -> None:
        replaced = {party.id for party in own}
        self._parties = (*own, *(party for party in parties if party.id not in replaced))
        claimed = {fold(name) for party in own for name in _names(party)}
        names = (
            (name, party)
            for n, party in enumerate(self._parties)
            for name in _names(party)
            if n < len(own) or not claimed or fold(name) not in claimed
        )
        self.aliases: PhraseIndex[KnownParty] = PhraseIndex(names, phrase_words("acronym"))
        self.roles: Mapping[str, RoleWord] = role_words()
        if roles:
            self.roles = {**self.roles, **{role.words: role for role in roles}}
        self.bearers = lru_cache(maxsize=_REMEMBERED)(self._bearers)  # most names come again and again
        self._tenures = {party.id: party.tenures for party in self._parties if party.tenures}
        self._holders: dict[tuple[str, str], list[tuple[Tenure, KnownParty]]] = {}
        for party in self._parties:
            for tenure in party.tenures:
                self._holders.setdefault((tenure.code, tenure.office), []).append((tenure, party))

    @cached_property
    def _last_known(self) -> int:
        """The year of the last change of office that is known."""
        days = (
            day
            for held in self._holders.values()
            for tenure, _ in held
            for day in (tenure.since, tenure.until)
        )
        return max((int(day[:4]) for day in days if day), default=0)

    @cached_property
    def role_phrases(self) -> PhraseIndex[RoleWord]:
        """The role words, to be found in a text."""
        return PhraseIndex(self.roles.items())

    @cached_property
    def endings(self) -> frozenset[str]:
        """The words with which names and roles end, so that a lost apostrophe can be told from a plural."""
        told = [name for party in self._parties for name in (party.name, *party.aliases, *party.surname)]
        told += [name for country in countries().values() for _, name in country.names()]
        ends = {fold(name).rpartition(" ")[2] for name in told}
        return frozenset(ends.union(*(words.split(" ") for words in self.roles)))

    @cached_property
    def _sounds(self) -> dict[str, list[KnownParty]]:
        heard: dict[str, list[KnownParty]] = {}
        for party in self._parties:
            if party.kind in ("person", "group"):
                for key in dict.fromkeys(sound(name) for name in (party.name, *party.aliases)):
                    if key:
                        heard.setdefault(key, []).append(party)
        return heard

    @cached_property
    def _surnames(self) -> PhraseIndex[KnownParty]:
        return PhraseIndex((surname, party) for party in self._parties for surname in party.surname)

    def find(self, text: str, tokens: Sequence[Word]) -> Iterator[Found[KnownParty]]:
        """Yield the aliases of a text whose words are known, the longest at each word, none inside a name."""
        for alias in self.aliases.find_words(text, tokens):
            if not inside_longer(text, tokens, alias.first, alias.last, alias.values):
                yield alias

    def _bearers(self, text: str) -> Sequence[KnownParty]:
        """The parties whose full name, alias or well-known surname `text` is."""
        ends = self.roles.get(fold(text).rpartition(" ")[2]) if text == text.lower() else None
        plain = ends is not None and bool(ends.organ)  # "allied forces", "self-defense forces"
        return self.aliases.exact(text, any_case=not plain)

    def named(self, text: str, hints: Hints) -> KnownParty | None:
        """Return the party whose full name, alias or well-known surname `text` is, or None."""
        candidates = _founded(self.bearers(text), hints.on)
        return best(candidates, hints) if candidates else None

    def titled(self, surname: str, hints: Hints) -> KnownParty | None:
        """Return whom `surname` means after a title: one who fits the office, the country or the report."""
        fitting = [
            person
            for person in self._surnames.exact(surname, any_case=True)
            if person.id in hints.known
            or any(tenure.office in hints.titles and _near(tenure, hints) for tenure in person.tenures)
            or (hints.named and hints.named == person.code and _living(person, hints.on))
            or (hints.country and hints.country == person.code and _in_office(person, hints.on))
        ]
        return best(fitting, hints) if fitting else None

    def sounded(self, name: str, hints: Hints) -> KnownParty | None:
        """Return the only party whose name of two words or more sounds like `name`, or None."""
        key = sound(name)
        heard = _founded(self._sounds.get(key, ()), hints.on) if key else ()
        return heard[0] if len(heard) == 1 else None

    def tenures(self, identifier: str | None) -> Sequence[Tenure]:
        """Return the offices of a person, none for others."""
        return self._tenures.get(identifier or "", ())

    def holder(self, code: str, office: str, on: str | None) -> tuple[KnownParty, Tenure] | None:
        """Return who held `office` of `code` on that date, or None (always when there is no date)."""
        if on is None:
            return None
        held = [
            (tenure, person)
            for tenure, person in self._holders.get((code, office), ())
            if tenure.covers(on) and (tenure.until or int(on[:4]) <= self._last_known + _TRUSTED)
        ]
        if not held:
            return None
        tenure, person = max(held, key=lambda pair: pair[0].since)
        return person, tenure


def best(candidates: Sequence[KnownParty], hints: Hints) -> KnownParty:
    """Return the candidate that fits the hints best; the order of the tables decides where they are equal."""

    def fit(party: KnownParty) -> tuple[bool, bool, bool, bool, bool, int]:
        codes = {party.code, *(tenure.code for tenure in party.tenures)}
        wanted = hints.named or hints.country
        return (
            party.id in hints.known,
            bool(hints.named) and hints.named in codes,
            any(tenure.office in hints.titles for tenure in party.tenures),
            _in_office(party, hints.on),
            _recent(party),
            -_rank(party) + (_LAST if wanted in codes else 0),
        )

    return max(candidates, key=fit) if len(candidates) > 1 else candidates[0]


def as_resolution(party: KnownParty, hints: Hints, reason: str) -> Resolution:
    """Return `party` resolved: named, coded and placed in a sector as it was on the report's date.

    Who held offices of state and holds none any more is of the elite, whatever the title that is given.
    """
    party = party.at(hints.on)
    code, sector = party.code, party.sector
    if party.kind == "person":
        titled = [tenure for tenure in party.tenures if tenure.office in hints.titles]
        titled = [tenure for tenure in titled if hints.on is None or not tenure.over(hints.on)]
        tenure = titled[0] if titled else tenure_at(party, hints.on)
        if tenure is not None:
            code, sector = tenure.code, offices()[tenure.office].sector
            if hints.on is not None and tenure.over(hints.on) and sector in _OF_STATE:
                code, sector = party.code or code, "ELI"
                reason = f"{reason}, formerly {offices()[tenure.office].title}"
        if code in _STATELESS and sector == "GOV":  # officials of bodies that govern no country
            sector = None
    return Resolution(name=party.name, code=code, sector=sector, id=party.id, kind=party.kind, reason=reason)


def tenure_at(person: KnownParty, on: str | None) -> Tenure | None:
    """Return the office that tells who the person is: held then, else the nearest; undated, the heaviest."""
    if not person.tenures:
        return None
    if on is None:
        own = [tenure for tenure in person.tenures if tenure.code == person.code] or person.tenures
        return min(own, key=lambda tenure: offices()[tenure.office].rank)
    held = [tenure for tenure in person.tenures if tenure.covers(on)]
    if held:
        return min(held, key=lambda tenure: offices()[tenure.office].rank)
    past = [tenure for tenure in person.tenures if tenure.until and tenure.until < on]
    return (
        max(past, key=lambda tenure: tenure.until)
        if past
        else min(person.tenures, key=lambda tenure: tenure.since)
    )


def _names(party: KnownParty) -> tuple[str, ...]:
    return (party.name, *party.aliases, *(party.surname if party.alone else ()))


def _founded(parties: Sequence[KnownParty], on: str | None) -> Sequence[KnownParty]:
    """The parties that are not known to be younger than the report."""
    return [party for party in parties if not on or not party.since or party.since[: len(on)] <= on]


def _rank(party: KnownParty) -> int:
    return min((offices()[tenure.office].rank for tenure in party.tenures), default=_LAST)


def _recent(party: KnownParty) -> bool:
    """Whether the party is of the period that the base covers."""
    return not party.tenures or any(not tenure.until or tenure.until >= "2005" for tenure in party.tenures)


def _in_office(party: KnownParty, on: str | None) -> bool:
    return on is not None and any(tenure.covers(on) for tenure in party.tenures)


def _near(tenure: Tenure, hints: Hints) -> bool:
    if hints.named and tenure.code != hints.named:
        return False
    return hints.on is None or not tenure.since or tenure.since[:4] <= str(int(hints.on[:4]) + 1)


def _living(person: KnownParty, on: str | None) -> bool:
    """Whether the person may be in the news on that date: not decades before the first office."""
    starts = [tenure.since for tenure in person.tenures if tenure.since]
    return on is None or not starts or int(min(starts)[:4]) - 10 <= int(on[:4])


@cache
def party_index() -> PartyIndex:
    """Return the index of all listed parties, built once."""
    return PartyIndex(known_parties())
