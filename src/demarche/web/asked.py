"""What an address asks for: its query as filters, and filters as a query again."""

import math
import re
from collections.abc import Iterable, Mapping
from typing import get_args

import msgspec

from demarche.errors import InputError
from demarche.ledger.days import bound
from demarche.ledger.glance import Box, Sight
from demarche.ledger.incident_orders import SORTS
from demarche.plover import ontology
from demarche.records import DisputeKind
from demarche.web.addresses import Pairs

PAGE = 50
MOST_ROWS = 500
LONGEST = 300  # characters of a value
MOST_VALUES = 20  # of one filter
FAR = 10_000_000
SIGHT_NAMES = (
    "party", "type", "place", "outlet", "since", "until", "disputed", "text", "located", "dated", "box",
    "min_reports", "sort", "limit", "offset",
)  # fmt: skip
_YES_NO = {"yes": True, "no": False}
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)


class Asked:
    """The query of an address; each way of asking it complains, in one line, of what makes no sense.

    `names`: the parameters that the page knows; any other is an error, since a filter that is passed over
    in silence shows what was not asked for.
    """

    def __init__(self, pairs: Iterable[tuple[str, str]], names: Iterable[str]) -> None:
        self._held: dict[str, list[str]] = {}
        known = set(names)
        for name, value in pairs:
            if name not in known:
                listed = ", ".join(sorted(known)) or "none here"
                raise InputError(f"there is no filter {name[:40]!r}; those that there are: {listed}")
            if len(value) > LONGEST:
                raise InputError(f"{name} is longer than {LONGEST} characters")
            if "\0" in value:
                raise InputError(f"{name} holds a null character")
            if value.strip():  # an empty field of a form asks for nothing
                self._held.setdefault(name, []).append(value.strip())

    def one(self, name: str) -> str | None:
        """The value of a filter that can be given once."""
        held = self._held.get(name, [])
        if len(set(held)) > 1:
            raise InputError(f"{name} can be given once only")
        return held[0] if held else None

    def many(self, name: str) -> tuple[str, ...]:
        """The values of a filter, each once, in order."""
        held = tuple(dict.fromkeys(self._held.get(name, [])))
        if len(held) > MOST_VALUES:
            raise InputError(f"{name} can be given {MOST_VALUES} times at most")
        return held

    def number(self, name: str, default: int, low: int, high: int) -> int:
        """A whole number within bounds."""
        value = self.one(name)
        if value is None:
            return default
        if not _WHOLE.fullmatch(value) or not low <= int(value) <= high:
            raise InputError(f"{name} must be a whole number from {low} to {high}, not {value[:40]!r}")
        return int(value)

    def share(self, name: str) -> float:
        """A number from 0 to 1; 0 where it is not given."""
        value = self.one(name) or "0"
        try:
            number = float(value)
        except ValueError:
            number = -1
        if not 0 <= number <= 1:
            raise InputError(f"{name} must be a number from 0 to 1, not {value[:40]!r}")
        return number

    def required(self, name: str) -> str:
        """A value that must be there."""
        value = self.one(name)
        if value is None:
            raise InputError(f"{name} is needed")
        return value

    def choice(self, name: str, choices: Iterable[str]) -> str | None:
        """One of some words."""
        value, known = self.one(name), tuple(choices)
        if value is not None and value not in known:
            raise InputError(f"{name} must be one of {', '.join(known)}, not {value[:40]!r}")
        return value

    def day(self, name: str) -> str | None:
        """A date as exact as wished."""
        value = self.one(name)
        if value is not None:
            bound(value, name)
        return value

    def types(self) -> tuple[str, ...]:
        """PLOVER types."""
        found = tuple(value.upper() for value in self.many("type"))
        for value in found:
            if value not in ontology().types:
                known = ", ".join(ontology().types)
                raise InputError(f"{value[:40]!r} is no event type; the types are {known}")
        return found

    def sight(self, *, limit: int = PAGE) -> Sight:
        """All filters on incidents."""
        return Sight(
            parties=self.many("party"),
            types=self.types(),
            places=self.many("place"),
            outlets=self.many("outlet"),
            since=self.day("since"),
            until=self.day("until"),
            disputed=self.choice("disputed", ("any", *get_args(DisputeKind))),
            text=self.one("text"),
            located=_yes_no(self.choice("located", _YES_NO)),
            dated=_yes_no(self.choice("dated", _YES_NO)),
            box=box_of(self.one("box")),
            min_reports=self.number("min_reports", 1, 1, 100_000),
            sort=self.choice("sort", (*SORTS, *(f"-{name}" for name in SORTS))) or "-date",
            limit=self.number("limit", limit, 1, MOST_ROWS),
            offset=self.number("offset", 0, 0, FAR),
        )


def sight_pairs(sight: Sight) -> Pairs:
    """The query that asks for it, in a fixed order, without what goes without saying."""
    pairs = [("party", value) for value in sight.parties]
    pairs += [("type", value) for value in sight.types]
    pairs += [("place", value) for value in sight.places]
    pairs += [("outlet", value) for value in sight.outlets]
    for name in ("since", "until", "disputed", "text"):
        if (value := getattr(sight, name)) is not None:
            pairs.append((name, value))
    for name in ("located", "dated"):
        if (told := getattr(sight, name)) is not None:
            pairs.append((name, "yes" if told else "no"))
    if sight.box is not None:
        pairs.append(("box", box_words(sight.box)))
    if sight.min_reports > 1:
        pairs.append(("min_reports", str(sight.min_reports)))
    if sight.sort != "-date":
        pairs.append(("sort", sight.sort))
    if sight.limit != PAGE:
        pairs.append(("limit", str(sight.limit)))
    if sight.offset:
        pairs.append(("offset", str(sight.offset)))
    return pairs


def without_paging(sight: Sight, **changed: object) -> Sight:
    """The sight with other filters, from its first page on."""
    return msgspec.structs.replace(sight, **{"offset": 0, **changed})


def box_of(words: str | None) -> Box | None:
    """`west,south,east,north` in degrees. Raises InputError for anything else."""
    if words is None:
        return None
    numbers = _numbers(words, 4)
    if numbers is None or not (
        -180 <= numbers[0] <= numbers[2] <= 180 and -90 <= numbers[1] <= numbers[3] <= 90
    ):
        raise InputError(f"box must be west,south,east,north in degrees, not {words[:60]!r}")
    return Box(west=numbers[0], south=numbers[1], east=numbers[2], north=numbers[3])


def box_words(box: Box) -> str:
    """As in an address, with some ten metres to spare on each side so that what is at the edge is inside."""
    edges = (
        math.floor(box.west * 1e4) / 1e4,
        math.floor(box.south * 1e4) / 1e4,
        math.ceil(box.east * 1e4) / 1e4,
        math.ceil(box.north * 1e4) / 1e4,
    )
    return ",".join(f"{edge:.4f}".rstrip("0").rstrip(".") for edge in edges)


def spot_of(words: str | None) -> tuple[float, float, float] | None:
    """`lat,lon,zoom` of a map. Raises InputError for anything else."""
    if words is None:
        return None
    numbers = _numbers(words, 3)
    if (
        numbers is None
        or not (-90 <= numbers[0] <= 90 and -180 <= numbers[1] <= 180)
        or not 0 <= numbers[2] <= 12
    ):
        raise InputError(f"at must be lat,lon,zoom with a zoom from 0 to 12, not {words[:60]!r}")
    return numbers[0], numbers[1], numbers[2]


def _numbers(words: str, count: int) -> list[float] | None:
    try:
        numbers = [float(part) for part in words.split(",")]
    except ValueError:
        return None
    return numbers if len(numbers) == count and all(map(math.isfinite, numbers)) else None


def _yes_no(value: str | None) -> bool | None:
    return None if value is None else _YES_NO[value]


def named(pairs: Mapping[str, str | None]) -> Pairs:
    """Those of the pairs that have a value."""
    return [(name, value) for name, value in pairs.items() if value]
