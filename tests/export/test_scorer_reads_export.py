"""The scorer reads the export: gold events, exported, score as perfect."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from demarche.export import write_events
from demarche.records import Attribution, Event, Party, Place, Report, Span, Toll, When

DATA = os.environ.get("DEMARCHE_DATA")


@pytest.mark.skipif(not DATA, reason="DEMARCHE_DATA is not set")
def test_gold_events_exported_score_as_perfect(tmp_path: Path) -> None:
    gold = Path(DATA or "") / "gold"
    reports = {
        row["report_id"]: row
        for row in map(json.loads, (gold / "dev.reports.jsonl").read_text(encoding="utf-8").splitlines())
    }
    pairs = []
    for told in json.loads((gold / "dev.gold.json").read_text(encoding="utf-8")):
        row = reports[told["report_id"]]
        report = Report(id=row["report_id"], text=row["text"], published=row.get("published"))
        for number, event in enumerate(told["events"], start=1):
            pairs.append((_event(event, row, number), report))
    out = tmp_path / "events.jsonl"
    assert write_events(pairs, "plover", out) == len(pairs)
    command = [
        sys.executable,
        str(gold / "score.py"),
        str(gold / "dev.reports.jsonl"),
        str(gold / "dev.gold.json"),
        str(out),
    ]
    scored = json.loads(subprocess.run([*command, "--json"], check=True, capture_output=True).stdout)
    for figure in ("detect", "coded", "dyad", "toll"):
        assert scored[figure]["F1"] == 1.0, figure
    for figure in ("mode_F1", "not_actual_F1", "attribution", "date", "place"):
        assert scored[figure] == 1.0, figure


def _event(told: dict[str, Any], row: dict[str, Any], number: int) -> Event:
    text, sentences = row["text"], row["sentences"]

    def span(words: str, sentence: int) -> dict[str, Any]:
        start = text.index(words, sentences[sentence][0])
        return {"text": words, "start": start, "end": start + len(words)}

    def party(one: dict[str, Any]) -> Party:
        at = span(one["text"], one["sentence"])
        return Party(name=one["name"], code=one.get("code"), sector=one.get("sector"), **at)

    first = told["mentions"][0]["sentence"]
    when, where = told.get("when"), told.get("where")
    return Event(
        id=f"{row['report_id']}-{number}",
        report_id=row["report_id"],
        type=told["type"],
        mode=tuple(told.get("mode") or ()),
        mentions=tuple(Span(**span(m["trigger"], m["sentence"])) for m in told["mentions"]),
        actors=tuple(map(party, told.get("actors") or ())),
        recipients=tuple(map(party, told.get("recipients") or ())),
        when=When(text=when["text"], start=0, end=0, date=when.get("date")) if when else None,
        where=Place(text=where["text"], start=0, end=0, name=where["name"]) if where else None,
        toll=tuple(
            Toll(kind=t["kind"], count=t["count"], bound=t["bound"], who="", text="", start=0, end=0)
            for t in told.get("toll") or ()
        ),
        occurrence=told.get("occurrence", "actual"),
        attribution=tuple(
            Attribution(party=party(source), stance=source["stance"])
            for source in told.get("attribution") or ()
        ),
        sequence=max(first + 1, 1),
    )
