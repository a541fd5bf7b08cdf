"""Which events are compared at all: those that share a key of day, place, parties or toll.

An event without a day, a place or a party to go by has few keys or none, so that no block is larger than what
is told of one place in one day, or of one small place in one month by undated words.
"""

from collections.abc import Iterable
from datetime import date
from itertools import combinations

from demarche.collate.place_names import SHORTEST_SOUND
from demarche.collate.told import Told
from demarche.collate.traits import Spot, Traits, traits_of

LONGEST_SPAN = 31  # days: an event dated less closely is compared by no month
MOST_COUNTS = 3
LEAST_COUNT = 4


def keys_of(told: Told) -> tuple[str, ...]:
    """The keys of an event, in order: two events are compared if and only if they share one."""
    return keys_of_traits(traits_of(told))


def keys_of_traits(traits: Traits) -> tuple[str, ...]:
    """As `keys_of`, of an event whose traits are drawn already."""
    keys = {f"about|{traits.about or traits.id}"} if traits.about or traits.kind == "attack" else set()
    if traits.dated in ("day", "days", "guessed"):
        # the day after too: what one dates to a night the other dates to the morning
        for day in range(traits.first, traits.last + 2):
            keys |= {f"{day}|{traits.kind}|{part}" for part in _day_parts(traits)}
        if traits.lead:
            keys |= _month_keys(traits)
    elif traits.dated in ("span", "none") and 0 < traits.last - traits.first <= LONGEST_SPAN:
        keys |= _month_keys(traits)
    if traits.lead or not traits.first:
        keys |= _toll_keys(traits)
    return tuple(sorted(keys))


def pairs_of(traits: Iterable[Traits]) -> list[tuple[str, str]]:
    """The pairs of ids that share a key, each once, the smaller id first, in order."""
    blocks: dict[str, list[str]] = {}
    for each in traits:
        for key in keys_of_traits(each):
            blocks.setdefault(key, []).append(each.id)
    return sorted({pair for ids in blocks.values() for pair in combinations(sorted(ids), 2)})


def _day_parts(traits: Traits) -> set[str]:
    if traits.kind not in ("attack", "hold", "protest", "aid", "force"):
        parties = {code.partition("/")[0] for code in traits.actor_codes}
        return {f"{party}" for party in parties} or {f"with {code}" for code in traits.recipient_codes}
    parts = set()
    spots = ((traits.spot,) if traits.spot else ()) + traits.around
    for spot in spots[:4]:
        if spot.level == "point" and spot.name.sound:
            parts.add(spot.name.sound)
        if spot.province:
            parts.add(f"in {spot.province}")
        elif spot.level == "province":
            parts.add(f"in {spot.name.folded}")
    if traits.lead or traits.spot is None or traits.spot.level == "country":
        parts |= {f"by {means}" for means in traits.means}
    return parts


def _month_keys(traits: Traits) -> set[str]:
    spots = [spot for spot in (traits.spot, *traits.around[:2]) if spot is not None and _is_small(spot)]
    months = {date.fromordinal(day).isoformat()[:7] for day in (traits.first, traits.last)}
    return {f"{month}|{traits.kind}|{spot.name.sound}" for month in months for spot in spots}


def _toll_keys(traits: Traits) -> set[str]:
    if traits.spot is None or not _is_small(traits.spot):
        return set()
    counts = [count for count in traits.killed if count >= LEAST_COUNT][:MOST_COUNTS]
    return {f"{traits.kind}|{traits.spot.name.sound}|{count} killed" for count in counts}


def _is_small(spot: Spot) -> bool:
    return spot.level != "country" and spot.level != "province" and len(spot.name.sound) >= SHORTEST_SOUND
