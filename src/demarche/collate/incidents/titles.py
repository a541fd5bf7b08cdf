"""A title for an incident, made from its record: what, who, where, when, in the words of no outlet."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from demarche.collate.days import days_of
from demarche.collate.incidents.title_names import Named, roles_of, shortened, where_of
from demarche.collate.telling.told import ReportKey, Told
from demarche.collate.telling.traits import traits_of
from demarche.collate.telling.word_groups import load
from demarche.knowledge.folding import fold
from demarche.records import Place

NEAR = 60  # characters from the words of an event within which another word is told of it
_SLOT = re.compile(r"\{(\w+)\}")
_NUMBER = re.compile(r"\(([^()|]*)\|([^()|]*)\)")


def title_of(
    tolds: Sequence[Told], *, type_: str, occurrence: str, day: str | None, place: Place | None
) -> str:
    """For instance "Air strikes on a school in Hass, 26 October 2016"; names no author of an attack."""
    if type_ == "ASSAULT":
        what = _attack(tolds, place)
    else:
        what = _other([told for told in tolds if told.event.type == type_] or tolds, type_, place)
    marks = [] if occurrence == "actual" else [_table()["occurrences"][occurrence]]
    if type_ in _table()["deeds"] and all(map(_is_alleged, tolds)):
        marks.append(_table()["alleged"])
    what += f" ({', '.join(marks)})" if marks else ""
    shown = _shown(day)
    return f"{what}, {shown}" if shown else what


@cache
def _table() -> Any:
    return load("titles.yaml")


def _attack(tolds: Sequence[Told], place: Place | None) -> str:
    attacks = [told for told in tolds if told.event.type == "ASSAULT"]
    chief = [told for told in attacks if told.lead] or attacks
    means = _usual((told.report, traits_of(told).means) for told in chief)
    targets = _usual((told.report, _targets(told)) for told in chief)
    entries = _table()["attacks"]
    entry = next(entry for entry in entries if means.issuperset(entry["means"]))
    only = set(entry.get("hits", ()))
    others = {target for each in entries for target in each.get("hits", ())} - only
    named = set(fold(place.name).split()) if place else set()
    hit = next(
        (
            f" {entry['to']} {words}"
            for target, words in _table()["targets"].items()
            if target in targets and target not in others | named and (not only or target in only)
        ),
        "",
    )
    return f"{entry['title']}{hit}{where_of(place) if place else ''}"


def _targets(told: Told) -> frozenset[str]:
    """What it hit as told, without what is only named beside it: "taken to hospital", "hospital sources"."""
    targets = traits_of(told).targets
    if "hospital" not in targets:
        return targets
    return targets if _says_hit(told) else targets - {"hospital"}


def _says_hit(told: Told) -> bool:
    said = f" {fold(' '.join([told.passage, *(m.text for m in told.event.mentions[:6])]))} "
    for phrase in _table()["aside"]:
        said = said.replace(f" {phrase} ", " ")
    return any(word in said for word in (" hospital", " clinic", " medical "))


def _usual(told: Iterable[tuple[ReportKey, Iterable[str]]]) -> set[str]:
    """What at least half of the reports tell."""
    by_report: dict[ReportKey, set[str]] = {}
    for report, names in told:
        by_report.setdefault(report, set()).update(names)
    counts = Counter(name for names in by_report.values() for name in names)
    return {name for name, count in counts.items() if 2 * count >= len(by_report)}


def _other(tolds: Sequence[Told], type_: str, place: Place | None) -> str:
    forms = _table()["others"].get(type_, {"title": [type_.capitalize()]})
    key = _form(tolds, type_, forms)
    actor, recipient, both = roles_of(tolds)
    names: Mapping[str, Named | None] = {
        "actor": actor,
        "recipient": recipient,
        "parties": both if both and both.count > 1 else None,
        "town": Named(shortened(place.name), False, 1) if place and _is_town(place) else None,
    }
    form = next(form for form in forms[key] if all(names[slot] for slot in _SLOT.findall(form)))
    plural = actor is not None and actor.plural
    said = _NUMBER.sub(lambda match: match[2] if plural else match[1], form)
    what = _SLOT.sub(lambda match: _text(names[match[1]]), said)
    what = what[:1].upper() + what[1:]
    if place is None or type_ in _table()["placeless"] or shortened(place.name) in what:
        return what
    before = _table()["where_country" if place.kind == "country" else "where"]
    return what + where_of(place, before.get(key, before.get(type_, "in")))


def _text(named: Named | None) -> str:
    return named.text if named else ""


def _form(tolds: Sequence[Told], type_: str, forms: Mapping[str, Sequence[str]]) -> str:
    """Which form: by a word that at least half of the reports tell, else by the usual mode."""
    told = _usual((each.report, _told_near(each, type_)) for each in tolds)
    modes = Counter(mode for each in tolds for mode in each.event.mode if mode in forms)
    usual = sorted(modes, key=lambda mode: (-modes[mode], mode))
    return next((name for name in _table()["told"] if name in told), usual[0] if usual else "title")


def _told_near(told: Told, type_: str) -> set[str]:
    at = min((m for m in told.event.mentions if m.start >= told.passage_start), default=None)
    said = told.passage
    if at is not None and at.end <= told.passage_start + len(told.passage):
        start = max(0, at.start - told.passage_start - NEAR)
        said = told.passage[start : at.end - told.passage_start + NEAR]
    text = f" {fold(' '.join([said, *(m.text for m in told.event.mentions[:4])]))}"
    return {
        name
        for name, each in _table()["told"].items()
        if type_ in each["types"] and any(f" {word}" in text for word in each["words"])
    }


def _is_town(place: Place) -> bool:
    return place.kind != "country" and place.name != place.name.lower()


def _is_alleged(told: Told) -> bool:
    stances = {source.stance for source in told.event.attribution}
    return bool(stances & {"alleges", "denies"})


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
