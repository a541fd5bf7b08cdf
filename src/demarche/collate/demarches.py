"""Demarches: requests and ultimatums of one party to another as threads, and what came of each.

A thread is all that one side asks of another about one matter: the third parties and countries that its
sentences name. It is made from the events of these sides alone, so that others cannot change it.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from demarche.collate.bearing import Matter, bearing_table
from demarche.collate.deadlines import deadline_of
from demarche.collate.order import day_of, day_order
from demarche.collate.outcomes import answer_of, outcome_of
from demarche.collate.sequels import IncidentOf, course_days, sequels_of
from demarche.collate.sides import Side, side_of, sides_of
from demarche.collate.steps import Chronicle
from demarche.collate.told import Told
from demarche.collate.voices import voice_of
from demarche.knowledge.countries import countries
from demarche.records import Demarche, Making, Party

LONGEST_SUBJECT = 200  # characters
NOBODY = Side("", None)  # asked of nobody whom the report names


Pair = tuple[Side, Side]


def makings_in(tolds: Iterable[Told]) -> dict[Pair, list[Told]]:
    """The requests and ultimatums among the events, by who asks whom, in order of pair."""
    found: dict[Pair, list[Told]] = {}
    for told in tolds:
        for pair in pairs_asked(told):
            found.setdefault(pair, []).append(told)
    return dict(sorted(found.items(), key=lambda item: (item[0][0].key, item[0][1].key)))


def pairs_asked(told: Told) -> tuple[Pair, ...]:
    """Who asks whom in the event; empty when it is no request and no ultimatum.

    A request without an actor is its source's. Who asks is not also asked.
    """
    event = told.event
    if event.occurrence in ("negated", "hypothetical") or not _asks(told):
        return ()
    askers = sides_of(event.actors) or sides_of(
        source.party for source in event.attribution if source.stance != "denies"
    )
    asked = [side for side in sides_of(event.recipients) if side not in askers]
    if not asked and askers:  # a call of several to nobody is one call
        return ((askers[0] if len(askers) == 1 else Side("+".join(a.key for a in askers), None), NOBODY),)
    return tuple(product(askers, asked))


def demarches_of(
    makings: Mapping[Pair, Sequence[Told]],
    chronicle: Chronicle,
    incident_of: Mapping[str, IncidentOf],
    voices: Mapping[str, str],
    latest: str | None,
) -> tuple[Demarche, ...]:
    """All threads of the makings, oldest first; those without a date last.

    `chronicle` holds the steps of all events, `latest` is the last day of publication of any report.
    """
    found = []
    for (asker, asked), told in makings.items():
        for thread in threads_of(told, asker, asked):
            found.append(_demarche(asker, asked, thread, chronicle, incident_of, voices, latest))
    return tuple(sorted(found, key=lambda made: (made.since or "9", made.id)))


def matter_of(told: Told, asker: Side, asked: Side) -> frozenset[str]:
    """Whom the passage names beside the two: countries by code, what has none by name."""
    named = {
        party.code if party.code in countries() else side_of(party).key
        for party in (*told.around.parties, *told.event.recipients)
        if party.code
    }
    where = told.event.where.country if told.event.where else None
    own = {asker.key, asked.key, asker.code, asked.code, *asker.key.split("+")}
    if not named and where:
        named = {where}
    return frozenset(named - own)


def threads_of(makings: Sequence[Told], asker: Side, asked: Side) -> list[list[Told]]:
    """The makings parted by matter: what shares any is one thread; what names none joins the only one."""
    threads: list[tuple[set[str], list[Told]]] = []
    bare: list[Told] = []
    for told in sorted(makings, key=day_order):
        matter = set(matter_of(told, asker, asked))
        if not matter:
            bare.append(told)
            continue
        meeting = [thread for thread in threads if thread[0] & matter]
        joined: tuple[set[str], list[Told]] = (matter, [told])
        for thread in meeting:
            joined = (joined[0] | thread[0], [*thread[1], *joined[1]])
        threads = [*(thread for thread in threads if not thread[0] & matter), joined]
    if bare and len(threads) == 1:
        threads[0][1].extend(bare)
    elif bare:
        threads.append((set(), bare))
    return [sorted(members, key=day_order) for _, members in threads]


def _asks(told: Told) -> bool:
    return told.event.type == "REQUEST" or (told.event.type == "THREATEN" and deadline_of(told) is not None)


def _demarche(
    asker: Side,
    asked: Side,
    thread: list[Told],
    chronicle: Chronicle,
    incident_of: Mapping[str, IncidentOf],
    voices: Mapping[str, str],
    latest: str | None,
) -> Demarche:
    makings = tuple(_making(told, incident_of, voices) for told in thread)
    matter = Counter(key for told in thread for key in matter_of(told, asker, asked))
    own = {told.id for told in thread}
    since = next((making.date for making in makings if making.date), None)
    last = max((making.date for making in makings if making.date), default=None)
    about = Matter(asker.key, asked.key, frozenset(matter))
    sequels = sequels_of(chronicle, own, course_days(m.date for m in makings), about, incident_of)
    deadlines = [making.deadline.date for making in makings if making.deadline and making.deadline.date]
    deadline = max(deadlines, default=None)
    asker_name = _name(asker, [p for told in thread for p in told.event.actors])
    asked_name = _name(asked, [p for told in thread for p in told.event.recipients]) or "nobody named"
    words = f"{asker.key}>{asked.key}>{min(own)}"
    return Demarche(
        id="q-" + hashlib.sha256(words.encode()).hexdigest()[:16],
        title=_title(asker_name, asked_name, thread, matter),
        asker=asker_name,
        asker_code=asker.code,
        asked=asked_name,
        asked_code=asked.code,
        about=tuple(sorted(matter, key=lambda key: (-matter[key], key))),
        subject=_subject(thread[0]),
        ultimatum=deadline is not None or any(told.event.type == "THREATEN" for told in thread),
        since=since,
        last=last,
        makings=makings,
        deadline=deadline,
        answer=answer_of(sequels, last),
        outcome=outcome_of(sequels, last, deadline, latest),
        sequels=sequels,
        reports=tuple(sorted({told.report_id for told in thread})),
    )


def _making(told: Told, incident_of: Mapping[str, IncidentOf], voices: Mapping[str, str]) -> Making:
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
        deadline=deadline_of(told),
        voice=voice_of(told, voices),
    )


def _title(asker: str, asked: str, thread: Sequence[Told], matter: Counter[str]) -> str:
    modes = Counter(mode for told in thread for mode in told.event.mode if mode in bearing_table().asks)
    for_what = f" {bearing_table().asks[min(modes, key=lambda m: (-modes[m], m))]}" if modes else ""
    about = sorted(matter, key=lambda key: (-matter[key], key))[:2]
    over = f" over {' and '.join(_country(key) for key in about)}" if about else ""
    verb = "ask" if " and " in asker else "asks"
    return f"{asker} {verb} {asked}{for_what}{over}"


def _subject(told: Told) -> str:
    """What is asked, in the report's words: the sentence from the word that asks."""
    at = max(0, min(told.event.mentions).start - told.passage_start)
    words = told.passage[at:] if at < len(told.passage) else told.passage
    return words if len(words) <= LONGEST_SUBJECT else words[:LONGEST_SUBJECT].rsplit(" ", 1)[0] + " …"


def _name(side: Side, parties: Sequence[Party]) -> str:
    if side.key in countries():
        return _country(side.key)
    if "+" in side.key:
        return " and ".join(_country(key) for key in side.key.split("+"))
    names = Counter(party.name for party in parties if side_of(party) == side)
    return min(names, key=lambda name: (-names[name], name), default=side.key)


def _country(key: str) -> str:
    country = countries().get(key)
    return country.name if country else key
