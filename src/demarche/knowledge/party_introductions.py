"""How a report introduces a person: "PYD spokesman X", "X, the British envoy to Syria"."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from demarche.knowledge.countries import country_named
from demarche.knowledge.folding import Word, words
from demarche.knowledge.party_words import office_words, phrase_words, recall_words, role_words, title_words

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
_MOST_NAMES = 5  # words of a person's name
_CLOSES = re.compile(r"[,;.)\n\u2014]|$| (?:who|and)\b")  # what stands after a name between commas


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


@lru_cache(maxsize=4096)
def is_title(phrase: str) -> bool:
    """Whether the phrase is a person's title: "President of Norway", "the EU's foreign policy chief"."""
    folded = [word.folded for word in words(phrase)]
    ends = (" ".join(folded[-length:]) for length in range(1, 6))
    return _tells(folded) or any(end in office_words() for end in ends) or _office_of(folded)


def _office_of(folded: Sequence[str]) -> bool:
    """Whether an office is there, then what it is of."""
    begins = (n for n, word in enumerate(folded) if word in _OF)
    return any(
        " ".join(folded[first:n]) in office_words() for n in begins for first in range(max(0, n - 4), n)
    )


def title_code(phrase: str) -> str:
    """Return the country whose office alone the title is ("Taoiseach"), "" where it is none's."""
    folded = [word.folded for word in words(phrase)]
    for length in range(min(5, len(folded)), 0, -1):
        codes = {code for _, code in office_words().get(" ".join(folded[-length:]), ())}
        if codes:
            return codes.pop() if len(codes) == 1 else ""
    return ""


@lru_cache(maxsize=4096)
def is_persons_name(text: str, least: int = 1) -> bool:
    """Whether the text is `least` to five words with capitals that mean nothing else, particles aside."""
    tokens = list(words(text))
    if not least <= len(tokens) <= _MOST_NAMES or not text[tokens[0].start].isupper():
        return False
    for token in tokens:
        raw = text[token.start : token.end]
        if token.folded in phrase_words("particle"):
            continue
        if not raw[0].isupper() or (raw.isupper() and len(raw) > 2):
            return False
        if any(token.folded in phrase_words(use) for use in ("body", "calendar", "honorific", "proper")):
            return False
        if token.folded in title_words() or token.folded in role_words() or country_named(raw) is not None:
            return False
    return not any(_ENDS.search(text[a.end : b.start]) for a, b in pairwise(tokens))


def named_after(text: str, end: int, *, within: tuple[int, int]) -> str:
    """Return the person's name right after a title that ends at `end`, "" where there is none.

    `within`: the sentence. A name after a comma has two words and is closed by another mark.
    """
    rest = text[end : min(within[1], end + _REACH)]
    gap = next((gap for gap in (", ", " ") if rest.startswith(gap)), "")
    if not gap:
        return ""
    rest = rest[len(gap) :]
    told = 0
    for token in words(rest):
        raw = rest[token.start : token.end]
        if rest[told : token.start] not in ("", " ", "-", ". ") or not (
            raw[0].isupper() or (told and token.folded in phrase_words("particle"))
        ):
            break
        told = token.end
    name = rest[:told]
    apart = gap == ", "
    if not is_persons_name(name, 2) or (apart and not _CLOSES.match(rest[told:])):
        return ""
    return name


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
