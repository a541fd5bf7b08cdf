"""Sketches: what is kept of a report to find those that may be its copies without comparing it with all."""

from calendar import monthrange
from datetime import date
from functools import cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from demarche.collate.copies.settings import copy_settings
from demarche.collate.copies.shingles import Numbers, scattered, shingles
from demarche.collate.copies.wording import Wording, wording_of

# Share of words with capitals from which capitals tell nothing.
_ALL_CAPITALS = 0.7


class Sketch(msgspec.Struct, frozen=True, kw_only=True):
    """At most 1 KiB that stands for a report's wording.

    `keys` are 32-bit numbers, little-endian, ascending and distinct: MinHash values of its sentences of news,
    the smallest where there are too many, so that a part of a text has the keys of that part.
    Sketches of different `scheme` cannot be compared: those of an older one are made anew.
    """

    key: str
    keys: bytes
    words: int  # of news
    since: int  # first day on which it may have been published, counted from 1 January of year 1
    until: int  # last such day
    shingles: int  # distinct, of those that the keys were chosen from
    scheme: str


def sketch_of(key: str, text: str, title: str = "", published: str | None = None) -> Sketch:
    """The sketch of a report's text; `key` is the caller's name for the report.

    `published` is an ISO date as exact as known; a report without one is compared with those of any day.
    """
    wording = wording_of(text, title)
    chosen, sentence = _chosen(wording)
    since, until = _days(published)
    return Sketch(
        key=key,
        keys=_keys(chosen, sentence).astype("<u4").tobytes(),
        words=len(wording.numbers),
        since=since,
        until=until,
        shingles=len(np.unique(chosen)),
        scheme=scheme(),
    )


@cache
def scheme() -> str:
    """Which way of sketching this is: it changes whenever sketches do."""
    from rensa import RMinHash

    settings = copy_settings()
    return f"rensa{RMinHash.ALGORITHM_VERSION}-s{settings.shingle}v{settings.values}r{settings.seed}"


def bands_of(sketch: Sketch) -> tuple[int, ...]:
    """The keys by which a database finds candidates: unsigned 32-bit numbers, ascending."""
    return tuple(np.frombuffer(sketch.keys, "<u4").tolist())


def may_be_copies(one: Sketch, other: Sketch, shared: int | None = None) -> bool:
    """Whether two sketches of one scheme share enough keys, and days, for their reports to be compared.

    `shared` is how many they share, where the caller knows. Where a sketch is full, its largest key is where
    its sample of the report's keys ends: keys of the other beyond it could not be shared and do not count.
    """
    window = copy_settings().window_days
    if one.since - window > other.until or other.since - window > one.until:
        return False
    first, second = np.frombuffer(one.keys, "<u4"), np.frombuffer(other.keys, "<u4")
    if shared is None:
        shared = len(np.intersect1d(first, second, assume_unique=True))
    could = min(_within(first, second), _within(second, first))
    return shared > 0 and shared >= copy_settings().shared_keys * could


def _days(published: str | None) -> tuple[int, int]:
    """The first and the last day of an ISO date as exact as known; all days where it is none."""
    parts = (published or "").split("-")
    try:
        numbers = [int(part) for part in parts[:3]]
        first = date(*numbers, *[1] * (3 - len(numbers)))
        if len(numbers) == 3:
            return first.toordinal(), first.toordinal()
        if len(numbers) == 2:
            return first.toordinal(), first.replace(day=monthrange(*numbers)[1]).toordinal()
        return first.toordinal(), first.replace(month=12, day=31).toordinal()
    except (TypeError, ValueError):
        return 1, date.max.toordinal()


def _within(keys: NDArray[np.uint32], sample: NDArray[np.uint32]) -> int:
    """How many of the keys lie where `sample` has all that there are."""
    if len(sample) < copy_settings().most_keys:
        return len(keys)
    return int(np.searchsorted(keys, sample[-1], "right"))


def _chosen(wording: Wording) -> tuple[Numbers, NDArray[np.int64]]:
    """The shingles that keys are chosen from, and in which sentence each is.

    They lie within a sentence and hold a name or a number: others are the language's, not the news's. Where
    capitals tell nothing, as in a text all in them, all count; where all sentences are short, those across.
    """
    numbers, sentence = wording.numbers, wording.sentence
    length = min(copy_settings().shingle, len(numbers))
    if not length:
        return numbers, sentence
    every = shingles(numbers, length)
    start, end = sentence[: len(every)], sentence[length - 1 :]
    within = start == end
    if not within.any():
        return every, np.zeros(len(every), np.int64)
    named = np.concatenate(([0], np.cumsum(wording.named)))
    telling = within & (named[length:] > named[:-length])
    if not telling.any() or wording.named.mean() > _ALL_CAPITALS:
        telling = within
    return every[telling], start[telling]


def _keys(chosen: Numbers, sentence: NDArray[np.int64]) -> NDArray[np.uint32]:
    """The MinHash values of each sentence, each marked with its hash function: the smallest of them."""
    if not len(chosen):
        return np.empty(0, np.uint32)
    from rensa import RMinHash  # a compiled library: loaded when first needed

    settings = copy_settings()
    begins = np.flatnonzero(np.diff(sentence, prepend=-1))
    rows = np.append(begins, len(chosen)).astype(np.uint64)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(chosen, rows, settings.values, settings.seed)
    values = np.array(matrix.to_rows(), np.uint64)
    # Minima are small numbers: scattered, the smallest keys are a fair sample of the sentences.
    which = np.arange(settings.values, dtype=np.uint64)
    marked = scattered((values * np.uint64(settings.values) + which).ravel())
    return np.unique((marked >> np.uint64(32)).astype(np.uint32))[: settings.most_keys]
