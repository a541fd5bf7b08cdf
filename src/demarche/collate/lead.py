"""Which event a report is chiefly about: at most one, judged from that report alone."""

from collections.abc import Mapping, Sequence
from functools import cache
from math import log2

import msgspec

from demarche.collate.days import days_of
from demarche.collate.happenings import kinds
from demarche.collate.setting import Setting
from demarche.collate.word_groups import load, plain_words
from demarche.knowledge.folding import fold
from demarche.records import Event

EARLY = 0.2  # share of the report
RECENT_DAYS = 7
OLD_DAYS = 14
CLOSE_DAYS = 20
MOST_MENTIONS = 4
MOST_SPEAKING = 3


class LeadSigns(msgspec.Struct, frozen=True):
    """`data/lead.yaml`."""

    least: float
    signs: Mapping[str, float]


@cache
def lead_signs() -> LeadSigns:
    """The signs in use."""
    return LeadSigns(**load("lead.yaml"))


def lead_of(settings: Sequence[Setting], *, title: str, published: str | None) -> str | None:
    """The id of the event that the report is chiefly about; None when none stands out as news."""
    if not settings:
        return None
    rated = [
        (sum(signs_of(setting, settings, title, published).values()), setting.event.id)
        for setting in settings
    ]
    best, id_ = min(rated, key=lambda pair: (-pair[0], pair[1]))
    return id_ if best >= lead_signs().least else None


def signs_of(
    setting: Setting, settings: Sequence[Setting], title: str, published: str | None
) -> dict[str, float]:
    """What speaks for and against the event's being the lead among `settings`, by sign."""
    event, signs = setting.event, lead_signs().signs
    kind = kinds().of_type.get(event.type, "other")
    definite = kind == "attack" and (bool(event.toll) or _is_dated(event))
    speaking = _speaking_of(setting, settings) if definite else 0
    found: dict[str, float] = {
        "headline": float(setting.headline),
        "title words": _title_share(setting, title),
        "title number": float(_tells_number(event, title)),
        "mentions": log2(min(MOST_MENTIONS, len(event.mentions))),
        "spoken of": log2(1 + min(MOST_SPEAKING, speaking)),
        "early": max(0.0, 1.0 - setting.share / EARLY),
        "toll": float(bool(event.toll)),
        "attack": float(definite),
        "statement": float(kind == "statement"),
        "placed": float(event.where is not None and event.where.kind != "country"),
        "not actual": float(event.occurrence != "actual"),
        "confidence": event.confidence,
        **_age(event, published),
    }
    return {sign: round(signs[sign] * value, 4) for sign, value in found.items() if value}


def _speaking_of(setting: Setting, settings: Sequence[Setting]) -> int:
    """How many statements are told in a sentence that tells this attack."""
    starts = [mention.start for mention in setting.event.mentions]
    return sum(
        1
        for other in settings
        if kinds().of_type.get(other.event.type) in ("statement", "talk")
        and any(other.passage_start <= start < other.passage_start + len(other.passage) for start in starts)
    )


def _title_share(setting: Setting, title: str) -> float:
    asked = {word for word in fold(title).split() if word not in plain_words()}
    if not asked:
        return 0.0
    event = setting.event
    parts = [setting.passage, *(mention.text for mention in event.mentions)]
    parts += [party.text for party in (*event.actors, *event.recipients)]
    parts += [event.where.text] if event.where else []
    told = set(fold(" ".join(parts)).split())
    return len(asked & told) / len(asked)


def _tells_number(event: Event, title: str) -> bool:
    numbers = {int(word) for word in fold(title).split() if word.isdigit() and len(word) < 7}
    return any(toll.count in numbers for toll in event.toll)


def _is_dated(event: Event) -> bool:
    told = days_of(event.when.date) if event.when else None
    return told is not None and told[1] - told[0] < CLOSE_DAYS


def _age(event: Event, published: str | None) -> dict[str, float]:
    told = days_of(event.when.date) if event.when else None
    report = days_of(published)
    if told is None:
        return {}
    if told[1] - told[0] > CLOSE_DAYS:
        return {"vague": 1.0}
    if report is None:
        return {}
    age = report[0] - told[1]
    if age > OLD_DAYS:
        return {"old": 1.0}
    return {"recent": 1.0} if age <= RECENT_DAYS else {}
