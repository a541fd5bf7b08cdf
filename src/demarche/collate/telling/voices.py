"""Who says what: an outlet in its own voice or a source it names; how many of the voices are independent."""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files

import msgspec
import yaml

from demarche.collate.telling.told import ReportKey, Told
from demarche.knowledge.folding import fold
from demarche.records import Attribution, Party, Stance, Voice

AFTER = 20  # characters before its author's name from which something is no part of what the author claims
FAR = 300  # characters from which a source named elsewhere in the report is no longer that of the words
_ONE_OF_A_COUNTRY = re.compile(r"^org:(.+)-of-[A-Z]{3}$")


class Sources(msgspec.Struct, frozen=True):
    """`data/sources.yaml`: who counts as one voice."""

    state_sectors: frozenset[str]
    same_voice: tuple[tuple[str, ...], ...]
    multitudes: frozenset[str]


@cache
def sources() -> Sources:
    """The lists of `data/sources.yaml`."""
    data = files("demarche.collate").joinpath("data", "sources.yaml").read_bytes()
    return msgspec.convert(yaml.safe_load(data), Sources)


@cache
def _speaks_for() -> dict[str, str]:
    return {each: line[0] for line in sources().same_voice for each in line}


def voice_of(told: Told, voices: Mapping[ReportKey, str]) -> Voice:
    """The voice that tells the event: its first source that does not deny it, else the outlet.

    `voices` gives each report's group of copies by report id; a report that it lacks is a group of its own.
    """
    told_by = (each for each in told.event.attribution if each.stance != "denies")
    return source_voice(told, next(told_by, None), voices)


def voice_at(told: Told, at: int, voices: Mapping[ReportKey, str]) -> Voice:
    """The voice that tells what stands at `at` in the report: the nearest source, else the outlet."""
    return source_voice(told, source_at(told, at), voices)


def source_at(told: Told, at: int) -> Attribution | None:
    """The source named nearest to `at`, deniers apart; None: the outlet itself, or all are far off.

    Who did it and says so says what follows, not what others were told to have counted before.
    """
    doers = {party.name for party in told.event.actors}
    told_by = [
        each
        for each in told.event.attribution
        if each.stance != "denies" and not (each.party.name in doers and each.party.start - at > AFTER)
    ]
    near = [each for each in told_by if _gap(each.party, at) <= FAR]
    return min(near, key=lambda each: (_gap(each.party, at), each.party.start, each.party.name), default=None)


def source_voice(told: Told, source: Attribution | None, voices: Mapping[ReportKey, str]) -> Voice:
    """The voice of a source, or the outlet's own voice where `source` is None."""
    if source is None:
        return _voice(told, None, "asserts", own_group(told, voices))
    group = _source_group(told, source.party, voices)
    return _voice(told, source.party, source.stance, group)


def speaker(told: Told, party: Party, stance: Stance, voices: Mapping[ReportKey, str]) -> Voice:
    """The voice of someone who speaks by acting: accuses, denies, claims."""
    return _voice(told, party, stance, _source_group(told, party, voices))


def group_of(report: ReportKey, voices: Mapping[ReportKey, str]) -> str:
    """The group of a report's own words: that of its copies, else the report itself."""
    return "report " + voices.get(report, "/".join(report))


def own_group(told: Told, voices: Mapping[ReportKey, str]) -> str:
    """The group of the outlet's own voice in this report: that of its copies."""
    return group_of(told.report, voices)


def independent(voices: Iterable[Voice]) -> int:
    """How many voices are independent: copies, one outlet's own words, one source are each one."""
    every = tuple(voices)
    outlets = {_name(voice) for voice in every if voice.by is None and voice.outlet}
    parent: dict[str, str] = {}

    def root(node: str) -> str:
        while (above := parent.setdefault(node, node)) != node:
            node = above
        return node

    for voice in every:
        first = root(voice.group)
        name = _name(voice)
        if name in outlets:  # an agency quoted elsewhere is the agency's own report
            parent[root("outlet " + name)] = first
    return sum(1 for node, above in parent.items() if node == above)


def one_voice(one: Voice, other: Voice) -> bool:
    """Whether two voices are no corroboration, and no rivals, of one another: `independent` counts one."""
    if one.group == other.group:
        return True
    return (one.by is None or other.by is None) and bool(name := _name(one)) and name == _name(other)


def _name(voice: Voice) -> str:
    return _folded(voice.by or voice.outlet or "")


@lru_cache(maxsize=10_000)
def _folded(name: str) -> str:
    return fold(name)


def _voice(told: Told, party: Party | None, stance: Stance, group: str) -> Voice:
    return Voice(
        report_id=told.report_id,
        event_id=told.id,
        outlet=told.outlet,
        published=told.published,
        by=None if party is None else party.name,
        by_code=None if party is None else party.code,
        stance=stance,
        group=group,
    )


def _source_group(told: Told, party: Party, voices: Mapping[ReportKey, str]) -> str:
    """What makes two sources one: the state they speak for, their identifier, else a name in one report."""
    if _is_outlet(told, party):
        return own_group(told, voices)
    if party.sector in sources().state_sectors and party.code and len(party.code) == 3:
        return "state " + party.code
    party = _meant(told, party)
    if party.id is not None and not _is_multitude(party.id):
        return "source " + _speaks_for().get(party.id, party.id)
    return f"{own_group(told, voices)}, {fold(party.name)}"


def _meant(told: Told, party: Party) -> Party:
    """The one known source of the event, where a nameless one of its kind ("the monitor") means it."""
    if party.id is not None:
        return party
    kin = {
        each.party.id: each.party
        for each in told.event.attribution
        if each.party.id and (each.party.code, each.party.sector) == (party.code, party.sector)
    }
    nameless = party.name[:1].islower()
    return next(iter(kin.values())) if nameless and len(kin) == 1 else party


def _is_outlet(told: Told, party: Party) -> bool:
    return told.outlet is not None and fold(told.outlet) == fold(party.name)


def _is_multitude(identifier: str) -> bool:
    match = _ONE_OF_A_COUNTRY.match(identifier)
    return bool(match) and match[1] in sources().multitudes  # type: ignore[index]


def _gap(party: Party, at: int) -> int:
    return max(party.start - at, at - party.end, 0)
