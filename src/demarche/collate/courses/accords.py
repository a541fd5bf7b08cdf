"""Agreements across reports: one record each, with what all reports tell of its terms, state and breaches."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence

from demarche.collate.courses.accord_mentions import AccordMention
from demarche.collate.courses.accord_names import name_and_aliases
from demarche.collate.courses.breaches import breaches_in, upheld_in
from demarche.collate.courses.sequels import IncidentOf
from demarche.collate.telling.told import ReportKey, Told
from demarche.collate.telling.voices import group_of
from demarche.records import Accord, Statement, Voice


def accord_of(
    mentions: Sequence[AccordMention],
    tolds: Mapping[str, Told],
    incident_of: Mapping[str, IncidentOf],
    voices: Mapping[ReportKey, str],
) -> Accord:
    """The accord of mentions that are of one; the first is the most exact."""
    in_order = sorted(mentions, key=lambda m: (m.published or "9", m.report_id, m.agreement.start))
    about = [tolds[id_] for mention in in_order for id_ in mention.events if id_ in tolds]
    breaches = breaches_in(in_order, tolds, incident_of, voices)
    parties = Counter(party for mention in mentions for party in mention.agreement.parties)
    if not parties:
        parties = Counter(party for mention in mentions for party in mention.parties)
    in_rank = tuple(sorted(parties, key=lambda party: (-parties[party], party)))
    name, aliases = name_and_aliases(mentions, in_rank)
    first = min((m.report_id, m.outlet or "", m.agreement.start) for m in mentions)
    incidents = [incident_of[told.id].id for told in about if told.id in incident_of]
    return Accord(
        id="a-" + hashlib.sha256("\x1f".join(map(str, first)).encode()).hexdigest()[:16],
        name=name,
        aliases=aliases,
        parties=in_rank,
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


def _terms(mentions: Sequence[AccordMention], voices: Mapping[ReportKey, str]) -> tuple[Statement, ...]:
    """Each term once, in the words of the report that told it first."""
    found: dict[str, Statement] = {}
    for mention in mentions:
        for term in mention.agreement.terms:
            at = mention.passage.find(term)
            start = mention.passage_start + at if at >= 0 else mention.agreement.start
            text = term if at >= 0 else mention.agreement.text
            found.setdefault(term.casefold(), _said(mention, term, text, start, voices))
    return tuple(
        said
        for term, said in found.items()
        if not any(term != other and term in other for other in found)  # a piece of another term
    )


def _state(mention: AccordMention, voices: Mapping[ReportKey, str]) -> Statement:
    told = mention.agreement
    return _said(mention, told.state, told.text, told.start, voices)


def _said(
    mention: AccordMention, value: str, text: str, start: int, voices: Mapping[ReportKey, str]
) -> Statement:
    voice = Voice(
        report_id=mention.report_id,
        event_id="",
        outlet=mention.outlet,
        published=mention.published,
        group=group_of((mention.outlet or "", mention.report_id), voices),
    )
    return Statement(value=value, text=text, start=start, end=start + len(text), voice=voice)
