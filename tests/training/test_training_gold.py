"""Annotations in the guidelines' JSON form become marks."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from training.gold import find_words, marked, read_gold

DATA = os.environ.get("DEMARCHE_DATA")

TEXT = (
    "Norway urged Finland to honour the Lervik accord. "
    "Oslo said Finnish guns killed nine men in Hallasund on Monday."
)
ROW: dict[str, Any] = {
    "report_id": "r1",
    "text": TEXT,
    "title": "A request",
    "outlet": "Harbour Wire",
    "published": "2031-03-05",
    "sentences": [[0, 49], [50, len(TEXT)]],
}


def party(
    words: str, sentence: int, name: str, code: str | None, sector: str | None, **more: str
) -> dict[str, Any]:
    return {"text": words, "sentence": sentence, "name": name, "code": code, "sector": sector, **more}


NORWAY = ("Government of Norway", "NOR", "GOV")
ANNOTATION: dict[str, Any] = {
    "report_id": "r1",
    "events": [
        {
            "type": "REQUEST",
            "mode": ["yield"],
            "occurrence": "actual",
            "hedged": False,
            "mentions": [{"sentence": 0, "trigger": "urged"}],
            "actors": [party("Norway", 0, *NORWAY)],
            "recipients": [party("Finland", 0, "Government of Finland", "FIN", "GOV")],
            "agreement": "Lervik accord (2029)",
        },
        {
            "type": "ASSAULT",
            "mode": [],
            "occurrence": "actual",
            "hedged": True,
            "mentions": [{"sentence": 1, "trigger": "killed"}],
            "actors": [party("Finnish guns", 1, "Finnish Armed Forces", "FIN", "MIL")],
            "recipients": [party("men", 1, "men", None, None)],
            "attribution": [party("Oslo", 1, *NORWAY, stance="alleges")],
            "where": {"text": "Hallasund", "name": "Hallasund", "country": "NOR"},
            "when": {"text": "Monday", "date": "2031-03-03"},
            "toll": [{"kind": "killed", "count": 9, "bound": "exact", "who": "men", "text": "nine men"}],
            "agreement": None,
        },
    ],
    "agreements": [
        {
            "name": "Lervik accord (2029)",
            "text": "Lervik accord",
            "sentence": 0,
            "parties": ["NOR", "FIN"],
            "date": "2029",
            "place": None,
            "state": "in_force",
            "terms": ["stop shelling"],
        }
    ],
}


def test_every_value_becomes_a_mark_on_its_words() -> None:
    report = marked(ROW, ANNOTATION)
    told = {label: [TEXT[s:e] for s, e in places] for label, places in report.spans.items()}
    request, assault = report.events["e0"], report.events["e1"]
    assert (told["e0"], told["e1"]) == (["urged"], ["killed"])
    assert [told[label] for label in request.recipients] == [["Finland"]]
    assert [told[label] for label in assault.actors] == [["Finnish guns"]]
    assert [told[label] for label in assault.places] == [["Hallasund"]]
    assert [told[label] for label in assault.times] == [["Monday"]]
    assert [told[label] for label in assault.numbers] == [["nine men"]]
    assert [report.values[label] for label in assault.numbers] == [("killed", "9", "exact", "men")]
    assert (request.modes, assault.hedged) == (("yield",), True)
    assert not report.whole


def test_a_party_told_in_other_words_is_one_label() -> None:
    report = marked(ROW, ANNOTATION)
    (norway,) = report.events["e0"].actors
    assert report.events["e1"].sources == ((norway, "alleges"),)
    assert [TEXT[s:e] for s, e in report.spans[norway]] == ["Norway", "Oslo"]
    assert report.values[norway] == NORWAY


def test_an_agreement_is_tied_to_its_event() -> None:
    report = marked(ROW, ANNOTATION)
    (deal,) = report.events["e0"].agreements
    assert report.values[deal] == (
        "Lervik accord (2029)",
        "NOR, FIN",
        "2029",
        "",
        "in_force",
        "stop shelling",
    )
    assert report.events["e1"].agreements == ()


def test_words_are_sought_near_by_and_whole_first() -> None:
    text = "Oman and Roman. A man ran. Man overboard."
    assert find_words(text, "man", [(0, 15)]) == (1, 4)
    assert find_words(text, "man", [(16, 26)]) == (18, 21)
    assert find_words(text, "overboard", [(0, 15)]) == (31, 40)
    assert find_words(text, "woman", [(0, 15)]) is None


@pytest.mark.skipif(not DATA, reason="DEMARCHE_DATA is not set: the gold reports are not here")
def test_the_gold_reports_lose_next_to_nothing() -> None:
    gold = Path(DATA or "") / "gold"
    annotations = {a["report_id"]: a for a in json.loads((gold / "dev.gold.json").read_text("utf-8"))}
    lost = told = 0
    for report in read_gold(gold / "dev.reports.jsonl", gold / "dev.gold.json"):
        for number, event in enumerate(annotations[report.id]["events"]):
            mark = report.events[f"e{number}"]
            told += 1
            lost += not report.spans[f"e{number}"]
            for parties, labels in ((event["actors"], mark.actors), (event["recipients"], mark.recipients)):
                names = {(p["name"], p["code"], p["sector"]) for p in parties}
                told += len(names)
                lost += len(names) - len(set(labels))
    assert told > 500
    assert lost / told < 0.01
