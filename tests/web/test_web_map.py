"""The map: outlines without leaps, capitals are places, numbers that can be read."""

import itertools
import re
from pathlib import Path

import msgspec
import pytest
from web_samples import NORTH

from demarche.ledger import Ledger
from demarche.ledger.glance import Box, Sight
from demarche.web.mapping import map_of
from demarche.web.outlines import drawn
from demarche.web.projection import frame_at

WORLD = frame_at(0, 0, 0)


def lines_of(path: str) -> list[list[tuple[float, float]]]:
    return [
        [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", part)]
        for part in path.split("M")[1:]
    ]


def test_no_line_crosses_the_map_where_a_country_goes_beyond_its_edge() -> None:
    held = drawn(WORLD)
    for path in (held.land, held.borders):
        for line in lines_of(path):
            for (x, y), (other_x, other_y) in itertools.pairwise(line):
                # the land around the pole is closed below the lower edge
                assert abs(x - other_x) < 100 or min(y, other_y) > WORLD.height


def test_names_stand_on_their_countries() -> None:
    names = {name: (x, y) for name, x, y in drawn(WORLD).names}
    for name, lon, lat in (("Russia", 95, 62), ("Brazil", -53, -11), ("Australia", 134, -25)):
        x, y = names[name]
        assert x == pytest.approx(WORLD.x(lon), abs=25)
        assert y == pytest.approx(WORLD.y(lat), abs=25)
    assert "Fiji" not in names  # too small to be written at this size


@pytest.fixture
def capital(tmp_path: Path) -> Ledger:
    """Four shellings: two of Stockholm, two of which only Sweden is known."""
    made = Ledger.open(tmp_path / "capital.db")
    for number, (place, day) in enumerate(
        (("Stockholm", 5), ("Stockholm", 9), ("Sweden", 14), ("Sweden", 19)), 1
    ):
        report, reading = NORTH.shelling(
            str(number), "Courier", ("five", 5), "Lake Front", day=f"{day} March"
        )
        (event,) = reading.events
        where = msgspec.structs.replace(event.where, name=place, lat=59.33, lon=18.07, province=None)
        events = (msgspec.structs.replace(event, where=where),)
        made.add(report, msgspec.structs.replace(reading, events=events))
    made.collate()
    return made


def test_a_capital_is_a_place_and_a_country_is_none(capital: Ledger) -> None:
    cells = capital.map_cells(Sight(), Box(west=0, east=40, south=40, north=70), width=2, height=2)
    assert sorted((cell.place, cell.count, cell.vague) for cell in cells) == [
        ("Stockholm", 2, False),
        ("Sweden", 2, True),
    ]


def test_a_countrys_number_is_not_under_a_places(capital: Ledger) -> None:
    found = map_of(capital, Sight(), Box(west=10, east=25, south=55, north=65), None, lambda sight, at: "")
    country, place = found.circles
    assert country.vague
    assert not place.vague
    beside = abs(country.x - place.x) >= place.radius + 10
    assert beside or abs(country.y - place.y) >= place.radius + 6
