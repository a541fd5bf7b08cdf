"""Annotated reports in the guidelines' JSON form, brought to marks."""

import json
import re
from pathlib import Path
from typing import Any

from training.marked import MarkedEvent, MarkedReport

PARTY_ROLES = ("actors", "recipients", "attribution")


def find_words(text: str, words: str, near: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Where `words` stand: in the first given stretch that holds them (whole words first), else anywhere."""
    for start, end in [*near, (0, len(text))]:
        if match := re.compile(rf"(?<!\w){re.escape(words)}(?!\w)").search(text, start, end):
            return match.span()
        at = text.find(words, start, end)
        if at >= 0:
            return at, at + len(words)
    return None


def sources_of(entities: list[dict[str, Any]], label: dict[int, str]) -> tuple[tuple[str, str], ...]:
    """(party label, stance) of the attribution."""
    return tuple((label[id(x)], x["stance"]) for x in entities if id(x) in label)


def marked(row: dict[str, Any], annotation: dict[str, Any]) -> MarkedReport:
    """One report of the JSON form with its marks. A party is one label by name, code and sector."""
    text: str = row["text"]
    sentences = [tuple(s) for s in row["sentences"]]
    report = MarkedReport(
        id=row["report_id"],
        text=text,
        title=row.get("title") or "",
        outlet=row.get("outlet") or "",
        published=row.get("published") or "",
    )
    keys: dict[tuple[str, ...], str] = {}

    def label_of(kind: str, value: tuple[str, ...], span: tuple[int, int]) -> str:
        key = (kind, *value)
        label = keys.setdefault(key, f"{kind}{len(keys)}")
        report.values[label] = value
        places = report.spans.setdefault(label, [])
        if span not in places:
            places.append(span)
        return label

    agreements: dict[str, str] = {}
    for g in annotation.get("agreements") or []:
        span = find_words(text, g["text"], [sentences[g["sentence"]]])
        if span:
            parties, terms = ", ".join(g.get("parties") or []), "; ".join(g.get("terms") or [])
            deal = (g["name"], parties, g.get("date") or "", g.get("place") or "", g["state"], terms)
            agreements[g["name"]] = label_of("g", deal, span)
    for i, e in enumerate(annotation["events"]):
        near = [sentences[m["sentence"]] for m in e["mentions"]]
        mentions = [find_words(text, m["trigger"], [sentences[m["sentence"]]]) for m in e["mentions"]]
        report.spans[f"e{i}"] = sorted({m for m in mentions if m})
        party: dict[int, str] = {}
        for role in PARTY_ROLES:
            for x in e.get(role) or []:
                if span := find_words(text, x["text"], [sentences[x["sentence"]]]):
                    party[id(x)] = label_of(
                        "p", (x["name"], x.get("code") or "", x.get("sector") or ""), span
                    )
        event = MarkedEvent(type=e["type"], modes=tuple(e.get("mode") or []), occurrence=e["occurrence"],
                            hedged=e["hedged"],
                            actors=tuple(party[id(x)] for x in e["actors"] if id(x) in party),
                            recipients=tuple(party[id(x)] for x in e["recipients"] if id(x) in party),
                            sources=sources_of(e.get("attribution") or [], party))  # fmt: skip
        where, when = e.get("where"), e.get("when")
        if where and (span := find_words(text, where["text"], near)):
            event.places = (label_of("l", (where["name"], where.get("country") or ""), span),)
        if when and when.get("text") and (span := find_words(text, when["text"], near)):
            event.times = (label_of("t", (when.get("date") or "",), span),)
        for t in e.get("toll") or []:
            if span := find_words(text, t["text"], near):
                value = (t["kind"], str(t["count"]), t["bound"], t.get("who") or "")
                event.numbers = (*event.numbers, label_of("n", value, span))
        if (name := e.get("agreement")) in agreements:
            event.agreements = (agreements[name],)
        report.events[f"e{i}"] = event
    for places in report.spans.values():
        places.sort()
    return report


def read_gold(reports: Path, annotations: Path) -> list[MarkedReport]:
    """The annotated reports of two files, in the order of the first."""
    rows = [json.loads(line) for line in reports.read_text(encoding="utf-8").splitlines() if line.strip()]
    gold = {a["report_id"]: a for a in json.loads(annotations.read_text(encoding="utf-8"))}
    return [marked(row, gold[row["report_id"]]) for row in rows if row["report_id"] in gold]
