"""The one place that is meant among those of a name, or none where it cannot be told."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

import msgspec

from demarche.knowledge.gazetteer import Candidate, places_named, places_sounding
from demarche.knowledge.place_keys import bare_key, exact_key, sound_key
from demarche.knowledge.place_neighbours import Setting, neighbours
from demarche.knowledge.place_ranking import (
    SAME_PLACE_KM,
    country_fit,
    distance_km,
    prior,
    role_fit,
    within_fit,
)
from demarche.knowledge.place_weights import weights
from demarche.knowledge.place_words import stripped

_WEIGHED = 16  # how many of the likeliest bearers are set beside the report's other places
_KNOWN_TOWN = 50_000  # people: "Gaziantep airport" needs no report about Turkey
_MUCH_ALIKE, _LONG_NAME = 0.8, 6  # the same in a country that the report only mentions; characters
_SOUNDS_ALIKE = 0.7  # how alike two romanisations must be written, 0 to 1

Bearers = tuple[Candidate, ...]


class Choice(msgspec.Struct, frozen=True):
    """The place that was chosen, None where the name is told of but not clear, and why."""

    place: Candidate | None
    reason: str


def choose(
    bearers: Bearers, key: str, role: str, containers: Sequence[Bearers], setting: Setting
) -> Choice | None:
    """The bearer of the name `key` that is meant, without a place where two are as likely; else None.

    `role`: the kind that words beside the name give. `containers`: the bearers of what it is said to lie in.
    """
    scored = []
    for one in bearers:
        score = prior(one, key) + role_fit(one, role)
        score += country_fit(one, setting.preferred) + within_fit(one, containers)
        scored.append((score, one))
    scored.sort(key=lambda pair: -pair[0])
    if setting.others and any(not _one_place(bearers[0], one) for one in bearers[1:]):
        likeliest = scored[:_WEIGHED]
        support = neighbours(setting).support([one for _, one in likeliest], key)
        scored = [(score + near, one) for (score, one), near in zip(likeliest, support, strict=True)]
        scored.sort(key=lambda pair: -pair[0])
    if not scored or scored[0][0] < weights()["enough"]:
        return None
    best_score, best = scored[0]
    for score, rival in scored[1:]:
        if best_score - score >= weights()["clearly"]:
            break
        if not _one_place(best, rival):
            return Choice(None, "two places of this name are as likely")
    if role in ("", "fringe", "facility") and best.kind in ("province", "district"):
        if role or not _city_apart(key, setting):
            best = _seat(best, scored) or best
    elif role in ("province", "rural") and best.kind == "city":
        best = area_around(best) or best
    elif not role and best.kind == "city" and _city_apart(key, setting):
        best = _province(best, scored) or best
    return Choice(best, _reason(best, bearers, containers, setting))


def _city_apart(key: str, setting: Setting) -> bool:
    """Whether the report tells of the city of that name by its full name: "New York City"."""
    return f"{key} city" in _keys_of(setting.others)


@lru_cache(maxsize=64)
def _keys_of(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(exact_key(name) for name in names)


def _seat(area: Candidate, scored: list[tuple[float, Candidate]]) -> Candidate | None:
    """The town that a province shares its name with: without "province" beside it, the name is the town's."""
    key = exact_key(stripped(area.name))
    towns = (one for _, one in scored if one.kind == "city" and exact_key(one.name) == key)
    return next((one for one in towns if one.province == area.province and one.country == area.country), None)


def area_around(town: Candidate) -> Candidate | None:
    """The province named as its town is: of "Hasakeh province", where only the town is so written."""
    if town.province is None:
        return None
    areas = (one for one in places_named(exact_key(stripped(town.province))) if one.kind == "province")
    area = next((one for one in areas if (one.country, one.name) == (town.country, town.province)), None)
    return area if area is not None and _alike(exact_key(town.name), area.name) else None


def is_elsewhere(best: Candidate, role: str, containers: Sequence[Bearers], setting: Setting) -> bool:
    """Whether a quarter or a building only shares its name with this place: a town of another country."""
    if role not in ("district", "facility", "street") or best.kind == role:
        return False
    told = [bearers for bearers in containers if bearers]
    if told:
        return within_fit(best, told) < 0
    foreign = bool(setting.preferred) and best.country not in _countries_told(setting)
    return foreign and (role == "district" or best.population < _KNOWN_TOWN)


def _countries_told(setting: Setting) -> set[str]:
    """The countries that a report is about: told of at least half as much as the most."""
    most = max((weight for _, weight in setting.preferred), default=0.0)
    return {code for code, weight in setting.preferred if 2 * weight >= most}


def _province(town: Candidate, scored: list[tuple[float, Candidate]]) -> Candidate | None:
    """The province of a town's name: where "New York City" is told too, New York is the state."""
    areas = (one for _, one in scored if one.kind == "province" and one.province == town.province)
    return next((one for one in areas if one.country == town.country), None)


def choose_by_sound(name: str, role: str, containers: Sequence[Bearers], setting: Setting) -> Choice | None:
    """The place of which `name` is another romanisation; only in a country that the report tells of.

    In one that it only mentions, the name must be long and much alike: half of all short names sound alike.
    """
    key = exact_key(name)
    about = _countries_told(setting) | {one.country for bearers in containers for one in bearers}
    told = about | {code for code, _ in setting.preferred}
    sounds = [sound for sound in (bare_key(key), sound_key(key)) if sound is not None and len(sound) >= 3]
    heard = dict.fromkeys(one for sound in sounds for one in places_sounding(sound))
    alike = tuple(
        one
        for one in heard
        if one.country in told
        and _alike(key, one.name, one.country in about)
        and (role != "facility" or one.kind == role)
    )
    found = choose(alike, key, role, containers, setting)
    if found is None or found.place is None:
        return None
    return Choice(found.place, f"another spelling of {found.place.name}")


def _alike(key: str, name: str, about: bool = True) -> bool:
    one, other = bare_key(exact_key(stripped(key))), bare_key(exact_key(stripped(name)))
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return ratio >= _SOUNDS_ALIKE if about else ratio >= _MUCH_ALIKE and len(one) >= _LONG_NAME


def _one_place(one: Candidate, other: Candidate) -> bool:
    """Whether both are the same for a reader: close together, or a city and the province named after it."""
    if distance_km(one, other) <= SAME_PLACE_KM:
        return True
    return one.country == other.country and one.province == other.province and one.kind != other.kind


def _reason(best: Candidate, bearers: Bearers, containers: Sequence[Bearers], setting: Setting) -> str:
    if all(_one_place(best, one) for one in bearers):
        return "the only place of this name"
    if any(containers):
        return "the one in the place told with it"
    if any(code == best.country for code, _ in setting.preferred):
        return "the one in a country that the report tells of"
    return "the likeliest of this name"
