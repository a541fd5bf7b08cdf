"""A Sight as masks over the columns of all incidents: which each of its filters lets through."""

from collections.abc import Callable, Collection

import numpy as np

from demarche.errors import InputError
from demarche.ledger import collated_filters
from demarche.ledger.days import bound
from demarche.ledger.folded import is_code, wanted
from demarche.ledger.glance import Sight
from demarche.ledger.incident_columns import IncidentColumns
from demarche.ledger.names import Mask
from demarche.ledger.query import Query

Masks = dict[str, Mask]


def masks_of(columns: IncidentColumns, sight: Sight, holding: Callable[[str], Collection[int]]) -> Masks:
    """A mask for each filter that is set, by the name of the Sight's field.

    `holding`: the keys of the reports that hold some words. Raises InputError for a bad filter.
    """
    found = _in_time(columns, sight)
    if sight.types:
        numbers = [columns.type_names.known(type_.strip().upper()) for type_ in sight.types]
        found["types"] = np.isin(columns.types, numbers)
    if sight.disputed is not None:
        collated_filters.of_incidents(Query(disputed=sight.disputed))  # a bad kind is told here
        if sight.disputed == "any":
            found["disputed"] = columns.disputes > 0
        else:
            found["disputed"] = columns.kinds.having([columns.kind_names.known(sight.disputed)])
    if sight.located is not None:
        found["located"] = columns.located == sight.located
    if sight.min_reports > 1:
        found["min_reports"] = columns.report_counts >= sight.min_reports
    if sight.box is not None:
        box = sight.box
        found["box"] = (columns.lon >= box.west) & (columns.lon <= box.east)
        found["box"] &= (columns.lat >= box.south) & (columns.lat <= box.north)
    for party in sight.parties:
        _and(found, "parties", columns.with_party(wanted(party, "party"), party if is_code(party) else None))
    for outlet in sight.outlets:
        _and(found, "outlets", columns.with_outlet(wanted(outlet, "outlet")))
    if sight.places:
        found["places"] = np.logical_or.reduce(
            [
                columns.with_place(wanted(place, "place"), place if is_code(place) else None)
                for place in sight.places
            ]
        )
    if sight.text is not None:
        found["text"] = columns.with_reports(holding(sight.text))
    return found


def all_but(masks: Masks, size: int, left_out: str = "") -> Mask:
    """What all filters let through but the one that is left out."""
    kept = [mask for name, mask in masks.items() if name != left_out]
    found: Mask = np.logical_and.reduce(kept) if kept else np.ones(size, np.bool_)
    return found


def _in_time(columns: IncidentColumns, sight: Sight) -> Masks:
    since = bound(sight.since, "since")[0] if sight.since else None
    until = bound(sight.until, "until")[1] if sight.until else None
    if since and until and since > until:
        raise InputError(f"since {sight.since} is after until {sight.until}")
    found: Masks = {}
    if since:
        found["since"] = columns.dated & (columns.until >= _day(since))
    if until:
        found["until"] = columns.dated & (columns.since <= _day(until))
    if sight.dated is not None:
        found["dated"] = columns.dated == sight.dated
    return found


def _and(masks: Masks, name: str, mask: Mask) -> None:
    masks[name] = masks[name] & mask if name in masks else mask


def _day(iso: str) -> int:
    return int(np.datetime64(iso, "D").astype(np.int64))
