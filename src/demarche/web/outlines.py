"""Outlines of the world's countries (Natural Earth, through the npm package world-atlas) as paths of SVG."""

import itertools
import math
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from demarche.web.projection import Frame

Line = NDArray[np.float64]
_COARSE, _FINE = "110m", "50m"
_FINE_BELOW = 90.0  # degrees of longitude in the frame
_CLOSEST = 0.8  # pixels between points; nearer ones are left out
_BEYOND_POLE = 95.0  # degrees north or south, outside any frame
_BESIDE = 40.0  # pixels around the frame


class Country(msgspec.Struct, frozen=True):
    """A country's name, where it is written, and the box of its largest part in degrees."""

    name: str
    lat: float
    lon: float
    west: float
    east: float
    south: float
    north: float


class Lines(msgspec.Struct, frozen=True):
    """Many lines as one: all points, the line of each, and the box of each line."""

    points: Line
    line_of: NDArray[np.int64]
    lowest: Line
    highest: Line


class Atlas(msgspec.Struct, frozen=True):
    """Rings of land, lines of borders between countries, and the countries: degrees, longitude first."""

    land: Lines
    borders: Lines
    countries: tuple[Country, ...]


class Drawn(msgspec.Struct, frozen=True):
    """What is to be drawn: two paths, and names with where they stand in pixels."""

    land: str
    borders: str
    names: tuple[tuple[str, float, float], ...]


@lru_cache(maxsize=256)
def drawn(frame: Frame) -> Drawn:
    """The world within a frame, no finer than its pixels."""
    held = _atlas(_FINE if frame.east - frame.west < _FINE_BELOW else _COARSE)
    return Drawn(
        land=_path(held.land, frame, closed=True),
        borders=_path(held.borders, frame, closed=False),
        names=_names(held, frame),
    )


@cache
def _atlas(scale: str) -> Atlas:
    """The atlas in a TopoJSON file: arcs of differences, shared between neighbours."""
    topology = msgspec.json.decode(
        files("demarche.web").joinpath(f"data/countries-{scale}.json").read_bytes()
    )
    size, offset = np.array(topology["transform"]["scale"]), np.array(topology["transform"]["translate"])
    arcs = [np.cumsum(np.array(arc, np.float64), axis=0) * size + offset for arc in topology["arcs"]]
    used: dict[int, set[int]] = {}
    countries = []
    for number, country in enumerate(topology["objects"]["countries"]["geometries"]):
        rings = _rings(country, arcs)
        for arc in _arc_numbers(country):
            used.setdefault(arc, set()).add(number)
        if rings:
            countries.append(_country(country["properties"]["name"], rings))
    land = [ring for part in topology["objects"]["land"]["geometries"] for ring in _rings(part, arcs)]
    borders = [arcs[arc] for arc, whose in sorted(used.items()) if len(whose) > 1]
    return Atlas(
        land=_lines([piece for ring in land for piece in _on_both_sides(ring)]),
        borders=_lines([piece for line in borders for piece in _on_both_sides(_unbroken(line))]),
        countries=tuple(sorted(countries, key=lambda each: each.name)),
    )


def _polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    if geometry["type"] == "Polygon":
        return [geometry["arcs"]]
    return list(geometry["arcs"]) if geometry["type"] == "MultiPolygon" else []


def _rings(geometry: dict[str, Any], arcs: list[Line]) -> list[Line]:
    return [
        _to_the_pole(_unbroken(_joined(ring, arcs))) for polygon in _polygons(geometry) for ring in polygon
    ]


def _arc_numbers(geometry: dict[str, Any]) -> set[int]:
    return {
        number if number >= 0 else ~number
        for polygon in _polygons(geometry)
        for ring in polygon
        for number in ring
    }


def _joined(numbers: list[int], arcs: list[Line]) -> Line:
    parts = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in numbers]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def _unbroken(line: Line) -> Line:
    """The line without its leaps from one edge of the map to the other: degrees go on beyond 180."""
    return np.stack((np.unwrap(line[:, 0], period=360), line[:, 1]), axis=1)


def _to_the_pole(ring: Line) -> Line:
    """A ring that goes around a pole, closed by way of it; any other as it is."""
    west, east = float(ring[0, 0]), float(ring[-1, 0])
    if abs(east - west) < 180:
        return ring
    pole = math.copysign(_BEYOND_POLE, float(ring[:, 1].mean()))
    return np.concatenate([ring, [(east, pole), (west, pole), ring[0]]])


def _on_both_sides(line: Line) -> Iterator[Line]:
    """The line wherever a part of it is between 180 west and 180 east."""
    for turn in (-360.0, 0.0, 360.0):
        moved = line + np.array((turn, 0.0))
        if moved[:, 0].max() > -180 and moved[:, 0].min() < 180:
            yield moved


def _country(name: str, rings: list[Line]) -> Country:
    largest = max(rings, key=lambda ring: abs(_area(ring)))
    (west, south), (east, north) = largest.min(axis=0), largest.max(axis=0)
    lon, lat = _middle(largest)
    return Country(name, lat, lon, float(west), float(east), float(south), float(north))


def _area(ring: Line) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]) / 2)


def _middle(ring: Line) -> tuple[float, float]:
    """The centre of gravity."""
    x, y = ring[:, 0], ring[:, 1]
    cross = x[:-1] * y[1:] - x[1:] * y[:-1]
    area = cross.sum()
    if not area:
        return float(x.mean()), float(y.mean())
    lon = float(((x[:-1] + x[1:]) * cross).sum() / (3 * area))
    return lon, float(((y[:-1] + y[1:]) * cross).sum() / (3 * area))


def _lines(held: Sequence[Line]) -> Lines:
    return Lines(
        points=np.concatenate(held),
        line_of=np.repeat(np.arange(len(held)), [len(line) for line in held]),
        lowest=np.array([line.min(axis=0) for line in held]),
        highest=np.array([line.max(axis=0) for line in held]),
    )


def _path(lines: Lines, frame: Frame, *, closed: bool) -> str:
    """The parts of the lines that can be seen, no finer than pixels."""
    seen = np.all(lines.highest >= np.array((frame.west, frame.south)), axis=1)
    seen &= np.all(lines.lowest <= np.array((frame.east, frame.north)), axis=1)
    inside = seen[lines.line_of]
    degrees, line_of = lines.points[inside], lines.line_of[inside]
    # what lies far outside is drawn in to just outside: the shape inside stays, the path gets short
    x = np.clip(frame.x(degrees[:, 0]), -_BESIDE, frame.width + _BESIDE)
    y = np.clip(frame.y(degrees[:, 1]), -_BESIDE, frame.height + _BESIDE)
    points = np.round(np.stack((x, y), axis=1), 1)
    starts = np.diff(line_of, prepend=-1) != 0
    kept = starts | (np.abs(np.diff(points, axis=0, prepend=points[:1])).max(axis=1) >= _CLOSEST)
    points, line_of = points[kept], line_of[kept]
    begins = np.flatnonzero(np.diff(line_of, prepend=-1)).tolist()
    told = points.reshape(-1).tolist()
    found = []
    for first, last in itertools.pairwise([*begins, len(points)]):
        if last - first >= (3 if closed else 2):
            words = ("%g,%g " * (last - first)) % tuple(told[2 * first : 2 * last])
            found.append(f"M{words[:-1]}{'Z' if closed else ''}")
    return "".join(found)


def _names(held: Atlas, frame: Frame) -> tuple[tuple[str, float, float], ...]:
    """Names of the countries that are wide enough for them, the largest first, none over another."""
    scale = frame.width / (frame.east - frame.west)
    shown: list[tuple[str, float, float]] = []
    taken: list[tuple[float, float, float]] = []
    for country in sorted(held.countries, key=lambda c: (c.west - c.east) * (c.north - c.south)):
        x, y = float(frame.x(country.lon)), float(frame.y(country.lat))
        wide = len(country.name) * 7.0
        if (country.east - country.west) * scale < wide * 1.05:
            continue
        if not (wide / 2 < x < frame.width - wide / 2 and 14 < y < frame.height - 8):
            continue
        if any(abs(x - ox) < (wide + ow) / 2 and abs(y - oy) < 16 for ox, oy, ow in taken):
            continue
        taken.append((x, y, wide))
        shown.append((country.name, round(x, 1), round(y, 1)))
    return tuple(shown)
