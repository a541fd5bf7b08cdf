"""Tolls of an incident: who gives which number, and the range from low over best to high.

The range is in the manner of UCDP's Georeferenced Event Dataset (Högbladh, "UCDP GED Codebook", Uppsala
University): lowest reliable, most likely and highest reliable total; but nobody is judged. Low and high are
the lowest and highest total that some voice holds; best is the one that most independent voices hold; of as
many the one that most others leave open ("at least 20" leaves 36 open), then the lowest that is no mere
floor. See `docs/decisions/074-disputes.md`.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import msgspec

from demarche.collate.days import days_of
from demarche.collate.disputes.populations import Population, is_further, is_rough, population_of
from demarche.collate.place_names import place_name
from demarche.collate.telling.told import ReportKey, Told
from demarche.collate.telling.voices import independent, voice_at
from demarche.records import Place, TollClaim, TollKind, TollRange

KINDS: tuple[TollKind, ...] = ("killed", "injured", "missing", "displaced", "detained", "captured")
_LAST = "9999"
OPEN = 2  # times a floor up to which it says something of a number
ABOUT = 0.1  # "about 100" agrees with what lies within a tenth of it
NIGHT = 1  # days that an incident may reach beyond its first and still be one attack
SPOKEN = ("ACCUSE", "REJECT")  # said of the incident, on another day
Where = tuple[ReportKey, int]


class Total(msgspec.Struct, frozen=True, kw_only=True):
    """The total that one voice holds at last: its latest claim, and all its claims of that count."""

    population: Population
    rough: bool
    claim: TollClaim
    claims: tuple[TollClaim, ...]


def toll_claims(tolds: Iterable[Told], voices: Mapping[ReportKey, str]) -> tuple[TollClaim, ...]:
    """Every number with the voice that gives it, in order of publication; a phrase once a report."""
    found: dict[tuple[ReportKey, int, int, str, int], TollClaim] = {}
    for told in sorted(tolds, key=lambda each: each.id):
        for toll in told.event.toll:
            claim = TollClaim(
                kind=toll.kind,
                count=toll.count,
                bound=toll.bound,
                who=toll.who,
                text=toll.text,
                start=toll.start,
                end=toll.end,
                voice=voice_at(told, toll.start, voices),
            )
            found.setdefault((told.report, toll.start, toll.end, toll.kind, toll.count), claim)
    return tuple(sorted(found.values(), key=_order))


def set_aside(tolds: Sequence[Told], place: Place | None) -> frozenset[Where]:
    """The report and start of each number that counts more than the incident: a longer time, other places."""
    return frozenset(_of_longer(tolds) | _of_elsewhere(tolds, place))


def _of_elsewhere(tolds: Iterable[Told], place: Place | None) -> set[Where]:
    """Numbers beside which their report has one that names the incident's place: "22 in Idlib province"."""
    name = place_name(place.name) if place else None
    found: set[Where] = set()
    if name is None or not name.words:
        return found
    for told in tolds:
        for kind in KINDS:
            tolls = [toll for toll in told.event.toll if toll.kind == kind]
            here = [toll for toll in tolls if name.words <= place_name(toll.text).words]
            if here:
                found.update((told.report, toll.start) for toll in tolls if toll not in here)
    return found


def _of_longer(tolds: Sequence[Told]) -> set[Where]:
    """Numbers of a longer time than the incident took: by their words, or of an event that took days more.

    Of what itself took days, as a siege, no number is too long.
    """
    tolds = [told for told in tolds if told.event.type not in SPOKEN]
    spans = [days for told in tolds if told.event.when and (days := days_of(told.event.when.date))]
    if not spans or min(last - first for first, last in spans) > NIGHT:
        return set()
    found: set[Where] = set()
    for told in tolds:
        days = days_of(told.event.when.date) if told.event.when else None
        over_days = days is not None and days[1] - days[0] > NIGHT
        found.update(
            (told.report, toll.start) for toll in told.event.toll if over_days or toll.start in told.longer
        )
    return found


def ranges_of(claims: Sequence[TollClaim], aside: frozenset[Where] = frozenset()) -> tuple[TollRange, ...]:
    """Low, best and high of each kind of toll; none for a kind of which only parts are told.

    Where no voice counts all, those of the sides are added up; words of size count only without a number. All
    are no fewer than a voice counts of one side. `aside`: numbers that count more than the incident
    (`set_aside`), which are left out.
    """
    ranges = []
    for kind in KINDS:
        held = totals_of(claims, kind, aside)
        numbered = [each for each in held if not each.rough] or held
        everyone = [each for each in numbered if each.population == "all"]
        if everyone:
            sides = [each for each in numbered if each not in everyone]
            ranges.append(_no_less(_range(kind, everyone), sides))
        elif numbered:
            of_each = [[t for t in numbered if t.population == p] for p in ("troops", "insurgents")]
            parts = [_range(kind, side) for side in of_each if side]
            ranges.append(
                TollRange(
                    kind=kind,
                    low=sum(part.low for part in parts),
                    best=sum(part.best for part in parts),
                    high=sum(part.high for part in parts),
                    reason="; ".join(part.reason for part in parts),
                )
            )
    return tuple(ranges)


def totals_of(
    claims: Sequence[TollClaim], kind: TollKind, aside: frozenset[Where] = frozenset()
) -> tuple[Total, ...]:
    """What each voice holds at last, of each population: updates replace, parts and `aside` are left out."""
    claims = _its_own([claim for claim in claims if claim.kind == kind], aside)
    by_voice: dict[tuple[str, Population], list[TollClaim]] = {}
    parts = _parts(claims, kind)
    echoed = {_number(claim): claim.voice.group for claim in reversed(claims) if claim.voice.by is not None}
    own: dict[str, str] = {}  # an outlet's own words in all its reports are one voice
    for claim in claims:
        if claim.voice.by is None and claim.voice.outlet:
            own.setdefault(claim.voice.outlet, claim.voice.group)
    for claim in claims:
        population = population_of(claim.who, claim.text)
        itself = own.get(claim.voice.outlet or "") if claim.voice.by is None else None
        voice = echoed.get(_number(claim)) or itself or claim.voice.group
        if (
            claim.kind == kind
            and claim.voice.stance != "denies"
            and population != "parts"
            and claim not in parts
        ):
            by_voice.setdefault((voice, population), []).append(claim)
    found = []
    for (_, population), given in sorted(by_voice.items()):
        numbered = [claim for claim in given if not is_rough(claim.text)]
        chosen = numbered or given
        last = max(claim.voice.published or "" for claim in chosen)
        latest = [claim for claim in chosen if (claim.voice.published or "") == last]
        claim = max(
            latest, key=lambda each: (each.count, each.bound == "exact", each.voice.report_id, each.start)
        )
        same = tuple(each for each in chosen if each.count == claim.count)
        found.append(Total(population=population, rough=not numbered, claim=claim, claims=same))
    return tuple(found)


def _its_own(claims: Sequence[TollClaim], aside: frozenset[Where]) -> Sequence[TollClaim]:
    """The claims without those set aside, where any number remains."""
    left = [claim for claim in claims if (claim.voice.report, claim.start) not in aside]
    numbered = any(
        not is_rough(claim.text) and population_of(claim.who, claim.text) != "parts" for claim in left
    )
    return left if numbered else claims


def _number(claim: TollClaim) -> tuple[ReportKey, str, int]:
    """A number of a report: in the outlet's own words and in a source's it is the source's."""
    return claim.voice.report, claim.kind, claim.count


def _parts(claims: Sequence[TollClaim], kind: TollKind) -> set[TollClaim]:
    """Claims beside which their report has a larger whole of the same kind.

    Two that it adds up (seven in one place and three in another are ten), and further ones ("nine others").
    """
    by_report: dict[ReportKey, list[TollClaim]] = {}
    for claim in claims:
        if claim.kind == kind and not is_rough(claim.text):
            by_report.setdefault(claim.voice.report, []).append(claim)
    parts: set[TollClaim] = set()
    for given in by_report.values():
        counts = {claim.count for claim in given}
        parts.update(each for each in given if is_further(each.text) and max(counts) > each.count)
        for one, other in combinations(given, 2):
            if one.count != other.count and one.count + other.count in counts:
                parts.update((one, other))
    return parts


def _range(kind: TollKind, held: Sequence[Total]) -> TollRange:
    counts = sorted({total.claim.count for total in held})
    backing = {count: _hold(held, count) for count in counts}
    left_open = {
        count: independent(t.claim.voice for t in held if _leaves_open(t.claim, count)) for count in counts
    }
    firm = {total.claim.count for total in held if total.claim.bound not in ("at_least", "at_most")}
    best = min(counts, key=lambda count: (-backing[count], -left_open[count], count not in firm, count))
    reason = f"{best} by {_voices(backing[best])}"
    if len(counts) > 1:
        rivals = [count for count in counts if count != best and backing[count] == backing[best]]
        if not rivals:
            reason += ", the most"
        elif all(left_open[best] > left_open[count] for count in rivals):
            reason += f", left open by {left_open[best] - backing[best]} more"
        else:
            reason += ", the lowest number of as many"
        reason += f"; low and high of {len(counts)} totals"
    if all(total.rough for total in held):
        reason += "; a word of size, no count"
    return TollRange(kind=kind, low=counts[0], best=best, high=counts[-1], reason=reason)


def _no_less(all_: TollRange, of_a_side: Sequence[Total]) -> TollRange:
    """The range, as high as the highest number of one side or group: who holds that, holds as many of all."""
    most = max((total.claim.count for total in of_a_side if total.claim.bound != "at_most"), default=0)
    if most <= all_.high:
        return all_
    return msgspec.structs.replace(all_, high=most, reason=f"{all_.reason}; {most} of one side alone")


def _hold(held: Iterable[Total], count: int) -> int:
    return independent(total.claim.voice for total in held if total.claim.count == count)


def _voices(count: int) -> str:
    return "1 voice" if count == 1 else f"{count} voices"


def _leaves_open(claim: TollClaim, count: int) -> bool:
    """Whether the claim can be true if `count` is: "at least 20" with 36, but hardly with 120."""
    if claim.count == count:
        return True
    if claim.bound == "at_least":
        return claim.count < count <= OPEN * claim.count
    if claim.bound == "at_most":
        return count < claim.count <= OPEN * count
    return claim.bound == "about" and abs(claim.count - count) <= ABOUT * count


def _order(claim: TollClaim) -> tuple[str, str, str, int, int, str, int]:
    voice = claim.voice
    return (
        voice.published or _LAST,
        voice.outlet or "",
        voice.report_id,
        claim.start,
        claim.end,
        claim.kind,
        claim.count,
    )
