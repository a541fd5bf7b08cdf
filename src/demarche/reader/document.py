"""A text made ready for the encoder: words, sentences, word pieces, and the windows in which it is read."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

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

    def characters(self, first: int, last: int) -> tuple[int, int]:
        """Character offsets `[start, end)` of the words `[first, last]`."""
        return int(self.starts[first]), int(self.ends[last])


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


def document_of(text: str) -> Document:
    """The document of a text; a text without words has no windows."""
    spans = words_of(text)
    words = [text[s:e] for s, e in spans]
    starts = np.array([s for s, _ in spans], dtype=np.int64)
    ends = np.array([e for _, e in spans], dtype=np.int64)
    sentences = sentences_of(text)
    sentence = np.searchsorted(np.array([s for s, _ in sentences], dtype=np.int64), starts, side="right") - 1
    pieces = pieces_of(words)
    windows = windows_of(pieces, [shape_of(w) for w in words], sentence)
    return Document(text, starts, ends, sentence, sentences, windows)


def windows_of(pieces: list[tuple[int, ...]], shapes: list[int], sentence: Ints) -> list[Window]:
    """Windows of whole sentences (a sentence longer than a window is cut); each word is at home in one."""
    count = len(pieces)
    sizes = [len(p) for p in pieces]
    first_of = [i for i in range(count) if i == 0 or sentence[i] != sentence[i - 1]]
    lead_end = next((i for i in first_of if sentence[i] >= 2), count)
    windows: list[Window] = []
    at = 0
    while at < count:
        context: list[int] = []
        if at:
            context = [*head(range(min(lead_end, at)), sizes, LEAD)]
            back = first_of[bisect_left(first_of, at) - 1]
            context += tail(range(max(back, len(context)), at), sizes, BACK)
        room = WINDOW - 2 - sum(sizes[i] for i in context)
        end, used = at, 0
        while end < count and used + sizes[end] <= room:
            used += sizes[end]
            end += 1
        if end < count:
            # end on a sentence's beginning, unless the window is inside one long sentence
            begins = first_of[bisect_right(first_of, end) - 1]
            end = begins if begins > at else end
        windows.append(window_of(context, range(at, end), pieces, shapes))
        at = end
    return windows


def head(words: range, sizes: list[int], most: int) -> list[int]:
    """The first words that fit into `most` pieces."""
    kept: list[int] = []
    for i in words:
        most -= sizes[i]
        if most < 0:
            break
        kept.append(i)
    return kept


def tail(words: range, sizes: list[int], most: int) -> list[int]:
    """The last words that fit into `most` pieces."""
    return head(words[::-1], sizes, most)[::-1]


def window_of(context: list[int], home: range, pieces: list[tuple[int, ...]], shapes: list[int]) -> Window:
    """A window of context words, then its own."""
    ids, cases, at = [CLS], [0], []
    for i in [*context, *home]:
        if i >= home.start:
            at.append(len(ids))
        ids += pieces[i]
        cases += [shapes[i]] * len(pieces[i])
    return Window(
        np.array([*ids, SEP], dtype=np.int64),
        np.array([*cases, 0], dtype=np.int64),
        np.array(home, dtype=np.int64),
        np.array(at[-len(home) :], dtype=np.int64),
    )
