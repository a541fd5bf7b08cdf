"""Stages: which events may be one happening, what hangs together by that, and the incidents of it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from demarche.cluster.components import LabelRow, components, forest
from demarche.cluster.copying import Joined, VoiceRow
from demarche.cluster.desk import ALONE, Desk, Facts, bucket_of_number
from demarche.cluster.telling import SLICE, MeetRow, ToldRow
from demarche.collate.copies.versions import page_key
from demarche.collate.incidents.combining import weights
from demarche.collate.incidents.gists import GIST, Gists, gist_of
from demarche.collate.incidents.linking import link_traits, links_among
from demarche.collate.incidents.merging import incidents_of
from demarche.collate.incidents.ruling_out import may_link
from demarche.collate.telling.told import Told
from demarche.records import Incident, Report

_AT_ONCE = 500_000  # pairs whose gists are laid side by side, some 100 bytes each


class LinkRow(msgspec.Struct, frozen=True, array_like=True):
    """Two events by their ids that may be one happening, the earlier first, and the log-odds of it."""

    one: str
    other: str
    odds: float


class PlacedRow(msgspec.Struct, frozen=True, array_like=True):
    """An event on its way to all that it hangs together with (`label`), and its report's voice."""

    label: int
    number: int
    told: Told
    voice: str


class IncidentRow(msgspec.Struct, frozen=True, array_like=True):
    """An incident."""

    incident: Incident


class HeldRow(msgspec.Struct, frozen=True, array_like=True):
    """Which incident holds an event."""

    number: int
    incident: str
    title: str


def link(desk: Desk) -> Facts:
    """The pairs of events that share a key and may be one happening."""
    desk.channel("links", ALONE)
    desk.channel("forest", ALONE)
    rows = list(desk.rows("meet", MeetRow, desk.slices))
    joined = []
    for at, beside in _likely(rows):
        one, other = rows[at], rows[beside]
        found = link_traits(one.traits, other.traits, weights())
        if not found.forbidden and found.odds >= weights().cut:
            desk.put("links", 0, LinkRow(one.traits.id, other.traits.id, found.odds))
            if found.odds >= weights().merge:
                joined.append((one.number, other.number))
    for pair in forest(joined):
        desk.put("forest", 0, Joined(*pair))
    return Facts()


def hang_together(desk: Desk) -> Facts:
    """By event, and by report that has copies, what it hangs together with: all of the corpus at once."""
    desk.channel("labels", desk.slices)
    for number, label in _labels(desk, "forest"):
        desk.put("labels", number >> SLICE, LabelRow(number, label))
    desk.channel("copy_labels", desk.parts)
    for number, label in _labels(desk, "copy_forest"):
        desk.put("copy_labels", bucket_of_number(number, desk.parts), LabelRow(number, label))
    return Facts()


def place(desk: Desk) -> Facts:
    """Each event, with its report's voice, to all that it hangs together with."""
    desk.channel("together", desk.parts)
    labels = {row.number: row.label for row in desk.rows("labels", LabelRow, 1)}
    voices = {row.report: row.voice for row in desk.rows("voices", VoiceRow, desk.parts)}
    for row in desk.own("told", ToldRow):
        label = labels.get(row.number, row.number)
        voice = voices.get(row.report) or _own_voice(row.told)
        desk.put(
            "together", bucket_of_number(label, desk.parts), PlacedRow(label, row.number, row.told, voice)
        )
    return Facts()


def merge(desk: Desk) -> Facts:
    """The incidents of all that hangs together, whose events are nowhere else."""
    desk.channel("incidents", ALONE)
    desk.channel("held", desk.slices)
    groups: dict[int, list[PlacedRow]] = defaultdict(list)
    for row in desk.rows("together", PlacedRow, desk.slices):
        groups[row.label].append(row)
    for label in sorted(groups):
        rows = groups.pop(label)
        tolds = [row.told for row in rows]
        number_of = {row.told.id: row.number for row in rows}
        voices = {row.told.report: row.voice for row in rows}
        for incident in incidents_of(tolds, links_among(tolds), voices=voices):
            desk.put("incidents", 0, IncidentRow(incident))
            for id_ in incident.events:
                number = number_of[id_]
                desk.put("held", number >> SLICE, HeldRow(number, incident.id, incident.title))
    return Facts()


def _likely(rows: Sequence[MeetRow]) -> Iterator[tuple[int, int]]:
    """The pairs of rows that share a key and that their gists do not rule out, by number of row."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        for key in row.keys:
            blocks[key].append(at)
    gists = np.frombuffer(b"".join(gist_of(row.traits) for row in rows), GIST)
    pairs = np.zeros(0, np.int64)
    waiting: list[NDArray[np.int64]] = []
    count = 0
    for block in blocks.values():
        held = np.array(block, np.int64)
        for at in range(len(held) - 1):
            waiting.append(held[at] << 32 | held[at + 1 :])
            count += len(waiting[-1])
            if count >= _AT_ONCE:
                pairs = np.union1d(pairs, _not_ruled_out(gists, np.concatenate(waiting)))
                waiting, count = [], 0
    if waiting:
        pairs = np.union1d(pairs, _not_ruled_out(gists, np.concatenate(waiting)))
    for pair in pairs.tolist():
        yield pair >> 32, pair & 0xFFFFFFFF


def _not_ruled_out(gists: Gists, pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    pairs = np.unique(pairs)
    return pairs[may_link(gists[pairs >> 32], gists[pairs & 0xFFFFFFFF])]


def _labels(desk: Desk, channel: str) -> list[tuple[int, int]]:
    pairs = ((row.one, row.other) for row in desk.rows(channel, Joined, desk.parts))
    numbers, labels = components(pairs)
    return list(zip(numbers.tolist(), labels.tolist(), strict=True))


def _own_voice(told: Told) -> str:
    return page_key(Report(id=told.report_id, text="", outlet=told.outlet))
