"""All copies of a corpus at once: sketches, candidates, comparison, groups."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import numpy as np

from demarche.collate.copies.copying import copying_of
from demarche.collate.copies.groups import CopyGroup, CopyLink, copy_groups, link_of
from demarche.collate.copies.settings import copy_settings
from demarche.collate.copies.sketches import Sketch, may_be_copies, sketch_of
from demarche.collate.copies.versions import page_key, versions
from demarche.collate.copies.wording import Wording, wording_of
from demarche.records import Report

# So many wordings (some 3 KiB each) are kept at a time while candidates are compared.
_WORDINGS_KEPT = 1 << 14


def find_copies(reports: Iterable[Report]) -> tuple[CopyGroup, ...]:
    """The groups of copies among reports, in order of keys (`page_key`); reports without copies are in none.

    Of the versions of one page only the latest is compared.
    """
    return copy_groups(copy_links([each[-1] for each in versions(reports)]))


def copy_links(reports: Sequence[Report]) -> Iterator[CopyLink]:
    """The pairs of reports that are copies; the reports' keys (`page_key`) must be distinct."""
    sketches = [sketch_of(page_key(each), each.text, each.title, each.published) for each in reports]

    @lru_cache(_WORDINGS_KEPT)
    def wording(number: int) -> Wording:
        return wording_of(reports[number].text, reports[number].title)

    for first, second in candidates(sketches):
        copying = copying_of(wording(first), wording(second))
        if copying is not None:
            yield link_of(sketches[first].key, sketches[second].key, copying)


def candidates(sketches: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    """The pairs of sketches, by number, whose reports are worth comparing: each once, the earlier first."""
    counts = [len(sketch.keys) // 4 for sketch in sketches]
    owners = np.repeat(np.arange(len(sketches), dtype=np.int32), counts)
    keys = np.frombuffer(b"".join(sketch.keys for sketch in sketches), "<u4")
    order = np.argsort(keys, kind="stable")
    owners, keys = owners[order], keys[order]
    # At each place of the sorted keys: where the first report with this key stands.
    opens = np.flatnonzero(np.diff(keys, prepend=keys[:1] ^ 1)) if len(keys) else np.empty(0, np.int64)
    first = np.repeat(opens, np.diff(opens, append=len(keys)))
    place = np.empty(len(keys), np.int64)
    place[order] = np.arange(len(keys))
    ends = np.cumsum(counts)
    since = np.array([sketch.since for sketch in sketches], np.int32) - copy_settings().window_days
    until = np.array([sketch.until for sketch in sketches], np.int32)
    for number, end in enumerate(ends):
        at = place[end - counts[number] : end]
        earlier = [owners[first[p] : p] for p in at[first[at] < at]]
        if earlier:
            having = np.concatenate(earlier)
            near = (since[having] <= until[number]) & (since[number] <= until[having])
            found, shared = np.unique(having[near], return_counts=True)
            for other, count in zip(found.tolist(), shared.tolist(), strict=True):
                if may_be_copies(sketches[other], sketches[number], count):
                    yield other, number
