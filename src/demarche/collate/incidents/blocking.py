"""Which events are compared at all: those that share a key of day, place, parties or toll.

An event without a day, a place or a party to go by has few keys or none, so that no block is larger than what
is told of one place in one day, or of one small place in one month by undated words.
"""

from collections.abc import Iterable
from datetime import date
from itertools import combinations
from zlib import crc32

from demarche.collate.telling.told import Told
from demarche.collate.telling.traits import Spot, Traits, traits_of

LONGEST_SPAN = 31  # days: an event dated less closely is compared by no month
LONGEST_YEAR = 366
TELLING_MEANS = frozenset(("capture", "chemical", "mine", "suicide", "vehicle_bomb"))
MOST_COUNTS = 3
LEAST_COUNT = 4
LARGE_COUNT = 10
SHORTEST_WORD = 3


def keys_of(told: Told) -> tuple[str, ...]:
    """The keys of an event, in order: two events are compared if and only if they share one."""
    return keys_of_traits(traits_of(told))


def keys_of_traits(traits: Traits) -> tuple[str, ...]:
    """As `keys_of`, of an event whose traits are drawn already."""
    # the day after too: what one dates to a night the other dates to the morning
    return tuple(sorted(_keys(traits, range(traits.first, traits.last + 2))))


def kept_keys(traits: Traits) -> tuple[int, ...]:
    """The keys under which a database keeps an event, as numbers: with its own days, not those beside them.

    Two events share a key of `keys_of` if one is kept under what is asked for the other (`asked_keys`); of
    some millions of keys a few have one number by chance.
    """
    return _numbered(_keys(traits, range(traits.first, traits.last + 1)))


def asked_keys(traits: Traits) -> tuple[int, ...]:
    """The numbers under which a database keeps the events that share a key with this one."""
    return _numbered(_keys(traits, range(traits.first - 1, traits.last + 2)))


def _numbered(keys: Iterable[str]) -> tuple[int, ...]:
    return tuple(sorted({crc32(key.encode()) - (1 << 31) for key in keys}))


def _keys(traits: Traits, days: range) -> set[str]:
    keys = {f"about|{traits.about or traits.id}"} if traits.about or traits.kind == "attack" else set()
    if traits.dated in ("day", "days", "guessed"):
        keys |= {f"{day}|{traits.kind}|{part}" for part in _day_parts(traits) for day in days}
        if traits.lead:
            keys |= _month_keys(traits)
    elif traits.first and traits.last - traits.first <= LONGEST_SPAN:
        keys |= _month_keys(traits)
    elif traits.first and traits.last - traits.first <= LONGEST_YEAR:
        keys |= _telling_keys(traits, 4)
    if traits.first and traits.last - traits.first <= LONGEST_SPAN:
        keys |= _telling_keys(traits, 7)
    if traits.lead and traits.first:
        keys |= _telling_keys(traits, 4)
    return keys | _toll_keys(traits)


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
        if spot.level == "point":
            parts |= _names(spot)
        if spot.province:
            parts.add(f"in {spot.province}")
        elif spot.level == "province":
            parts.add(f"in {spot.name.folded}")
    if traits.lead or traits.spot is None or traits.spot.level == "country" or not traits.spot.name.words:
        parts |= {f"by {means}" for means in traits.means}
    return parts


def _month_keys(traits: Traits) -> set[str]:
    named = _small_names((traits.spot, *traits.around[:2]))
    return {
        f"{month}|{traits.kind}|{part}" for month in _months(traits) for part in (*named, *traits.targets)
    }


def _telling_keys(traits: Traits, length: int) -> set[str]:
    """What struck one small place by the same telling means in one year (`length` 4) or month (7)."""
    telling = sorted(traits.means & TELLING_MEANS)
    spans = {month[:length] for month in _months(traits)}
    named = _small_names((traits.spot,))
    return {f"{span}|{traits.kind}|{name}|{means}" for span in spans for name in named for means in telling}


def _toll_keys(traits: Traits) -> set[str]:
    """A number of dead in one place: in the months that may be meant; a large one whenever."""
    named = _small_names((traits.spot, *traits.around[:2]))
    counts = [count for count in traits.killed if count >= LEAST_COUNT][:MOST_COUNTS]
    keys = {f"{traits.kind}|{name}|{count} killed" for name in named for count in counts}
    largest = max(traits.killed, default=0)
    if not traits.first or (traits.lead and largest >= LARGE_COUNT):
        whenever = {
            f"{traits.kind}|{name}|{largest} killed|{each}" for name in named for each in traits.means
        }
    else:
        whenever = set()
    if not traits.first or traits.last - traits.first > LONGEST_SPAN:
        return whenever
    return {f"{month}|{key}" for month in _months(traits) for key in keys} | whenever


def _months(traits: Traits) -> set[str]:
    return {date.fromordinal(day).isoformat()[:7] for day in (traits.first, traits.last)}


def _small_names(spots: Iterable[Spot | None]) -> list[str]:
    """Names of places smaller than a province."""
    small = (spot for spot in spots if spot is not None and spot.level not in ("country", "province"))
    return sorted({name for spot in small for name in _names(spot)})


def _names(spot: Spot) -> set[str]:
    """The whole name, and those of its words that may be names: "Aleppos western Zahraa" meets Zahraa."""
    words = {word for word in spot.name.words if len(word) >= SHORTEST_WORD}
    return words | ({spot.name.key} if spot.name.key else set())
