"""What the words of a place span say: the place's own name, its kind, and what it lies in."""

import re
from functools import cache

import msgspec

from demarche.knowledge.countries import countries
from demarche.knowledge.folding import fold
from demarche.knowledge.gazetteer import places_named
from demarche.knowledge.place_keys import exact_key
from demarche.knowledge.place_words import place_words

_MAX_SPAN = 160
_EDGES = " \t\n.,;:()[]\"'\u2018\u2019\u201c\u201d-"
_POSSESSIVE = re.compile(r"['\u2019]s\s+|(?<=s)['\u2019]\s+")
_LOST = re.compile(r"(?P<before>(?:[a-z-]+\s)*)(?P<name>[A-Z][^\W\d_]{3,})s(?P<rest>(?:\s.*)?)")
_IN = re.compile(
    r"\s*[,(]\s*|\s+(?:in|inside|within|on|at|near|outside|around|between|along|under|above|beneath)\s+(?:the\s+)?"
    r"|\s+-\s+",
    re.IGNORECASE,
)
_OF = re.compile(r"\s+of\s+(?:the\s+)?", re.IGNORECASE)
_AND = re.compile(r"\s+(?:and|or|&|as well as|to)\s+|\s*/\s*", re.IGNORECASE)
HEADS = frozenset(
    {
        "province",
        "district",
        "city",
        "facility",
        "street",
        "water",
        "land",
        "area",
        "country",
        "fringe",
        "rural",
    }
)
AROUND = frozenset({"fringe", "rural"})  # roles that mean what lies around a town
_ONE = frozenset({"city", "town", "village", "province", "governorate", "state", "capital"})
_MUCH_LARGER = 3.0  # times the people: then "the Damascus suburb of Douma" is Douma in Damascus
_DIRECTIONS = re.compile(r"(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west)")


class PlaceSpan(msgspec.Struct, frozen=True):
    """A place span taken apart.

    `core`: the name itself, "" where there is none ("the capital"). `role`: the kind that its words give.
    `side`: "northern", "downtown". `head`: the word that gives the kind. `near`: by it, not in it.
    `within`: what it lies in, the nearest first. `people`: the country of "Syrian town".
    `capital`: whether the capital of something is said.
    """

    core: str
    role: str = ""
    side: str = ""
    head: str = ""
    near: bool = False
    capital: bool = False
    within: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


def place_span(text: str) -> PlaceSpan:
    """The parts of a place span: "the city of Homs", "northern Aleppo countryside", "Syria's Idlib"."""
    text = " ".join(text[:_MAX_SPAN].split()).strip(_EDGES)
    return _owned(_with_apostrophe(text), ())


def _with_apostrophe(text: str) -> str:
    """ "Aleppos districts", of a feed that lost the apostrophe, where no place has that s in its name."""
    # not `lost_apostrophes.restored`: that asks how names end, and "Rapids" ends Grand Rapids alone
    found = _LOST.fullmatch(text)
    if found is None:
        return text
    before, name, rest = found.group("before", "name", "rest")
    whole = f"{name}s{rest}"
    if (
        places_named(exact_key(f"{name}s"))
        or places_named(exact_key(whole))
        or not places_named(exact_key(name))
    ):
        return text
    return f"{before}{name}'s{rest}" if rest else f"{before}{name}"


def bare(text: str) -> str:
    """The span without the words before a name that tell nothing of which place: "in the", "rebel-held"."""
    words = text.split()
    first = 0
    while first < len(words) - 1 and place_words().get(words[first].lower()) in ("lead", "near"):
        first += 1
    return " ".join(words[first:]).strip(_EDGES)


def _owned(text: str, within: tuple[str, ...]) -> PlaceSpan:
    """Takes off what owns or holds the place: "X, Y", "X in Y", "Y's X", "X of Y"."""
    pieces = [piece for piece in _IN.split(bare(text)) if piece.strip(_EDGES)]
    if len(pieces) > 1:
        return _owned(pieces[0], (*(piece.strip(_EDGES) for piece in pieces[1:]), *within))
    owner = _POSSESSIVE.split(text, maxsplit=1)
    if len(owner) == 2 and owner[1] and places_named(exact_key(bare(owner[0]))):
        rest = _described(owner[1], ())
        if not rest.core and rest.role in AROUND:  # "Aleppo's countryside" is the Aleppo countryside
            return _owned(f"{bare(owner[0])} {owner[1]}", within)
        return _owned(owner[1], (owner[0].strip(_EDGES), *within))
    halves = _OF.split(text, maxsplit=1)
    if len(halves) == 2:
        before, after = halves[0].strip(_EDGES), halves[1].strip(_EDGES)
        told = _described(before, within)
        if told.core:
            if told.head and told.role != "province" and _is_larger(told.core, after):
                return _owned(after, (told.core, *within))
            return _owned(before, (after, *within))
        inner = _owned(after, within)
        outside = told.role in AROUND and inner.role == "province"  # "the outskirts of Idlib province"
        told = msgspec.structs.replace(
            told,
            role=inner.role if outside and told.role == "fringe" else told.role,
            # "the northern city of Homs" is Homs, in the north of something else
            side="" if inner.core and told.head.lower() in _ONE else told.side,
        )
        beside = bool(inner.core) and not told.role and bool(_DIRECTIONS.fullmatch(told.side.lower()))
        return msgspec.structs.replace(
            inner,
            role=told.role or inner.role,
            head=told.head or inner.head,
            side=inner.side if beside else told.side or inner.side,
            near=told.near or inner.near or beside,
            capital=told.capital or inner.capital,
            people=(*told.people, *inner.people),
        )
    return _described(text, within)


def _is_larger(name: str, other: str) -> bool:
    """Whether `name` is so much larger a town than `other`, or `other` so unknown, that it can hold it."""
    people = [
        max((one.population for one in places_named(exact_key(each)) if one.kind == "city"), default=0)
        for each in (name, place_span(other).core)
    ]
    return people[0] > _MUCH_LARGER * people[1]


def _described(text: str, within: tuple[str, ...]) -> PlaceSpan:
    """Takes off the words around the name: "northern Aleppo countryside" is the north of Aleppo."""
    words = text.strip(_EDGES).split()
    roles = [place_words().get(word.lower().strip(_EDGES), "") for word in words]
    first, last = 0, len(words)
    side, head, role, near, capital = "", "", "", False, False
    people: tuple[str, ...] = ()
    while first < last:
        told, word = roles[first], words[first]
        country, taken = _country_before(words[first:last]) if not told else ("", 0)
        if told == "side":
            side = f"{side} {word}".strip()
        elif told == "near":
            near = True
        elif told in HEADS and (word[:1].islower() or (told == "rural" and last - first > 1)):
            role, head = told, "countryside" if told == "rural" else word
            capital = capital or word.lower() == "capital"
        elif taken:
            people = (*people, country)
            first += taken - 1
        elif told != "lead":
            break
        first += 1
    while last > first and roles[last - 1] in (*HEADS, "side"):
        told, word = roles[last - 1], words[last - 1]
        if head and word[:1].isupper():
            break  # "Crown Heights neighborhood" is Crown Heights
        if told == "side":
            side = f"{word} {side}".strip()
        else:
            role, head = role or told, head or ("countryside" if told == "rural" else word)
            capital = capital or word.lower() == "capital"
        last -= 1
    return PlaceSpan(
        " ".join(words[first:last]).strip(_EDGES), role, side, head, near, capital, within, people
    )


@cache
def _demonyms() -> dict[str, str]:
    """The name of each country by its adjectives and people, and its name with an s ("Syrias")."""
    table: dict[str, str] = {}
    for country in countries().values():
        for word in (*country.adjectives, *country.people, f"{country.name}s"):
            table.setdefault(fold(word), country.name)
    return table


def country_spoken_of(text: str) -> str | None:
    """The name of the country of which `text` is an adjective, its people, or "Syrias"."""
    return _demonyms().get(fold(text))


def _country_before(words: list[str]) -> tuple[str, int]:
    """The country whose adjective the words begin with, and its length; never all of them."""
    for length in (2, 1):
        name = _demonyms().get(fold(" ".join(words[:length]))) if length < len(words) else None
        if name is not None and words[0][:1].isupper():
            return name, length
    return "", 0


def conjoined(core: str) -> list[str]:
    """The names of a core that joins several ("Syria and Iraq"), in order; empty where it does not."""
    pieces = [piece.strip(_EDGES) for piece in _AND.split(core) if piece.strip(_EDGES)]
    return pieces if len(pieces) > 1 else []
