"""Who is said by whom to have broken an agreement, and who says that it holds."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from demarche.collate.courses.accord_mentions import AccordMention, accord_table
from demarche.collate.courses.sequels import IncidentOf
from demarche.collate.courses.sides import side_of
from demarche.collate.order import day_of
from demarche.collate.telling.told import ReportKey, Told
from demarche.collate.telling.voices import group_of, speaker, voice_of
from demarche.records import Breach, Party, Statement, Voice

_BY = re.compile(r"\bby\s+(?:the\s+)?(?:\w+\s+)?$", re.IGNORECASE)


def breaches_in(
    mentions: Sequence[AccordMention],
    tolds: Mapping[str, Told],
    incident_of: Mapping[str, IncidentOf],
    voices: Mapping[ReportKey, str],
) -> tuple[Breach, ...]:
    """The alleged breaches that the mentions' events tell, in order; each accused party of an event once."""
    found: dict[tuple[str, str], Breach] = {}
    for mention in mentions:
        for told in (tolds[id_] for id_ in (*mention.events, *mention.beside) if id_ in tolds):
            for party in accused_of(told, tied=told.id in mention.events):
                incident = incident_of.get(told.id)
                first = min(told.event.mentions)
                voice = _accuser(told, voices)
                found.setdefault(
                    (told.id, party.name),
                    Breach(
                        accused=party.name,
                        accused_code=party.code,
                        said_by=voice.by,
                        stance=voice.stance,
                        term=_term(told, mention),
                        date=day_of(told),
                        place=told.event.where.name if told.event.where else None,
                        event_id=told.id,
                        incident_id=incident.id if incident else None,
                        text=first.text,
                        start=first.start,
                        end=first.end,
                        voice=voice,
                    ),
                )
    return tuple(found.values())


def accused_of(told: Told, *, tied: bool) -> tuple[Party, ...]:
    """Who has broken an agreement, as the event tells; empty when it tells of no breach.

    `tied`: the event is about the agreement; else its sentence speaks of it and must say that it was broken.
    """
    event = told.event
    if event.occurrence != "actual":
        return ()
    if event.type == "ACCUSE":
        return event.recipients if _pattern("breach").search(told.passage) else ()
    if event.type not in accord_table().breaking_types or _as_pretext(told):
        return ()
    broken = tied or _pattern("breach").search(told.passage) or _pattern("against").search(told.passage)
    return _named_as_doing(told) if broken else ()


def _as_pretext(told: Told) -> bool:
    """Whether the deed is only the reason that somebody gives: "under the pretext of fighting militants"."""
    return bool(_pattern("pretext").search(told.passage[: max(0, _deed(told) - told.passage_start)]))


def _deed(told: Told) -> int:
    """Where the passage tells the deed; 0 where another sentence does."""
    return min((m.start for m in told.event.mentions if m.start >= told.passage_start), default=0)


def _named_as_doing(told: Told) -> tuple[Party, ...]:
    """The actors that the sentence names before the deed, or after "by"; all where it names none of them so.

    Who is only named behind it ("under the pretext of fighting …") is not accused on that account.
    """
    at = _deed(told)
    doing = {
        side_of(party)
        for party in told.around.parties
        if party.start < at or _BY.search(told.passage[: max(0, party.start - told.passage_start)])
    }
    found = tuple(party for party in told.event.actors if side_of(party) in doing)
    return found or told.event.actors


def upheld_in(mentions: Sequence[AccordMention], voices: Mapping[ReportKey, str]) -> tuple[Statement, ...]:
    """Who says that the agreement holds: the sentences that say so, each report's once."""
    found = []
    for mention in mentions:
        match = _pattern("upheld").search(mention.passage)
        if match and not _pattern("breach").search(mention.passage):
            voice = Voice(
                report_id=mention.report_id,
                event_id="",
                outlet=mention.outlet,
                published=mention.published,
                group=group_of((mention.outlet or "", mention.report_id), voices),
            )
            start = mention.passage_start + match.start()
            found.append(
                Statement(
                    value=mention.passage, text=match[0], start=start, end=start + len(match[0]), voice=voice
                )
            )
    return tuple(found)


def _accuser(told: Told, voices: Mapping[ReportKey, str]) -> Voice:
    """Who says so: of an accusation the accuser, else the event's source or the outlet."""
    if told.event.type == "ACCUSE" and told.event.actors:
        return speaker(told, told.event.actors[0], "alleges", voices)
    return voice_of(told, voices)


def _term(told: Told, mention: AccordMention) -> str | None:
    """The term that the passage of the breach repeats, None when it repeats none."""
    words = set(re.findall(r"[a-z]{5,}", told.passage.lower()))
    shared = [
        (len(words & set(re.findall(r"[a-z]{5,}", term.lower()))), term) for term in mention.agreement.terms
    ]
    best = max(shared, default=(0, ""))
    return best[1] if best[0] >= 2 else None


@cache
def _pattern(words: str) -> re.Pattern[str]:
    told: tuple[str, ...] = getattr(accord_table(), words)
    return re.compile(
        r"\b(?:" + "|".join(re.escape(word).replace(r"\*", r"\w*") for word in told) + r")\b", re.IGNORECASE
    )
