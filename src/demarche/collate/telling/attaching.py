"""Accusations and denials that speak of an attack told in the same breath: they belong to its incident."""

from collections.abc import Sequence

from demarche.collate.days import days_of
from demarche.collate.telling.happenings import kinds
from demarche.collate.telling.setting import Setting
from demarche.records import Event, Party

STANDING = 45  # days: what is said over more of them is said of no one attack
CLOSE = 200  # characters between the words of the accusation and those of the attack


def attacks_spoken_of(settings: Sequence[Setting]) -> dict[str, str]:
    """By id of an accusation or denial, the id of the attack of the same report that it speaks of.

    It does where both are told in one sentence, not far apart, and no party speaks against it; a denial that
    refuses nothing may follow in another sentence, as near.
    """
    attacks = [setting for setting in settings if setting.event.type == "ASSAULT"]
    found = {}
    for setting in settings:
        if setting.event.type in kinds().attached and setting.event.occurrence == "actual":
            near = [
                (gap, attack.event.id)
                for attack in attacks
                if (gap := _gap(setting, attack.event)) is not None
                and _fits(setting.event, attack.event)
                and not _is_standing(setting.event)
            ]
            if near:
                found[setting.event.id] = min(near)[1]
    return found


def _gap(setting: Setting, attack: Event) -> int | None:
    """Characters between the two where one may speak of the other; None where it tells no attack."""
    start, end = setting.passage_start, setting.passage_start + len(setting.passage)
    if setting.event.type == "REJECT" and not setting.event.mode:
        start, end = start - CLOSE, end + CLOSE
    gaps = [
        max(mention.start - own.end, own.start - mention.end, 0)
        for mention in attack.mentions
        if start <= mention.start < end
        for own in setting.event.mentions
        if start <= own.start < end
    ]
    return least if gaps and (least := min(gaps)) <= CLOSE else None


def _is_standing(speech: Event) -> bool:
    """Whether it is a denial of every such attack: "has denied since 2015"."""
    date = speech.when.date if speech.when else None
    said = days_of(date)
    over = date is not None and "/" in date and said is not None and said[1] - said[0] > STANDING
    return speech.type == "REJECT" and over


def _fits(speech: Event, attack: Event) -> bool:
    """An accusation blames whoever attacks; a denial comes from them, or answers who blames them."""
    if not attack.actors:
        return True
    blamed = speech.recipients if speech.type == "ACCUSE" else (*speech.actors, *speech.recipients)
    return not blamed or bool(
        _keys(blamed) & _keys((*attack.actors, *(each.party for each in attack.attribution)))
    )


def _keys(parties: Sequence[Party]) -> set[str]:
    return {party.name for party in parties} | {party.code for party in parties if party.code}
