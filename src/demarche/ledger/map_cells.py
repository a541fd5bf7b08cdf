"""Incidents on a map gathered by the cells of a grid, so that a map never has more points than cells."""

from collections import Counter

import numpy as np

from demarche.ledger.glance import Box, Cell
from demarche.ledger.incident_columns import NONE, IncidentColumns, Ints, Mask

MOST_CELLS = 1500


def cells_of(columns: IncidentColumns, among: Mask, frame: Box, width: float, height: float) -> list[Cell]:
    """The located incidents among these within the frame, by cells of so many degrees, the fullest first."""
    inside = (
        among
        & columns.located
        & (columns.lon >= frame.west)
        & (columns.lon <= frame.east)
        & (columns.lat >= frame.south)
        & (columns.lat <= frame.north)
    )
    rows = np.flatnonzero(inside)
    if not len(rows):
        return []
    # cells are those of a grid over the whole world, so that they stay where they are when the frame moves
    across = np.floor((columns.lon[rows] + 180) / width).astype(np.int64)
    down = np.floor((columns.lat[rows] + 90) / height).astype(np.int64)
    vague = columns.vague[rows]
    _, cell = np.unique((across * 1_000_000 + down) * 2 + vague, return_inverse=True)
    order = np.argsort(cell, kind="stable")
    parts = np.split(rows[order], np.flatnonzero(np.diff(cell[order])) + 1)
    parts.sort(key=lambda part: (-len(part), int(part[0])))
    return [_cell(columns, part) for part in parts[:MOST_CELLS]]


def _cell(columns: IncidentColumns, rows: Ints) -> Cell:
    lat, lon, places = columns.lat[rows], columns.lon[rows], columns.places[rows]
    counts = Counter(places[places != NONE].tolist())
    most = min(counts, key=lambda number: (-counts[number], number), default=None)
    return Cell(
        lat=round(float(lat.mean()), 4),
        lon=round(float(lon.mean()), 4),
        count=len(rows),
        disputed=int((columns.disputes[rows] > 0).sum()),
        place=columns.place_names.values[most] if most is not None else None,
        places=len(counts),
        vague=bool(columns.vague[rows[0]]),
        box=Box(west=float(lon.min()), south=float(lat.min()), east=float(lon.max()), north=float(lat.max())),
    )
