"""A map of incidents as shapes to draw: outlines, circles for cells of a grid, where its controls lead."""

import math
from collections.abc import Callable, Iterable, Sequence

import msgspec

from demarche.ledger import Ledger
from demarche.ledger.glance import Box, Cell, Sight
from demarche.web.outlines import Drawn, drawn
from demarche.web.projection import CLOSEST, WORLD, Frame, frame_at, spot_around
from demarche.web.texts import counted, text

CELL = 30.0  # pixels
_SMALLEST, _LARGEST = 5.0, 24.0  # radius in pixels
_APART = 0.75  # of two radii together: closer circles become one
_STEP = 1.0  # zoom
_FIRST_CLOSEST = 5.5  # zoom of a first view: close enough for a town, with a coast or border to know it by
_CIRCLE = 2 * math.pi
_WIDE, _HIGH = 12.0, 7.0  # half of what a number takes, in pixels
_STEPS = range(-5, 6)
_SPOTS = sorted(
    ((9.0 * right, 9.0 * down) for right in _STEPS for down in _STEPS), key=lambda by: math.hypot(*by)
)
_FARTHEST = 80.0
Spot = tuple[float, float, float]
EVERYWHERE = Box(west=-170, south=-50, east=170, north=75)


class Circle(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A cell as drawn: the ring's length and the part of it that stands for disputed incidents."""

    x: float
    y: float
    radius: float
    count: int
    shown: str
    label: str
    href: str
    vague: bool
    ring: str
    disputed: bool


class Map(msgspec.Struct, frozen=True, kw_only=True):
    """All that a template needs to draw it. `controls`: where each leads, by name, empty where nowhere."""

    frame: Frame
    spot: str
    outlines: Drawn
    circles: tuple[Circle, ...]
    controls: dict[str, str]
    shown: int
    label: str


def spot_words(spot: Spot) -> str:
    """As in an address."""
    return ",".join(f"{number:.3f}".rstrip("0").rstrip(".") for number in spot)


def map_of(
    ledger: Ledger,
    sight: Sight,
    around: Box | None,
    at: Spot | None,
    href: Callable[[Sight, Spot | None], str],
    *,
    width: int = 900,
    height: int = 460,
) -> Map:
    """The map of a sight, at a spot or where its incidents are. `href`: the page with that sight and spot."""
    lat, lon, zoom = at or _first_view(around or EVERYWHERE, width, height)
    frame = frame_at(lat, lon, zoom, width, height)
    across = (frame.east - frame.west) * CELL / width
    down = (frame.north - frame.south) * CELL / height
    cells = ledger.map_cells(sight, frame.box, width=across, height=down)
    shown = sum(cell.count for cell in cells)
    merged = _merged(cells, frame)
    most = max((cell.count for cell in merged), default=1)
    circles = _aside(_circle(cell, frame, most, sight, zoom, href) for cell in merged)

    def to(dx: float = 0, dy: float = 0, dz: float = 0) -> str:
        closer = min(CLOSEST, max(WORLD, zoom + dz))
        there = (
            max(-85.0, min(85.0, lat + dy * (frame.north - frame.south))),
            max(-180.0, min(180.0, lon + dx * (frame.east - frame.west))),
            closer,
        )
        return href(sight, there)

    return Map(
        frame=frame,
        spot=spot_words((lat, lon, zoom)),
        outlines=drawn(frame),
        circles=circles,
        controls={
            "in": to(dz=_STEP) if zoom < CLOSEST else "",
            "out": to(dz=-_STEP) if zoom > WORLD else "",
            "west": to(dx=-0.4),
            "east": to(dx=0.4),
            "north": to(dy=0.4),
            "south": to(dy=-0.4),
            "reset": href(sight, None) if at is not None else "",
        },
        shown=shown,
        label=counted("map.shown", shown),
    )


def _first_view(around: Box, width: int, height: int) -> Spot:
    lat, lon, zoom = spot_around(around, width, height)
    return lat, lon, min(zoom, _FIRST_CLOSEST)


def _radius(count: int, most: int) -> float:
    return _SMALLEST + (_LARGEST - _SMALLEST) * math.sqrt(count / most) if most > 1 else 7.0


def _merged(cells: Sequence[Cell], frame: Frame) -> list[Cell]:
    """The cells, with those whose circles would lie over a fuller one's taken into it."""
    most = max((cell.count for cell in cells), default=1)
    kept: list[Cell] = []
    drawn_at: list[tuple[float, float, float, bool]] = []
    for cell in cells:  # the fullest first
        x, y, radius = float(frame.x(cell.lon)), float(frame.y(cell.lat)), _radius(cell.count, most)
        for number, (other_x, other_y, other_radius, vague) in enumerate(drawn_at):
            apart = _APART * (radius + other_radius)
            if abs(other_x - x) < apart and abs(other_y - y) < apart and cell.vague == vague:
                kept[number] = both = _both(kept[number], cell)
                drawn_at[number] = (other_x, other_y, _radius(both.count, most), vague)
                break
        else:
            kept.append(cell)
            drawn_at.append((x, y, radius, cell.vague))
    return kept


def _both(one: Cell, other: Cell) -> Cell:
    return msgspec.structs.replace(
        one,
        count=one.count + other.count,
        disputed=one.disputed + other.disputed,
        places=one.places + other.places,
        box=Box(
            west=min(one.box.west, other.box.west),
            south=min(one.box.south, other.box.south),
            east=max(one.box.east, other.box.east),
            north=max(one.box.north, other.box.north),
        ),
    )


def _circle(
    cell: Cell, frame: Frame, most: int, sight: Sight, zoom: float, href: Callable[[Sight, Spot | None], str]
) -> Circle:
    radius = _radius(cell.count, most)
    where = cell.place or text("word.unnamed_place")
    if cell.places > 1:
        where = text("map.and_more", place=where, count=cell.places - 1)
    words = [f"{where}: {counted('word.incident', cell.count)}"]
    if cell.disputed:
        words.append(counted("map.disputed", cell.disputed))
    if cell.vague:
        words.append(text("map.vague"))
    return Circle(
        x=round(float(frame.x(cell.lon)), 1),
        y=round(float(frame.y(cell.lat)), 1),
        radius=round(radius, 1),
        count=cell.count,
        shown=_short(cell.count) if radius >= 9 else "",
        label=", ".join(words),
        href=_leads(cell, sight, zoom, href),
        vague=cell.vague,
        ring=f"{cell.disputed / cell.count * _CIRCLE * radius:.1f} {_CIRCLE * radius:.1f}",
        disputed=cell.disputed > 0,
    )


def _aside(circles: Iterable[Circle]) -> tuple[Circle, ...]:
    """The circles in order of drawing: whole countries first, moved a little where a place hides one.

    They stand in the middle of their country for want of a place, so nothing is said by where they are.
    """
    held = list(circles)
    places = [each for each in held if not each.vague]
    return (*(_seen(each, places) for each in held if each.vague), *places)


def _seen(circle: Circle, places: Sequence[Circle]) -> Circle:
    """The circle where fewest places lie over its number, as near as may be."""
    near = [one for one in places if math.hypot(one.x - circle.x, one.y - circle.y) < _FARTHEST + one.radius]
    best, fewest = (0.0, 0.0), len(near) + 1
    for x, y in _SPOTS:
        hiding = _hiding(circle.x + x, circle.y + y, near)
        if hiding < fewest:
            best, fewest = (x, y), hiding
        if not hiding:
            break
    return msgspec.structs.replace(circle, x=round(circle.x + best[0], 1), y=round(circle.y + best[1], 1))


def _hiding(x: float, y: float, places: Sequence[Circle]) -> int:
    """How many places lie over a number that stands there."""
    return sum(abs(one.x - x) < _WIDE + one.radius and abs(one.y - y) < _HIGH + one.radius for one in places)


def _leads(cell: Cell, sight: Sight, zoom: float, href: Callable[[Sight, Spot | None], str]) -> str:
    """Closer, as long as that parts the places; else to the incidents there."""
    if cell.places > 1 and zoom + 2 <= CLOSEST:
        lat, lon, fit = spot_around(cell.box)
        return href(sight, (lat, lon, min(max(zoom + 1, fit), zoom + 3, CLOSEST)))
    return href(msgspec.structs.replace(sight, box=cell.box, offset=0), None)


def _short(count: int) -> str:
    return f"{count}" if count < 1000 else f"{count / 1000:.1f}k".replace(".0k", "k")
