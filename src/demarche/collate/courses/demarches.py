"""Demarches: requests and ultimatums of one party to another as threads, and what came of each.

A thread is all that one side asks of another about one matter: the third parties that what it asks for
names. It is made from the events of these sides alone, so that others cannot change it.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence

from demarche.collate.courses.asking import NOBODY, Pair, is_conditional, matter_of
from demarche.collate.courses.bearing import Matter, bearing_table
from demarche.collate.courses.chronicle import Chronicle
from demarche.collate.courses.deadlines import deadline_of
from demarche.collate.courses.outcomes import answer_of, outcome_of
from demarche.collate.courses.sequels import IncidentOf, course_of, sequels_of
from demarche.collate.courses.sides import Side, name_of, side_of
from demarche.collate.courses.threads import threads_of
from demarche.collate.incidents.title_names import is_plural, with_article
from demarche.collate.order import day_of
from demarche.collate.telling.told import ReportKey, Told
from demarche.collate.telling.voices import voice_of
from demarche.knowledge.folding import fold
from demarche.records import Demarche, Making, Party, When

LONGEST_SUBJECT = 200  # characters
NOBODY_NAMED = "nobody named"


def demarches_of(
    makings: Mapping[Pair, Sequence[Told]],
    chronicle: Chronicle,
    incident_of: Mapping[str, IncidentOf],
    voices: Mapping[ReportKey, str],
    latest: str | None,
) -> tuple[Demarche, ...]:
    """All threads of the makings, oldest first, undated ones last; calls on nobody by name after all others.

    `chronicle` holds the steps of all events, `latest` is the last day of publication of any report.
    """
    found = []
    for (asker, asked), told in makings.items():
        for thread in threads_of(told, asker, asked):
            found.append(demarche_of(asker, asked, thread, chronicle, incident_of, voices, latest))
    return tuple(sorted(found, key=lambda made: (made.asked == NOBODY_NAMED, made.since or "9", made.id)))


def about_of(thread: Sequence[Told], asker: Side, asked: Side) -> tuple[str, ...]:
    """Whom a thread is about, by code or name, the most often named first."""
    matter = Counter(key for told in thread for key in matter_of(told, asker, asked))
    return tuple(sorted(matter, key=lambda key: (-matter[key], key)))


def demarche_of(
    asker: Side,
    asked: Side,
    thread: Sequence[Told],
    chronicle: Chronicle,
    incident_of: Mapping[str, IncidentOf],
    voices: Mapping[ReportKey, str],
    latest: str | None,
) -> Demarche:
    """One thread (`threads_of`) with what came of it; the rest as for `demarches_of`."""
    deadlines = {told.id: deadline_of(told) for told in thread}
    makings = _makings(thread, deadlines, incident_of, voices)
    about = about_of(thread, asker, asked)
    since = min((making.date for making in makings if making.date), default=None)
    last = max((making.date for making in makings if making.date), default=None)
    course = course_of(thread, Matter(asker.key, asked.key, frozenset(about)))
    sequels = sequels_of(chronicle, course, incident_of)
    deadline = max((when.date for when in deadlines.values() if when and when.date), default=None)
    asker_name = _name(asker, _askers(thread))
    asked_name = (
        NOBODY_NAMED if asked == NOBODY else _name(asked, [p for t in thread for p in t.event.recipients])
    )
    words = f"{asker.key}>{asked.key}>{min(told.id for told in thread)}"
    return Demarche(
        id="q-" + hashlib.sha256(words.encode()).hexdigest()[:16],
        title=_title(
            asker, asker_name, asked_name, thread, about, next(filter(None, deadlines.values()), None)
        ),
        asker=asker_name,
        asker_code=asker.code,
        asked=asked_name,
        asked_code=asked.code,
        about=about,
        subject=_subject(thread[0]),
        ultimatum=any(deadlines.values()) or any(map(_leaves_a_way_out, thread)),
        since=since,
        last=last,
        makings=makings,
        deadline=deadline,
        answer=answer_of(sequels, last),
        outcome=outcome_of(sequels, last, deadline, latest),
        sequels=sequels,
        reports=tuple(sorted({told.report_id for told in thread})),
    )


def _leaves_a_way_out(told: Told) -> bool:
    return told.event.type == "THREATEN" and is_conditional(told)


def _makings(
    thread: Sequence[Told],
    deadlines: Mapping[str, When | None],
    incident_of: Mapping[str, IncidentOf],
    voices: Mapping[ReportKey, str],
) -> tuple[Making, ...]:
    """Each time that it was made: what tells of one happening, or in one sentence of one day, is once."""
    found: dict[tuple[str | None, str], Making] = {}
    seen: set[str] = set()
    for told in thread:
        making = _making(told, deadlines[told.id], incident_of, voices)
        words = (making.date, fold(making.passage))
        incident = making.incident_id or making.event_id
        if words not in found and incident not in seen:
            found[words] = making
        seen.add(incident)
    return tuple(found.values())


def _making(
    told: Told, deadline: When | None, incident_of: Mapping[str, IncidentOf], voices: Mapping[ReportKey, str]
) -> Making:
    first = min(told.event.mentions)
    incident = incident_of.get(told.id)
    return Making(
        event_id=told.id,
        incident_id=incident.id if incident else None,
        date=day_of(told),
        text=told.event.mentions[0].text,
        passage=told.passage,
        start=first.start,
        end=first.end,
        deadline=deadline,
        voice=voice_of(told, voices),
    )


def _title(
    asker: Side, by: str, to: str, thread: Sequence[Told], about: Sequence[str], deadline: When | None
) -> str:
    """For instance "Turkey asks Russia to give way over Syria", "Kurds call for talks"."""
    words = bearing_table().calls if to == NOBODY_NAMED else bearing_table().asks
    modes = Counter(mode for told in thread for mode in told.event.mode if mode in words)
    for_what = f" {words[min(modes, key=lambda m: (-modes[m], m))]}" if modes else ""
    over = f" over {with_article(_third(about[0], thread))}" if about else ""
    by_then = _by_then(deadline.text.strip(" .")) if deadline else ""
    s = "" if "+" in asker.key or is_plural(by) else "s"
    to = to if to == NOBODY_NAMED else with_article(to)
    if to == NOBODY_NAMED:
        said = f"{by} call{s}{for_what or ' for action'}{over}"
    elif all(told.event.type == "THREATEN" for told in thread):
        said = f"{by} threaten{s} {to} unless it gives way{over}"
    else:
        said = f"{by} ask{s} {to}{for_what}{over}"
    return said[:1].upper() + said[1:] + by_then


def _by_then(words: str) -> str:
    return f", {words}" if words.startswith("within") else f", by {words}"


def _third(key: str, thread: Sequence[Told]) -> str:
    named = [party for told in thread for party in (*told.around.parties, *told.event.recipients)]
    return _name(Side(key, None), named)


def _subject(told: Told) -> str:
    """What is asked, in the report's words: the sentence from the word that asks."""
    at = max(0, min(told.event.mentions).start - told.passage_start)
    words = told.passage[at:] if at < len(told.passage) else told.passage
    return words if len(words) <= LONGEST_SUBJECT else words[:LONGEST_SUBJECT].rsplit(" ", 1)[0] + " …"


def _askers(thread: Sequence[Told]) -> list[Party]:
    """Who is named as asking: the actors, where there are none the sources."""
    return [
        party
        for told in thread
        for party in (told.event.actors or [source.party for source in told.event.attribution])
    ]


def _name(side: Side, parties: Sequence[Party]) -> str:
    if "+" in side.key:
        names = [_name(Side(key, None), parties) for key in side.key.split("+")]
        return f"{', '.join(names[:-1])} and {names[-1]}"
    if name_of(side.key) != side.key:
        return name_of(side.key)
    told = Counter(party.name for party in parties if side_of(party).key == side.key)
    return min(told, key=lambda name: (-told[name], name), default=side.key)
