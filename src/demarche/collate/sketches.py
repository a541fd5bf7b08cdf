"""Sketches: what is kept of a report to find those that may be its copies without comparing it with all."""

import msgspec
import numpy as np
from numpy.typing import NDArray

from demarche.collate.copy_settings import copy_settings
from demarche.collate.shingles import Numbers, scattered, shingles, word_numbers
from demarche.collate.wording import Sentence, news_of


class Sketch(msgspec.Struct, frozen=True, kw_only=True):
    """At most 1 KiB that stands for a report's wording.

    `keys` are 32-bit numbers, little-endian, ascending and distinct: MinHash values of its sentences of news,
    the smallest where there are too many, so that a part of a text has the keys of that part.
    Sketches of different `scheme` cannot be compared: those of an older one are made anew.
    """

    key: str
    keys: bytes
    words: int  # of news
    shingles: int  # distinct, of those that the keys were chosen from
    scheme: str


def sketch_of(key: str, text: str, title: str = "") -> Sketch:
    """The sketch of a report's text; `key` is the caller's name for the report."""
    return sketch_of_news(key, news_of(text, title))


def sketch_of_news(key: str, news: tuple[Sentence, ...]) -> Sketch:
    """The sketch of sentences of news."""
    rows = _shingles_with_names(news) or _all_shingles(news)
    keys = _keys(rows)
    return Sketch(
        key=key,
        keys=keys.astype("<u4").tobytes(),
        words=sum(len(sentence.words) for sentence in news),
        shingles=len(np.unique(np.concatenate(rows))) if rows else 0,
        scheme=scheme(),
    )


def scheme() -> str:
    """Which way of sketching this is: it changes whenever sketches do."""
    from rensa import RMinHash

    settings = copy_settings()
    return f"rensa{RMinHash.ALGORITHM_VERSION}-s{settings.shingle}v{settings.values}r{settings.seed}"


def bands_of(sketch: Sketch) -> tuple[int, ...]:
    """The keys by which a database finds candidates: unsigned 32-bit numbers, ascending."""
    return tuple(np.frombuffer(sketch.keys, "<u4").tolist())


def may_be_copies(one: Sketch, other: Sketch, shared: int | None = None) -> bool:
    """Whether two sketches of one scheme share enough keys for their reports to be compared.

    `shared` is how many they share, where the caller knows. Where a sketch is full, its largest key is where
    its sample of the report's keys ends: keys of the other beyond it could not be shared and do not count.
    """
    first, second = np.frombuffer(one.keys, "<u4"), np.frombuffer(other.keys, "<u4")
    if shared is None:
        shared = len(np.intersect1d(first, second, assume_unique=True))
    could = min(_within(first, second), _within(second, first))
    return shared > 0 and shared >= copy_settings().shared_keys * could


def _within(keys: NDArray[np.uint32], sample: NDArray[np.uint32]) -> int:
    """How many of the keys lie where `sample` has all that there are."""
    if len(sample) < copy_settings().most_keys:
        return len(keys)
    return int(np.searchsorted(keys, sample[-1], "right"))


def _shingles_with_names(news: tuple[Sentence, ...]) -> list[Numbers]:
    """By sentence, the shingles that hold a name or a number: the others are the language's, not the news's.

    None where capitals tell nothing, as in a text all in capitals.
    """
    length = copy_settings().shingle
    count = sum(len(sentence.words) for sentence in news)
    if sum(sum(sentence.names) for sentence in news) > 0.7 * count:
        return []
    rows = []
    for sentence in news:
        numbers = shingles(word_numbers(sentence.words), length)
        if len(numbers):
            named = np.convolve(np.array(sentence.names, np.int64), np.ones(length, np.int64), "valid") > 0
            if named.any():
                rows.append(numbers[named])
    return rows


def _all_shingles(news: tuple[Sentence, ...]) -> list[Numbers]:
    """By sentence, all shingles; of a text of shorter sentences only, those across them."""
    length = copy_settings().shingle
    rows = [shingles(word_numbers(sentence.words), length) for sentence in news]
    rows = [row for row in rows if len(row)]
    if rows:
        return rows
    whole = word_numbers(word for sentence in news for word in sentence.words)
    return [shingles(whole, min(length, len(whole)))] if len(whole) else []


def _keys(rows: list[Numbers]) -> NDArray[np.uint32]:
    """The MinHash values of the rows, each marked with the function that gave it, the smallest of them."""
    if not rows:
        return np.empty(0, np.uint32)
    from rensa import RMinHash  # a compiled library: loaded when first needed

    settings = copy_settings()
    ends = np.cumsum([0, *map(len, rows)]).astype(np.uint64)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(
        np.concatenate(rows), ends, settings.values, settings.seed
    )
    values = np.array(matrix.to_rows(), np.uint64)
    # Minima are small numbers: scattered, the smallest keys are a fair sample of the sentences.
    which = np.arange(settings.values, dtype=np.uint64)
    marked = scattered((values * np.uint64(settings.values) + which).ravel())
    return np.unique((marked >> np.uint64(32)).astype(np.uint32))[: settings.most_keys]
