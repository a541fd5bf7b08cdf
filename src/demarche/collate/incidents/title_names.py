"""Parties and places as they stand in a title: a state by its name, the verb in the number of who acts."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import msgspec

from demarche.collate.courses.sides import side_of
from demarche.collate.telling.told import ReportKey, Told
from demarche.collate.telling.word_groups import load
from demarche.knowledge.countries import countries
from demarche.knowledge.folding import fold
from demarche.records import Event, Party, Place

LONGEST_NAME = 60
LONGEST_LIST = 80  # characters of several names
MOST_NAMED = 3
_GOVERNMENT = "Government of "


class TitleNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`data/title_names.yaml`."""

    plural: frozenset[str]
    singular: frozenset[str]
    the: tuple[str, ...]
    before: frozenset[str]
    nobody: frozenset[str]
    at: frozenset[str]
    on: frozenset[str]
    own: tuple[str, ...]


class Named(msgspec.Struct, frozen=True):
    """One or several parties in words, and whether a verb after them is in the plural; `count` of sides."""

    text: str
    plural: bool
    count: int


@cache
def title_names() -> TitleNames:
    """The lists in use."""
    return msgspec.convert(load("title_names.yaml"), TitleNames)


def roles_of(tolds: Sequence[Told]) -> tuple[Named | None, Named | None, Named | None]:
    """Who acts, who is acted on, and both together, as most reports name them; None where nobody is named.

    The organs of a state count together. Sides named by more than half as many reports as the one named most
    stand with it, three at most.
    """
    at_home = _at_home(tolds)
    acting, receiving = (_by_side(tolds, role, at_home) for role in ("actors", "recipients"))
    doers = {key: held for key, held in acting.items() if len(held) >= len(receiving.get(key, ()))}
    others = {key: held for key, held in receiving.items() if key not in doers}
    both = {**doers, **others}
    return _named(doers), _named(others), _named(both)


def where_of(place: Place, before: str = "in") -> str:
    """For instance " in Hass", " on the Euphrates", " near the mill"; a nameless place by its province."""
    lists = title_names()
    name = shortened(place.name)
    words = fold(name).split()
    if any(words[: len(own)] == own for own in map(str.split, lists.own)) and name != name.lower():
        return f" {name[0].lower()}{name[1:]}"
    if name == name.lower():
        return f" {before} {place.province} province" if place.province else ""
    if place.kind == "water":
        return f" {'on' if before == 'in' else before} the {name}"
    if before == "in" and words:
        before = "at" if words[-1] in lists.at else "on" if words[-1] in lists.on else before
    country = countries().get(place.country or "")
    if place.kind == "country" and country and country.name == place.name:
        name = country.in_phrase
    return f" {before} {name}"


def shortened(name: str) -> str:
    """A name in one line, cut where it is too long for a title."""
    name = " ".join(name.split())
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"


def with_article(name: str) -> str:
    """The name as it stands inside a sentence: "the United Nations Security Council", "the Netherlands"."""
    if name in _with_their_articles():
        return _with_their_articles()[name]
    folded = fold(name)
    if not any(folded == each or folded.startswith(f"{each} ") for each in title_names().the):
        return name
    common = name[1:2].islower() and name.split()[-1].islower()  # "International community", not "US-led ..."
    return f"the {name[:1].lower() + name[1:] if common else name}"


@cache
def _with_their_articles() -> Mapping[str, str]:
    return {country.name: country.in_phrase for country in countries().values()}


def is_plural(name: str) -> bool:
    """Whether a verb after the name is in the plural: "rebels accuse", "the United Nations accuses"."""
    lists = title_names()
    if fold(name).removeprefix("the ") in lists.singular:
        return False
    words = name.split()
    cut = next((at for at, word in enumerate(words) if at and fold(word) in lists.before), len(words))
    last = words[cut - 1] if words else ""
    if fold(last) in lists.plural:
        return True
    return last == last.lower() and last.endswith("s") and not last.endswith(("ss", "us", "is"))


def _named(sides: Mapping[str, Mapping[ReportKey, set[str]]]) -> Named | None:
    most = max((len(held) for held in sides.values()), default=0)
    chosen = [
        (-len(held), with_article(shortened(_name_of(held))), key)
        for key, held in sides.items()
        if 2 * len(held) > most
    ]
    names = list(dict.fromkeys(name for _, name, _ in sorted(chosen)))
    if not names:
        return None
    kept = min(len(names), MOST_NAMED if len(names) <= MOST_NAMED else MOST_NAMED - 1)
    text = _listed(names, kept)
    while kept > 1 and len(text) > LONGEST_LIST:
        kept -= 1
        text = _listed(names, kept)
    return Named(text, len(names) > 1 or is_plural(names[0]), len(names))


def _listed(names: Sequence[str], kept: int) -> str:
    """The first names, "A, B and others" where there are more."""
    shown = [*names[:kept], *(["others"] if kept < len(names) else [])]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _name_of(held: Mapping[ReportKey, set[str]]) -> str:
    """A side's name: the one party that all reports name for it, else the state, else the usual name."""
    common = set.intersection(*held.values())
    bodies = sorted(name for name in common if not name.startswith(_GOVERNMENT))
    every = sorted(name for names in held.values() for name in names)
    state = next((shown for name in every if (shown := _state(name))), "")
    if len(bodies) == 1 and not (len(common) == 1 and _state(bodies[0])):
        return bodies[0]
    if state:
        return state
    return max(dict.fromkeys(every), key=every.count)


def _state(name: str) -> str:
    """The country that a government's name says, else ""."""
    return name.removeprefix(_GOVERNMENT) if name.startswith(_GOVERNMENT) else ""


def _by_side(
    tolds: Iterable[Told], role: str, at_home: frozenset[str]
) -> dict[str, dict[ReportKey, set[str]]]:
    """By side, the reports that name it in the role, and by which names; a state by its country's."""
    found: dict[str, dict[ReportKey, set[str]]] = {}
    for told in tolds:
        parties = [party for party in _role(told.event, role) if _is_somebody(party)]
        for party in parties:
            side = side_of(party)
            inner = side.key in at_home
            if inner and _state(party.name) and len(parties) > 1:
                continue  # of a state that speaks to its own head the organ is told
            key = party.name.casefold() if inner else side.key
            found.setdefault(key, {}).setdefault(told.report, set()).add(party.name)
    for key, held in found.items():
        if key in countries() and not set.intersection(*held.values()):
            for names in held.values():
                names.add(_GOVERNMENT + countries()[key].in_phrase)
    return found


def _at_home(tolds: Iterable[Told]) -> frozenset[str]:
    """Sides of which one organ acts on another in one event."""
    found: set[str] = set()
    for told in tolds:
        acting = {side_of(party).key for party in told.event.actors}
        found |= acting & {side_of(party).key for party in told.event.recipients}
    return frozenset(found)


def _role(event: Event, role: str) -> tuple[Party, ...]:
    return event.actors if role == "actors" else event.recipients


def names_somebody(party: Party) -> bool:
    """Whether its name is anyone's: not "he", "letter", "officials"."""
    return fold(party.name) not in title_names().nobody


def _is_somebody(party: Party) -> bool:
    return names_somebody(party) and bool(party.code or party.id or party.name[:1].isupper())
