"""Whether a time in a text lies behind or ahead, by the verbs of its sentence."""

import re
from functools import cache

from demarche.errors import KnowledgeError
from demarche.knowledge.tables import table_rows
from demarche.knowledge.vantage import Tense

ROLES = frozenset({"ahead", "ahead_before", "past", "neutral"})
_REACH = 200  # characters on either side: no clause that tells the tense is farther
_SENTENCE_END = re.compile(r"[.!?]['\"\u201d\u2019]*\s+(?=[\"\u201c'`]*[A-Z])|\n\s*\n|[;:]\s")
_POSSESSIVE = re.compile(r"['\u2019]s\b")
_WORD = re.compile(r"[a-z]+(?:['\u2019](?:t|ll))?|['\u2019]ll", re.IGNORECASE)
_ABBREVIATION = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Dr|Gov|Sen|Gen|Inc|Corp|Co|Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec)\.\s*$"
)


@cache
def tense_words() -> dict[str, frozenset[str]]:
    """The roles of each word of `data/dates/tense_words.tsv`."""
    roles: dict[str, set[str]] = {}
    for word, role in table_rows("dates/tense_words.tsv", 2):
        if role not in ROLES:
            raise KnowledgeError(f"dates/tense_words.tsv: {word!r} has an unknown role")
        roles.setdefault(word, set()).add(role)
    return {word: frozenset(of_word) for word, of_word in roles.items()}


def tense_near(text: str, start: int, end: int) -> Tense:
    """The tense of the time at [start, end): that of the nearest verb before it in its sentence, else after.

    "unknown" where the sentence has no verb that tells it.
    """
    before, after = _sentence(text, start, end)
    words = [match.group().lower().replace("\u2019", "'") for match in _WORD.finditer(before)]
    if not (words and words[-1] == "the") and not _POSSESSIVE.match(
        after
    ):  # "the Aug. 7 blasts" have their own
        for at in range(len(words) - 1, -1, -1):
            if told := _told(words[at]):
                return "future" if told == "past" and _passive_ahead(words[max(0, at - 3) : at]) else told
        if words and "ahead_before" in tense_words().get(words[-1], ()):
            return "future"
    for match in _WORD.finditer(after):
        if told := _told(match.group().lower().replace("\u2019", "'")):
            return told
    return "unknown"


def _passive_ahead(words: list[str]) -> bool:
    """Whether a participle after these words is still to come: "will be paid", "is to be published"."""
    return "be" in words and any(word == "to" or "ahead" in tense_words().get(word, ()) for word in words)


def _told(word: str) -> Tense | None:
    roles = tense_words().get(word, frozenset())
    if "ahead" in roles:
        return "future"
    if "past" in roles or (word.endswith("ed") and len(word) > 3 and "neutral" not in roles):
        return "past"
    return None


def _sentence(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after [start, end) in the same sentence."""
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    for match in reversed(list(_SENTENCE_END.finditer(before))):
        if not _ABBREVIATION.search(before[: match.start() + 1]):
            before = before[match.end() :]
            break
    stop = _SENTENCE_END.search(after)
    return before, after[: stop.start()] if stop else after
