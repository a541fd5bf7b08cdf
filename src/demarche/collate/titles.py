"""A title for an incident, made from its record: what, where, when, in the words of no outlet."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from demarche.collate.days import days_of
from demarche.collate.told import Told
from demarche.collate.traits import traits_of
from demarche.collate.word_groups import load
from demarche.records import IncidentParty, Place

LONGEST_NAME = 60
_PART = re.compile(r"\[([^\[\]]*)\]")


def title_of(
    tolds: Sequence[Told],
    *,
    type_: str,
    occurrence: str,
    day: str | None,
    place: Place | None,
    parties: Sequence[IncidentParty],
) -> str:
    """For instance "Air strikes on a school in Hass, 26 October 2016"; names no author of an attack."""
    if type_ == "ASSAULT":
        what = _attack(tolds)
    else:
        modes = Counter(mode for told in tolds if told.event.type == type_ for mode in told.event.mode)
        what = _other(type_, modes, parties)
    if place is not None and type_ not in _table()["placeless"]:
        what += _where(place)
    if occurrence != "actual":
        what += f" ({_table()['occurrences'][occurrence]})"
    shown = _shown(day)
    return f"{what}, {shown}" if shown else what


@cache
def _table() -> Any:
    return load("titles.yaml")


def _attack(tolds: Sequence[Told]) -> str:
    attacks = [traits_of(told) for told in tolds if told.event.type == "ASSAULT"]
    chief = [traits for traits in attacks if traits.lead] or attacks
    means = _usual((traits.report_id, traits.means) for traits in chief)
    targets = _usual((traits.report_id, traits.targets) for traits in chief)
    title = next(entry["title"] for entry in _table()["attacks"] if means.issuperset(entry["means"]))
    hit = next((words for target, words in _table()["targets"].items() if target in targets), "")
    return f"{title} {hit}".strip()


def _usual(told: Iterable[tuple[str, frozenset[str]]]) -> set[str]:
    """What at least half of the reports tell."""
    by_report: dict[str, set[str]] = {}
    for report, names in told:
        by_report.setdefault(report, set()).update(names)
    counts = Counter(name for names in by_report.values() for name in names)
    return {name for name, count in counts.items() if 2 * count >= len(by_report)}


def _other(type_: str, modes: Mapping[str, int], parties: Sequence[IncidentParty]) -> str:
    forms = _table()["others"].get(type_, {"title": type_.capitalize()})
    usual = sorted((mode for mode in modes if mode in forms), key=lambda mode: (-modes[mode], mode))
    acting = [p for p in parties if p.acts and p.acts >= p.receives]
    receiving = [p for p in parties if p.receives > p.acts]
    both = [_short(p.name) for p in (acting[:2] + receiving[:2])[:2]]
    names = {
        "actor": _short(acting[0].name) if acting else "",
        "recipient": _short(receiving[0].name) if receiving else "",
        "parties": " and ".join(both) if len(both) == 2 else "",
    }

    def part(match: re.Match[str]) -> str:
        key = match[1][match[1].index("{") + 1 : match[1].index("}")]
        return match[1].replace("{" + key + "}", names[key]) if names[key] else ""

    return _PART.sub(part, forms[usual[0]] if usual else forms["title"])


def _where(place: Place) -> str:
    """Where, by name; what has none is said by its province."""
    if place.name != place.name.lower():
        return f" in {_short(place.name)}"
    return f" in {place.province} province" if place.province else ""


def _short(name: str) -> str:
    name = " ".join(name.split())
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"


def _shown(day: str | None) -> str:
    """A date in words: 4 April 2017; 28 to 30 October 2016; April 2017."""
    days = days_of(day)
    if day is None or days is None:
        return ""
    first, last = (date.fromordinal(each) for each in days)
    if "/" not in day:
        return {4: f"{first.year}", 7: f"{first:%B} {first.year}"}.get(
            len(day), f"{first.day} {first:%B} {first.year}"
        )
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {last.day} {last:%B} {last.year}"
    start = f"{first.day} {first:%B}" + (f" {first.year}" if first.year != last.year else "")
    return f"{start} to {last.day} {last:%B} {last.year}"
