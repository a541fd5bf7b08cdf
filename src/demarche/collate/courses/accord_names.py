"""What to call an agreement: the name that reports give it, else one made of what is known of it."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from demarche.collate.courses.accord_mentions import AccordMention, accord_table, distinctive, named_in
from demarche.collate.courses.sides import name_of
from demarche.collate.days import days_of
from demarche.knowledge.folding import fold

MOST_WORDS = 8
MOST_PARTIES = 3
_JUST_BEFORE = 15  # characters
_QUOTES = re.compile(r"[\"\u201c\u201d\u00ab\u00bb]")
_YEAR = re.compile(r"\s*\(\d{4}\)$")


def name_and_aliases(
    mentions: Sequence[AccordMention], parties: Sequence[str]
) -> tuple[str, tuple[str, ...]]:
    """The name most used of those that tell it from others, or one made; and what else reports call it.

    A bare "deal" or "agreement" is no alias.
    """
    told = Counter(name for m in mentions if _is_whole(name := _tidy(m.agreement.name)))
    telling = [name for name in told if distinctive(name) and len(name.split()) <= MOST_WORDS]
    usual = min(telling, key=lambda name: (-told[name], len(name), name), default=None)
    name = usual or _made(mentions, parties)
    return name, tuple(sorted(other for other in told if other != name and not _says_nothing(other)))


def _tidy(name: str) -> str:
    """The name without quotation marks and odd spaces."""
    return " ".join(_QUOTES.sub("", name).split())


def _is_whole(name: str) -> bool:
    """Whether the words are a name at all, not a piece of a sentence."""
    words, table = fold(_YEAR.sub("", name)).split(), accord_table()
    return bool(words) and words[0] not in table.no_beginning and table.no_part.isdisjoint(words)


def _says_nothing(name: str) -> bool:
    return not distinctive(name) and len(fold(name).split()) < 2


def _made(mentions: Sequence[AccordMention], parties: Sequence[str]) -> str:
    """For instance "Ceasefire between Russia and Turkey in Idlib (January 2020)"."""
    names = [name_of(party) for party in parties if name_of(party) != party][:MOST_PARTIES]
    listed = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
    told = any(len(m.agreement.parties) > 1 or len(named_in(m.agreement.name)) > 1 for m in mentions)
    who = f" {'between' if told and len(names) > 1 else 'concerning'} {listed}" if names else ""
    place = next((m.agreement.place for m in mentions if m.agreement.place), None)
    where = f" in {place}" if place and place not in names else ""
    return f"{_kind(mentions)}{who}{where} ({_when(mentions[0].date)})"


def _kind(mentions: Sequence[AccordMention]) -> str:
    """What kind it is, by the words of its names and those just before them."""
    words = " ".join(
        f"{m.agreement.name} {m.passage[max(0, at - _JUST_BEFORE) : max(0, at)]}"
        for m in mentions
        for at in (m.agreement.start - m.passage_start,)
    ).lower()
    table = accord_table()
    return next((kind for word, kind in table.kinds.items() if word in words), table.any_kind)


def _when(day: str | None) -> str:
    days = days_of(day)
    if days is None:
        return "undated"
    first, last = date.fromordinal(days[0]), date.fromordinal(days[1])
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%B %Y}"
    return f"{first.year}" if first.year == last.year else f"{first.year} to {last.year}"
