"""How degrees become pixels: equirectangular, true to shape in the middle of the frame."""

import math
from typing import TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from demarche.ledger.glance import Box

Degrees = TypeVar("Degrees", float, NDArray[np.float64])
WIDTH, HEIGHT = 900, 460
WORLD = 0.0  # zoom
CLOSEST = 11.0  # zoom
_STEPS = 8  # the middle of a frame lies on a grid of so many lines across it
_FLATTEST = 0.35  # of a degree of longitude's width to one of latitude: far north the map is squeezed no more


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """A window on the world: the edges in degrees, the size in pixels."""

    west: float
    south: float
    east: float
    north: float
    width: int = WIDTH
    height: int = HEIGHT

    def x(self, lon: Degrees) -> Degrees:
        """Pixels from the left edge."""
        return (lon - self.west) * (self.width / (self.east - self.west))

    def y(self, lat: Degrees) -> Degrees:
        """Pixels from the top."""
        return (self.north - lat) * (self.height / (self.north - self.south))

    @property
    def box(self) -> Box:
        """The edges, kept to the world."""
        return Box(
            west=max(-180.0, self.west),
            south=max(-90.0, self.south),
            east=min(180.0, self.east),
            north=min(90.0, self.north),
        )


def frame_at(lat: float, lon: float, zoom: float, width: int = WIDTH, height: int = HEIGHT) -> Frame:
    """The frame around a spot; at zoom 0 it shows the world, with each step half as much."""
    across = 360.0 / 2**zoom
    squeeze = max(_FLATTEST, math.cos(math.radians(lat)))
    down = across * squeeze * height / width
    lat = 0.0 if down >= 180 else min(90 - down / 2, max(-90 + down / 2, lat))
    if across >= 360:
        lon = 0.0
    return Frame(
        west=lon - across / 2,
        east=lon + across / 2,
        south=lat - down / 2,
        north=lat + down / 2,
        width=width,
        height=height,
    )


def spot_around(box: Box, width: int = WIDTH, height: int = HEIGHT) -> tuple[float, float, float]:
    """Latitude, longitude and zoom of a frame that holds the box with room around it.

    Boxes that are much alike have one frame: a map that is narrowed by a filter does not jump for nothing.
    """
    lat, lon = (box.south + box.north) / 2, (box.west + box.east) / 2
    squeeze = max(_FLATTEST, math.cos(math.radians(lat)))
    across = max((box.east - box.west) * 1.15, (box.north - box.south) * 1.2 * width / height / squeeze, 0.6)
    zoom = math.floor(max(WORLD, min(CLOSEST, math.log2(360.0 / across))) * 2) / 2
    shown = 360.0 / 2**zoom
    step = min(shown, shown * squeeze * height / width) / _STEPS
    return round(round(lat / step) * step, 3), round(round(lon / step) * step, 3), zoom
