"""Every place that a name may mean: GeoNames' towns, districts and provinces, countries, our additions."""

from bisect import bisect_left
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import msgspec

from demarche.errors import KnowledgeError
from demarche.knowledge.countries import countries
from demarche.knowledge.gazetteer_file import unpacked
from demarche.knowledge.place_keys import ROW_BITS, bare_key, exact_key, hashed, sound_key
from demarche.knowledge.place_words import stripped
from demarche.knowledge.tables import table_rows

_ROW_MASK = (1 << ROW_BITS) - 1
_MOST_ROWS = 400  # no name has more bearers; a longer list would only cost time
_SAME_TOWN = 0.1  # degrees: a town of ours and one of GeoNames that are nearer are one
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_WIDE_KM = 100.0  # a province that reaches farther than this gives its districts no position


class Candidate(msgspec.Struct, frozen=True):
    """A place that a name may mean.

    `kind`: country, province, district, city, facility, region or water. `country`: ISO alpha-3, None for
    seas and regions of several. `lat`, `lon`: degrees, None where unknown. `population`: 0 where unknown.
    `source`: country, addition or geonames. `province`: admin1 name.
    """

    name: str
    kind: str
    country: str | None
    province: str | None
    lat: float | None
    lon: float | None
    population: int
    geonameid: int | None
    source: str


class Gazetteer:
    """The arrays of `gazetteer.npz`: rows of towns, districts and provinces, and two sorted arrays of keys.

    A key is 40 bits of a name's hash and 20 bits of a row, so one binary search finds all rows of a name.
    """

    def __init__(self, arrays: dict[str, Any]) -> None:
        self._towns, self._districts, self._provinces = (int(count) for count in arrays["counts"])
        self._columns = arrays
        # plain numbers are sought by plain bisection: an array's own search costs more in conversions
        self._keys, self._sounds = memoryview(arrays["keys"]), memoryview(arrays["sounds"])
        self._names = arrays["names"]
        self._province_country, self._spread = arrays["province_country"], arrays["province_spread"]
        codes = arrays["countries"].tobytes().decode("ascii")
        self._codes = [codes[at : at + 3] for at in range(0, len(codes), 3)]
        if len(self) != len(self._columns["geonameid"]):
            raise KnowledgeError("places/gazetteer.npz: its counts and its rows do not agree")

    def __len__(self) -> int:
        return self._towns + self._districts + self._provinces

    def named(self, key: str) -> list[Candidate]:
        """The places whose name has this exact key, in the file's order."""
        return [self.candidate(row) for row in self._rows(self._keys, key)]

    def sounding(self, key: str) -> list[Candidate]:
        """The places of which a name has this sound or bare key."""
        return [self.candidate(row) for row in self._rows(self._sounds, key)]

    def _rows(self, keys: memoryview, key: str) -> list[int]:
        low = hashed(key) << ROW_BITS
        first = bisect_left(keys, low)
        last = bisect_left(keys, low + _ROW_MASK, first)
        return [packed & _ROW_MASK for packed in keys[first : min(last, first + _MOST_ROWS)]]

    def candidate(self, row: int) -> Candidate:
        """The place of a row."""
        column = self._columns
        province = int(column["province"][row])
        province_row = self._towns + self._districts + province
        lat, lon = float(column["lat"][row]), float(column["lon"][row])
        kind = (
            "city"
            if row < self._towns
            else "province"
            if row >= self._towns + self._districts
            else "district"
        )
        if lat != lat and kind == "district" and float(self._spread[province]) <= _WIDE_KM:
            lat, lon = float(column["lat"][province_row]), float(column["lon"][province_row])
        known = lat == lat
        return Candidate(
            self._name(row),
            kind,
            self._codes[int(self._province_country[province])],
            self._name(province_row) or None,
            round(lat, 4) if known else None,
            round(lon, 4) if known else None,
            int(column["population"][row]),
            int(column["geonameid"][row]) or None,
            "geonames",
        )

    def part_point(self, code: str, side: str) -> tuple[float, float] | None:
        """The middle of the towns in the outer third of a country on one side ("northeastern"), degrees."""
        column, towns = self._columns, self._towns
        if code not in self._codes:
            return None
        inside = self._province_country[column["province"][:towns]] == self._codes.index(code)
        lat, lon = column["lat"][:towns][inside], column["lon"][:towns][inside]
        told = side.lower()
        if not len(lat) or not any(word in told for word in ("north", "south", "east", "west")):
            return None
        for word, values, low in (
            ("north", "lat", 2),
            ("south", "lat", 0),
            ("east", "lon", 2),
            ("west", "lon", 0),
        ):
            if word in told:
                along = lat if values == "lat" else lon
                order = along.argsort(kind="stable")
                third = max(1, len(order) // 3)
                chosen = order[-third:] if low else order[:third]
                lat, lon = lat[chosen], lon[chosen]
        return round(float(lat.mean()), 2), round(float(lon.mean()), 2)

    def _name(self, row: int) -> str:
        ends = self._columns["name_ends"]
        start = int(ends[row - 1]) if row else 0
        return bytes(self._names[start : int(ends[row])]).decode("utf-8")


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, read once (about 0.1 s)."""
    data = (files("demarche") / "knowledge" / "data" / "places" / "gazetteer.npz").read_bytes()
    return Gazetteer(unpacked(data))


@cache
def additions() -> dict[str, list[Candidate]]:
    """Our own places by exact key, the alternates' too."""
    table: dict[str, list[Candidate]] = {}
    for name, kind, country, province, lat, lon, several in table_rows("places/additions.tsv", 7):
        one = Candidate(
            name, kind, country or None, province or None, float(lat), float(lon), 0, None, "addition"
        )
        for key in dict.fromkeys(exact_key(each) for each in (name, *several.split("; ")) if each):
            table.setdefault(key, []).append(one)
    return table


@cache
def abbreviations() -> dict[str, str]:
    """Short forms of provinces as they stand after a town ("London, Ky."), by exact key."""
    return {exact_key(short): name for short, name in table_rows("places/abbreviations.tsv", 2)}


@cache
def people() -> dict[str, str]:
    """Names of places that are no countries, by the exact key of their people or adjective ("Ohioans")."""
    return {exact_key(word): name for word, name in table_rows("places/people.tsv", 2)}


@cache
def country_points() -> dict[str, tuple[int, float, float]]:
    """GeoNames id, latitude and longitude (degrees) of each country's middle, by code."""
    rows = table_rows("places/countries.tsv", 4)
    return {code: (int(geonameid), float(lat), float(lon)) for code, geonameid, lat, lon in rows}


@cache
def country_place(code: str) -> Candidate | None:
    """A country as a place, or None for a code that is none."""
    country = countries().get(code)
    if country is None:
        return None
    geonameid, lat, lon = country_points().get(code, (None, None, None))
    return Candidate(country.name, "country", code, None, lat, lon, 0, geonameid, "country")


@cache
def _country_names() -> dict[str, tuple[str, str]]:
    """Codes and kinds (name, demonym) by key; "part" where it is a part ("Scotland")."""
    names: dict[str, tuple[str, str]] = {}
    for country in countries().values():
        for kind, name in country.names():
            if kind in ("name", "official", "demonym"):
                told = "part" if kind == "name" and name != country.name else kind
                names.setdefault(exact_key(name), (country.code, told))
    return names


@lru_cache(maxsize=16384)
def places_named(key: str) -> tuple[Candidate, ...]:
    """All places of this exact key: countries, additions, then GeoNames; "Mt." is also "Mount"."""
    listed = gazetteer().named(key)
    first, _, rest = key.partition(" ")
    if rest and first in _SHORT:
        listed = list(dict.fromkeys((*listed, *gazetteer().named(f"{_SHORT[first]} {rest}"))))
    found = _merged(additions().get(key, []), listed)
    code, kind = _country_names().get(key, ("", ""))
    country = country_place(code) if code else None
    # "California" and "Gaza" stand for a country's government, but as places they are the part.
    part = kind == "part" and any(one.country == code and one.kind in ("province", "region") for one in found)
    if country is not None and not part:
        found.insert(0, country)
    return _with_seats(found)


@lru_cache(maxsize=512)
def part_point(code: str, side: str) -> tuple[float | None, float | None]:
    """A point in one side of a country ("northern"), its middle where the side is no direction."""
    return gazetteer().part_point(code, side) or country_points().get(code, (0, None, None))[1:]


def _merged(own: list[Candidate], listed: list[Candidate]) -> list[Candidate]:
    """Our own places and GeoNames', a town of both once: as ours, with what GeoNames knows of it."""
    merged: list[Candidate] = []
    taken: set[int | None] = set()
    for one in own:
        town = next((each for each in listed if one.kind == "city" and _same_town(one, each)), None)
        if town is not None:
            taken.add(town.geonameid)
            one = msgspec.structs.replace(
                one, geonameid=town.geonameid, lat=town.lat, lon=town.lon, population=town.population
            )
        merged.append(one)
    return [*merged, *(each for each in listed if each.geonameid not in taken or each.kind != "city")]


def _same_town(one: Candidate, other: Candidate) -> bool:
    if (
        other.kind != "city"
        or one.country != other.country
        or None in (one.lat, one.lon, other.lat, other.lon)
    ):
        return False
    return (
        abs((one.lat or 0) - (other.lat or 0)) < _SAME_TOWN
        and abs((one.lon or 0) - (other.lon or 0)) < _SAME_TOWN
    )


@lru_cache(maxsize=4096)
def places_sounding(key: str) -> tuple[Candidate, ...]:
    """All places of which a name has this sound key or bare key, additions first."""
    found = _merged(_additions_by_sound().get(key, []), gazetteer().sounding(key))
    return _with_seats(found)


@cache
def _additions_by_sound() -> dict[str, list[Candidate]]:
    table: dict[str, list[Candidate]] = {}
    for key, places in additions().items():
        for sound in dict.fromkeys((bare_key(key), sound_key(key))):
            if sound is not None:
                table.setdefault(sound, []).extend(places)
    return table


def _with_seats(found: list[Candidate]) -> tuple[Candidate, ...]:
    """The places and the towns that they are named after, each once."""
    listed = {one.geonameid for one in found if one.kind == "city"}
    seats = (seat for one in found for seat in _seats(one) if seat.geonameid not in listed)
    return tuple(dict.fromkeys((*found, *seats)))


def _seats(area: Candidate) -> list[Candidate]:
    """The town that a province or a district is named after: whoever says "Deir Ezzor" may mean either."""
    if area.source != "geonames" or area.kind not in ("province", "district"):
        return []
    key = exact_key(stripped(area.name))
    return [
        one
        for one in gazetteer().named(key)
        if one.kind == "city" and one.province == area.province and one.country == area.country
    ]
