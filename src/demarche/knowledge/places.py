"""Where something happened: the words of a place resolved to one on the map, or to none."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

import msgspec

from demarche.knowledge.countries import Country, countries, country_named
from demarche.knowledge.gazetteer import (
    Candidate,
    abbreviations,
    additions,
    country_place,
    part_point,
    places_named,
)
from demarche.knowledge.place_choice import Bearers, Setting, choose, choose_by_sound
from demarche.knowledge.place_keys import exact_key
from demarche.knowledge.place_span import PlaceSpan, bare, conjoined, country_spoken_of, place_span

_NAME = re.compile(r"[^\W\d_a-z]")  # a name has a capital
_MOST_OTHERS = 24
_DEEPEST = 3  # how far "X in Y in Z" is followed
_OF_ITS_OWN = frozenset(
    {"street", "water", "land"}
)  # Falcon Street and Farsi Island are not at Falcon and Farsi
_KEPT = frozenset({"facility", "street", "water", "land"})  # roles whose word belongs to the name
_PARTS = frozenset({"countryside", "suburbs", "outskirts"})  # heads that stay in the name of a part


class PlaceContext(msgspec.Struct, frozen=True):
    """What the rest of a report says about where it is.

    `countries`: how much each country (ISO alpha-3) is told of, on any positive scale; do not count
    capitals, for one may be the very town in question. `others`: its other places' words, two dozen used.
    """

    countries: Mapping[str, float] = {}
    others: Sequence[str] = ()


class ResolvedPlace(msgspec.Struct, frozen=True, kw_only=True):
    """A place on the map; the fields are those of `records.Place`.

    `name`: its usual English name, with "northern" or "countryside" where only that part is meant.
    `geonameid`: None for a part of a place and for places that GeoNames' towns lack. `reason`: for a person.
    """

    name: str
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    province: str | None = None
    country: str | None = None
    kind: str | None = None
    reason: str = ""


def resolve_place(text: str, *, context: PlaceContext) -> ResolvedPlace | None:
    """The place that the words name in this report; None where none is known or several are as likely."""
    preferred = tuple(sorted((code, weight) for code, weight in context.countries.items() if weight > 0))
    others = tuple(dict.fromkeys(other for other in context.others[: 4 * _MOST_OTHERS] if other != text))
    return _resolve(text, Setting(preferred, others[:_MOST_OTHERS]), _DEEPEST)


@lru_cache(maxsize=8192)
def _resolve(text: str, setting: Setting, depth: int) -> ResolvedPlace | None:
    span = place_span(text)
    whole = _whole(text)
    if spoken_of := country_spoken_of(bare(text)):
        place = _country(spoken_of)
        return _as_place(place, PlaceSpan(""), "its people or adjective") if place is not None else None
    listed = exact_key(whole) in additions() or (not span.within and bool(_NAME.search(whole)))
    if not (_NAME.search(span.core) or listed):
        return _unnamed(span, setting, depth)
    found = _named(span, whole, setting)
    if found is not None:
        return found if found.name else None
    if not span.core:
        return _unnamed(span, setting, depth)
    for piece in conjoined(span.core) if depth else ():
        of_piece = _resolve(piece, setting, depth - 1)
        if of_piece is not None:
            return msgspec.structs.replace(of_piece, reason=f"the first known of {span.core!r}")
    return _inside(span, setting, depth)


def _named(span: PlaceSpan, whole: str, setting: Setting) -> ResolvedPlace | None:
    """The place of that name, by exact name, then by sound; a nameless one where it cannot be told which."""
    spellings = _spellings(span)
    for containers in _containers(span, setting):
        for reading in dict.fromkeys((whole, *spellings)):
            key = exact_key(reading)
            found = choose(places_named(key), key, span.role, containers, setting) if key else None
            if found is not None:
                left = _left(span, reading)
                return _as_place(found.place, left, found.reason) if found.place else ResolvedPlace(name="")
        for reading in dict.fromkeys(spellings):
            found = choose_by_sound(reading, span.role, containers, setting)
            if found is not None and found.place is not None:
                return _as_place(found.place, _left(span, reading), found.reason)
    return None


def _containers(span: PlaceSpan, setting: Setting) -> list[list[Bearers]]:
    """The bearers of each name that the place is said to lie in: first the likely ones, then all of them."""
    everyone = [_bearers(name) for name in (*span.within, *span.people)]
    likely = []
    for name, bearers in zip((*span.within, *span.people), everyone, strict=True):
        found = choose(bearers, exact_key(name), "", (), setting)
        likely.append((found.place,) if found is not None and found.place is not None else bearers)
    # "Athens, Georgia" is in the state though Georgia alone is the country; a town's namesakes are not tried.
    wide = [tuple(one for one in bearers if one.kind in ("country", "province")) for bearers in everyone]
    return [likely, wide] if all(wide) and wide != likely else [likely]


def _whole(text: str) -> str:
    """The span as a name of its own: "U.S." and "Ky." in full, else without the words before the name."""
    whole = bare(" ".join(text[:200].split()))
    if "." in text or (whole.isupper() and len(whole) == 2):
        whole = abbreviations().get(exact_key(whole), whole)
    return whole


def _country(name: str) -> Candidate | None:
    country = country_named(name)
    return country_place(country.code) if country is not None else None


def _bearers(container: str) -> Bearers:
    """The places that a container may be: "North Carolina", "Ky.", "the city of Homs"."""
    key = exact_key(_whole(container))
    key = exact_key(abbreviations().get(key, key))
    span = place_span(container)
    spoken_of = _country(country_spoken_of(container) or "")
    if spoken_of is not None:
        return (spoken_of,)
    return places_named(key) or (places_named(exact_key(span.core)) if span.role not in _OF_ITS_OWN else ())


def _spellings(span: PlaceSpan) -> list[str]:
    """The names to look up, the fullest first: with its side and its head word, with either, alone."""
    name, side, head = span.core, span.side, span.head
    several = [f"{side} {name} {head}", f"{name} {head}", f"{head} {name}"]
    if span.role not in _OF_ITS_OWN:
        several += [f"{side} {name}", name]
    return [" ".join(one.split()) for one in several]


def _left(span: PlaceSpan, reading: str) -> PlaceSpan:
    """The span as far as the name that was found does not say it: its side, once Aleppo is found."""
    return span if exact_key(reading) == exact_key(span.core) else PlaceSpan(reading)


def _unnamed(span: PlaceSpan, setting: Setting, depth: int) -> ResolvedPlace | None:
    """ "the Libyan capital", "across the country", "a market in Homs": told by what and where it is."""
    country = _country_meant(span, setting)
    if span.capital and country is not None and country.capitals:
        key = exact_key(country.capitals[0])
        only_there = Setting(((country.code, 1.0),))
        found = choose(places_named(key), key, "city", (), only_there)
        if found is None or found.place is None:
            return None
        return _as_place(found.place, PlaceSpan(""), f"the capital of {country.name}")
    if span.within:
        return _inside(span, setting, depth)
    if span.role in ("city", "province") or (span.side and not span.role and not span.people):
        return _only_other(span, setting, depth)
    place = country_place(country.code) if country is not None else None
    if place is None or not (span.role == "country" or (span.people and span.role in ("area", ""))):
        return None
    return _as_place(place, span, "the only place of this name" if span.people else "the country told of")


def _country_meant(span: PlaceSpan, setting: Setting) -> Country | None:
    named = (country_named(name) for name in (*span.people, *span.within))
    country = next((one for one in named if one is not None), None)
    foremost = _foremost(setting)
    return country or (countries().get(foremost) if foremost else None)


def _foremost(setting: Setting) -> str | None:
    """The country that a report is about: the one told of most, and twice as much as the next."""
    ranked = sorted(setting.preferred, key=lambda pair: (-pair[1], pair[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    return ranked[0][0]


def _only_other(span: PlaceSpan, setting: Setting, depth: int) -> ResolvedPlace | None:
    """ "the city", where the report names one city and no more."""
    if not depth:
        return None
    kind = span.role or "city"
    others = [other for other in setting.others if _NAME.search(place_span(other).core)]
    named = [_resolve(other, Setting(setting.preferred), depth - 1) for other in others]
    bearers = {(one.name, one.country): one for one in named if one is not None and one.kind == kind}
    if len(bearers) != 1:
        return None
    return _part_of(next(iter(bearers.values())), span, f"the one {kind} that the report names")


def _inside(span: PlaceSpan, setting: Setting, depth: int) -> ResolvedPlace | None:
    """A place that is not listed, at the one that it is said to lie in: "Grand Hotel in Homs" is at Homs."""
    named = bool(_NAME.search(span.core))
    for container in (*span.within, *(span.people if named else ())) if depth else ():
        held = _resolve(container, setting, depth - 1)
        if held is None:
            continue
        if not named:
            return _part_of(held, span, f"where it is said to be: {held.reason}")
        known = held.kind in ("city", "district", "facility")
        head = span.head if span.role in _KEPT else ""
        return ResolvedPlace(
            name=" ".join(f"{span.side} {span.core} {head}".split()),
            lat=held.lat if known else None,
            lon=held.lon if known else None,
            province=held.province,
            country=held.country,
            kind=span.role if span.role in ("district", "city", "facility", "water") else None,
            reason=f"itself not listed, within {held.name}",
        )
    return None


def _part_of(place: ResolvedPlace, span: PlaceSpan, reason: str) -> ResolvedPlace:
    """The place, or that side of it that the span tells of."""
    if not span.side:
        return msgspec.structs.replace(place, reason=reason)
    side = f"{span.side}ern" if span.side.endswith(("north", "south", "east", "west")) else span.side
    lat, lon = (
        (place.lat, place.lon) if place.kind != "country" else part_point(place.country or "", span.side)
    )
    name = f"{side} {place.name}"
    return msgspec.structs.replace(
        place, name=name, geonameid=None, lat=lat, lon=lon, kind="region", reason=reason
    )


def _as_place(candidate: Candidate, span: PlaceSpan, reason: str) -> ResolvedPlace:
    place = ResolvedPlace(
        name=candidate.name,
        geonameid=candidate.geonameid,
        lat=candidate.lat,
        lon=candidate.lon,
        province=candidate.province,
        country=candidate.country,
        kind=candidate.kind,
        reason=reason,
    )
    if not span.side:
        return place
    part = _part_of(place, span, f"a part of {candidate.name}: {reason}")
    return msgspec.structs.replace(part, name=f"{part.name} {span.head}") if span.head in _PARTS else part
