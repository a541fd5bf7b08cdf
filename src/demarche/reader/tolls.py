"""What became of people whom a number counts, as the words right beside it say."""

import re
from collections.abc import Sequence
from functools import cache

from demarche.errors import ModelError
from demarche.knowledge.number_words import number_words
from demarche.reader.labels import TOLL_KINDS
from demarche.reader.word_list import word_list

REACH = 70  # characters on either side in which the word is looked for
AND = re.compile(r"\s*,?\s+(?:and|as well as)\s+")


@cache
def fates() -> dict[str, dict[str, str]]:
    """By place ("over", "after"): each word of `data/fates.txt` with its kind of toll."""
    found: dict[str, dict[str, str]] = {"over": {}, "after": {}}
    for line in sorted(word_list("fates")):
        kind, place, word = line.split(" ")
        if kind not in TOLL_KINDS or place not in ("over", "after", "both"):
            raise ModelError(f"reader/data/fates.txt: {line!r} is no kind of toll and place")
        for at in ("over", "after") if place == "both" else (place,):
            found[at][word] = kind
    return found


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    over, after = ("|".join(fates()[place]) for place in ("over", "after"))
    counts = "|".join(sorted(number_words()))
    before = re.compile(
        rf"(?:\b(?P<first>{over}) (?:and|or) )?\b(?P<word>{over})\s+"
        r"(?:(?:another|some|about|nearly|over|around|up to|at least|more than|as many as|a total of)\s+)?$",
        re.IGNORECASE,
    )
    behind = re.compile(
        r"\s*(?:(?:people|persons?|civilians?|others?|men|women|children|soldiers?|fighters?|militants?|more)\b)?"
        r"\s*(?:(?:who|were|was|are|is|been|being|got|have|has|had|lay|left|reported|reportedly|confirmed|seriously"
        rf"|critically|also)\s+){{0,4}}(?P<word>{after})\b"
        rf"(?!\s+(?:an?|the|many|some|at least|more than|\d+|{counts})\b)",  # "two fled the fire"
        re.IGNORECASE,
    )
    return before, behind, re.compile(rf"^(?P<over>{over})\b|\b(?P<after>{after})$", re.IGNORECASE)


def fate_of(text: str, start: int, end: int, numbers: Sequence[tuple[int, int]] = ()) -> str | None:
    """The kind of toll that the words at `[start, end)` count, if the words in or right beside them say it.

    numbers: where the other numbers of the text stand; "killed 31 fighters and eight civilians" has one verb.
    """
    before, behind, inside = _patterns()
    over, after = fates()["over"], fates()["after"]
    if found := inside.search(text[start:end]):
        return over[found["over"].lower()] if found["over"] else after[found["after"].lower()]
    if found := behind.match(text, end, end + REACH):
        return after[found["word"].lower()]
    if found := before.search(text, max(0, start - REACH), start):
        return over[(found["first"] or found["word"]).lower()]
    for other, close in numbers:
        if close < start and AND.fullmatch(text, close, start):
            if behind.match(text, close, start):
                return None
            found = before.search(text, max(0, other - REACH), other)
            return over[(found["first"] or found["word"]).lower()] if found else None
    return None
