"""From the parts of a party phrase to the party: the rules, in the order in which they are tried."""

from collections.abc import Iterator, Sequence

import msgspec

from demarche.knowledge.countries import Country, countries
from demarche.knowledge.folding import fold
from demarche.knowledge.known_parties import KnownParty
from demarche.knowledge.party_index import Hints, as_resolution, best, party_index
from demarche.knowledge.party_phrase import Phrase, Piece
from demarche.knowledge.party_words import RoleWord, offices, organs, phrase_words, title_words
from demarche.knowledge.resolution import Resolution

_OWN_SECTORS = frozenset({"CVL", "REF", "MED", "EDU", "CRM", "OPP", "LAB", "AGR", "REL", "LEG", "JUD"})
_INSTITUTIONS = frozenset({"JRN", "BUS", "PTY", "EDU", "MED"})
_FORCES = frozenset({"MIL", "PRM", "REB"})
_STATE_RANK = 16  # offices up to this rank speak for a state: "Assad's forces" are Syria's


class Case(msgspec.Struct, frozen=True):
    """A phrase with all that is known beside it."""

    phrase: Phrase
    hints: Hints

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

    def pieces(self, kind: str) -> list[Piece]:
        """The pieces of the head that are of that kind."""
        return [piece for piece in self.phrase.head if piece.kind == kind]


def resolve_phrase(case: Case) -> Resolution:
    """Return whom the phrase stands for; its own words where nothing better is known."""
    for rule in (_bare_country, _office_holder, _titled_person, _party_with_roles, _role):
        found = rule(case)
        if found is not None:
            return found
    named = case.named_country
    code = named.code if named else case.hints.country
    reason = f"unknown; country from {'the words' if named else 'the report' if code else 'nowhere'}"
    return Resolution(name=case.phrase.core, code=code, reason=reason)


def _bare_country(case: Case) -> Resolution | None:
    head = case.phrase.head
    if len(head) != 1 or head[0].country is None or case.phrase.inside:
        return None
    word, country = head[0].country, countries()[head[0].country.code]
    if word.kind == "region":
        reason = f"{head[0].text}: a part of {country.name}"
        return Resolution(
            name=case.phrase.core, code=country.code, sector="GOV", kind="government", reason=reason
        )
    if word.kind != "demonym":
        return _organ(case, country, "government", f"{head[0].text}: a country, its capital or seat of power")
    plural = head[0].text in country.people and head[0].text not in country.adjectives
    one = f"{head[0].text}s" in country.people
    if "the" in case.phrase.openers[:1] and not one:
        return _organ(case, country, "government", f"the {head[0].text}: the state")
    if plural or case.phrase.openers:
        return Resolution(
            name=case.phrase.core,
            code=country.code,
            sector="CVL",
            kind="population",
            reason=f"people of {country.name}",
        )
    return organs()["armed-forces"].of(
        country, f"{head[0].text} alone: its forces (its government where it speaks)"
    )


def _office_holder(case: Case) -> Resolution | None:
    head = [piece for piece in case.phrase.head if piece.country is None]
    if len(head) != 1 or not head[0].offices or {"former", "ex", "late", "then"} & set(case.phrase.openers):
        return None
    if case.phrase.head[-1] is not head[0]:
        return None
    named = case.named_country
    for office, implied in head[0].offices:
        code = (named.code if named else "") or implied or case.hints.country
        if not code:
            continue
        held = party_index().holder(code, office, case.hints.on)
        if held is not None:
            person, _ = held
            of = countries()[code].in_phrase if code in countries() else code
            reason = f"{offices()[office].title} of {of} on {case.hints.on}"
            return msgspec.structs.replace(as_resolution(person, case.hints, reason), code=code)
    office, implied = head[0].offices[-1 if head[0].offices[-1][1] else 0]
    code = (named.code if named else "") or implied or case.hints.country
    country = countries().get(code) if code else None
    title = offices()[office].title
    usual = fold(head[0].text) == fold(title)
    name = f"{title} of {country.in_phrase}" if country and named and usual else case.phrase.core
    return Resolution(
        name=name,
        code=code or None,
        sector=offices()[office].sector,
        kind="person",
        reason=f"the office: {title}",
    )


def _titled_person(case: Case) -> Resolution | None:
    """ "President Bush", "Gen. Joseph Votel", "activist Mohammad al-Halabi": a title or role, then a name."""
    head = case.phrase.head
    names: list[Piece] = []
    for piece in reversed(head):
        if piece.kind != "name":
            break
        names.insert(0, piece)
    before = head[: len(head) - len(names)]
    titles = [piece for piece in before if piece.kind in ("office", "honorific") or piece.role is not None]
    if not names or not titles or before[-1] is not titles[-1]:
        return None
    if (
        any(piece.kind == "name" for piece in before)
        and titles[-1].role
        and titles[-1].role.sector in _INSTITUTIONS
    ):
        return None  # "Mint Press News"
    name = case.phrase.text[names[0].start : names[-1].end]
    meant = tuple(office for piece in titles for office, _ in piece.offices)
    meant += tuple(office for piece in titles for office in title_words().get(fold(piece.text), ()))
    named = case.named_country
    hints = msgspec.structs.replace(case.hints, titles=meant, named=named.code if named else None)
    person = party_index().titled(name, hints)
    if person is not None:
        return as_resolution(person, hints, f"{name} after {titles[-1].text}")
    role = _deciding(piece for piece in titles if piece.role is not None)
    held = next((office for piece in titles for office, _ in piece.offices), None)
    sector = offices()[held].sector if held else role.sector if role else None
    code = _code(case, role)
    return Resolution(
        name=name, code=code, sector=sector, kind="person", reason=f"a name after {titles[-1].text}"
    )


def _party_with_roles(case: Case) -> Resolution | None:
    """A known party, alone or with roles: "Daesh militants", "Assad's forces", "spokesman for NATO"."""
    head = case.phrase.head
    at = next((n for n in range(len(head) - 1, -1, -1) if head[n].kind == "party"), None)
    if at is not None:
        (party, hints), roles = _choose(head[at], case), [piece for piece in head[at + 1 :] if _weighs(piece)]
    else:
        inside = next((piece for piece in case.phrase.inside if piece.kind == "party"), None)
        if inside is None or not any(_weighs(piece) for piece in head):
            return None
        (party, hints), roles = _choose(inside, case), [piece for piece in head if _weighs(piece)]
    if not roles:
        if at is not None and at < len(head) - 1 and any(piece.kind == "name" for piece in head[at + 1 :]):
            return None
        return as_resolution(party, hints, f"known as {party.name}")
    role = _deciding(roles)
    ruled = countries().get(party.code or "")
    if ruled and role and role.organ == "government" and party.kind == "party":
        return _organ(case, ruled, role.organ, f"{role.words} of {party.name}")
    if party.kind == "person":
        return _of_person(case, party, role)
    return _of_body(case, party, role)


def _of_person(case: Case, person: KnownParty, role: RoleWord | None) -> Resolution | None:
    own = as_resolution(person, case.hints, f"{person.name}'s")
    if role is None or own.code is None:
        return own
    country = countries().get(own.code)
    if (
        country
        and min((offices()[tenure.office].rank for tenure in person.tenures), default=99) <= _STATE_RANK
    ):
        if role.organ in ("government", "armed-forces", "army", "air-force", "navy"):
            return _organ(case, country, role.organ, f"{role.words} of {person.name}")
        if role.sector == "MIL":
            return _organ(case, country, "armed-forces", f"{role.words} of {person.name}")
    sector = own.sector if role.weight == "weak" and role.sector in (None, "GOV") else role.sector
    if role.sector == "MIL" and own.sector in ("REB", "PRM"):
        sector = own.sector
    return Resolution(
        name=case.phrase.core, code=own.code, sector=sector, reason=f"{role.words} of {person.name}"
    )


def _of_body(case: Case, body: KnownParty, role: RoleWord | None) -> Resolution:
    own = as_resolution(body, case.hints, f"{role.words if role else 'part'} of {body.name}")
    if role is None or role.sector is None or body.kind == "media":
        return own
    if role.sector in _OWN_SECTORS and role.weight != "weak" and role.sector != body.sector:
        return Resolution(
            name=case.phrase.core,
            code=own.code if own.code in countries() or own.code in ("UNO", "EUR") else _code(case, role),
            sector=None if own.code == "UNO" else role.sector,
            reason=f"{role.words} of {body.name}",
        )
    if role.sector == "MIL" and own.sector is None and own.code in ("IGO", "UNO"):
        return msgspec.structs.replace(own, sector="MIL")
    return own


def _role(case: Case) -> Resolution | None:
    """Roles with or without a country: "Turkish soldiers", "rebels", "the Iraqi parliament"."""
    pieces = [piece for piece in case.phrase.head if _weighs(piece)]
    role = _deciding(pieces)
    inside = _deciding(piece for piece in case.phrase.inside if _weighs(piece))
    if role is None or (role.weight == "weak" and inside is not None and inside.weight == "head"):
        role = inside or role
    office = next((piece for piece in reversed(case.phrase.head) if piece.offices), None)
    if role is None and office is None:
        return None
    if role is not None and role.sector in _FORCES and phrase_words("unknown") & set(case.phrase.openers):
        return Resolution(
            name=case.phrase.core, sector="UAF", kind="role", reason=f"unidentified {role.words}"
        )
    if role is not None and role.weight == "weak" and role.sector == "MIL" and case.phrase.qualified:
        code = _code(case, role)
        return Resolution(
            name=case.phrase.core, code=code, sector="REB", kind="role", reason="forces backed by others"
        )
    country = case.country
    plain = all(piece.kind in ("role", "country", "word", "office") for piece in case.phrase.head)
    if role is not None and country is not None and plain and not role.code:
        own = _own_body(case, country, pieces) if role.weight == "head" else None
        if own is not None:
            return own
        if role.organ and pieces and pieces[-1].role is role:
            return _organ(case, country, role.organ, f"{role.words} of {country.name}")
    sector = role.sector if role else offices()[office.offices[0][0]].sector if office else None
    by = role.words if role else office.text if office else ""
    return Resolution(
        name=case.phrase.core,
        code=_code(case, role),
        sector=sector,
        kind="role",
        reason=f"by the role: {by}",
    )


def _own_body(case: Case, country: Country, pieces: Sequence[Piece]) -> Resolution | None:
    """The listed body that goes by these words after the country: "army" of Syria is the Syrian Arab Army."""
    words = case.phrase.text[pieces[0].start : pieces[-1].end] if pieces else ""
    for place in (country.adjective, country.name):
        found = party_index().aliases.exact(f"{place} {words}") if words else None
        if found:
            return as_resolution(best(found, case.hints), case.hints, f"the {words} of {country.name}")
    return None


def _organ(case: Case, country: Country, key: str, reason: str) -> Resolution:
    """That body of the country, under the name that the tables give it if they do."""
    organ = organs()[key].of(country, reason)
    listed = party_index().aliases.exact(organ.name)
    return as_resolution(best(listed, case.hints), case.hints, reason) if listed else organ


def _weighs(piece: Piece) -> bool:
    return piece.role is not None and piece.role.weight != "title"


def _deciding(pieces: Sequence[Piece] | Iterator[Piece]) -> RoleWord | None:
    """The role that decides: the last of weight, else the last weak one with a sector, else the last."""
    roles = [piece.role for piece in pieces if piece.role is not None]
    for role in reversed(roles):
        if role.weight in ("head", "modifier", "title"):
            return role
    return next((role for role in reversed(roles) if role.sector), roles[-1] if roles else None)


def _code(case: Case, role: RoleWord | None) -> str | None:
    named = case.named_country
    if role is not None and role.code == "-":
        return named.code if named else None
    if role is not None and role.code:
        return role.code
    return named.code if named else case.hints.country


def _choose(piece: Piece, case: Case) -> tuple[KnownParty, Hints]:
    """The party that the alias means here, and the hints that the phrase adds."""
    country = next((other.country for other in case.phrase.head if other.country), None)
    titles = tuple(office for other in case.phrase.head for office, _ in other.offices)
    hints = msgspec.structs.replace(case.hints, named=country.code if country else None, titles=titles)
    return best(piece.parties, hints), hints
