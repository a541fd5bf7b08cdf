"""Two events laid beside one another: each function looks at one thing and says what it sees, and why."""

from collections.abc import Callable, Iterator
from math import asin, cos, radians, sin, sqrt

import msgspec

from demarche.collate.days import iso
from demarche.collate.place_names import alike, opposed, place_name
from demarche.collate.telling.happenings import kinds
from demarche.collate.telling.traits import Spot, Traits
from demarche.collate.telling.word_groups import means

NEAR_KM = 8.0
NEAR_IN_TOWN_KM = 2.0  # from one quarter to another
FAR_KM = 40.0
SAME_NEWS_DAYS = 2
PLAIN_MEANS = frozenset(
    {"air", "shelling", "ground", "blast", "crowd_control"}
)  # too usual to tell one from another
BESIDE_ANY = frozenset({"crowd_control"})  # one report has the tear gas, the other the shots
SMALL_TOLL = 3  # a toll so small agrees by chance
DEEDS = frozenset(
    {"attack", "hold", "force", "sanction"}
)  # kinds whose parties weigh otherwise than of words


class Score(msgspec.Struct, frozen=True):
    """One thing seen: `level` is a key of `data/linking.yaml` under `term`, which gives its weight.

    `value` scales the weight, 0 to 1; `reason`: in words, empty for what needs no words.
    """

    term: str
    level: str
    reason: str = ""
    value: float = 1.0


Compare = Callable[[Traits, Traits], Score]


def time(a: Traits, b: Traits) -> Score:
    """How their days stand to one another."""
    if a.dated == "none" or b.dated == "none":
        if _gap(a, b) > 0 and a.first and b.first:
            return Score("time", "background apart", "too far apart in time")
        if a.dated == b.dated and abs(a.last - b.last) > SAME_NEWS_DAYS:
            return Score("time", "undated apart", "both undated, in reports of other days")
        return Score("time", "unknown")
    gap = _gap(a, b)
    rough = {a.dated, b.dated}
    if "vague" in rough:
        return Score("time", "vague" if gap <= 0 else "apart", "" if gap <= 0 else "other dates")
    if gap <= 0:
        if rough == {"day"}:
            return Score("time", "same day", f"same day ({iso(max(a.first, b.first), min(a.last, b.last))})")
        if "span" in rough:
            return Score("time", "within", "one date lies within the other's span")
        return Score("time", "days overlap", "their days overlap")
    if gap == 1:
        level = "next day" if rough == {"day"} else "about a day apart"
        return Score("time", level, f"a day apart ({_days(a)} and {_days(b)})")
    if gap <= 3 and rough != {"day"}:
        return Score("time", "days apart", f"days apart ({_days(a)} and {_days(b)})")
    if gap == 2:
        return Score("time", "two days apart", f"two days apart ({_days(a)} and {_days(b)})")
    return Score("time", "apart", f"other dates ({_days(a)} and {_days(b)})")


def _gap(a: Traits, b: Traits) -> int:
    return max(a.first, b.first) - min(a.last, b.last)


def _days(a: Traits) -> str:
    return iso(a.first, a.last)


def place(a: Traits, b: Traits) -> Score:
    """How their places stand to one another."""
    one, two = a.spot, b.spot
    if one is None or two is None:
        return _named(a, b) or Score("place", "unknown")
    shown = f"({one.shown}, {two.shown})"
    if opposed(one.name, two.name) and (one.name.words & two.name.words or one.province == two.province):
        return Score("place", "other side", f"other sides of one place {shown}")
    if _same(one, two):
        return Score("place", _sameness(one, two), f"same place ({one.shown})")
    if "country" in (one.level, two.level):
        if _in_other_countries(one, two):
            return Score("place", "other country", f"other countries {shown}")
        if one.country and two.country and one.country != two.country:
            return Score("place", "unclear", f"perhaps other places {shown}")
        return Score("place", "same country", f"same country ({one.country or two.country})")
    named = _named(a, b)
    if named:
        return named
    if not one.name.words or not two.name.words:  # "the western districts"
        same_side = bool(one.name.side) and one.name.side == two.name.side
        return (
            Score("place", "same side", f"the same side {shown}") if same_side else Score("place", "unknown")
        )
    if _within(one, two) or _within(two, one):
        return Score("place", "within", f"one place lies in the other {shown}")
    km = _distance(one, two)
    near = NEAR_IN_TOWN_KM if _is_quarter(one) and _is_quarter(two) else NEAR_KM
    if km is not None and km <= near and one.level == two.level == "point":
        return Score("place", "near", f"{km:.0f} km apart {shown}")
    if _in_other_countries(one, two):
        return Score("place", "other country", f"other countries {shown}")
    if one.name.words == two.name.words:  # Damascus and its suburbs, of another province
        return Score("place", "within", f"one place lies in the other {shown}")
    if "region" in (one.level, two.level) and one.province != two.province:
        return Score("place", "unclear", f"perhaps other places {shown}")
    if (one.province and two.province and one.province != two.province) or (km is not None and km > FAR_KM):
        return Score("place", "far", f"other places {shown}")
    if not one.province or not two.province:
        return Score("place", "unclear", f"perhaps other places {shown}")
    if _is_capital(one) or _is_capital(two):  # Idlib may be the city or the province
        return Score("place", "capital", f"one may mean the province or its capital {shown}")
    if "region" in (one.level, two.level):
        return Score("place", "same province", f"both in the province of {one.province.title()}")
    return Score("place", "other place", f"other places {shown}")


def _named(a: Traits, b: Traits) -> Score | None:
    shown = _named_by_both(a, b)
    return Score("place", "named by both", f"both passages name {shown}") if shown else None


def _sameness(one: Spot, two: Spot) -> str:
    if "country" in (one.level, two.level):
        return "same country"
    if "province" in (one.level, two.level):
        return "same province"
    return "same city" if _is_capital(one) and one.name.side == two.name.side == "" else "same place"


def _same(one: Spot, two: Spot) -> bool:
    if one.geonameid is not None and one.geonameid == two.geonameid:
        return True
    if not alike(one.name, two.name):
        return False
    return one.guessed or two.guessed or not (one.province and two.province and one.province != two.province)


def _in_other_countries(one: Spot, two: Spot) -> bool:
    """Whether both are known to lie in a country, each in its own: a guess rules nothing out."""
    known = not one.guessed and not two.guessed and bool(one.country) and bool(two.country)
    return known and one.country != two.country


def _is_capital(spot: Spot) -> bool:
    return bool(spot.province) and alike(spot.name, place_name(spot.province))


def _is_quarter(spot: Spot) -> bool:
    return spot.kind in ("district", "facility")


def _within(inner: Spot, outer: Spot) -> bool:
    if outer.level == "province":
        return inner.province == outer.name.folded or (
            bool(inner.province) and inner.province == outer.province
        )
    if inner.name.words and outer.name.words and outer.name.words < inner.name.words:
        return True
    if _is_capital(outer) and inner.province == outer.province:
        return inner.kind in ("district", "facility", "") or inner.level == "region"
    return False


def _named_by_both(a: Traits, b: Traits) -> str:
    """A place below the province that one event happened at, or that both passages name."""
    for spot in ((a.spot,) if a.spot else ()) + a.around:
        for other in ((b.spot,) if b.spot else ()) + b.around:
            if spot.level == other.level == "point" and not _is_capital(spot) and _same(spot, other):
                return spot.shown
    return ""


def _distance(one: Spot, two: Spot) -> float | None:
    if one.lat is None or one.lon is None or two.lat is None or two.lon is None:
        return None
    phi, psi = radians(one.lat), radians(two.lat)
    half = sin((psi - phi) / 2) ** 2 + cos(phi) * cos(psi) * sin(radians(two.lon - one.lon) / 2) ** 2
    return 12742.0 * asin(sqrt(min(1.0, half)))


def type_(a: Traits, b: Traits) -> Score:
    """Whether their types can tell one happening."""
    if a.type == b.type:
        modes = a.modes & b.modes
        if a.kind not in ("attack",) and modes:
            return Score("type", "same mode", f"both {a.type} ({', '.join(sorted(modes))})")
        if a.kind == "statement" and a.modes and b.modes:
            return Score("type", "other mode", f"both {a.type}, but {_list(a.modes)} and {_list(b.modes)}")
        return Score("type", "same", f"both {a.type}")
    if (a.type, b.type) in kinds().together:
        return Score("type", "together", f"{a.type} goes with {b.type}")
    return Score("type", "other", f"{a.type} is not {b.type}")


def weapon(a: Traits, b: Traits) -> Score:
    """The means of an attack."""
    if not a.means or not b.means:
        return Score("means", "unknown")
    both = a.means & b.means
    if not both and BESIDE_ANY & (a.means | b.means):
        return Score("means", "unknown")
    if both:
        special = both - PLAIN_MEANS
        shown = " and ".join(sorted(special or both)).replace("_", " ")
        return Score("means", "same, telling" if special else "same", f"same means ({shown})")
    apart = means().apart
    if all((x, y) in apart for x in a.means for y in b.means):
        return Score("means", "apart", f"other means ({_list(a.means)}; {_list(b.means)})")
    return Score("means", "other", f"means differ ({_list(a.means)}; {_list(b.means)})")


def target(a: Traits, b: Traits) -> Score:
    """What is hit: a school, a wedding, a convoy."""
    both = a.targets & b.targets
    if both:
        return Score("target", "same", f"both tell of a {_list(both)}")
    if a.targets and b.targets:
        return Score("target", "other", f"{_list(a.targets)}; {_list(b.targets)}")
    return Score("target", "unknown")


def actors(a: Traits, b: Traits) -> Score:
    """Who acts. Rivals name different authors of one attack, so a difference weighs little there."""
    return _parties("actors", a.actors, b.actors, a.actor_codes, b.actor_codes, a.kind)


def recipients(a: Traits, b: Traits) -> Score:
    """Who is acted on."""
    return _parties("recipients", a.recipients, b.recipients, a.recipient_codes, b.recipient_codes, a.kind)


def _parties(
    term: str,
    a: frozenset[str],
    b: frozenset[str],
    a_codes: frozenset[str],
    b_codes: frozenset[str],
    kind: str,
) -> Score:
    group = "attack" if kind in DEEDS else "word"
    if not a or not b:
        return Score(term, f"{group}: unknown")
    both = a & b
    side = "acting" if term == "actors" else "acted on"
    if both:
        return Score(term, f"{group}: same", f"same party {side} ({_list(both)})")
    codes = a_codes & b_codes
    if codes:
        return Score(term, f"{group}: alike", f"parties of one kind {side} ({_list(codes)})")
    return Score(term, f"{group}: other", f"other parties {side} ({_list(a)}; {_list(b)})")


def toll(a: Traits, b: Traits) -> Score:
    """Numbers of dead, or of injured where one tells no dead."""
    for kind, one, two in (("killed", a.killed, b.killed), ("injured", a.injured, b.injured)):
        if not one or not two:
            continue
        both = set(one) & set(two)
        telling = [count for count in both if count > SMALL_TOLL]
        if telling:
            return Score("toll", "same", f"tolls agree: {max(telling)} {kind}")
        if both:
            return Score("toll", "same, small", f"tolls agree: {max(both)} {kind}")
        low, high = min(max(one), max(two)), max(max(one), max(two))
        if high <= 1.35 * low + 2:
            return Score("toll", "close", f"tolls are close: {low} and {high} {kind}")
        if high > 4 * low:
            return Score("toll", "far", f"tolls differ: {low} and {high} {kind}")
        return Score("toll", "other", f"tolls differ: {low} and {high} {kind}")
    return Score("toll", "unknown")


def words(a: Traits, b: Traits) -> Score:
    """Words that both tell it in, plain ones left out."""
    least = min(len(a.words), len(b.words))
    if least < 3:
        return Score("words", "shared", value=0.0)
    both = a.words & b.words
    value = min(1.0, len(both) / (2.0 + 0.5 * least))
    some = ", ".join(sorted(both)[:5])
    return Score("words", "shared", f"words in common: {some}" if value > 0.3 else "", round(value, 4))


def titles(a: Traits, b: Traits) -> Score:
    """Headlines, where both reports are chiefly about the event."""
    if not a.title_words or not b.title_words:
        return Score("titles", "shared", value=0.0)
    both = a.title_words & b.title_words
    value = len(both) / min(len(a.title_words), len(b.title_words))
    shown = f"headlines share: {', '.join(sorted(both)[:5])}" if value >= 0.3 else ""
    return Score("titles", "shared", shown, round(value, 4))


def role(a: Traits, b: Traits) -> Score:
    """Which part they play in their reports."""
    if a.report == b.report:
        return Score("role", "one report", "told apart in one report")
    if a.lead and b.lead:
        return Score("role", "both leads", "both reports are chiefly about it")
    return Score("role", "one lead" if a.lead or b.lead else "no lead")


def occurrence(a: Traits, b: Traits) -> Score:
    """Whether it happened."""
    if a.actual == b.actual:
        return Score("occurrence", "same")
    return Score("occurrence", "other", "one is not told as having happened")


def agreement(a: Traits, b: Traits) -> Score:
    """The agreement that they concern; of attacks, which may all break one, it says nothing."""
    if a.agreement and b.agreement and a.kind != "attack":
        if a.agreement == b.agreement:
            return Score("agreement", "same", f"both concern the {a.agreement}")
        return Score("agreement", "other", f"other agreements ({a.agreement}; {b.agreement})")
    return Score("agreement", "unknown")


COMPARISONS: tuple[Compare, ...] = (
    time, place, type_, weapon, target, actors, recipients, toll, words, titles, role, occurrence, agreement,
)  # fmt: skip


def compare(a: Traits, b: Traits) -> Iterator[Score]:
    """All that is seen of two events, one after the other; the order of the two makes no difference."""
    one, two = (a, b) if a.id <= b.id else (b, a)
    return (look(one, two) for look in COMPARISONS)


def _list(names: frozenset[str] | set[str]) -> str:
    return ", ".join(sorted(names)[:3]).replace("_", " ")
