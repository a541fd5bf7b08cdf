"""An index of phrases that finds all of them in a text in one pass, the longest first."""

import re
from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

from demarche.knowledge.folding import Word, words

Value = TypeVar("Value")

_BREAK = re.compile(r"[\n;:!?()\[\]\"\u201c\u201d]")  # no phrase goes across one of these
_SHORT = 5  # an all-capitals word up to this long is an acronym and must be written in capitals: US, NATO


class Found(NamedTuple, Generic[Value]):
    """A phrase found at `[start, end)` of the text (characters) and `[first, last)` of its words."""

    start: int
    end: int
    first: int
    last: int
    value: Value


class _Entry(NamedTuple, Generic[Value]):
    case: str  # "acronym": all capitals; "name": a capital somewhere; "word": any case
    comma: bool  # whether the phrase itself has a comma
    value: Value


def _case_of(phrase: str) -> str:
    letters = [char for char in phrase if char.isalpha()]
    if not letters or not any(char.isupper() for char in letters):
        return "word"
    if len(letters) <= _SHORT and all(char.isupper() for char in letters):
        return "acronym"
    return "name"


class PhraseIndex(Generic[Value]):
    """Phrases with a value each.

    A phrase written without capitals matches in any case, one with capitals where the text has a capital too,
    an acronym of up to five letters in capitals only.
    """

    def __init__(self) -> None:
        self._entries: dict[str, list[_Entry[Value]]] = {}
        self._longest: dict[str, int] = {}  # first word -> words of the longest phrase that begins with it

    def add(self, phrase: str, value: Value) -> None:
        """Add `phrase`; where two have the same folded words and case, the first one stays."""
        folded = [word.folded for word in words(phrase)]
        if not folded:
            return
        entries = self._entries.setdefault(" ".join(folded), [])
        case = _case_of(phrase)
        if all(entry.case != case for entry in entries):
            entries.append(_Entry(case, "," in phrase, value))
        self._longest[folded[0]] = max(self._longest.get(folded[0], 0), len(folded))

    def find(self, text: str) -> Iterator[Found[Value]]:
        """Yield the phrases of `text` in order, without overlap, the longest at each word."""
        return self.find_words(text, list(words(text)))

    def find_words(self, text: str, tokens: list[Word]) -> Iterator[Found[Value]]:
        """The same for a text whose words are known."""
        longest = self._longest
        position, count = 0, len(tokens)
        while position < count:
            reach = longest.get(tokens[position].folded)
            if reach is None:
                position += 1
                continue
            found = self._at(text, tokens, position, min(reach, count - position))
            if found is None:
                position += 1
            else:
                yield found
                position = found.last

    def _at(self, text: str, tokens: list[Word], first: int, reach: int) -> Found[Value] | None:
        for length in range(reach, 0, -1):
            last = first + length
            entries = self._entries.get(" ".join(token.folded for token in tokens[first:last]))
            if entries is None:
                continue
            start, end = tokens[first].start, tokens[last - 1].end
            entry = _matching(entries, text[start:end])
            if entry is not None:
                abbreviated = length > 1 and text[end - 2 : end - 1] == "." and text[end : end + 1] == "."
                return Found(start, end + abbreviated, first, last, entry.value)
        return None

    def __len__(self) -> int:
        return len(self._entries)


def _matching(entries: Iterable[_Entry[Value]], raw: str) -> _Entry[Value] | None:
    if _BREAK.search(raw):
        return None
    for wanted in ("acronym", "name", "word"):
        for entry in entries:
            if entry.case == wanted and _agrees(wanted, raw) and (entry.comma or "," not in raw):
                return entry
    return None


def _agrees(case: str, raw: str) -> bool:
    if case == "acronym":
        return raw.isupper()
    if case == "name":
        return any(char.isupper() for char in raw)
    return True
