"""Rival totals: numbers of different voices that no update, part or bound explains."""

from collections.abc import Sequence
from itertools import combinations

from demarche.collate.disputes.tolls import ABOUT, KINDS, Total, Where, totals_of
from demarche.collate.telling.told import ReportKey
from demarche.collate.telling.voices import one_voice
from demarche.records import Dispute, Side, Statement, TollClaim, TollKind

FARTHEST = 4  # times the lower number: beyond, one of the two usually counts days or places of more

_BOUNDS = {"exact": "", "at_least": "at least ", "at_most": "at most ", "about": "about "}


def toll_disputes(
    claims: Sequence[TollClaim], leads: frozenset[str], aside: frozenset[Where] = frozenset()
) -> tuple[Dispute, ...]:
    """One dispute a kind of toll on which voices hold different totals, those set `aside` left out."""
    found = []
    for kind in KINDS:
        held = totals_of(claims, kind, aside)
        chief = _chief_events(claims, kind, leads)
        rivals = [(a, b) for a, b in combinations(held, 2) if are_rivals(a, b, chief)]
        if rivals:
            involved = [total for total in held if any(total in pair for pair in rivals)]
            found.append(_dispute(kind, involved, rivals))
    return tuple(found)


def are_rivals(one: Total, other: Total, chief: frozenset[str]) -> bool:
    """Whether two totals differ as only a dispute can: two voices, the same people, no bound that fits.

    A size ("dozens") fits what is no lower; "at most 50" fits what is lower; "about 100" what is near,
    "over 30" what is a little more.
    "At least 17" and "at least 20" are two totals: each source gives what it knows.
    """
    if one.claim.count == other.claim.count or one_voice(one.claim.voice, other.claim.voice):
        return False
    lower, higher = (one, other) if one.claim.count < other.claim.count else (other, one)
    if one.population != other.population and lower.population != "all":
        return False  # the dead of one side may be a part of all the dead
    if lower.rough or higher.claim.bound == "at_most":
        return False
    if higher.rough:
        return lower.claim.bound == "exact" and lower.claim.count * 2 < higher.claim.count
    if higher.claim.count > FARTHEST * lower.claim.count and not _are_chief(lower, higher, chief):
        return False
    near = higher.claim.count - lower.claim.count <= ABOUT * higher.claim.count
    loose = "about" in (one.claim.bound, other.claim.bound) or lower.claim.bound == "at_least"
    return not (near and loose)


def _chief_events(claims: Sequence[TollClaim], kind: TollKind, leads: frozenset[str]) -> frozenset[str]:
    """The leads of reports that give one number of the kind only: it is the incident's toll, not a week's."""
    counts: dict[ReportKey, set[int]] = {}
    for claim in claims:
        if claim.kind == kind:
            counts.setdefault(claim.voice.report, set()).add(claim.count)
    events = (claim.voice.event_id for claim in claims if len(counts.get(claim.voice.report, ())) == 1)
    return frozenset(events) & leads


def _are_chief(one: Total, other: Total, chief: frozenset[str]) -> bool:
    first, second = one.claim.voice, other.claim.voice
    return first.report != second.report and {first.event_id, second.event_id} <= chief


def toll_value(claim: TollClaim) -> str:
    """A toll for a person: "at least 58 killed"."""
    return f"{_BOUNDS[claim.bound]}{claim.count} {claim.kind}"


def _dispute(kind: TollKind, involved: Sequence[Total], rivals: Sequence[tuple[Total, Total]]) -> Dispute:
    by_value: dict[tuple[int, str], list[TollClaim]] = {}
    for total in involved:
        by_value.setdefault((total.claim.count, toll_value(total.claim)), []).extend(total.claims)
    sides = tuple(
        Side(value=value, claims=tuple(_statement(c) for c in sorted(held, key=_order)))
        for (_, value), held in sorted(by_value.items())
    )
    one, other = max(rivals, key=lambda pair: (abs(pair[0].claim.count - pair[1].claim.count), _names(pair)))
    lower, higher = sorted((one, other), key=lambda total: total.claim.count)
    floors = all(total.claim.bound == "at_least" for pair in rivals for total in pair)
    reason = f"{toll_value(lower.claim)} by {_who(lower)}, {toll_value(higher.claim)} by {_who(higher)}"
    if floors:
        reason += "; neither excludes the other"
    return Dispute(kind="toll", about=kind, sides=sides, reason=reason)


def _statement(claim: TollClaim) -> Statement:
    return Statement(
        value=toll_value(claim), text=claim.text, start=claim.start, end=claim.end, voice=claim.voice
    )


def _who(total: Total) -> str:
    voice = total.claim.voice
    outlet = voice.outlet or "a report without outlet"
    return f"{voice.by} through {outlet}" if voice.by else outlet


def _names(pair: tuple[Total, Total]) -> tuple[str, str]:
    return pair[0].claim.voice.group, pair[1].claim.voice.group


def _order(claim: TollClaim) -> tuple[str, str, int]:
    return claim.voice.published or "9999", claim.voice.report_id, claim.start
