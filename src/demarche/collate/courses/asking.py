"""Who asks whom, and about whom: what one event makes of a demarche."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product

from demarche.collate.courses.bearing import bearing_table, one_of
from demarche.collate.courses.deadlines import deadline_of
from demarche.collate.courses.sides import Side, side_of, side_table, sides_of
from demarche.collate.incidents.title_names import names_somebody
from demarche.collate.telling.told import Told
from demarche.knowledge.countries import countries
from demarche.records import Party

NOBODY = Side("", None)  # asked of nobody whom the report names
Pair = tuple[Side, Side]


def makings_in(tolds: Iterable[Told]) -> dict[Pair, list[Told]]:
    """The requests and ultimatums among the events, by who asks whom, in order of pair."""
    found: dict[tuple[str, str], dict[str, Told]] = {}
    pairs: dict[tuple[str, str], Pair] = {}
    for told in tolds:
        for pair in pairs_asked(told):
            keys = pair[0].key, pair[1].key
            found.setdefault(keys, {})[told.id] = told
            # one name under two codes is one side: the first code stands for it
            pairs[keys] = min(pairs.get(keys, pair), pair, key=_codes)
    return {pairs[keys]: list(found[keys].values()) for keys in sorted(found)}


def _codes(pair: Pair) -> tuple[str, str]:
    return pair[0].code or "~", pair[1].code or "~"


def pairs_asked(told: Told) -> tuple[Pair, ...]:
    """Who asks whom in the event; empty when it is no request and no ultimatum.

    A request without an actor is its source's, so is that of a letter. Who asks is not also asked.
    """
    event = told.event
    if event.occurrence in ("negated", "hypothetical") or not asks(told):
        return ()
    sources = [source.party for source in event.attribution if source.stance != "denies"]
    askers = sides_of(filter(names_somebody, event.actors)) or sides_of(filter(names_somebody, sources))
    asked = [side for side in sides_of(_can_be_asked(told)) if side not in askers]
    if not asked and askers:  # a call of several to nobody is one call
        return ((askers[0] if len(askers) == 1 else Side("+".join(a.key for a in askers), None), NOBODY),)
    return tuple(product(askers, asked))


def _can_be_asked(told: Told) -> list[Party]:
    """Those who are asked, if they can do it: a truce "for besieged civilians" is not asked of them."""
    cannot = bearing_table().give_way_to_nobody if "yield" in told.event.mode else frozenset()
    return [party for party in _asked_in(told) if names_somebody(party) and party.sector not in cannot]


def asks(told: Told) -> bool:
    """Whether the event asks for something: a request, or a threat that leaves a way out."""
    if told.event.type == "THREATEN":
        return deadline_of(told) is not None or is_conditional(told)
    return told.event.type == "REQUEST"


def is_conditional(told: Told) -> bool:
    """Whether the passage threatens with something unless something else is done."""
    return _condition().search(told.passage.replace("\u2019", "'")) is not None


def matter_of(told: Told, asker: Side, asked: Side) -> frozenset[str]:
    """Whom what is asked for names beside the two: countries by code, known parties by name.

    Who asks or is asked with them is no matter of it. Where it names none, the country in which what is asked
    is to be: a place before the word that asks, in another sentence, or of talks, is only where it is said.
    """
    with_them = [side for pair in pairs_asked(told) for side in pair]
    own = {key for side in (asker, asked, *with_them) for key in (side.code, *side.key.split("+"))}
    first, last = _what_for(told)
    about = {key for party in _about(told, first, last) if (key := _matter_key(party))} - own
    where = told.event.where
    if about or where is None or "meet" in told.event.mode:
        return frozenset(about)
    if not first <= where.start < told.passage_start + len(told.passage):
        return frozenset()
    return frozenset({where.country} - own if where.country else ())


def _asked_in(told: Told) -> list[Party]:
    """The recipients but those that only stand in what is asked for: "urged Moscow to restrain Damascus"."""
    recipients = list(told.event.recipients)
    if len(recipients) < 2:
        return recipients
    trigger = _trigger(told)[0]
    leads = _leads_to_what().search(told.passage, trigger - told.passage_start)
    if leads is None:
        return recipients
    cut = told.passage_start + leads.start()
    before = {side_of(party) for party in told.around.parties if party.start < cut}
    behind = {side_of(party) for party in told.around.parties if party.start >= cut} - before
    if not any(side_of(party) in before for party in recipients):
        return recipients
    return [party for party in recipients if side_of(party) not in behind]


def _about(told: Told, first: int, last: int) -> Iterator[Party]:
    """The parties in what is asked for, and recipients that it asks nothing of."""
    yield from (party for party in told.around.parties if first <= party.start < last)
    asked = _asked_in(told)
    yield from (party for party in told.event.recipients if party not in asked)


def _what_for(told: Told) -> tuple[int, int]:
    """Where the passage says what is asked for: from the word that asks to where it turns elsewhere."""
    after = _trigger(told)[1] - told.passage_start
    away = _leads_away().search(told.passage, after)
    return told.passage_start + after, told.passage_start + (away.start() if away else len(told.passage))


def _trigger(told: Told) -> tuple[int, int]:
    """The first mention in the passage; its beginning where the passage has none."""
    end = told.passage_start + len(told.passage)
    within = [(m.start, m.end) for m in told.event.mentions if told.passage_start <= m.start < end]
    return min(within, default=(told.passage_start, told.passage_start))


def _matter_key(party: Party) -> str | None:
    """What a party is to a matter: its country or body; its name where it is known; None for any others."""
    if party.code and (party.code in countries() or party.code in side_table().one_body):
        return party.code
    return side_of(party).key if party.id else None


@cache
def _leads_to_what() -> re.Pattern[str]:
    return re.compile(one_of(bearing_table().leads_to_what), re.IGNORECASE)


@cache
def _leads_away() -> re.Pattern[str]:
    return re.compile(one_of(bearing_table().leads_away), re.IGNORECASE)


@cache
def _condition() -> re.Pattern[str]:
    table = bearing_table()
    if_this = rf"\bif\b[^.;:]{{0,120}}?{one_of(table.if_this)}"
    return re.compile(rf"{one_of(table.conditions)}|{if_this}", re.IGNORECASE)
