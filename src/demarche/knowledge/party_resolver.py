"""From the parts of a party phrase to the party: the rules, in the order in which they are tried."""

from collections.abc import Sequence

import msgspec

from demarche.knowledge.countries import Country, countries
from demarche.knowledge.folding import fold
from demarche.knowledge.known_parties import KnownParty
from demarche.knowledge.party_case import Case, chosen, code_of, deciding, state_body, state_organ, weighs
from demarche.knowledge.party_index import Hints, as_resolution, best
from demarche.knowledge.party_persons import (
    named_at_end,
    named_beside,
    of_person,
    office_holder,
    titled_person,
)
from demarche.knowledge.party_phrase import Piece, take_apart
from demarche.knowledge.party_words import RoleWord, offices, organs, phrase_words
from demarche.knowledge.resolution import Resolution

_OWN_SECTORS = frozenset({"CVL", "REF", "MED", "EDU", "CRM", "OPP", "LAB", "AGR", "REL", "LEG", "JUD"})
_REBELS_OWN = frozenset({"CRM", "JUD", "LEG", "COP", "MED"})  # what a group that fights has is the group's
_FORCES = frozenset({"MIL", "PRM", "REB"})
_FIGHTERS = frozenset({"REB", "PRM"})
_TWO = frozenset({"two", "both", "the"})
_SMALL = frozenset({"of", "the", "for", "and", "in", "to"})
_SIDES = frozenset({"government", "force", "group", "party", "person", "coalition"})


def resolve_phrase(case: Case) -> Resolution:
    """Return whom the phrase stands for; its own words where nothing better is known."""
    for rule in _RULES:
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
        return state_body(
            case, country, "government", f"{head[0].text}: a country, its capital or seat of power"
        )
    plural = head[0].text in country.people and head[0].text not in country.adjectives
    one = f"{head[0].text}s" in country.people
    if "the" in case.phrase.openers[:1] and not one:
        return state_body(case, country, "government", f"the {head[0].text}: the state")
    if plural or case.phrase.openers:
        return organs()["civilians"].of(country, f"people of {country.name}")
    reason = f"{head[0].text} alone: its forces (its government where it speaks)"
    return state_body(case, country, "armed-forces", reason)


def _party_with_roles(case: Case) -> Resolution | None:
    """A known party, alone or with roles: "Daesh militants", "Assad's forces", "spokesman for NATO"."""
    head = case.phrase.head
    at = next((n for n in range(len(head) - 1, -1, -1) if head[n].kind == "party"), None)
    if at is not None:
        (party, hints), roles = chosen(head[at], case), [piece for piece in head[at + 1 :] if weighs(piece)]
    else:
        inside = next((piece for piece in case.phrase.inside if piece.kind == "party"), None)
        if inside is None or not any(weighs(piece) for piece in head):
            return None
        (party, hints), roles = chosen(inside, case), [piece for piece in head if weighs(piece)]
    if not roles:
        if at is not None and at < len(head) - 1 and any(piece.kind == "name" for piece in head[at + 1 :]):
            return None
        return as_resolution(party, hints, f"known as {party.name}")
    role = deciding(roles)
    ruled = countries().get(party.code or "")
    if ruled and role and role.organ == "government" and role.weight == "head" and party.kind == "party":
        return state_body(case, ruled, role.organ, f"{role.words} of {party.name}")
    if party.kind == "person":
        return of_person(case, party, hints, role)
    return _of_body(case, party, hints, role)


def _members(case: Case) -> Resolution | None:
    """ "A spokeswoman for Dyfed-Powys Police", "members of the Iraqi army": whom they speak for or are of.

    So are those who fight for a group, and its positions: "rebels of the Tundra Front".
    """
    phrase = case.phrase
    roles = [piece.role for piece in phrase.head if piece.role is not None]
    if not phrase.inside or not roles or any(piece.kind in ("name", "country") for piece in phrase.head):
        return None
    fighting = all(role.sector in _FIGHTERS or role.weight == "place" for role in roles)
    if not fighting and any(role.words not in phrase_words("member") for role in roles):
        return None
    rest = phrase.text[phrase.inside[0].start : phrase.inside[-1].end]
    whole = resolve_phrase(msgspec.structs.replace(case, phrase=take_apart(rest, case.index)))
    proper = any(piece.kind == "name" for piece in phrase.inside) and whole.kind in ("unknown", "role")
    if whole.kind == "group" and fighting:
        sector = whole.sector or next((role.sector for role in roles if role.sector), None)
        whole = msgspec.structs.replace(whole, sector=sector)
    elif (
        fighting
        or whole.kind in ("population", "person")
        or not (whole.id or proper or whole.kind == "group")
    ):
        return None
    return msgspec.structs.replace(whole, reason=f"{roles[-1].words} of it; {whole.reason}")


def _of_body(case: Case, body: KnownParty, hints: Hints, role: RoleWord | None) -> Resolution:
    own = as_resolution(body, hints, f"{role.words if role else 'part'} of {body.name}")
    if role is None or role.sector is None or body.kind == "media":
        return own
    if body.kind == "people":  # "Rohingya militants"
        theirs = own.sector if role.weight == "weak" else role.sector
        code = own.code or code_of(case, role)
        return Resolution(name=case.phrase.core, code=code, sector=theirs, reason=own.reason)
    if body.sector == "REB" and role.sector in _REBELS_OWN:
        return own
    if role.sector in _OWN_SECTORS and role.weight != "weak" and role.sector != body.sector:
        return Resolution(
            name=case.phrase.core,
            code=own.code if own.code in countries() or own.code in ("UNO", "EUR") else code_of(case, role),
            sector=None if own.code == "UNO" else role.sector,
            reason=f"{role.words} of {body.name}",
        )
    if role.sector == "MIL" and own.sector is None and own.code in ("IGO", "UNO"):
        return msgspec.structs.replace(own, sector="MIL")
    return own


def _role(case: Case) -> Resolution | None:
    """Roles with or without a country: "Turkish soldiers", "rebels", "the Iraqi parliament"."""
    pieces = [piece for piece in case.phrase.head if weighs(piece)]
    role = deciding(pieces)
    inside = deciding(piece for piece in case.phrase.inside if weighs(piece))
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
        code = code_of(case, role)
        return Resolution(
            name=case.phrase.core, code=code, sector="REB", kind="role", reason="forces backed by others"
        )
    if role is not None and role.words in phrase_words("sides") and _TWO & set(case.phrase.openers):
        both = _both_sides(case)
        if both is not None:
            return both
    if role is not None and role.organ == "government" and case.phrase.qualified:
        own_government = _government_named(case, role)
        if own_government is not None:
            return own_government
    country = case.country
    kinds = [piece.country.kind for piece in case.phrase.head if piece.country is not None]
    allied = role is not None and role.words in phrase_words("allied")
    told = "demonym" in kinds if allied else bool(kinds)
    plain = all(piece.kind in ("role", "country", "word", "office") for piece in case.phrase.head)
    plain = plain or bool(role and role.branch)  # names before equipment are its make: "Russian Su-34 jet"
    if role is not None and country is not None and plain and (not role.code or (role.code == "-" and told)):
        own = _own_body(case, country, pieces) if role.weight == "head" else None
        if own is not None:
            return own
        last = bool(pieces) and (pieces[-1].role is role or bool(role.branch))
        if role.organ and last and not _narrower(case, role):
            return state_organ(case, country, role, f"{role.words} of {country.name}")
    if role is not None and role.sector is None and _is_bodys_name(case):
        code, why = code_of(case, role), f"a name that ends in {role.words}"
        return Resolution(name=case.phrase.core, code=code, kind="group", reason=why)
    sector = role.sector if role else offices()[office.offices[0][0]].sector if office else None
    by = role.words if role else office.text if office else ""
    return Resolution(
        name=_own_words(case, role) if plain and not kinds else case.phrase.core,
        code=code_of(case, role),
        sector=sector,
        kind="role",
        reason=f"by the role: {by}",
    )


def _is_bodys_name(case: Case) -> bool:
    """Whether the phrase is a body's name, with capitals and a word unknown: "Tundra Liberation Front"."""
    told = [word for word in case.phrase.core.split() if fold(word) not in _SMALL]
    proper = len(told) > 1 and all(word[:1].isupper() for word in told)
    ends = fold(told[-1]) in phrase_words("body") if told else False
    return proper and ends and any(piece.kind == "name" for piece in case.phrase.head)


def _government_named(case: Case, role: RoleWord) -> Resolution | None:
    """ "The Tripoli-based government": one of that country that the report names, no mere state's."""
    country = countries().get(code_of(case, role) or "")
    usual = organs()["government"].of(country, "").name if country else ""
    for party in reversed(case.known):
        own = country is not None and party.code == country.code and party.sector == "GOV"
        if own and party.name != usual and role.words in fold(party.name).split():
            return msgspec.structs.replace(party, reason=f"{case.phrase.core}: {party.name}")
    return None


def _both_sides(case: Case) -> Resolution | None:
    """ "The two sides": the two parties of different countries or bodies that the report named last."""
    sides: dict[str | None, str] = {}
    for party in reversed(case.known):
        if party.code and party.kind in _SIDES:
            sides.setdefault(party.code, party.name)
    if len(sides) < 2:
        return None
    later, earlier = list(sides.values())[:2]
    name = f"{earlier} and {later}"
    return Resolution(name=name, sector="UNK", kind="role", reason="both sides: those named before")


def _own_words(case: Case, role: RoleWord | None) -> str:
    """The phrase as a name: a small letter at its start; "Dallas police" for "police in Dallas"."""
    core, place = case.phrase.core, case.phrase.place
    if role and role.organ == "police" and place and all(piece.kind == "name" for piece in place):
        return f"{case.phrase.text[place[0].start : place[-1].end]} {case.phrase.head[-1].text.lower()}"
    first = core.split()[0]
    proper = first[:2].isupper() or fold(first).split(" ")[0] in phrase_words("proper")
    return core if proper else core[:1].lower() + core[1:]


def _narrower(case: Case, role: RoleWord) -> bool:
    """Whether the phrase means some of these only: "residents of Aleppo", "local officials"."""
    if organs()[role.organ].kind not in ("population", "police") and role.weight != "weak":
        return False
    if "local" in case.phrase.openers or any(piece.kind == "name" for piece in case.phrase.inside):
        return True
    in_head = any(piece.country for piece in case.phrase.head)
    return any(piece.kind == "name" or (piece.country and in_head) for piece in case.phrase.place)


def _own_body(case: Case, country: Country, pieces: Sequence[Piece]) -> Resolution | None:
    """The listed body that goes by these words after the country: "army" of Syria is the Syrian Arab Army."""
    words = case.phrase.text[pieces[0].start : pieces[-1].end] if pieces else ""
    for place in (country.adjective, country.name):
        found = case.index.aliases.exact(f"{place} {words}") if words else None
        if found:
            return as_resolution(best(found, case.hints), case.hints, f"the {words} of {country.name}")
    return None


_RULES = (
    named_beside,
    _bare_country,
    named_at_end,
    office_holder,
    titled_person,
    _party_with_roles,
    _members,
    _role,
)
