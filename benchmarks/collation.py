"""Collating many reports: time, memory and size as the number of reports grows.

`python -m benchmarks.collation --ledger L.db [--reports 1000 10000 100000]` takes the readings of a ledger of
real reports (`demarche read FOLDER/fakes/dev.jsonl --ledger L.db`), varies them in date, place and parties
until there are `A_DAY` for every day of some eleven years, takes so many days of these as hold the number
asked for, and collates them in a ledger and a process of their own; then it adds the four days that follow.
"""

import argparse
import hashlib
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import TypeVar

import msgspec

from demarche.ledger import Ledger, Query
from demarche.records import Event, IncidentParty, Party, Place, Reading, Report

Pair = tuple[Report, Reading]
Named = TypeVar("Named", Party, IncidentParty)
SEED = 20261126
TOGETHER = 500
A_DAY = 25  # reports: a larger archive is a longer one, not a denser one
DAYS = 6_400  # by which rounds are moved at most: where they lie evenly is room for 100,000 reports


def varied(pairs: Sequence[Pair], count: int) -> Iterator[Pair]:
    """`count` reports that follow each other in time, `A_DAY` of them a day, round by round of the real ones.

    Within a round all reports move together, so that what several of them tell stays one incident. Undated
    reports are left out, as they lie on no day. Raises `ValueError` where `DAYS` hold fewer than asked for.
    """
    dated = [(pair, date.fromisoformat(pair[0].published)) for pair in pairs if pair[0].published]
    shifts = [timedelta(days=shift_of(turn)[0]) for turn in range(A_DAY * DAYS // len(dated))]
    begin = max(day for _, day in dated)  # from here on rounds lie evenly, up to `DAYS`
    lying = sorted(
        (day + shift, turn, at)
        for turn, shift in enumerate(shifts)
        for at, (_, day) in enumerate(dated)
        if day + shift >= begin
    )
    if count > len(lying):
        raise ValueError(f"{count} reports asked for, {len(lying)} can be made")
    return (moved(*dated[at][0], turn) for _, turn, at in islice(lying, count))


def shift_of(turn: int) -> tuple[int, float, float]:
    """By how many days, and degrees to the north and east, a round is moved."""
    dice = random.Random(f"{SEED}-{turn}")
    return dice.randrange(1, DAYS), dice.uniform(-8, 8), dice.uniform(-8, 8)


def event_id(id: str, turn: int) -> str:
    """The id of an event in a round."""
    return "e-" + hashlib.sha256(f"{id}{turn}".encode()).hexdigest()[:16]


def moved(report: Report, reading: Reading, turn: int) -> Pair:
    """A report and its reading in a round."""
    days, north, east = shift_of(turn)
    name = f"{report.id}-{turn}"
    text = _reworded(report.text, turn)
    digest = hashlib.sha256(f"{name}{text}".encode()).hexdigest()
    new = msgspec.structs.replace(
        report, id=name, text=text, digest=digest, published=later(report.published, days)
    )
    events = tuple(_moved_event(event, name, turn, days, north, east) for event in reading.events)
    spans = tuple(
        msgspec.structs.replace(span, value=later(span.value, days)) if span.kind == "time" else span
        for span in reading.spans
    )
    return new, msgspec.structs.replace(
        reading, report_id=name, report_digest=digest, events=events, spans=spans
    )


def _reworded(text: str, turn: int) -> str:
    """The text with other names and numbers, letter for letter: as long as it was, and no copy of it."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    names = dict(zip(letters, random.Random(f"{SEED}-names-{turn}").sample(letters, 26), strict=True))
    digits = {str(digit): str((digit + turn) % 10) for digit in range(10)}
    return re.sub(
        r"[A-Z][a-z]+|\d+", lambda told: "".join(names.get(c, digits.get(c, c)) for c in told[0]), text
    )


def _moved_event(event: Event, report: str, turn: int, days: int, north: float, east: float) -> Event:
    return msgspec.structs.replace(
        event,
        id=event_id(event.id, turn),
        report_id=report,
        when=msgspec.structs.replace(event.when, date=later(event.when.date, days)) if event.when else None,
        where=moved_place(event.where, turn, north, east) if event.where else None,
        actors=tuple(renamed(party, turn) for party in event.actors),
        recipients=tuple(renamed(party, turn) for party in event.recipients),
    )


def moved_place(place: Place, turn: int, north: float, east: float) -> Place:
    """A place in a round."""
    if place.lat is None or place.lon is None:
        return place
    return msgspec.structs.replace(
        place,
        name=f"{place.name} {_words(turn)}",
        geonameid=None,
        lat=round(place.lat + north, 4),
        lon=round(place.lon + east, 4),
    )


def renamed(party: Named, turn: int) -> Named:
    """Groups and people get a name of the round's own; states stay, as the same ones act year after year."""
    if party.sector in ("GOV", "MIL"):
        return party
    return msgspec.structs.replace(party, name=f"{party.name} {_words(turn)}")


def _words(turn: int) -> str:
    syllables = ("ba", "de", "ki", "lo", "mu", "na", "re", "si", "to", "vu")
    return "".join(syllables[int(digit)] for digit in f"{turn:03d}").capitalize()


def later(told: str | None, days: int) -> str | None:
    """A date, as exact as it was, so many days later."""
    if not told:
        return told
    parts = []
    for part in told.split("/"):
        try:
            parts.append((date.fromisoformat(part) + timedelta(days=days)).isoformat())
        except ValueError:  # a month or a year
            parts.append(str(int(part[:4]) + days // 365) + part[4:])
    return "/".join(parts)


def measure(source: Path, count: int, folder: Path) -> dict[str, float]:
    """What it costs to collate `count` reports at once, and then a hundred more."""
    with Ledger.open(source, readonly=True) as real:
        rows = real.reports(Query(limit=None)).rows
        pairs = [
            (real.report(row.id, outlet=row.outlet or ""), real.reading(row.id, outlet=row.outlet or ""))
            for row in rows
        ]
    path = folder / f"{count}.db"
    archive = varied(pairs, count + 4 * A_DAY)
    with Ledger.open(path) as ledger:
        first = islice(archive, count)
        while batch := list(islice(first, TOGETHER)):
            ledger.add_many(batch)
        before = path.stat().st_size
        begun, cpu = time.monotonic(), time.process_time()
        ledger.collate()
        seconds, cpu = time.monotonic() - begun, time.process_time() - cpu
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        ledger.add_many(archive)
        begun = time.monotonic()
        ledger.collate()
        more = time.monotonic() - begun
        incidents = ledger.incidents(Query(limit=1)).total
    return {
        "reports": count,
        "incidents": incidents,
        "seconds": round(seconds, 1),
        "cpu_seconds": round(cpu, 1),
        "ms_a_report": round(1000 * cpu / count, 2),
        "mib": round(most),
        "bytes_a_report": round((path.stat().st_size - before) / count),
        "seconds_for_100_more": round(more, 2),
    }


def main() -> None:
    """Measure each number of reports."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--ledger", type=Path, required=True)
    ask.add_argument("--reports", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    ask.add_argument("--here", action="store_true", help="in this process: one number")
    a = ask.parse_args()
    for count in a.reports:
        if a.here:
            with tempfile.TemporaryDirectory() as folder:
                print(json.dumps(measure(a.ledger, count, Path(folder))), flush=True)
        else:
            command = [sys.executable, "-m", "benchmarks.collation", "--here", "--ledger", str(a.ledger)]
            subprocess.run([*command, "--reports", str(count)], check=True)


if __name__ == "__main__":
    main()
