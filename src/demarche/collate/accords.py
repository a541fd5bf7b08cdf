"""Agreements across reports: one record each, whatever each report calls it.

The most exactly told mentions come first, each later one joins the one accord that it fits or begins its own;
so nothing chains, and the order of arrival makes no difference.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from demarche.collate.accord_mentions import AccordMention
from demarche.collate.breaches import breaches_in, upheld_in
from demarche.collate.days import days_of
from demarche.collate.sequels import IncidentOf
from demarche.collate.told import Told
from demarche.records import Accord, Statement, Voice


class Group:
    """The mentions of one accord; the first is the most exact and decides what fits."""

    def __init__(self, first: AccordMention) -> None:
        self.mentions = [first]
        self.words = set(first.words)
        self.parties = set(first.parties)
        self.date = first.date

    def add(self, mention: AccordMention) -> None:
        """Take in a mention that fits."""
        self.mentions.append(mention)
        self.words |= mention.words
        self.parties |= mention.parties


def accords_of(
    mentions: Iterable[AccordMention],
    tolds: Mapping[str, Told],
    incident_of: Mapping[str, IncidentOf],
    voices: Mapping[str, str],
) -> tuple[Accord, ...]:
    """All accords, the most reported first. `tolds`: the events that mentions speak of, by id."""
    found = [accord_of(group.mentions, tolds, incident_of, voices) for group in groups_of(mentions)]
    return tuple(sorted(found, key=lambda accord: (-len(accord.reports), accord.date or "9", accord.id)))


def groups_of(mentions: Iterable[AccordMention]) -> list[Group]:
    """The mentions parted by accord."""
    groups: list[Group] = []
    for mention in sorted(mentions, key=_exactness):
        fitting = [(how, group) for group in groups if (how := fits(mention, group))]
        best = max((how for how, _ in fitting), default=0)
        chosen = [group for how, group in fitting if how == best]
        if len(chosen) == 1:
            chosen[0].add(mention)
        else:  # of two that it fits equally well it may be either
            groups.append(Group(mention))
    return groups


def fits(mention: AccordMention, group: Group) -> int:
    """How well a mention fits: 4 and 3 by name, 2 by date and parties, 1 as its report's own; 0 for not."""
    one, other = days_of(mention.date), days_of(group.date)
    dated = bool(one and other)
    if one and other and (one[0] > other[1] or other[0] > one[1]):
        return 0
    named = mention.words & group.words
    if mention.words and group.words and not named:
        # "the Sochi deal" is not "the Astana deal", but "the September 17 accord" may be either
        same_day = one is not None and one == other and one[0] == one[1]
        return 2 if same_day and len(mention.parties & group.parties) >= 2 else 0
    if named:
        return 4 if dated else 3
    if dated and len(mention.parties & group.parties) >= 2:
        return 2
    own = mention.report_id in {m.report_id for m in group.mentions if m.outlet == mention.outlet}
    return 1 if own and not mention.words and not mention.date else 0


def _exactness(mention: AccordMention) -> tuple[object, ...]:
    days = days_of(mention.date)
    width = days[1] - days[0] if days else 10**6
    return (width, not mention.words, mention.published or "9", mention.report_id, mention.agreement.start)


def accord_of(
    mentions: Sequence[AccordMention],
    tolds: Mapping[str, Told],
    incident_of: Mapping[str, IncidentOf],
    voices: Mapping[str, str],
) -> Accord:
    """The accord of mentions that are of one; the first is the most exact."""
    in_order = sorted(mentions, key=lambda m: (m.published or "9", m.report_id, m.agreement.start))
    about = [tolds[id_] for mention in in_order for id_ in mention.events if id_ in tolds]
    breaches = breaches_in(in_order, tolds, incident_of, voices)
    parties = Counter(party for mention in mentions for party in mention.agreement.parties)
    if not parties:
        parties = Counter(party for mention in mentions for party in mention.parties)
    first = min((m.report_id, m.outlet or "", m.agreement.start) for m in mentions)
    incidents = [incident_of[told.id].id for told in about if told.id in incident_of]
    return Accord(
        id="a-" + hashlib.sha256("\x1f".join(map(str, first)).encode()).hexdigest()[:16],
        name=_name(mentions),
        aliases=tuple(sorted({mention.agreement.name for mention in mentions} - {_name(mentions)})),
        parties=tuple(sorted(parties, key=lambda party: (-parties[party], party))),
        date=mentions[0].date,
        place=next((m.agreement.place for m in mentions if m.agreement.place), None),
        terms=_terms(in_order, voices),
        states=tuple(_state(mention, voices) for mention in in_order),
        breaches=breaches,
        upheld=upheld_in(in_order, voices),
        incidents=tuple(dict.fromkeys(incidents)),
        events=tuple(dict.fromkeys(told.id for told in about)),
        reports=tuple(dict.fromkeys(mention.report_id for mention in in_order)),
    )


def _name(mentions: Sequence[AccordMention]) -> str:
    """The name used most among those that tell it from others; else that of the most exact mention."""
    telling = Counter(m.agreement.name for m in mentions if m.words) or Counter([mentions[0].agreement.name])
    return min(telling, key=lambda name: (-telling[name], len(name), name))


def _terms(mentions: Sequence[AccordMention], voices: Mapping[str, str]) -> tuple[Statement, ...]:
    """Each term once, in the words of the report that told it first."""
    found: dict[str, Statement] = {}
    for mention in mentions:
        for term in mention.agreement.terms:
            at = mention.passage.find(term)
            start = mention.passage_start + at if at >= 0 else mention.agreement.start
            text = term if at >= 0 else mention.agreement.text
            found.setdefault(term.casefold(), _said(mention, term, text, start, voices))
    return tuple(found.values())


def _state(mention: AccordMention, voices: Mapping[str, str]) -> Statement:
    told = mention.agreement
    return _said(mention, told.state, told.text, told.start, voices)


def _said(mention: AccordMention, value: str, text: str, start: int, voices: Mapping[str, str]) -> Statement:
    voice = Voice(
        report_id=mention.report_id,
        event_id="",
        outlet=mention.outlet,
        published=mention.published,
        group="report " + voices.get(mention.report_id, mention.report_id),
    )
    return Statement(value=value, text=text, start=start, end=start + len(text), voice=voice)
