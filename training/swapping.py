"""Change of places: a report's countries become others: the model learns words, not who is usually who."""

import random

import msgspec

from demarche.knowledge.countries import countries, country_words
from training.marked import MarkedReport


def swapped(report: MarkedReport, dice: random.Random) -> MarkedReport:
    """The report with each country named in it replaced by another, everywhere alike, marks moved along."""
    words = country_words(report.text)
    told = sorted({w.code for w in words})
    known = [c for c in sorted(countries()) if countries()[c].adjectives and countries()[c].capitals]
    chosen = dice.sample(known, len(told)) if len(told) <= len(known) else told
    # half of the time the report's own countries change among themselves
    if len(told) > 1 and dice.random() < 0.5:
        chosen = dice.sample(told, len(told))
    new = dict(zip(told, chosen, strict=True))
    pieces: list[str] = []
    moved: list[tuple[int, int]] = []  # (old end, growth so far)
    at, growth = 0, 0
    for w in words:
        other = countries().get(new[w.code])
        old = report.text[w.start : w.end]
        fresh = old
        if other is not None:
            if w.kind == "demonym":
                people = old not in countries()[w.code].adjectives and other.people
                fresh = other.people[0] if people else other.adjective
            elif w.kind == "capital" and other.capitals:
                fresh = other.capitals[0]
            elif w.kind in ("name", "official"):
                fresh = other.name
        pieces += [report.text[at : w.start], fresh]
        growth += len(fresh) - len(old)
        moved.append((w.end, growth))
        at = w.end
    pieces.append(report.text[at:])
    text = "".join(pieces)

    def shift(offset: int) -> int:
        by = 0
        for end, total in moved:
            if end > offset:
                break
            by = total
        return offset + by

    values = {
        label: (value[0], new.get(value[1], value[1]), *value[2:]) if label[0] == "p" else value
        for label, value in report.values.items()
    }
    spans = {label: [(shift(s), shift(e)) for s, e in places] for label, places in report.spans.items()}
    return msgspec.structs.replace(report, text=text, spans=spans, values=values)
