"""An index of phrases that finds all of them in a text in one pass, the longest first."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, Literal, NamedTuple, TypeVar

from demarche.knowledge.folding import Word, fold, words

Value = TypeVar("Value")
_Case = Literal["acronym", "name", "word"]

_BREAK = re.compile(r"[\n;:!?()\[\]\"\u201c\u201d]")  # no phrase goes across one of these
_SHORT = 5  # an all-capitals word up to this long is an acronym and must be written in capitals: US, NATO


class Found(NamedTuple, Generic[Value]):
    """A phrase found at characters `[start, end)` of the text, words `[first, last)`, with its values."""

    start: int
    end: int
    first: int
    last: int
    values: Sequence[Value]


class _Entry(NamedTuple, Generic[Value]):
    case: _Case
    comma: bool  # whether the phrase itself has a comma
    values: list[Value]


class PhraseIndex(Generic[Value]):
    """Phrases with the values that were given for each, in order.

    A phrase written without capitals matches in any case, one with capitals where the text has a capital too,
    an acronym of up to five letters in capitals only. `acronym_words` are acronyms that are words as well
    ("WHO"); among words in capitals, as in a headline, they are taken for words.
    """

    def __init__(
        self, pairs: Iterable[tuple[str, Value]], acronym_words: frozenset[str] = frozenset()
    ) -> None:
        self._acronym_words = acronym_words
        self._entries: dict[str, list[_Entry[Value]]] = {}
        self._firsts: set[str] = set()  # the words that phrases begin with
        # first two words -> how many words the phrases that begin with them have, the most first
        self._lengths: dict[str, tuple[int, ...]] = {}
        for phrase, value in pairs:
            folded = fold(phrase)
            if folded:
                self._add(phrase, folded, value)

    def _add(self, phrase: str, folded: str, value: Value) -> None:
        case = _case_of(phrase)
        entries = self._entries.get(folded)
        if entries is None:
            self._entries[folded] = [_Entry(case, "," in phrase, [value])]
            first, *others = folded.split(" ", 2)
            self._firsts.add(first)
            if others:
                begins, length = f"{first} {others[0]}", folded.count(" ") + 1
                lengths = self._lengths.get(begins, ())
                if length not in lengths:
                    self._lengths[begins] = tuple(sorted((*lengths, length), reverse=True))
            return
        for entry in entries:
            if entry.case == case:
                if all(value is not other for other in entry.values):
                    entry.values.append(value)
                return
        entries.append(_Entry(case, "," in phrase, [value]))

    def __len__(self) -> int:
        return len(self._entries)

    def exact(self, text: str, *, any_case: bool = False) -> Sequence[Value]:
        """Return the values of the phrase that is all of `text`, or none.

        With `any_case` a name may be in small letters; an acronym must be in capitals always.
        """
        entries = self._entries.get(fold(text))
        entry = _matching(entries, text) if entries else None
        if entry is None and any_case:
            entry = next((entry for entry in entries or () if entry.case != "acronym"), None)
        return entry.values if entry else ()

    def find(self, text: str) -> Iterator[Found[Value]]:
        """Yield the phrases of `text` in order, without overlap, the longest at each word."""
        return self.find_words(text, list(words(text)))

    def find_words(self, text: str, tokens: Sequence[Word]) -> Iterator[Found[Value]]:
        """The same for a text whose words are known."""
        firsts = self._firsts
        folded = [token.folded for token in tokens]
        reached = 0
        for position, word in enumerate(folded):
            if word in firsts and position >= reached:
                found = self._at(text, tokens, folded, position)
                if found is not None:
                    yield found
                    reached = found.last

    def _shouted(self, text: str, tokens: Sequence[Word], position: int) -> bool:
        """Whether the word is one of the acronym words, in capitals like its neighbours."""
        if tokens[position].folded not in self._acronym_words:
            return False
        beside = _capital(text, tokens, position - 1) + _capital(text, tokens, position + 1)
        return beside == 2 or (beside == 1 and position in (0, len(tokens) - 1))

    def _at(self, text: str, tokens: Sequence[Word], folded: list[str], first: int) -> Found[Value] | None:
        for length in (*self._lengths.get(" ".join(folded[first : first + 2]), ()), 1):
            last = first + length
            entries = self._entries.get(" ".join(folded[first:last])) if last <= len(folded) else None
            if entries is None:
                continue
            start, end = tokens[first].start, tokens[last - 1].end
            entry = _matching(entries, text[start:end])
            if entry is not None and not (length == 1 and self._shouted(text, tokens, first)):
                abbreviated = length > 1 and text[end - 2 : end - 1] == "." and text[end : end + 1] == "."
                return Found(start, end + abbreviated, first, last, entry.values)
        return None


def _capital(text: str, tokens: Sequence[Word], position: int) -> bool:
    if not 0 <= position < len(tokens):
        return False
    raw = text[tokens[position].start : tokens[position].end]
    return len(raw) > 1 and raw.isupper()


def _case_of(phrase: str) -> _Case:
    if phrase.isupper() and sum(char.isalpha() for char in phrase) <= _SHORT:
        return "acronym"
    return "word" if phrase == phrase.lower() else "name"


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
        return raw != raw.lower()
    return True
