"""Stages: which reports are copies, exactly as one machine finds them, and with which voice each speaks.

Reports meet by keys of their sketches; a pair is counted where its first report is, sketches are compared
where the second is, and words where the first is again. Voices are made where all that copies join is.
"""

from collections import Counter, defaultdict

import msgspec

from demarche.cluster.components import LabelRow
from demarche.cluster.desk import ALONE, Desk, Facts, bucket_of_number
from demarche.cluster.telling import SLICE, BandRow, PageRow
from demarche.collate.copies.copying import Copying, copying_of
from demarche.collate.copies.groups import link_of, voices_among
from demarche.collate.copies.settings import copy_settings
from demarche.collate.copies.sketches import Sketch, may_be_copies
from demarche.collate.copies.wording import Wording, wording_of

_WORDINGS = 2000  # at hand: some 3 KiB each


class PairRow(msgspec.Struct, frozen=True, array_like=True):
    """Two reports, the earlier first, and how many keys they were found to share in one bucket."""

    one: int
    other: int
    shared: int


class LikelyRow(msgspec.Struct, frozen=True, array_like=True):
    """A pair with all keys counted, on its way to the second report, with the first one's sketch."""

    one: int
    other: int
    shared: int
    sketch: Sketch


class WantedRow(msgspec.Struct, frozen=True, array_like=True):
    """A pair worth comparing word by word, on its way back to the first report, with the second."""

    one: int
    other: int
    page: str
    title: str
    text: str


class CopyRow(msgspec.Struct, frozen=True, array_like=True):
    """Two reports that are copies, and the keys of their pages; `copying` is of one with other."""

    one: int
    other: int
    one_page: str
    other_page: str
    copying: Copying


class Joined(msgspec.Struct, frozen=True, array_like=True):
    """A pair of numbers that belong together."""

    one: int
    other: int


class VoiceRow(msgspec.Struct, frozen=True, array_like=True):
    """The voice of a report that has copies."""

    report: int
    voice: str


def meet(desk: Desk) -> Facts:
    """The pairs of reports that share keys and may be from the same days."""
    desk.channel("pairs", desk.parts)
    window = copy_settings().window_days
    bands: dict[int, list[BandRow]] = defaultdict(list)
    for row in desk.rows("bands", BandRow, desk.slices):
        bands[row.band].append(row)
    shared: Counter[tuple[int, int]] = Counter()
    for rows in bands.values():
        in_time = sorted(rows, key=lambda row: (row.since, row.report))
        for at, one in enumerate(in_time):
            for other in in_time[at + 1 :]:
                if other.since - window > one.until:
                    break
                shared[min(one.report, other.report), max(one.report, other.report)] += 1
    for (first, second), count in sorted(shared.items()):
        desk.put("pairs", bucket_of_number(first, desk.parts), PairRow(first, second, count))
    return Facts()


def sketch(desk: Desk) -> Facts:
    """Each pair with the number of keys that it shares in all, and its first report's sketch."""
    desk.channel("likely", desk.parts)
    shared: Counter[tuple[int, int]] = Counter()
    for row in desk.rows("pairs", PairRow, desk.parts):
        shared[row.one, row.other] += row.shared
    firsts = {one for one, _ in shared}
    sketches = {
        row.report: row.sketch for row in desk.rows("pages", PageRow, desk.slices) if row.report in firsts
    }
    for (one, other), count in sorted(shared.items()):
        likely = LikelyRow(one, other, count, sketches[one])
        desk.put("likely", bucket_of_number(other, desk.parts), likely)
    return Facts()


def want(desk: Desk) -> Facts:
    """The pairs whose sketches are alike, with the second report's words."""
    desk.channel("wanted", desk.parts)
    likely = list(desk.rows("likely", LikelyRow, desk.parts))
    seconds = {row.other for row in likely}
    pages = {row.report: row for row in desk.rows("pages", PageRow, desk.slices) if row.report in seconds}
    for row in likely:
        page = pages[row.other]
        if may_be_copies(row.sketch, page.sketch, row.shared):
            wanted = WantedRow(row.one, row.other, page.page, page.title, page.text)
            desk.put("wanted", bucket_of_number(row.one, desk.parts), wanted)
    return Facts()


def compare(desk: Desk) -> Facts:
    """The pairs that are copies by their words."""
    desk.channel("copies", ALONE)
    desk.channel("copy_forest", ALONE)
    wanted = list(desk.rows("wanted", WantedRow, desk.parts))
    firsts = {row.one for row in wanted}
    pages = {row.report: row for row in desk.rows("pages", PageRow, desk.slices) if row.report in firsts}
    wordings: dict[int, Wording] = {}

    def wording(report: int, title: str, text: str) -> Wording:
        if report not in wordings:
            if len(wordings) >= _WORDINGS:
                wordings.clear()
            wordings[report] = wording_of(text, title)
        return wordings[report]

    for row in sorted(wanted, key=lambda row: (row.one, row.other)):
        page = pages[row.one]
        copying = copying_of(wording(row.one, page.title, page.text), wording(row.other, row.title, row.text))
        if copying is not None:
            desk.put("copies", 0, CopyRow(row.one, row.other, page.page, row.page, copying))
            desk.put("copy_forest", 0, Joined(row.one, row.other))
    return Facts()


def gather(desk: Desk) -> Facts:
    """All copies of what hangs together into one bucket."""
    desk.channel("copies_together", desk.parts)
    labels = {row.number: row.label for row in desk.rows("copy_labels", LabelRow, 1)}
    for row in desk.own("copies", CopyRow):
        desk.put("copies_together", bucket_of_number(labels[row.one], desk.parts), row)
    return Facts()


def voice(desk: Desk) -> Facts:
    """The voice of each report that has copies."""
    desk.channel("voices", desk.slices)
    rows = list(desk.rows("copies_together", CopyRow, desk.parts))
    number_of = {row.one_page: row.one for row in rows} | {row.other_page: row.other for row in rows}
    links = [link_of(row.one_page, row.other_page, row.copying) for row in rows]
    for pages in voices_among(number_of, links):
        for page in pages:
            report = number_of[page]
            desk.put("voices", report >> SLICE, VoiceRow(report, pages[0]))
    return Facts()
