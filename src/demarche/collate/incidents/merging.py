"""Events of many reports into incidents: grouped, then each told as one record."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from demarche.collate.disputes.authors import author_claims
from demarche.collate.disputes.fields import disputes_of
from demarche.collate.disputes.tolls import ranges_of, set_aside, toll_claims
from demarche.collate.incidents.best_values import date_of, place_of
from demarche.collate.incidents.grouping import groups_of
from demarche.collate.incidents.linking import Link
from demarche.collate.incidents.titles import title_of
from demarche.collate.telling.told import ReportKey, Told
from demarche.collate.telling.voices import independent, voice_of
from demarche.records import Incident, IncidentParty, Part, Party, Voice

Pair = tuple[str, str]
_NONE: Mapping[str, str] = {}
_NO_VOICES: Mapping[ReportKey, str] = {}


def incidents_of(
    tolds: Iterable[Told],
    links: Iterable[Link],
    *,
    voices: Mapping[ReportKey, str] = _NO_VOICES,
    must_link: Collection[Pair] = frozenset(),
    cannot_link: Collection[Pair] = frozenset(),
    titles: Mapping[str, str] = _NONE,
) -> tuple[Incident, ...]:
    """Every event in exactly one incident; incidents in order of id, whatever the order of the input.

    `links`: those of `linking.links_among`. What they join is grouped apart from all else, so that a part of
    a corpus that no link leaves can be done by itself. `voices`: by report id, its group of copies.
    `must_link`, `cannot_link`, `titles` (by event): a person's decisions.
    """
    by_id = {told.id: told for told in tolds}
    groups = groups_of(by_id, links, must_link=must_link, cannot_link=cannot_link)
    made = (incident_of([by_id[id_] for id_ in group], voices, titles) for group in groups)
    return tuple(sorted(made, key=lambda incident: incident.id))


def incident_of(
    tolds: Sequence[Told], voices: Mapping[ReportKey, str] = _NO_VOICES, titles: Mapping[str, str] = _NONE
) -> Incident:
    """One incident of the events that tell it."""
    ordered = sorted(tolds, key=_order)
    type_ = _type(ordered)
    core = [told for told in ordered if told.event.type == type_] or ordered
    occurrence = _occurrence(core)
    day, place, parties = date_of(core, voices), place_of(core, voices), parties_of(core)
    title = title_of(core, type_=type_, occurrence=occurrence, day=day, place=place)
    claims = toll_claims(ordered, voices)
    said = tuple(voice_of(told, voices) for told in ordered)
    return Incident(
        id=incident_id(ordered[0].id),
        title=next((titles[told.id] for told in reversed(ordered) if told.id in titles), title),
        type=type_,
        mode=_modes(core),
        occurrence=occurrence,
        date=day,
        place=place,
        parties=parties,
        reports=parts_of(ordered, voices),
        tolls=claims,
        authors=author_claims(ordered, voices),
        disputes=disputes_of(ordered, voices, place),
        ranges=ranges_of(claims, set_aside(ordered, place)),
        voices=_distinct(said),
        independent_sources=independent(said),
        events=tuple(told.id for told in ordered),
        agreements=tuple(sorted({told.event.agreement for told in ordered if told.event.agreement})),
        confidence=round(max(told.event.confidence for told in ordered), 4),
    )


def incident_id(event_id: str) -> str:
    """The id of the incident whose first event, by publication, is `event_id`."""
    return "i-" + hashlib.sha256(event_id.encode()).hexdigest()[:16]


def parts_of(ordered: Sequence[Told], voices: Mapping[ReportKey, str]) -> tuple[Part, ...]:
    """What each report tells, in order of publication."""
    by_report: dict[ReportKey, list[Told]] = {}
    for told in ordered:
        by_report.setdefault(told.report, []).append(told)
    return tuple(
        Part(
            report_id=held[0].report_id,
            outlet=held[0].outlet,
            published=held[0].published,
            title=held[0].title,
            lead=any(told.lead for told in held),
            voice=voices.get(report, "/".join(report)),
            events=tuple(told.id for told in held),
        )
        for report, held in by_report.items()
    )


def parties_of(tolds: Iterable[Told]) -> tuple[IncidentParty, ...]:
    """The parties, in how many reports each acts and is acted on; most told first."""
    known: dict[tuple[str, str | None], Party] = {}
    acts: dict[tuple[str, str | None], set[ReportKey]] = {}
    receives: dict[tuple[str, str | None], set[ReportKey]] = {}
    for told in tolds:
        for role, parties in ((acts, told.event.actors), (receives, told.event.recipients)):
            for party in parties:
                key = (party.name, party.code)
                known.setdefault(key, party)
                role.setdefault(key, set()).add(told.report)
    found = [
        IncidentParty(
            name=party.name,
            code=party.code,
            sector=party.sector,
            acts=len(acts.get(key, ())),
            receives=len(receives.get(key, ())),
        )
        for key, party in known.items()
    ]
    return tuple(
        sorted(found, key=lambda party: (-party.acts - party.receives, party.name, party.code or ""))
    )


def _order(told: Told) -> tuple[str, str]:
    return told.published or "", told.id


def _type(tolds: Sequence[Told]) -> str:
    """The type of most leads, else of most events; what was done before what was said of it."""
    counts = Counter(told.event.type for told in tolds if told.lead) or Counter(
        told.event.type for told in tolds
    )
    attack = any(told.event.type == "ASSAULT" for told in tolds)
    return "ASSAULT" if attack else min(counts, key=lambda type_: (-counts[type_], type_))


def _occurrence(tolds: Sequence[Told]) -> str:
    counts = Counter(told.event.occurrence for told in tolds)
    return "actual" if "actual" in counts else min(counts, key=lambda each: (-counts[each], each))


def _modes(tolds: Sequence[Told]) -> tuple[str, ...]:
    """The modes that at least a third of the events tell."""
    counts = Counter(mode for told in tolds for mode in told.event.mode)
    return tuple(sorted(mode for mode, count in counts.items() if 3 * count >= len(tolds)))


def _distinct(voices: Iterable[Voice]) -> tuple[Voice, ...]:
    """One of each report, source and stance."""
    found: dict[tuple[ReportKey, str | None, str], Voice] = {}
    for voice in voices:
        found.setdefault((voice.report, voice.by, voice.stance), voice)
    return tuple(found.values())
