"""Which of the places of one name is meant: what speaks for each, as one score."""

from collections.abc import Sequence
from functools import lru_cache
from math import cos, hypot, log10, radians

from demarche.knowledge.countries import countries
from demarche.knowledge.gazetteer import Candidate, places_named
from demarche.knowledge.place_keys import exact_key
from demarche.knowledge.place_words import stripped

KM_PER_DEGREE = 111.2
SAME_PLACE_KM = 60.0  # nearer than this, two bearers of a name are one place for a reader of news
_NEAR_KM = 300.0  # within this, a place told elsewhere in the report speaks for another
_WITHIN_KM, _WITHIN_AREA_KM = (
    50.0,
    400.0,
)  # how far a place may lie from the middle of the city or region it is in
_BEARERS = 4  # of an ambiguous name elsewhere in the report, only the largest are weighed

_PRIOR = {"country": 1.8, "province": 0.85, "region": 0.7, "water": 0.65, "facility": 0.5, "district": 0.4}
_PER_TENFOLD = 0.2  # what ten times the people add
_UNKNOWN_SIZE = 0.45  # a seat of administration of which GeoNames has no population, or one of our own towns
_ADDED = 0.3  # a place stands in our own list because news tells of it
_PRIMARY = 0.25  # the name is the place's usual one, not an alternate
_ROLE_FITS, _ROLE_MISFITS = 0.5, -0.25
_PREFERRED, _FOREIGN, _FOREIGN_CAPITAL = 0.5, -0.45, -0.1
_NAMED_COUNTRY = 0.3
_SAID_WITHIN, _SAID_ELSEWHERE = 1.5, -2.0
_CAPITAL = 0.3
_BESIDE = 2.5  # the most that places told elsewhere in the report add

_ROLE_KINDS = {
    "province": ("province", "region"),
    "district": ("district", "city"),
    "city": ("city",),
    "facility": ("facility",),
    "water": ("water",),
    "street": ("facility",),
    "land": ("region",),
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
    """How likely a place is meant by its name alone: its size, whether it is the usual one; 0 to 2.3."""
    fixed = _PRIOR.get(candidate.kind)
    if candidate.kind == "city":
        size = log10(candidate.population) * _PER_TENFOLD - 0.4 if candidate.population else _UNKNOWN_SIZE
    else:
        size = fixed or 0.4
    if candidate.source == "addition":
        size += _ADDED
    usual = _saint(key) in (_saint(exact_key(candidate.name)), exact_key(stripped(candidate.name)))
    primary = _PRIMARY if usual or candidate.source != "geonames" else 0.0
    return size + primary + (_CAPITAL if _is_capital(candidate) else 0.0)


def _saint(key: str) -> str:
    return f"saint {key[3:]}" if key.startswith("st ") else key


@lru_cache(maxsize=1)
def _capitals() -> frozenset[tuple[str, str]]:
    return frozenset(
        (country.code, exact_key(name)) for country in countries().values() for name in country.capitals
    )


def _is_capital(candidate: Candidate) -> bool:
    if candidate.kind != "city" or candidate.population < 5000 or candidate.country is None:
        return False
    return (candidate.country, exact_key(candidate.name)) in _capitals()


def role_fit(candidate: Candidate, role: str) -> float:
    """What the word beside the name says: "province" speaks for a province."""
    kinds = _ROLE_KINDS.get(role)
    if kinds is None:
        return 0.0
    return _ROLE_FITS if candidate.kind in kinds else _ROLE_MISFITS


def country_fit(candidate: Candidate, preferred: tuple[tuple[str, float], ...]) -> float:
    """What the countries that the report tells of say: the most told of speaks loudest."""
    if not preferred or candidate.country is None:
        return 0.0
    most = max(weight for _, weight in preferred)
    told = dict(preferred).get(candidate.country, 0.0)
    if candidate.kind == "country":
        return _NAMED_COUNTRY if told > 0 else 0.0
    if told > 0:
        return _PREFERRED * (0.4 + 0.6 * told / most)
    if candidate.source != "geonames":
        return _FOREIGN / 2
    fame = (log10(max(candidate.population, 1)) - 5) / 1.5  # a city of millions needs no introduction
    return _FOREIGN_CAPITAL if _is_capital(candidate) else _FOREIGN * min(1.0, max(0.0, 1.0 - fame))


def within_fit(candidate: Candidate, containers: Sequence[tuple[Candidate, ...]]) -> float:
    """What "in Idlib", "North Carolina" after the name say: it lies in a bearer of each, or not."""
    fit = 0.0
    for bearers in containers:
        if bearers:
            fit += _SAID_WITHIN if any(_lies_in(candidate, bearer) for bearer in bearers) else _SAID_ELSEWHERE
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


def beside_fit(candidate: Candidate, others: tuple[str, ...]) -> float:
    """What the other places of the report say: those near, in its province or its country speak for it."""
    fit = 0.0
    for bearers in bearers_of(others):
        fit += sum(weight * _closeness(candidate, bearer) for bearer, weight in bearers)
    return min(_BESIDE, fit)


def _closeness(candidate: Candidate, bearer: Candidate) -> float:
    if bearer.kind == "country":
        return 0.5 if bearer.country == candidate.country else 0.0
    if candidate.country != bearer.country:
        return 0.5 * max(0.0, 1.0 - distance_km(candidate, bearer) / _NEAR_KM)
    same_province = candidate.province is not None and candidate.province == bearer.province
    return 0.15 + 0.35 * same_province + 0.5 * max(0.0, 1.0 - distance_km(candidate, bearer) / _NEAR_KM)


@lru_cache(maxsize=512)
def bearers_of(names: tuple[str, ...]) -> list[list[tuple[Candidate, float]]]:
    """For each name its likeliest bearers with shares that sum to 1; unknown names are left out."""
    found = []
    for name in names:
        key = exact_key(name)
        ranked = sorted(places_named(key), key=lambda one: -prior(one, key))[:_BEARERS]
        shares = [10 ** (2 * prior(one, key)) for one in ranked]
        if ranked:
            found.append([(one, share / sum(shares)) for one, share in zip(ranked, shares, strict=True)])
    return found
