"""A party phrase with all that is known beside it, and what every rule asks of it."""

from collections.abc import Iterable, Sequence

import msgspec

from demarche.knowledge.countries import Country, countries
from demarche.knowledge.known_parties import KnownParty
from demarche.knowledge.party_index import Hints, PartyIndex, as_resolution, best
from demarche.knowledge.party_phrase import Phrase, Piece
from demarche.knowledge.party_words import RoleWord, organs
from demarche.knowledge.resolution import Resolution


class Case(msgspec.Struct, frozen=True):
    """A phrase with what the report tells beside it; `known`: its parties, the likeliest last."""

    phrase: Phrase
    hints: Hints
    index: PartyIndex
    known: Sequence[Resolution] = ()

    @property
    def named_country(self) -> Country | None:
        """The country that the phrase names: in its head, else inside or as its place."""
        for part in (self.phrase.head, self.phrase.inside, self.phrase.place):
            for piece in part:
                if piece.country is not None:
                    return countries()[piece.country.code]
        return None

    @property
    def country(self) -> Country | None:
        """The named country, else the report's guess."""
        named = self.named_country
        return named or (countries().get(self.hints.country) if self.hints.country else None)


def weighs(piece: Piece) -> bool:
    """Whether the piece is a role that tells what a party is."""
    return piece.role is not None and piece.role.weight != "title"


def deciding(pieces: Iterable[Piece]) -> RoleWord | None:
    """The role that decides: the last of weight, else the last weak one with a sector, else the last."""
    roles = [piece.role for piece in pieces if piece.role is not None]
    for role in reversed(roles):
        if role.weight in ("head", "modifier", "title"):
            return role
    return next((role for role in reversed(roles) if role.sector), roles[-1] if roles else None)


def code_of(case: Case, role: RoleWord | None) -> str | None:
    """The code that the role fixes, else that of the country named or guessed."""
    named = case.named_country
    if role is not None and role.code == "-":
        return named.code if named else None
    if role is not None and role.code:
        return role.code
    return named.code if named else case.hints.country


def chosen(piece: Piece, case: Case) -> tuple[KnownParty, Hints]:
    """The party that the alias means here, and the hints that the phrase adds."""
    country = next((other.country for other in case.phrase.head if other.country), None)
    titles = tuple(office for other in case.phrase.head for office, _ in other.offices)
    hints = msgspec.structs.replace(case.hints, named=country.code if country else None, titles=titles)
    return best(piece.parties, hints), hints


def state_body(case: Case, country: Country, key: str, reason: str) -> Resolution:
    """That body of the country, under the name that the tables give it if they do."""
    organ = organs()[key].of(country, reason)
    listed = case.index.aliases.exact(organ.name)
    return as_resolution(best(listed, case.hints), case.hints, reason) if listed else organ


def state_organ(case: Case, country: Country, role: RoleWord, reason: str) -> Resolution:
    """The body of the country that the role means: its branch ("warplanes") where the report names that."""
    if role.branch:
        branch = state_body(case, country, role.branch, reason)
        if any(party.name == branch.name for party in case.known):
            return branch
    return state_body(case, country, role.organ, reason)
