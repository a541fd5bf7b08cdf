"""How a report introduces a person: "PYD spokesman X", "X, the British envoy to Syria"."""

import re
from collections.abc import Sequence

from demarche.knowledge.countries import country_named
from demarche.knowledge.folding import Word, words
from demarche.knowledge.party_words import recall_words, role_words, title_words

_REACH = 120  # characters before and after a name in which it is introduced
_MOST = 14  # words of an introduction
_GAP = re.compile(r"(?:'s|\u2019s)?[ -]$|\. $")  # between words of one title; "Lt. Gen."
_AFTER = re.compile(r", (?=\w)")
_ENDS = re.compile(r"[,;:()\"\u201c\u201d\n\u2014]|\.(?= |$)| - ")
_VERBS = frozenset(
    {"said", "told", "says", "added", "will", "was", "has", "had", "is", "who", "whose", "which", "and"}
)
_OF = frozenset({"of", "for", "to", "in", "at", "with"})
_FORMER = frozenset({"former", "ex", "late", "then", "ousted", "deposed"})
_JOINING = frozenset({"of", "for", "to", "the", "and"})


def introduction(text: str, start: int, end: int, *, within: tuple[int, int]) -> str:
    """Return the words that say who the person named at `[start, end)` is, "" where there are none.

    `within`: the sentence. They stand right before the name, or after it between commas.
    """
    return _before(text[max(within[0], start - _REACH) : start]) or _after(
        text[end : min(within[1], end + _REACH)]
    )


def introduced_words(phrase: str) -> tuple[str, ...]:
    """Return the folded words of an introduction but for its small ones; none of a former office."""
    told = tuple(word.folded for word in words(phrase) if word.folded not in _JOINING)
    return () if _FORMER & set(told) else told


def _before(text: str) -> str:
    tokens = list(words(text))[-_MOST:]
    begin, right = len(tokens), len(text)
    while begin and _GAP.fullmatch(text[tokens[begin - 1].end : right]):
        raw, folded = text[tokens[begin - 1].start : tokens[begin - 1].end], tokens[begin - 1].folded
        abbreviated = text[tokens[begin - 1].end : right] == ". "
        title = folded in title_words() or _tells([folded])
        if abbreviated and not title:
            break
        usual = raw[0].isupper() or title or folded in _JOINING or folded in role_words()
        if not usual and country_named(_raw(text, tokens, begin - 2)) is None:  # "Norwegian trade minister"
            break
        begin, right = begin - 1, tokens[begin - 1].start
    while begin < len(tokens) and tokens[begin].folded in _JOINING:
        begin += 1
    told = tokens[begin:]
    for n in range(len(told) - 1, 0, -1):  # the second person's of two
        if told[n].folded == "and" and _tells([token.folded for token in told[n + 1 :]]):
            told = told[n + 1 :]
            break
    if not _tells([token.folded for token in told]):
        return ""
    return text[told[0].start : told[-1].end]


def _raw(text: str, tokens: Sequence[Word], n: int) -> str:
    return text[tokens[n].start : tokens[n].end] if n >= 0 else ""


def _after(text: str) -> str:
    opening = _AFTER.match(text)
    if opening is None:
        return ""
    rest = text[opening.end() :]
    close = _ENDS.search(rest)
    told: list[Word] = []
    for token in words(rest[: close.start()] if close else rest):
        if token.folded in _VERBS or len(told) == _MOST:
            break
        told.append(token)
    if not told or not (rest[told[0].start].isupper() or told[0].folded in ("the", "a", "an")):
        return ""
    if not _tells([token.folded for token in told]):
        return ""
    return rest[told[0].start : told[-1].end]


def _tells(folded: Sequence[str]) -> bool:
    """Whether a person's title is there, and after it nothing, or what it is of."""
    for n, word in enumerate(folded):
        recall = recall_words().get(word)
        if (
            recall is not None
            and recall.how == "introduced"
            and (n + 1 == len(folded) or folded[n + 1] in _OF)
        ):
            return True
    return False
