"""Whose word an event is: the outlet's own, where its text states it, or that of sources."""

import math
import re
from collections.abc import Sequence
from functools import cache

from demarche.reader.document import Document
from demarche.reader.labels import STANCES
from demarche.reader.mentions import Mention
from demarche.reader.roles import ROLE, Draft, Filled, fillers
from demarche.reader.scores import Scores
from demarche.reader.settings import Settings, SourceWeights
from demarche.reader.word_list import word_list

# acts of speech: the verb of saying beside them is often the act itself
SPEECH = frozenset({"ACCUSE", "AGREE", "CONCEDE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
TAKEN_UP = re.compile(r"\b(?:the|this|that|these|those|such)\s+(?:\w+\s+)?$", re.IGNORECASE)
WORD = re.compile(r"\w+")
MARKS = re.compile('["\u201c\u201d]')
HALF = 0.5
FAINT = 0.1  # of the probability that a source must have otherwise
LONG = 3  # sentences: a quote that is not closed by then was closed unseen


@cache
def _saying() -> re.Pattern[str]:
    words = "|".join(sorted(word_list("report_words")))
    return re.compile(rf"\b(?:{words})\b|(?<!\bthe )(?<!\ba )\breports?\b", re.IGNORECASE)


@cache
def _first_words() -> frozenset[str]:
    return frozenset(words.split()[0] for words in word_list("report_words")) | {"report", "reports"}


def said_at(text: str, begins: int, ends: int) -> list[int]:
    """Where words of saying stand between two characters; only what begins like one is held against all."""
    first, saying = _first_words(), _saying()
    found = (match.start() for match in WORD.finditer(text, begins, ends) if match[0].casefold() in first)
    return [at for at in found if saying.match(text, at, ends)]


class Telling:
    """How each sentence of a document tells what it tells; sentences are looked at once, when asked for."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._quoted: list[bool] | None = None
        self._said: dict[int, list[int]] = {}

    def way(self, mention: Mention) -> str:
        """How a mention is told: "said" by somebody or in a quote, "taken up" ("the attack"), else "own"."""
        sentence = int(self._document.sentence[mention.first])
        begins, ends = self._document.sentences[sentence]
        start, end = self._document.characters(mention.first, mention.last)
        text = self._document.text
        if self._quoted is None:
            self._quoted = open_quotes(text, self._document.sentences)
        if in_quote(text, begins, start, self._quoted[sentence]):
            return "said"
        if sentence not in self._said:
            self._said[sentence] = said_at(text, begins, ends)
        if any(not start <= at < end for at in self._said[sentence]):
            return "said"
        return "taken up" if TAKEN_UP.search(text, max(begins, start - 30), start) else "own"

    def in_headline(self, mention: Mention) -> bool:
        """Whether a mention stands in the first sentence."""
        return int(self._document.sentence[mention.first]) == 0


def in_quote(text: str, begins: int, at: int, inside: bool) -> bool:
    """Whether `at` is in a quote, from `begins` on, where one is open if `inside`."""
    for mark in MARKS.finditer(text, begins, at):
        inside = mark[0] == "\u201c" or (mark[0] == '"' and not inside)
    return inside


def open_quotes(text: str, sentences: Sequence[tuple[int, int]]) -> list[bool]:
    """Whether each sentence begins within a quote."""
    found, inside, length = [], False, 0
    for start, end in sentences:
        found.append(inside)
        inside = in_quote(text, start, end, inside)
        length = length + 1 if inside else 0
        if length > LONG:
            inside, length = False, 0
    return found


def source_evidence(
    draft: Draft, scores: Scores, telling: Telling
) -> tuple[float, float, float, float, float]:
    """What tells whether an event is a source's word: the likeliest source's log-odds; then 0 or 1 each.

    Whether the body states it, takes it up, gives it to somebody; whether it is an act of speech.
    """
    body = [i for i in draft.mentions if not telling.in_headline(scores.mentions[i])] or draft.mentions
    ways = {telling.way(scores.mentions[i]) for i in body}
    roles = [ROLE[stance] for stance in STANCES]
    chance = scores.roles[draft.mentions][..., roles].max(initial=0.001)
    top = float(min(max(chance, 0.001), 0.999))
    return (
        math.log(top / (1 - top)),
        float("own" in ways),
        float("taken up" in ways),
        float("said" in ways),
        float(draft.type in SPEECH),
    )


def attributed(evidence: tuple[float, float, float, float, float], weights: SourceWeights) -> float:
    """The probability that an event is not told in the outlet's own voice."""
    source, own, taken_up, said, speech = evidence
    odds = (
        weights.bias
        + weights.source * source
        + weights.own * own
        + weights.taken_up * taken_up
        + weights.said * said
        + weights.speech * speech
    )
    return 1.0 / (1.0 + math.exp(-odds))


def sources_of(draft: Draft, scores: Scores, telling: Telling, least: Settings) -> list[Filled]:
    """The sources of an event, each with its likeliest stance; in the outlet's own voice, only who denies it.

    Where it is somebody's word and no source is sure enough, the likeliest.
    """
    sure = fillers(draft.mentions, scores, STANCES, least.role["source"])
    if attributed(source_evidence(draft, scores, telling), least.sourcing) < HALF:
        return [f for f in sure if f.role == "denies"]
    found = sure or fillers(draft.mentions, scores, STANCES, least.role["source"] * FAINT)
    return found if sure else sorted(found, key=lambda f: -f.probability)[:1]
