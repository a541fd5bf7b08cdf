"""Which of the places of one name is meant: what speaks for each, as one score."""

from collections.abc import Sequence
from functools import lru_cache
from math import cos, hypot, log10, radians

from demarche.knowledge.countries import countries
from demarche.knowledge.gazetteer import Candidate
from demarche.knowledge.place_keys import exact_key
from demarche.knowledge.place_weights import weights
from demarche.knowledge.place_words import stripped

KM_PER_DEGREE = 111.2
SAME_PLACE_KM = 60.0  # nearer than this, two bearers of a name are one place for a reader of news
_WITHIN_KM, _WITHIN_AREA_KM = (
    50.0,
    400.0,
)  # how far a place may lie from the middle of the city or region it is in

_ROLE_KINDS = {
    "province": ("province", "region"),
    "district": ("district", "city"),
    "city": ("city",),
    "facility": ("facility",),
    "water": ("water",),
    "street": ("facility",),
    "land": ("region",),
    "fringe": ("city", "district", "region"),
    "rural": ("province", "region"),
    "area": ("region", "province", "city", "country"),
}


def distance_km(one: Candidate, other: Candidate) -> float:
    """Kilometres between two places, infinite where one has no position; good to a few hundred km."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return float("inf")
    east = abs(one.lon - other.lon)
    east = min(east, 360.0 - east) * cos(radians((one.lat + other.lat) / 2))
    return hypot(one.lat - other.lat, east) * KM_PER_DEGREE


def prior(candidate: Candidate, key: str) -> float:
    """How likely a place is meant by its name alone, from 0: its size, whether the name is its usual one."""
    weight = weights()
    if candidate.kind == "city":
        size = _size(candidate.population) if candidate.population else weight["unknown_size"]
    elif candidate.kind in ("province", "district") and candidate.population:
        size = _size(candidate.population) + weight[f"{candidate.kind}_plus"]
    else:
        size = weight[f"prior_{candidate.kind}"]
    if candidate.source == "addition":
        size += weight["added"]
    if candidate.country is None:
        size += weight["several_countries"]
    usual = candidate.source != "geonames" or is_usual(candidate.name, key)
    primary = weight["primary"] if usual else 0.0
    return size + primary + (weight["capital"] if is_capital(candidate) else 0.0)


def is_usual(name: str, key: str) -> bool:
    """Whether a key is that of a place's usual name, with or without its generic word."""
    return _saint(key) in _usual_keys(name)


@lru_cache(maxsize=32768)
def _usual_keys(name: str) -> tuple[str, str]:
    return _saint(exact_key(name)), exact_key(stripped(name))


def _size(people: int) -> float:
    return log10(people) * weights()["tenfold"] + weights()["size_offset"]


def _saint(key: str) -> str:
    return f"saint {key[3:]}" if key.startswith("st ") else key


@lru_cache(maxsize=1)
def _capitals() -> frozenset[tuple[str, str]]:
    return frozenset(
        (country.code, exact_key(name)) for country in countries().values() for name in country.capitals
    )


def is_capital(candidate: Candidate) -> bool:
    """Whether a town is the capital of its country."""
    if candidate.kind != "city" or candidate.population < 5000 or candidate.country is None:
        return False
    return (candidate.country, exact_key(candidate.name)) in _capitals()


def role_fit(candidate: Candidate, role: str) -> float:
    """What the word beside the name says: "province" speaks for a province."""
    kinds = _ROLE_KINDS.get(role)
    if kinds is None:
        return 0.0
    return weights()["role_fits" if candidate.kind in kinds else "role_misfits"]


def country_fit(candidate: Candidate, preferred: tuple[tuple[str, float], ...]) -> float:
    """What the countries that the report tells of say: the most told of speaks loudest."""
    if not preferred or candidate.country is None:
        return 0.0
    weight = weights()
    told = next((count for code, count in preferred if code == candidate.country), 0.0)
    if candidate.kind == "country":
        return weight["named_country"] if told > 0 else 0.0
    if told > 0:
        most = max([count for _, count in preferred])
        return weight["preferred"] * (0.4 + 0.6 * told / most)
    if candidate.source != "geonames":
        return weight["foreign"] / 2
    if is_capital(candidate):
        millions = min(1.0, max(0.0, 2 * (log10(candidate.population) - 6.1)))
        return weight["foreign_capital"] + weight["world_capital"] * millions
    fame = (log10(max(candidate.population, 1)) - 5) / 1.5  # a city of millions needs no introduction
    return weight["foreign"] * min(1.0, max(0.0, 1.0 - fame))


def within_fit(candidate: Candidate, containers: Sequence[tuple[Candidate, ...]]) -> float:
    """What "in Idlib", "North Carolina" after the name say: it lies in a bearer of each, or not."""
    fit = 0.0
    for bearers in containers:
        if bearers:
            inside = any(_lies_in(candidate, bearer) for bearer in bearers)
            fit += weights()["said_within" if inside else "said_elsewhere"]
    return fit


def _lies_in(candidate: Candidate, bearer: Candidate) -> bool:
    if bearer.kind == "country":
        return candidate.country == bearer.country
    if bearer.kind == "province":
        return candidate.country == bearer.country and candidate.province == bearer.name
    if candidate.country and bearer.country and candidate.country != bearer.country:
        return False
    wide = bearer.kind in ("region", "water")
    return distance_km(candidate, bearer) <= (_WITHIN_AREA_KM if wide else _WITHIN_KM)
