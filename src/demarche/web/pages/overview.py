"""The overview: incidents on a map, over time and in a table, all of one filter that lives in the address."""

from collections.abc import Callable, Sequence
from typing import Any, get_args

import msgspec

from demarche.ledger.glance import Bin, Count, Overview, Sight
from demarche.plover import ontology
from demarche.records import DisputeKind
from demarche.web import wording
from demarche.web.addresses import address
from demarche.web.asked import SIGHT_NAMES, box_words, sight_pairs, spot_of, without_paging
from demarche.web.charts import histogram
from demarche.web.mapping import Map, Spot, map_of, spot_words
from demarche.web.pages.incident_sheet import incident_sheet, sorts_by
from demarche.web.pages.paging import ordered, pager, sort_links
from demarche.web.screens import Screen, Visit
from demarche.web.texts import counted, label, text

SHOWN = 10  # values of a facet; the rest can be opened
MOST = 60


class Value(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A value of a facet: how many have it, whether it is chosen, where choosing or leaving it leads."""

    label: str
    count: int
    chosen: bool
    href: str
    about: str = ""


class Facet(msgspec.Struct, frozen=True, kw_only=True):
    """A filter's values with their counts."""

    name: str
    title: str
    values: tuple[Value, ...]
    more: tuple[Value, ...] = ()


class Chip(msgspec.Struct, frozen=True, gc=False):
    """A filter that is set, and the address without it."""

    name: str
    value: str
    href: str


def overview(visit: Visit) -> Screen:
    """The start page."""
    sight, at = visit.asked.sight(), spot_of(visit.asked.one("at"))
    seen = seen_of(visit, sight)
    to = _href(at)
    incidents = visit.holdings.once(("seen", sight), lambda: visit.holdings.ledger.seen(sight))
    query = sight_pairs(sight)
    chips = _chips(sight, to)
    return Screen(
        template="overview.html",
        title=text("overview.title_of", filters=", ".join(chip.value for chip in chips))
        if chips
        else text("overview.title"),
        data={
            "filters": sight,
            "total": seen.total,
            "disputed": seen.disputed,
            "undated": seen.undated,
            "unlocated": seen.unlocated,
            "facets": facets_data(seen),
            "timeline": seen.timeline,
            "box": seen.box,
            "incidents": incidents,
        },
        sheets=(
            incident_sheet(
                incidents.rows,
                sorts=sort_links("/", query, sorts_by(), sight.sort),
                ordered=ordered(sorts_by(), sight.sort),
            ),
        ),
        context={
            "sight": sight,
            "seen": seen,
            "said": _said(seen),
            "chips": chips,
            "facets": _facets(sight, seen, to),
            "map": _map(visit, sight, seen, at),
            "histogram": histogram(seen.timeline, _zoom_in_time(sight, at)),
            "pager": pager(
                "/",
                _with_spot(sight, at),
                offset=sight.offset,
                limit=sight.limit,
                shown=len(incidents.rows),
                total=seen.total,
            ),
            "undated_href": to(without_paging(sight, dated=None if sight.dated is False else False)),
            "unlocated_href": to(without_paging(sight, located=None if sight.located is False else False)),
            "disputed_href": to(without_paging(sight, disputed=None if sight.disputed else "any")),
            "clear_href": "/",
            "kept": [pair for pair in _with_spot(sight, at) if pair[0] in _KEPT_BY_FORM],
            "kinds": ("any", *get_args(DisputeKind)),
        },
    )


def map_only(visit: Visit) -> Screen:
    """The map alone, for a script that moves it."""
    sight, at = visit.asked.sight(), spot_of(visit.asked.one("at"))
    seen = seen_of(visit, sight)
    held = _map(visit, sight, seen, at)
    cells = [
        {"label": each.label, "count": each.count, "x": each.x, "y": each.y, "vague": each.vague}
        for each in held.circles
    ]
    return Screen(
        template="map_only.html",
        title=text("map.title"),
        data={"spot": held.spot, "frame": held.frame.box, "shown": held.shown, "cells": cells},
        context={"map": held, "seen": seen},
    )


PARAMETERS = (*SIGHT_NAMES, "at")
# what a form for dates and words has to carry along
_KEPT_BY_FORM = (
    "party",
    "type",
    "place",
    "outlet",
    "located",
    "dated",
    "box",
    "min_reports",
    "sort",
    "limit",
    "at",
)


def _said(seen: Overview) -> str:
    """What is read out when the view has changed."""
    told = [counted("word.incident", seen.total)]
    for count, words in (
        (seen.disputed, "word.disputed"),
        (seen.undated, "word.not_dated"),
        (seen.unlocated, "word.not_located"),
    ):
        if count:
            told.append(f"{count:,} {text(words)}")
    return ", ".join(told)


def seen_of(visit: Visit, sight: Sight) -> Overview:
    """The counts of a sight, from before if nothing has changed; the same for all its pages."""
    counted = msgspec.structs.replace(sight, limit=0, offset=0, sort="-date")
    ledger = visit.holdings.ledger
    return visit.holdings.once(("overview", counted), lambda: ledger.overview(counted))


def _map(visit: Visit, sight: Sight, seen: Overview, at: Spot | None) -> Map:
    first = msgspec.structs.replace(sight, offset=0)  # it leads to first pages
    ledger = visit.holdings.ledger
    return visit.holdings.once(("map", first, at), lambda: map_of(ledger, first, seen.box, at, _to_spot))


def facets_data(seen: Overview) -> dict[str, Sequence[Count]]:
    """All facets by name."""
    return {
        "type": seen.types,
        "party": seen.parties,
        "country": seen.countries,
        "place": seen.places,
        "outlet": seen.outlets,
        "disputed": seen.disputes,
    }


def _with_spot(sight: Sight, at: Spot | None) -> list[tuple[str, str]]:
    return [*sight_pairs(sight), *([("at", spot_words(at))] if at else [])]


def _href(at: Spot | None) -> Callable[[Sight], str]:
    return lambda sight: address("/", _with_spot(sight, at))


def _to_spot(sight: Sight, at: Spot | None) -> str:
    return address("/", _with_spot(sight, at))


def _zoom_in_time(sight: Sight, at: Spot | None) -> Callable[[Bin], str]:
    return lambda each: address(
        "/", _with_spot(without_paging(sight, since=each.since, until=each.until), at)
    )


def _facets(sight: Sight, seen: Overview, to: Callable[[Sight], str]) -> list[Facet]:
    return [
        _many("types", "type", sight, seen.types, to),
        _many("parties", "party", sight, seen.parties, to),
        _many("places", "country", sight, seen.countries, to),
        _many("places", "place", sight, seen.places, to),
        _many("outlets", "outlet", sight, seen.outlets, to),
        Facet(
            name="disputed",
            title=text("facet.disputed"),
            values=tuple(
                Value(
                    label=label("dispute", each.value),
                    count=each.count,
                    chosen=sight.disputed == each.value,
                    href=to(
                        without_paging(sight, disputed=None if sight.disputed == each.value else each.value)
                    ),
                )
                for each in seen.disputes
            ),
        ),
    ]


def _many(field: str, name: str, sight: Sight, counts: Sequence[Count], to: Callable[[Sight], str]) -> Facet:
    chosen: tuple[str, ...] = getattr(sight, field)

    def value(each: Count) -> Value:
        on = each.value in chosen
        left = tuple(one for one in chosen if one != each.value) if on else (*chosen, each.value)
        changed: dict[str, Any] = {field: left}
        return Value(
            label=wording.country(each.value) if name == "country" else each.value,
            count=each.count,
            chosen=on,
            href=to(without_paging(sight, **changed)),
            about=ontology().types[each.value].definition if name == "type" else "",
        )

    values = [value(each) for each in counts[:MOST]]
    values.sort(key=lambda each: not each.chosen)  # chosen ones first, else as they are
    return Facet(
        name=name,
        title=text(f"facet.{name}"),
        values=tuple(values[:SHOWN]),
        more=tuple(values[SHOWN:]),
    )


def _chips(sight: Sight, to: Callable[[Sight], str]) -> list[Chip]:
    found = []
    for field, name in (("parties", "party"), ("types", "type"), ("places", "place"), ("outlets", "outlet")):
        held: tuple[str, ...] = getattr(sight, field)
        for value in held:
            left: dict[str, Any] = {field: tuple(each for each in held if each != value)}
            shown = wording.country(value) if name == "place" else value
            found.append(Chip(text(f"facet.{name}"), shown, to(without_paging(sight, **left))))
    for name in ("since", "until", "text"):
        if (told := getattr(sight, name)) is not None:
            gone: dict[str, Any] = {name: None}
            found.append(Chip(text(f"filter.{name}"), told, to(without_paging(sight, **gone))))
    if sight.disputed is not None:
        words = label("dispute", sight.disputed)
        found.append(Chip(text("facet.disputed"), words, to(without_paging(sight, disputed=None))))
    if sight.located is not None:
        words = text("word.located" if sight.located else "word.not_located")
        found.append(Chip(text("facet.place"), words, to(without_paging(sight, located=None))))
    if sight.dated is not None:
        words = text("word.dated" if sight.dated else "word.not_dated")
        found.append(Chip(text("column.date"), words, to(without_paging(sight, dated=None))))
    if sight.box is not None:
        found.append(Chip(text("filter.box"), box_words(sight.box), to(without_paging(sight, box=None))))
    if sight.min_reports > 1:
        words = text("filter.min_reports", count=sight.min_reports)
        found.append(Chip(text("column.reports"), words, to(without_paging(sight, min_reports=1))))
    return found
