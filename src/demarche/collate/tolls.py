"""Tolls of an incident: who gives which number, and the range from low over best to high.

The range is in the manner of UCDP's Georeferenced Event Dataset (Högbladh, "UCDP GED Codebook", Uppsala
University): lowest reliable, most likely and highest reliable total; but nobody is judged. Low and high are
the lowest and highest total that some voice holds; best is the one that most independent voices hold and,
of as many, the lowest that is no mere floor. See `docs/decisions/074-disputes.md`.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import msgspec

from demarche.collate.populations import Population, is_further, is_rough, population_of
from demarche.collate.told import Told
from demarche.collate.voices import independent, voice_at
from demarche.records import TollClaim, TollKind, TollRange

KINDS: tuple[TollKind, ...] = ("killed", "injured", "missing", "displaced", "detained", "captured")
_LAST = "9999"


class Total(msgspec.Struct, frozen=True, kw_only=True):
    """The total that one voice holds at last: its latest claim, and all its claims of that count."""

    population: Population
    rough: bool
    claim: TollClaim
    claims: tuple[TollClaim, ...]


def toll_claims(tolds: Iterable[Told], voices: Mapping[str, str]) -> tuple[TollClaim, ...]:
    """Every number with the voice that gives it, in order of publication; a phrase once a report."""
    found: dict[tuple[str, int, int, str, int], TollClaim] = {}
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
            found.setdefault((told.report_id, toll.start, toll.end, toll.kind, toll.count), claim)
    return tuple(sorted(found.values(), key=_order))


def ranges_of(claims: Sequence[TollClaim]) -> tuple[TollRange, ...]:
    """Low, best and high of each kind of toll; none for a kind of which only parts are told.

    Where no voice counts all, those of the sides are added up; words of size count only without a number.
    """
    ranges = []
    for kind in KINDS:
        held = totals_of(claims, kind)
        numbered = [each for each in held if not each.rough] or held
        everyone = [each for each in numbered if each.population == "all"]
        if everyone:
            ranges.append(_range(kind, everyone))
        elif numbered:
            sides = [[t for t in numbered if t.population == p] for p in ("troops", "insurgents")]
            parts = [_range(kind, side) for side in sides if side]
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


def totals_of(claims: Sequence[TollClaim], kind: TollKind) -> tuple[Total, ...]:
    """What each voice holds at last, of each population: updates replace, parts are left out."""
    by_voice: dict[tuple[str, Population], list[TollClaim]] = {}
    parts = _parts(claims, kind)
    echoed = {_number(claim): claim.voice.group for claim in reversed(claims) if claim.voice.by is not None}
    for claim in claims:
        population = population_of(claim.who, claim.text)
        if (
            claim.kind == kind
            and claim.voice.stance != "denies"
            and population != "parts"
            and claim not in parts
        ):
            by_voice.setdefault((echoed.get(_number(claim), claim.voice.group), population), []).append(claim)
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


def _number(claim: TollClaim) -> tuple[str, str, int]:
    """A number of a report: in the outlet's own words and in a source's it is the source's."""
    return claim.voice.report_id, claim.kind, claim.count


def _parts(claims: Sequence[TollClaim], kind: TollKind) -> set[TollClaim]:
    """Claims beside which their report has a larger whole of the same kind.

    Two that it adds up (seven in one place and three in another are ten), and further ones ("nine others").
    """
    by_report: dict[str, list[TollClaim]] = {}
    for claim in claims:
        if claim.kind == kind and not is_rough(claim.text):
            by_report.setdefault(claim.voice.report_id, []).append(claim)
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
    backing = {count: independent(t.claim.voice for t in held if t.claim.count == count) for count in counts}
    firm = {total.claim.count for total in held if total.claim.bound not in ("at_least", "at_most")}
    best = min(counts, key=lambda count: (-backing[count], count not in firm, count))
    said = {1: "1 voice"}.get(backing[best], f"{backing[best]} voices")
    others = len(counts) - 1
    reason = f"{best} by {said}"
    if others:
        why = (
            "the most"
            if all(backing[best] > backing[c] for c in counts if c != best)
            else "the lowest number of as many"
        )
        reason += f", {why}; low and high of {len(counts)} totals"
    return TollRange(kind=kind, low=counts[0], best=best, high=counts[-1], reason=reason)


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
