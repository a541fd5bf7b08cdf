"""The other places of a report, resolved all at once: each speaks for those near what it may mean."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import msgspec

from demarche.knowledge.countries import countries
from demarche.knowledge.gazetteer import Candidate, places_named
from demarche.knowledge.place_bearers import bearers_of
from demarche.knowledge.place_keys import exact_key
from demarche.knowledge.place_ranking import (
    KM_PER_DEGREE,
    country_fit,
    distance_km,
    is_capital,
    prior,
    role_fit,
    within_fit,
)
from demarche.knowledge.place_span import place_span
from demarche.knowledge.place_weights import weights

_BEARERS = 16  # of a name, only the likeliest are weighed
_FAMOUS = 1_000_000  # people
_IN_CAPITAL_KM = 20.0
_ROUNDS = 2  # how often what is likely is reckoned anew from what is near it


class Setting(msgspec.Struct, frozen=True):
    """What the rest of a report says, hashable.

    `preferred`: countries (code, weight) by code. `others`: the words of its other places.
    `within`: the key of a name and what the report says somewhere that it lies in.
    """

    preferred: tuple[tuple[str, float], ...] = ()
    others: tuple[str, ...] = ()
    within: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def containers(self, key: str) -> tuple[str, ...]:
        """What the report says that the place of this name lies in."""
        return next((told for name, told in self.within if name == key), ())


class Neighbours:
    """The bearers of a report's other names, and how likely each is."""

    def __init__(self, setting: Setting) -> None:
        import numpy as np

        places: list[Candidate] = []
        scores: list[float] = []
        self._keys: list[str] = []
        for words in setting.others:
            span = place_span(words)
            key = exact_key(words)
            bearers = bearers_of(words)
            if not bearers or key in self._keys:
                continue
            told = [bearers_of(one) for one in (*span.within, *span.people, *setting.containers(key))]
            scored = []
            for one in bearers:
                score = prior(one, key) + role_fit(one, span.role)
                scored.append((score + country_fit(one, setting.preferred) + within_fit(one, told), one))
            scored.sort(key=lambda pair: -pair[0])
            for score, one in scored[:_BEARERS]:
                places.append(one)
                scores.append(score)
                self._keys.append(key)
        areas = {_area(one) for one in places} | {one.country for one in places}
        self._numbers = {area: number for number, area in enumerate(sorted(filter(None, areas)), 1)}
        self._columns = self._columns_of(places)
        self._names = list(dict.fromkeys(self._keys))
        self._first = np.array([self._keys.index(key) for key in self._names], dtype=np.int64)
        self._name = np.array([self._names.index(key) for key in self._keys], dtype=np.int64)
        self._likely = self._settled(np.array(scores))

    def _settled(self, local: Any) -> Any:
        """How likely each bearer is beside the likeliest of its name, 0 to 1, with what is near it."""
        likely = self._beside_best(local)
        if len(self._names) < 2:
            return likely
        closeness = _closeness(self._columns, self._columns)
        closeness[self._name[:, None] == self._name[None, :]] = 0.0
        for _ in range(_ROUNDS):
            likely = self._beside_best(local + self._support(closeness, likely))
        return likely

    def _beside_best(self, scores: Any) -> Any:
        import numpy as np

        if not len(scores):
            return scores
        best = np.maximum.reduceat(scores, self._first)
        return 10.0 ** (weights()["sureness"] * (scores - best[self._name]))

    def _support(self, closeness: Any, likely: Any) -> Any:
        """Each name speaks through its likeliest and closest bearer; names add up, ever more slowly."""
        import numpy as np

        of_names = np.maximum.reduceat(closeness * likely, self._first, axis=1)
        return weights()["beside"] * np.log1p(of_names.sum(axis=1))

    def support(self, candidates: Sequence[Candidate], key: str) -> list[float]:
        """What the other places say for each candidate of the name `key`, from 0."""
        if not self._keys:
            return [0.0] * len(candidates)
        likely = self._likely
        if key in self._names:
            likely = likely * (self._name != self._names.index(key))
        return [
            float(one)
            for one in self._support(_closeness(self._columns_of(candidates), self._columns), likely)
        ]

    def _columns_of(self, places: Sequence[Candidate]) -> dict[str, Any]:
        """What closeness is reckoned from; an area that no other place lies in is -1, none is 0."""
        import numpy as np

        def numbers(areas: list[str | None]) -> Any:
            return np.array([self._numbers.get(area, -1) if area else 0 for area in areas], dtype=np.int64)

        return {
            "lat": np.array([np.nan if one.lat is None else one.lat for one in places], dtype=float),
            "lon": np.array([np.nan if one.lon is None else one.lon for one in places], dtype=float),
            "country": numbers([one.country for one in places]),
            "province": numbers([_area(one) for one in places]),
            "speaks": np.array([weights()["famous"] if _is_famous(one) else 1.0 for one in places]),
            "is_country": np.array([one.kind == "country" for one in places], dtype=bool),
            "is_province": np.array([one.kind == "province" for one in places], dtype=bool),
        }


@lru_cache(maxsize=256)
def neighbours(setting: Setting) -> Neighbours:
    """The other places of a report, resolved together once."""
    return Neighbours(setting)


def _is_famous(place: Candidate) -> bool:
    """Whether news anywhere tells of a place, so that it hardly says where a report is: Moscow, Kremlin."""
    if place.kind == "city":
        return place.population >= _FAMOUS or is_capital(place)
    if place.kind != "facility" or place.country is None:
        return False
    return any(distance_km(place, capital) <= _IN_CAPITAL_KM for capital in _capitals(place.country))


@lru_cache(maxsize=512)
def _capitals(code: str) -> tuple[Candidate, ...]:
    country = countries().get(code)
    named = (one for name in (country.capitals if country else ()) for one in places_named(exact_key(name)))
    return tuple(one for one in named if one.country == code and is_capital(one))


def _area(place: Candidate) -> str | None:
    return f"{place.country} {place.province}" if place.province else None


def _closeness(of: dict[str, Any], to: dict[str, Any]) -> Any:
    """How much each place `to` (columns) speaks for each place `of` (rows), from 0."""
    import numpy as np

    weight = weights()
    same_country = (of["country"][:, None] == to["country"]) & (to["country"] > 0)
    same_province = same_country & (of["province"][:, None] == to["province"]) & (to["province"] > 0)
    north = of["lat"][:, None] - to["lat"]
    east = np.abs(of["lon"][:, None] - to["lon"])
    east = np.minimum(east, 360.0 - east) * np.cos(np.radians((of["lat"][:, None] + to["lat"]) / 2))
    km = np.nan_to_num(np.hypot(north, east) * KM_PER_DEGREE, nan=np.inf)
    near = weight["beside_near"] * np.exp(-km / weight["near_km"])
    near += weight["beside_wide"] * np.exp(-km / weight["wide_km"])
    near += same_country * weight["beside_country"] + same_province * weight["beside_province"]
    near = np.where(to["is_province"], same_province * weight["beside_same_province"], near)
    return np.where(to["is_country"], same_country * weight["beside_same_country"], near * to["speaks"])
