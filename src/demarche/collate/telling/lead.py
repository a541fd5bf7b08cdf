"""Which event a report is chiefly about: at most one, judged from that report alone."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from math import log2

import msgspec

from demarche.collate.days import days_of
from demarche.collate.telling.happenings import kinds
from demarche.collate.telling.setting import Setting
from demarche.collate.telling.word_groups import load, plain_words
from demarche.knowledge.folding import fold
from demarche.records import Event

EARLY = 0.2  # share of the report
RECENT_DAYS = 7
OLD_DAYS = 14
CLOSE_DAYS = 20
MOST_MENTIONS = 4
MOST_SPEAKING = 3
MANY_COUNTRIES = 3  # in which something happened, none with more than half of it
SHORTEST = 4  # letters of a word that tells what was done
SAME_LETTERS = 4  # letters at the beginning that forms of one word share
ENDING = 3


class LeadSigns(msgspec.Struct, frozen=True):
    """`data/lead.yaml`."""

    least: float
    round_ups: tuple[str, ...]
    signs: Mapping[str, float]


@cache
def lead_signs() -> LeadSigns:
    """The signs in use."""
    return LeadSigns(**load("lead.yaml"))


def lead_of(settings: Sequence[Setting], *, title: str, published: str | None) -> str | None:
    """The id of the event that the report is chiefly about; None when none stands out as news."""
    if not settings or is_round_up(settings, title):
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
        "headline's deed": float(not any(each.headline for each in settings) and names_deed(setting, title)),
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


def names_deed(setting: Setting, title: str) -> bool:
    """Whether the headline has a telling word, in whatever form, by which the event is told."""
    named = _telling(title)
    said = _telling(" ".join(mention.text for mention in setting.event.mentions[:MOST_MENTIONS]))
    return any(_one_word(word, other) for word in said for other in named)


def _telling(text: str) -> set[str]:
    return {word for word in fold(text).split() if len(word) >= SHORTEST and word not in plain_words()}


def _one_word(word: str, other: str) -> bool:
    """Forms of one word, such as "imposed" and "imposes"."""
    least = min(len(word), len(other))
    alike = next((at for at in range(least) if word[at] != other[at]), least)
    return word == other or (alike >= SAME_LETTERS and max(len(word), len(other)) - alike <= ENDING)


def is_round_up(settings: Sequence[Setting], title: str) -> bool:
    """Whether the report is about no one thing: it says so, or is spread over many countries and its headline
    tells of nothing that happened.
    """
    said = f" {fold(title)} "
    if any(f" {phrase} " in said for phrase in lead_signs().round_ups):
        return True
    if any(setting.headline or names_deed(setting, title) for setting in settings):
        return False
    wheres = [setting.event.where for setting in settings]
    told = Counter(where.country for where in wheres if where and where.country and where.kind != "country")
    return len(told) >= MANY_COUNTRIES and 2 * max(told.values()) <= told.total()


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
