"""Small charts as shapes to draw: a histogram over time, a toll's range, two opposed series."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from demarche.ledger.glance import Bin, Timeline
from demarche.records import TollClaim, TollRange
from demarche.web.texts import counted
from demarche.web.wording import bounded

_GAP = 0.14  # of a bar's width
_BELOW = 30  # pixels under a range for its mark and its numbers
_FAR_OFF = 0.01  # of all events, at either end, that do not stretch a chart


class Bar(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A bar: its box in pixels, the disputed part of it, what it says, where it leads."""

    x: float
    width: float
    y: float
    height: float
    part_y: float
    part_height: float
    label: str
    href: str
    count: int
    since: str
    until: str


class Histogram(msgspec.Struct, frozen=True, kw_only=True):
    """Bars, and ticks: where, and what they say."""

    width: int
    height: int
    most: int
    unit: str
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]
    earlier: Bin | None
    later: Bin | None


class Point(msgspec.Struct, frozen=True):
    """A number on a scale: where, what it says, at which height of those at one spot."""

    x: float
    y: float
    label: str
    best: bool


class Scale(msgspec.Struct, frozen=True, kw_only=True):
    """A range with its points, and the ends' names; `base`: where the line is, in pixels from the top."""

    width: int
    height: int
    base: int
    low: float
    best: float
    high: float
    points: tuple[Point, ...]
    ticks: tuple[tuple[float, str], ...]


def histogram(
    timeline: Timeline, href: Callable[[Bin], str], width: int = 900, height: int = 110
) -> Histogram:
    """The timeline as bars."""
    bins = timeline.bins
    most = max((each.count for each in bins), default=0)
    step = width / max(1, len(bins))
    bars = []
    for number, each in enumerate(bins):
        tall = round(each.count / most * (height - 4), 1) if most else 0.0
        part = round(each.disputed / most * (height - 4), 1) if most else 0.0
        if each.count:
            tall = max(tall, 2.0)
        span = each.since if each.since == each.until else f"{each.since} – {each.until}"  # noqa: RUF001
        words = f"{span}: {counted('word.incident', each.count)}"
        if each.disputed:
            words += f", {counted('map.disputed', each.disputed)}"
        bars.append(
            Bar(
                x=round(number * step, 2),
                width=round(max(0.5, step * (1 - _GAP)), 2),
                y=height - tall,
                height=tall,
                part_y=height - part,
                part_height=part,
                label=words,
                href=href(each) if each.count else "",
                count=each.count,
                since=each.since,
                until=each.until,
            )
        )
    return Histogram(
        width=width,
        height=height,
        most=most,
        unit=timeline.unit,
        bars=tuple(bars),
        ticks=_ticks(bins, timeline.unit, step),
        earlier=timeline.earlier,
        later=timeline.later,
    )


def scale(toll: TollRange, claims: Sequence[TollClaim], width: int = 640) -> Scale:
    """The numbers told of one kind of toll between the lowest and the highest."""
    lowest = min((toll.low, *(claim.count for claim in claims)))
    highest = max((toll.high, *(claim.count for claim in claims)))
    span = max(1, highest - lowest)
    edge = 40

    def at(count: int) -> float:
        return round(edge + (count - lowest) / span * (width - 2 * edge), 1)

    heights: dict[int, int] = {}
    points = []
    seen: set[tuple[int, str, str]] = set()
    for claim in claims:
        key = (claim.count, claim.voice.group or claim.voice.report_id, claim.bound)
        if key in seen or heights.get(claim.count, 0) >= 8:
            continue
        seen.add(key)
        level = heights[claim.count] = heights.get(claim.count, 0) + 1
        who = claim.voice.by or claim.voice.outlet or claim.voice.report_id
        points.append(
            Point(at(claim.count), float(level), f"{bounded(claim)}: {who}", claim.count == toll.best)
        )
    height = _BELOW + 10 + 11 * max(heights.values(), default=1)
    marks = {lowest, toll.low, toll.best, toll.high, highest}
    return Scale(
        width=width,
        height=height,
        base=height - _BELOW,
        low=at(toll.low),
        best=at(toll.best),
        high=at(toll.high),
        points=tuple(
            Point(point.x, height - _BELOW - 11 * (point.y - 1), point.label, point.best) for point in points
        ),
        ticks=tuple(_apart([(at(count), f"{count:,}") for count in sorted(marks)])),
    )


def opposed(
    periods: Sequence[tuple[str, int, int]], first: str, last: str, width: int = 260, height: int = 44
) -> tuple[tuple[float, float, float, float, str], ...]:
    """Cooperation above, conflict below a line: x, width, height up, height down, label of each period.

    The line goes from the period `first` to `last`; what lies beyond stands at its ends.
    """
    low, high = _place_in_time(first), _place_in_time(last)
    slots: dict[int, list[tuple[str, int, int]]] = {}
    for period in periods:
        slots.setdefault(min(max(_place_in_time(period[0]), low), high) - low, []).append(period)
    step = width / (high - low + 1)
    totals = {slot: (sum(p[1] for p in held), sum(p[2] for p in held)) for slot, held in slots.items()}
    most = max((max(pair) for pair in totals.values()), default=1) or 1
    half = height / 2 - 1
    return tuple(
        (
            round(slot * step, 2),
            round(min(max(1.0, step * 0.85), 14.0), 2),
            round(up / most * half, 1),
            round(down / most * half, 1),
            f"{held[0][0]}: {up} / {down}",
        )
        for slot, held in sorted(slots.items())
        for up, down in [totals[slot]]
    )


def span_of(periods: Iterable[tuple[str, int, int]]) -> tuple[str, str]:
    """The first and the last period, but for the few events that lie far off; empty for none."""
    counts: dict[str, int] = {}
    for name, up, down in periods:
        counts[name] = counts.get(name, 0) + up + down
    if not counts:
        return "", ""
    apart = sum(counts.values()) * _FAR_OFF
    return _end(sorted(counts), counts, apart), _end(sorted(counts, reverse=True), counts, apart)


def _end(names: Sequence[str], counts: Mapping[str, int], apart: float) -> str:
    passed = 0
    for name in names:
        passed += counts[name]
        if passed > apart:
            return name
    return names[-1]


def _place_in_time(period: str) -> int:
    """Months, or years where the period is one, since year 0."""
    year, _, month = period.partition("-")
    return int(year) * 12 + int(month) - 1 if month else int(year)


def _ticks(bins: Sequence[Bin], unit: str, step: float) -> tuple[tuple[float, str], ...]:
    length = {"day": 10, "week": 10, "month": 7, "year": 4}[unit]
    every = max(1, round(90 / step)) if step else 1
    found: list[tuple[float, str]] = []
    for number, each in enumerate(bins):
        if unit == "month" and len(bins) > 18:
            if each.since[5:7] == "01":
                found.append((round(number * step, 1), each.since[:4]))
        elif number % every == 0 and (len(bins) - number) * step > 66:
            found.append((round(number * step, 1), each.since[:length]))
    return tuple(found)


def _apart(ticks: list[tuple[float, str]]) -> list[tuple[float, str]]:
    kept: list[tuple[float, str]] = []
    for at, words in ticks:
        if not kept or at - kept[-1][0] > 24:
            kept.append((at, words))
    return kept
