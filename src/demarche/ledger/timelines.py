"""Incidents over time: in days, weeks, months or years, whichever fits."""

import itertools
from datetime import date, timedelta

import numpy as np

from demarche.ledger.glance import Bin, Timeline, Unit
from demarche.ledger.incident_columns import IncidentColumns
from demarche.ledger.names import NONE, Ints, Mask

MOST_BINS = 120
_EPOCH = date(1970, 1, 1)
_LENGTHS: tuple[tuple[Unit, int], ...] = (("day", 1), ("week", 7), ("month", 30), ("year", 365))
_FAR_OFF = 0.02  # of all incidents, at either end, that may stand apart for the sake of a finer unit


def timeline_of(columns: IncidentColumns, among: Mask) -> Timeline:
    """The incidents among these by the day on which they begin, in at most some MOST_BINS stretches."""
    shown = among & columns.dated
    days = np.sort(columns.since[shown])
    if not len(days):
        return Timeline(unit="day", bins=())
    apart = int(len(days) * _FAR_OFF)
    first, last = int(days[0]), int(days[-1])
    near, far = int(days[apart]), int(days[-1 - apart])
    if _unit(far - near) != _unit(last - first):
        first, last = near, far
    unit = _unit(last - first)
    starts = _starts(unit, day(first), day(last))[-MOST_BINS - 2 :]
    edges = np.array([number(start) for start in starts], np.int64)
    argued = np.sort(columns.since[shown & (columns.disputes > 0)])
    bins = [_bin(days, argued, low, high) for low, high in itertools.pairwise(edges)]
    return Timeline(
        unit=unit,
        bins=tuple(bins),
        earlier=_bin(days, argued, int(days[0]), int(edges[0])) if days[0] < edges[0] else None,
        later=_bin(days, argued, int(edges[-1]), int(days[-1]) + 1) if days[-1] >= edges[-1] else None,
    )


def _unit(days: int) -> Unit:
    return next((unit for unit, length in _LENGTHS if days / length < MOST_BINS), "year")


def _bin(days: Ints, argued: Ints, low: int, high: int) -> Bin:
    first, last = np.searchsorted(days, (low, high))
    return Bin(
        since=day(low).isoformat(),
        until=day(high - 1).isoformat(),
        count=int(last - first),
        disputed=int(np.diff(np.searchsorted(argued, (low, high)))[0]),
    )


def day(number: int) -> date:
    """The day of that number since 1970."""
    return _EPOCH + timedelta(days=int(number))


def number(of: date) -> int:
    """The number of that day since 1970."""
    return (of - _EPOCH).days


def told_day(number: int) -> str | None:
    """The day in ISO form, None for NONE."""
    return None if number == NONE else day(number).isoformat()


def _starts(unit: Unit, first: date, last: date) -> list[date]:
    """The first days of all stretches that hold first to last, and that of the one after."""
    if unit in ("day", "week"):
        step = timedelta(days=1 if unit == "day" else 7)
        start = first if unit == "day" else first - timedelta(days=first.weekday())
        starts = [start]
        while starts[-1] <= last:
            starts.append(starts[-1] + step)
        return starts
    months = 1 if unit == "month" else 12
    at = first.year * 12 + (first.month - 1 if unit == "month" else 0)
    starts = [_month(at)]
    while starts[-1] <= last and at + months < 9999 * 12:
        at += months
        starts.append(_month(at))
    return starts


def _month(at: int) -> date:
    return date(at // 12, at % 12 + 1, 1)
