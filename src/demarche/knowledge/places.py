"""Where something happened: the words of a place resolved to one on the map, or to none."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

import msgspec

from demarche.knowledge.countries import Country, countries, country_named
from demarche.knowledge.gazetteer import (
    Candidate,
    additions,
    country_place,
    part_point,
    people,
    places_named,
)
from demarche.knowledge.place_bearers import bearers_of, is_short, spellings, whole_name
from demarche.knowledge.place_choice import Bearers, Choice, choose, choose_by_sound, is_elsewhere
from demarche.knowledge.place_keys import exact_key
from demarche.knowledge.place_neighbours import Setting
from demarche.knowledge.place_span import AROUND, PlaceSpan, bare, conjoined, country_spoken_of, place_span
from demarche.knowledge.place_words import no_places

_NAME = re.compile(r"[^\W\d_a-z]")  # a name has a capital
_MOST_OTHERS = 32
_MOST_APPOSED = 6  # words
_DEEPEST = 3  # how far "X in Y in Z" is followed
_KEPT = frozenset({"facility", "street", "water", "land"})  # roles whose word belongs to the name


class PlaceContext(msgspec.Struct, frozen=True):
    """What the rest of a report says about where it is.

    `countries`: how much each country (ISO alpha-3) is told of, on any positive scale; do not count
    capitals, for one may be the very town in question. `others`: its other places' words, 32 used.
    `within`: what it says that a place lies in ("Paris, Texas"), by the place's folded name.
    `place_context.report_context` makes one of a text.
    """

    countries: Mapping[str, float] = {}
    others: Sequence[str] = ()
    within: Mapping[str, Sequence[str]] = {}


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


def setting_of(context: PlaceContext) -> Setting:
    """What of a context bears on its places, made once for all of a report's."""
    preferred = tuple(sorted((code, weight) for code, weight in context.countries.items() if weight > 0))
    others = tuple(dict.fromkeys(context.others[: 4 * _MOST_OTHERS]))
    within = tuple(sorted((name, tuple(regions)[:_DEEPEST]) for name, regions in context.within.items()))
    return Setting(preferred, others[:_MOST_OTHERS], within)


def resolve_place(text: str, *, context: PlaceContext | Setting) -> ResolvedPlace | None:
    """The place that the words name in this report; None where none is known or several are as likely."""
    setting = setting_of(context) if isinstance(context, PlaceContext) else context
    return _resolve(text, setting, _DEEPEST)


@lru_cache(maxsize=8192)
def _resolve(text: str, setting: Setting, depth: int) -> ResolvedPlace | None:
    span = place_span(text)
    whole = whole_name(text)
    if exact_key(whole) in no_places():
        return None
    if exact_key(text) in people():
        return _resolve(whole, setting, depth - 1) if depth else None
    if is_short(text.strip()):
        span = PlaceSpan(whole, role="province")
    if (spoken_of := country_spoken_of(bare(text))) and not _is_province(whole):
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
    return _apposed(span, setting) or _inside(span, setting, depth)


def _apposed(span: PlaceSpan, setting: Setting) -> ResolvedPlace | None:
    """ "Saraqib Idlib province", its comma lost: the last words of an unknown name hold the first."""
    words = span.core.split()
    if not 1 < len(words) <= _MOST_APPOSED:
        return None
    for at in range(1, len(words)):
        first, last = " ".join(words[:at]), " ".join(words[at:])
        region = place_span(last)
        country = country_spoken_of(region.core)
        known = places_named(exact_key(country or region.core)) if _NAME.match(region.core) else ()
        if not any(one.kind in ("country", "province") for one in known):
            continue
        found = _named(place_span(f"{first}, {country or last}"), whole_name(first), setting)
        if found is not None and found.name:
            return found
    return None


def _is_province(name: str) -> bool:
    """Whether a people's name is also its province's, such as Rakhine."""
    bearers = places_named(exact_key(name))
    return any(one.kind == "province" and exact_key(one.name) == exact_key(name) for one in bearers)


def _named(span: PlaceSpan, whole: str, setting: Setting) -> ResolvedPlace | None:
    """The place of that name, by exact name, then by sound; a nameless one where it cannot be told which."""
    written = spellings(span)
    for containers in _containers(span, setting):
        for reading in dict.fromkeys((whole, *written)):
            key = exact_key(reading)
            found = choose(places_named(key), key, span.role, containers, setting) if key else None
            if found is not None and not _shares_name(found, key, span, containers, setting):
                left = _left(span, reading)
                return _as_place(found.place, left, found.reason) if found.place else ResolvedPlace(name="")
        for reading in dict.fromkeys(written):
            found = choose_by_sound(reading, span.role, containers, setting)
            if found is None or found.place is None:
                continue
            if not _shares_name(found, exact_key(reading), span, containers, setting):
                return _as_place(found.place, _left(span, reading), found.reason)
    return None


def _shares_name(
    found: Choice, key: str, span: PlaceSpan, containers: Sequence[Bearers], setting: Setting
) -> bool:
    """Whether a quarter or a building is only called as a town elsewhere is: "Shahba district of Aleppo"."""
    if found.place is None or key != exact_key(span.core):
        return False
    return is_elsewhere(found.place, span.role, containers, setting)


def _containers(span: PlaceSpan, setting: Setting) -> list[list[Bearers]]:
    """The bearers of each name that the place is said to lie in: first the likely ones, then all of them."""
    told = [*span.within, *span.people, *setting.containers(exact_key(span.core))]
    everyone = [bearers_of(name) for name in told]
    likely = []
    for name, bearers in zip(told, everyone, strict=True):
        found = choose(bearers, exact_key(name), "", (), setting)
        likely.append((found.place,) if found is not None and found.place is not None else bearers)
    # "Athens, Georgia" is in the state though Georgia alone is the country; a town's namesakes are not tried.
    wide = [tuple(one for one in bearers if one.kind in ("country", "province")) for bearers in everyone]
    return [likely, wide] if all(wide) and wide != likely else [likely]


def _country(name: str) -> Candidate | None:
    country = country_named(name)
    return country_place(country.code) if country is not None else None


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
        part = span if span.role in AROUND else PlaceSpan("")
        return _as_place(found.place, part, f"the capital of {country.name}")
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
    # "Aleppo's provincial capital" is no country's
    foremost = None if span.within else _foremost(setting)
    return country or (countries().get(foremost) if foremost else None)


def _foremost(setting: Setting) -> str | None:
    """The country that a report is about: the one told of most, and twice as much as the next."""
    ranked = sorted(setting.preferred, key=lambda pair: (-pair[1], pair[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    return ranked[0][0]


def _only_other(span: PlaceSpan, setting: Setting, depth: int) -> ResolvedPlace | None:
    """ "the city", where the report names one city and no more, or one of the country that it is about."""
    if not depth:
        return None
    kind = span.role or "city"
    others = [other for other in setting.others if _NAME.search(place_span(other).core)]
    named = [_resolve(other, Setting(setting.preferred), depth - 1) for other in others]
    bearers = {(one.name, one.country): one for one in named if one is not None and one.kind == kind}
    foremost = _foremost(setting)
    at_home = {key: one for key, one in bearers.items() if one.country == foremost}
    bearers = at_home or bearers
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
    around = span.role in AROUND and candidate.kind in ("city", "district")
    if not (span.side or around):
        return place
    part = _part_of(place, span, f"a part of {candidate.name}: {reason}")
    if around:
        part = msgspec.structs.replace(
            part, geonameid=None, kind="region", reason=f"around {candidate.name}: {reason}"
        )
    return msgspec.structs.replace(part, name=f"{part.name} {span.head}") if span.role in AROUND else part
