"""Persons by their offices, titles and names, and what is theirs ("Assad's forces")."""

from collections.abc import Sequence

import msgspec

from demarche.knowledge.countries import countries
from demarche.knowledge.folding import fold
from demarche.knowledge.known_parties import KnownParty
from demarche.knowledge.party_case import Case, chosen, code_of, deciding, state_body, state_organ
from demarche.knowledge.party_index import Hints, as_resolution
from demarche.knowledge.party_introductions import introduced_words, is_persons_name, is_title
from demarche.knowledge.party_mentions import named_before
from demarche.knowledge.party_phrase import Piece, take_apart
from demarche.knowledge.party_words import RoleWord, offices, phrase_words, title_countries, title_words
from demarche.knowledge.resolution import Resolution

_INSTITUTIONS = frozenset({"JRN", "BUS", "PTY", "EDU", "MED"})
_FORMER = frozenset({"former", "ex", "late", "then"})
_OWN_FORCES = frozenset({"government", "armed-forces", "air-force", "navy"})
_STATE_RANK = 16  # offices up to this rank speak for a state: "Assad's forces" are Syria's


def office_holder(case: Case) -> Resolution | None:
    """ "The Turkish foreign minister", "the president": who held the office on the report's date."""
    head = [piece for piece in case.phrase.head if piece.country is None]
    if len(head) != 1 or _FORMER & set(case.phrase.openers) or case.phrase.head[-1] is not head[0]:
        return None
    piece = head[0]
    if not piece.offices:
        return _titled_before(case, piece)
    named = case.named_country
    for office, implied in piece.offices:
        code = (named.code if named else "") or implied or case.hints.country
        held = case.index.holder(code, office, case.hints.on) if code else None
        if code and held is not None:
            of = countries()[code].in_phrase if code in countries() else code
            reason = f"{offices()[office].title} of {of} on {case.hints.on}"
            return msgspec.structs.replace(as_resolution(held[0], case.hints, reason), code=code)
    implied = next((code for _, code in piece.offices if code), "")
    before = _held_before(case, [office for office, _ in piece.offices], implied)
    if before is not None:
        return before
    office, implied = piece.offices[-1 if piece.offices[-1][1] else 0]
    code = (named.code if named else "") or implied or case.hints.country
    country = countries().get(code) if code else None
    title = offices()[office].title
    usual = fold(piece.text) == fold(title)
    name = f"{title} of {country.in_phrase}" if country and named and usual else case.phrase.core
    return Resolution(
        name=name,
        code=code or None,
        sector=offices()[office].sector,
        kind="person",
        reason=f"the office: {title}",
    )


def _titled_before(case: Case, piece: Piece) -> Resolution | None:
    """ "The minister", "the secretary", "the leader": a person of the report who has such an office."""
    if "the" not in case.phrase.openers[:1] and case.named_country is None:
        return None
    title = fold(piece.text)
    return _held_before(case, title_words().get(title, ()), title=title)


def _held_before(case: Case, meant: Sequence[str], implied: str = "", title: str = "") -> Resolution | None:
    """The person of the report, the likeliest, who had one of the offices on its date.

    A title that only some countries' ministers have ("the secretary") goes before the report's guess.
    """
    wanted = case.named_country.code if case.named_country else implied or case.hints.country
    for party in reversed(case.known):
        for tenure in case.index.tenures(party.id):
            if tenure.office in meant and (case.hints.on is None or tenure.covers(case.hints.on)):
                theirs = title_countries().get((title, tenure.office), frozenset())
                own = tenure.code in theirs if theirs and not case.named_country else tenure.code == wanted
                if own or (wanted is None and not theirs):
                    return msgspec.structs.replace(party, reason=f"{party.name}, named in full")
                break
    return None


def named_beside(case: Case) -> Resolution | None:
    """ "President of Norway, Eva Holm", "Eva Holm, president of Norway": who is named, not who held it."""
    text = case.phrase.text
    before, comma, after = text.partition(", ")
    if not comma:
        return None
    for title, name, start in ((before, after, len(before) + len(comma)), (after, before, 0)):
        common = title[:1] + title[1:].lower() == title and is_persons_name(
            name, 2
        )  # "the skipper, Jon Dahl"
        if not is_persons_name(name) or not (is_title(title) or common):
            continue
        told = take_apart(title, case.index)
        titles = [piece for piece in told.head if piece.offices or piece.role is not None]
        at = Piece("name", start, start + len(name), name)
        beside = msgspec.structs.replace(
            case, phrase=msgspec.structs.replace(told, text=text, core=name, openers=())
        )
        listed = case.index.named(name, case.hints)
        if listed is not None and listed.kind != "person":
            return None
        words_ = introduced_words(title)
        if listed is not None:
            found = as_resolution(listed, _titled_hints(beside, titles), f"known as {listed.name}")
            return msgspec.structs.replace(found, titles=words_)
        return msgspec.structs.replace(_by_name(beside, [at], titles), titles=words_)
    return None


def titled_person(case: Case) -> Resolution | None:
    """ "President Bush", "Gen. Joseph Votel", "activist Mohammad al-Halabi": a title or role, then a name."""
    head = case.phrase.head
    names = _names_at_end(head)
    before = head[: len(head) - len(names)]
    titles = [piece for piece in before if piece.kind in ("office", "honorific") or piece.role is not None]
    if not names or not titles or before[-1] is not titles[-1]:
        return None
    last = titles[-1].role
    if any(piece.kind == "name" for piece in before) and last and last.sector in _INSTITUTIONS:
        return None  # "Mint Press News"
    return _by_name(case, names, titles)


def named_at_end(case: Case) -> Resolution | None:
    """ "Vice-president of the Syrian Coalition Muwaffaq Nyrabia": a role, whose it is, then a name."""
    inside = case.phrase.inside
    titles = [piece for piece in case.phrase.head if piece.offices or piece.role is not None]
    if not titles or len(inside) < 2 or case.phrase.head[-1] is not titles[-1]:
        return None
    if titles[-1].role and titles[-1].role.organ:  # "forces loyal to dictator Bashar al-Assad"
        return None
    if inside[-1].kind == "party":
        party, hints = chosen(inside[-1], case)
        if party.kind == "person" and inside[-2].kind in ("party", "country", "role", "name"):
            return as_resolution(party, hints, f"known as {party.name}")
    names = _names_at_end(inside)
    if len(names) < 2 or len(names) == len(inside):
        return None
    return _by_name(case, names, titles)


def _names_at_end(pieces: Sequence[Piece]) -> list[Piece]:
    """The words of a person's name with which the pieces end, "al", "bin", "de" among them."""
    names: list[Piece] = []
    for piece in reversed(pieces):
        if piece.kind != "name" and not (names and fold(piece.text) in phrase_words("particle")):
            break
        names.insert(0, piece)
    return names


def _by_name(case: Case, names: Sequence[Piece], titles: Sequence[Piece]) -> Resolution:
    name = case.phrase.text[names[0].start : names[-1].end]
    hints = _titled_hints(case, titles)
    told = introduced_words(case.phrase.text[: names[0].start])
    before = named_before(name, case.known)
    if before is not None:
        return msgspec.structs.replace(before, reason=f"{before.name}, named in full", titles=told)
    person = case.index.titled(name, hints) or case.index.sounded(name, hints)
    if person is not None:
        found = as_resolution(person, hints, f"{name} after {_title(titles)}")
        return msgspec.structs.replace(found, titles=told)
    role = deciding(piece for piece in titles if piece.role is not None)
    held = next((office for piece in titles for office, _ in piece.offices), None)
    sector = offices()[held].sector if held else role.sector if role else None
    code = code_of(case, role)
    why = f"a name after {_title(titles)}" if names[0].start else "a name before a title"
    return Resolution(name=name, code=code, sector=sector, kind="person", reason=why, titles=told)


def _titled_hints(case: Case, titles: Sequence[Piece]) -> Hints:
    """What a person's titles tell: the offices that they may be, and the country."""
    meant = tuple(office for piece in titles for office, _ in piece.offices)
    meant += tuple(office for piece in titles for office in title_words().get(fold(piece.text), ()))
    named = case.named_country
    return msgspec.structs.replace(case.hints, titles=meant, named=named.code if named else None)


def _title(titles: Sequence[Piece]) -> str:
    return titles[-1].text if titles else "a word for a person"


def of_person(case: Case, person: KnownParty, hints: Hints, role: RoleWord | None) -> Resolution:
    """The person, or what the role makes of it: a head of state's forces are the state's."""
    own = as_resolution(person, hints, f"{person.name}'s")
    if role is None or own.code is None:
        return own
    country = countries().get(own.code)
    rank = min((offices()[tenure.office].rank for tenure in person.tenures), default=99)
    if country and rank <= _STATE_RANK:
        if role.organ in _OWN_FORCES:
            return state_organ(case, country, role, f"{role.words} of {person.name}")
        if role.sector == "MIL":
            return state_body(case, country, "armed-forces", f"{role.words} of {person.name}")
    sector = own.sector if role.weight == "weak" and role.sector in (None, "GOV") else role.sector
    if role.sector == "MIL" and own.sector in ("REB", "PRM"):
        sector = own.sector
    return Resolution(
        name=case.phrase.core, code=own.code, sector=sector, reason=f"{role.words} of {person.name}"
    )
