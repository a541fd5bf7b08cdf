"""Incidents on a map gathered by the cells of a grid, so that a map never has more points than cells."""

import numpy as np

from demarche.ledger.glance import Box, Cell
from demarche.ledger.incident_columns import IncidentColumns
from demarche.ledger.names import NONE, Ints, Mask

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
    cell = (across * 1_000_000 + down) * 2 + columns.vague[rows]
    order = np.argsort(cell, kind="stable")
    rows, cell = rows[order], cell[order]
    begins = np.concatenate(([0], np.flatnonzero(np.diff(cell)) + 1))
    counts = np.diff(begins, append=len(rows))
    lat, lon = columns.lat[rows], columns.lon[rows]
    most, places = _places(columns, rows, np.repeat(np.arange(len(begins)), counts), len(begins))
    told = (
        (np.add.reduceat(lat, begins) / counts).round(4).tolist(),
        (np.add.reduceat(lon, begins) / counts).round(4).tolist(),
        counts.tolist(),
        np.add.reduceat((columns.disputes[rows] > 0).astype(np.int64), begins).tolist(),
        most,
        places,
        columns.vague[rows[begins]].tolist(),
        *(end.reduceat(at, begins).tolist() for end in (np.minimum, np.maximum) for at in (lon, lat)),
    )
    fullest = np.lexsort((rows[begins], -counts))[:MOST_CELLS].tolist()
    return [_cell(*(column[number] for column in told)) for number in fullest]


def _places(
    columns: IncidentColumns, rows: Ints, cells: Ints, count: int
) -> tuple[list[str | None], list[int]]:
    """By cell, the place of most of its incidents, the first named of equals, and how many places it has."""
    numbers = columns.places[rows]
    named = numbers != NONE
    size = len(columns.place_names.values) + 1
    pairs, often = np.unique(cells[named] * size + numbers[named], return_counts=True)
    of_cell, place = pairs // size, pairs % size
    order = np.lexsort((place, -often, of_cell))
    first = order[np.unique(of_cell[order], return_index=True)[1]]
    most: list[str | None] = [None] * count
    for cell, number in zip(of_cell[first].tolist(), place[first].tolist(), strict=True):
        most[cell] = columns.place_names.values[number]
    return most, np.bincount(of_cell, minlength=count).tolist()


def _cell(
    lat: float,
    lon: float,
    count: int,
    disputed: int,
    place: str | None,
    places: int,
    vague: bool,
    west: float,
    south: float,
    east: float,
    north: float,
) -> Cell:
    return Cell(
        lat=lat,
        lon=lon,
        count=count,
        disputed=disputed,
        place=place,
        places=places,
        vague=vague,
        box=Box(west=west, south=south, east=east, north=north),
    )
