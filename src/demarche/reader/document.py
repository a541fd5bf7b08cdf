"""A text made ready for the encoder: words, sentences, word pieces, and the windows in which it is read."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer

from demarche.reader.sentences import sentences_of
from demarche.reader.words import shape_of, words_of

Ints = NDArray[np.int64]

WINDOW = 256  # pieces a window holds, its two end signs included: cost grows with the square of it
LEAD = 48  # pieces of the report's beginning repeated before a later window: who and where it is about
BACK = 48  # pieces of the sentence before, likewise
USUAL = 40  # characters of a word that may come again
PIECES_A_WORD = 8  # a longer word is cut: no name needs more, hostile text has
CLS, SEP, UNKNOWN = 101, 102, 100


@dataclass(frozen=True)
class Window:
    """A piece of text for the encoder. `words[i]` is the document's word whose first piece is at `at[i]`."""

    pieces: Ints
    shapes: Ints
    words: Ints
    at: Ints


@dataclass(frozen=True)
class Document:
    """A text in words. `starts`, `ends`: characters, [words]; `sentence`: each word's sentence, [words]."""

    text: str
    starts: Ints
    ends: Ints
    sentence: Ints
    sentences: list[tuple[int, int]]
    windows: list[Window]

    @property
    def passage(self) -> tuple[int, str]:
        """Where the document's first word begins in the text, and the text from there to its last word."""
        start, end = int(self.starts[0]), int(self.ends[-1])
        return start, self.text[start:end]

    def sections(self, most: int) -> list[tuple[slice, "Document"]]:
        """The words in parts of whole sentences, `most` words each or one sentence, each part a document.

        Offsets and sentence numbers stay those of the whole; words count from the part's first.
        """
        firsts = [0, *(np.flatnonzero(np.diff(self.sentence)) + 1).tolist(), len(self.starts)]
        found: list[tuple[slice, Document]] = []
        begin = 0
        for first, after in pairwise(firsts):
            if after - begin > most and first > begin:
                found.append(self._part(begin, first))
                begin = first
        return [*found, self._part(begin, len(self.starts))]

    def _part(self, begin: int, end: int) -> tuple[slice, "Document"]:
        here = slice(begin, end)
        return here, replace(
            self, starts=self.starts[here], ends=self.ends[here], sentence=self.sentence[here], windows=[]
        )

    def words_at(self, start: int, end: int) -> tuple[int, int]:
        """The words `[first, last]` that the characters `[start, end)` touch; last < first if none."""
        first, last = self.words_of_spans([(start, end)])
        return int(first[0]), int(last[0])

    def words_of_spans(self, spans: list[tuple[int, int]]) -> tuple[Ints, Ints]:
        """First and last words, [spans] each, that the characters `[start, end)` of each span touch."""
        at = np.array(spans, dtype=np.int64).reshape(-1, 2)
        first: Ints = np.searchsorted(self.ends, at[:, 0], side="right")
        return first, np.searchsorted(self.starts, at[:, 1], side="left") - 1

    @cached_property
    def _characters(self) -> tuple[list[int], list[int]]:
        """Plain numbers: they are asked for one by one, hundreds of times a report."""
        return self.starts.tolist(), self.ends.tolist()

    def characters(self, first: int, last: int) -> tuple[int, int]:
        """Character offsets `[start, end)` of the words `[first, last]`."""
        starts, ends = self._characters
        return starts[first], ends[last]


@cache
def piece_maker() -> Tokenizer:
    """WordPiece over BERT's uncased vocabulary, for text that is already in words."""
    path = files("demarche.reader").joinpath("data/vocabulary.txt")
    vocabulary = {word: i for i, word in enumerate(path.read_text(encoding="utf-8").splitlines())}
    maker = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=60))
    maker.normalizer = BertNormalizer(lowercase=True, strip_accents=True)
    return maker


def pieces_of(words: list[str]) -> list[tuple[int, ...]]:
    """Vocabulary numbers of each word's pieces; never empty."""
    return [_usual_pieces(word) if len(word) <= USUAL else _pieces(word) for word in words]


def _pieces(word: str) -> tuple[int, ...]:
    encoding = piece_maker().encode([word], is_pretokenized=True, add_special_tokens=False)
    return tuple(encoding.ids[:PIECES_A_WORD]) or (UNKNOWN,)


# news uses the same words again and again
_usual_pieces = lru_cache(maxsize=65536)(_pieces)
_usual_shape = lru_cache(maxsize=65536)(shape_of)


def document_of(text: str) -> Document:
    """The document of a text; a text without words has no windows."""
    spans = words_of(text)
    words = [text[start:end] for start, end in spans]
    starts, ends = np.array(spans, dtype=np.int64).reshape(-1, 2).T.copy()
    sentences = sentences_of(text)
    begins = np.array([start for start, _ in sentences], dtype=np.int64)
    sentence = np.searchsorted(begins, starts, side="right") - 1
    shapes = [_usual_shape(word) if len(word) <= USUAL else shape_of(word) for word in words]
    return Document(text, starts, ends, sentence, sentences, windows_of(pieces_of(words), shapes, sentence))


def windows_of(pieces: list[tuple[int, ...]], shapes: list[int], sentence: Ints) -> list[Window]:
    """Windows of whole sentences (a sentence longer than a window is cut); each word is at home in one."""
    count = len(pieces)
    sizes = np.fromiter(map(len, pieces), np.int64, count)
    laid = _Laid(
        np.fromiter(chain.from_iterable(pieces), np.int64),
        np.repeat(np.array(shapes, dtype=np.int64), sizes),
        np.concatenate([[0], np.cumsum(sizes)]),
    )
    firsts = [0, *(np.flatnonzero(np.diff(sentence)) + 1).tolist()]
    lead_end = int(np.searchsorted(sentence, 2))
    windows: list[Window] = []
    at = 0
    while at < count:
        lead = back = range(at, at)
        if at:
            lead = laid.first(range(min(lead_end, at)), LEAD)
            before = firsts[bisect_left(firsts, at) - 1]
            back = laid.last(range(max(before, len(lead)), at), BACK)
        end = laid.first(range(at, count), WINDOW - 2 - laid.size(lead) - laid.size(back)).stop
        if end < count:
            # end on a sentence's beginning, unless the window is inside one long sentence
            begins = firsts[bisect_right(firsts, end) - 1]
            end = begins if begins > at else end
        windows.append(laid.window(lead, back, range(at, end)))
        at = end
    return windows


@dataclass(frozen=True)
class _Laid:
    """A text's pieces with their words' shapes, [pieces]; `starts`: where words begin, [words + 1]."""

    pieces: Ints
    shapes: Ints
    starts: Ints

    def size(self, words: range) -> int:
        """How many pieces the words have."""
        return int(self.starts[words.stop] - self.starts[words.start])

    def first(self, words: range, most: int) -> range:
        """The first words that fit into `most` pieces."""
        end = int(np.searchsorted(self.starts, self.starts[words.start] + most, side="right")) - 1
        return range(words.start, min(end, words.stop))

    def last(self, words: range, most: int) -> range:
        """The last words that fit into `most` pieces."""
        start = int(np.searchsorted(self.starts, self.starts[words.stop] - most, side="left"))
        return range(max(start, words.start), words.stop)

    def window(self, lead: range, back: range, home: range) -> Window:
        """A window of the report's beginning, of what stands before, and of its own words."""
        parts = [slice(self.starts[words.start], self.starts[words.stop]) for words in (lead, back, home)]
        begins = self.starts[home.start : home.stop]
        return Window(
            np.concatenate([[CLS], *(self.pieces[part] for part in parts), [SEP]]),
            np.concatenate([[0], *(self.shapes[part] for part in parts), [0]]),
            np.arange(home.start, home.stop),
            begins - begins[0] + 1 + self.size(lead) + self.size(back),
        )
