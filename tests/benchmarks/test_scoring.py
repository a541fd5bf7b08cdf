"""The figures: on events made by hand, and against the shared scorer."""

import importlib.util
import json
import os
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
from benchmarks.scoring import Tally, calibration_error, told_by_gold, told_by_reader
from training.gold import read_gold
from training.marked import read_report

from demarche.export import write_events
from demarche.plover import ontology
from demarche.reader.sentences import sentences_of
from demarche.records import Attribution, Event, Party, Place, Report, Span, Toll, When

DATA = os.environ.get("DEMARCHE_DATA")

GOLD = read_report(
    """wire-1
published: 2031-03-05

[Norway]{p1} on [Tuesday]{t1} [urged]{e1} [Finland]{p2} to wait. [Finnish gunners]{p3} [shelled]{e2} \
[Hallasund]{l1}, killing [nine [fishermen]{p4}]{n1}, [the mayor]{p5} said. [Sweden]{p6} may [send]{e3} troops.
---
p1 | Government of Norway | NOR | GOV
p2 | Government of Finland | FIN | GOV
p3 | Finnish Armed Forces | FIN | MIL
p4 | fishermen | NOR | CVL
p5 | mayor of Hallasund | NOR | GOV
p6 | Government of Sweden | SWE | GOV
l1 | Hallasund | NOR
t1 | 2031-03-04
n1 | killed | 9 | exact | fishermen
e1 | REQUEST yield | p1 > p2 | t1
e2 | ASSAULT heavy-weapons | p3 > p4 | l1 n1 p5:asserts
e3 | MOBILIZE troops | p6 > | hypothetical
""",
    "here",
)
SENTENCES = sentences_of(GOLD.text)


def span(words: str) -> dict[str, Any]:
    start = GOLD.text.index(words)
    return {"text": words, "start": start, "end": start + len(words)}


def party(words: str, name: str, code: str | None, sector: str | None) -> Party:
    return Party(name=name, code=code, sector=sector, **span(words))


NORWAY = party("Norway", "Government of Norway", "NOR", "GOV")
FINLAND = party("Finland", "Government of Finland", "FIN", "GOV")
GUNNERS = party("Finnish gunners", "Finnish Armed Forces", "FIN", "MIL")
FISHERMEN = party("fishermen", "fishermen", "NOR", "CVL")
MAYOR = party("the mayor", "mayor of Hallasund", "NOR", "GOV")
SWEDEN = party("Sweden", "Government of Sweden", "SWE", "GOV")


def event(kind: str, words: str, **more: Any) -> Event:
    return Event(id=f"{kind}-{words}", report_id="wire-1", type=kind, mentions=(Span(**span(words)),), **more)


REQUEST = event(
    "REQUEST",
    "urged",
    mode=("yield",),
    actors=(NORWAY,),
    recipients=(FINLAND,),
    when=When(date="2031-03-04", **span("Tuesday")),
    confidence=0.9,
)
ASSAULT = event(
    "ASSAULT",
    "shelled",
    mode=("heavy-weapons",),
    actors=(GUNNERS,),
    recipients=(FISHERMEN,),
    where=Place(name="Hallasund", country="NOR", **span("Hallasund")),
    toll=(Toll(kind="killed", count=9, bound="exact", who="fishermen", **span("nine fishermen")),),
    attribution=(Attribution(party=MAYOR, stance="asserts"),),
    confidence=0.9,
)
MOBILIZE = event(
    "MOBILIZE", "send", mode=("troops",), actors=(SWEDEN,), occurrence="hypothetical", confidence=0.9
)
ALL = (REQUEST, ASSAULT, MOBILIZE)


def figures(*events: Event) -> dict[str, float]:
    tally = Tally()
    tally.add(told_by_gold(GOLD, SENTENCES), told_by_reader(events, SENTENCES))
    return tally.figures()


def changed(one: Event, **more: Any) -> dict[str, float]:
    """The figures of all events with one changed."""
    return figures(*(msgspec.structs.replace(e, **more) if e is one else e for e in ALL))


def test_what_is_all_right_scores_full() -> None:
    found = figures(*ALL)
    gap = found.pop("calibration error")
    assert set(found.values()) == {1.0}
    assert gap == pytest.approx(0.1)


def test_nothing_found_scores_nothing() -> None:
    assert set(figures().values()) == {0.0}


def test_an_event_missed_costs_recall_one_made_up_precision() -> None:
    missed, made_up = figures(REQUEST, ASSAULT), figures(*ALL, event("AID", "shelled", actors=(NORWAY,)))
    assert missed["detect P"] == made_up["detect R"] == 1.0
    assert missed["detect R"] == pytest.approx(2 / 3)
    assert made_up["detect P"] == pytest.approx(3 / 4)
    assert missed["detect"] == pytest.approx(4 / 5)


def test_another_type_or_another_sentence_is_another_event() -> None:
    assert changed(REQUEST, type="THREATEN")["detect"] == pytest.approx(2 / 3)
    assert changed(REQUEST, mentions=ASSAULT.mentions)["detect"] == pytest.approx(2 / 3)
    assert changed(REQUEST, mentions=(Span(**span("Norway")),))["detect"] == 1.0


def test_an_event_told_twice_counts_once() -> None:
    found = figures(*ALL, REQUEST)
    assert found["detect R"] == 1.0
    assert found["detect P"] == pytest.approx(3 / 4)


def test_coding_wants_a_country_in_common_on_either_side() -> None:
    assert changed(REQUEST, actors=(SWEDEN,))["coded"] == pytest.approx(2 / 3)
    assert changed(REQUEST, recipients=())["coded"] == pytest.approx(2 / 3)
    assert changed(REQUEST, actors=(NORWAY, SWEDEN))["coded"] == 1.0
    # sides on which nobody has a code agree
    nobody = party("Sweden", "somebody", None, None)
    assert changed(MOBILIZE, recipients=(nobody,))["coded"] == 1.0
    assert changed(MOBILIZE, recipients=(FINLAND,))["coded"] == pytest.approx(2 / 3)


def test_a_dyad_wants_the_sector_too() -> None:
    found = changed(ASSAULT, actors=(FINLAND,))
    assert found["coded"] == 1.0
    assert found["dyad"] == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("one", "change", "figure", "value"),
    [
        (REQUEST, {"mode": ()}, "mode", 4 / 5),
        (REQUEST, {"mode": ("yield", "assist")}, "mode", 6 / 7),
        (MOBILIZE, {"occurrence": "actual"}, "not_actual", 0.0),
        (MOBILIZE, {"occurrence": "future"}, "not_actual", 0.0),
        (REQUEST, {"occurrence": "future"}, "not_actual", 2 / 3),
        (ASSAULT, {"attribution": ()}, "attribution", 2 / 3),
        (REQUEST, {"attribution": ASSAULT.attribution}, "attribution", 2 / 3),
        (REQUEST, {"when": When(date="2031-03", **span("Tuesday"))}, "date", 0.0),
        (REQUEST, {"when": None}, "date", 0.0),
        (ASSAULT, {"where": Place(name="Lervik", **span("Norway"))}, "place", 0.0),
        (ASSAULT, {"where": Place(name="Hallasund harbour", **span("Hallasund"))}, "place", 1.0),
        (ASSAULT, {"toll": ()}, "toll", 0.0),
        (
            ASSAULT,
            {"toll": (*ASSAULT.toll, Toll(kind="injured", count=9, bound="exact", who="", **span("nine")))},
            "toll",
            2 / 3,
        ),
    ],
)
def test_each_value_counts_in_its_figure(
    one: Event, change: dict[str, Any], figure: str, value: float
) -> None:
    found = changed(one, **change)
    assert found[figure] == pytest.approx(value)
    assert found["detect"] == 1.0


def test_the_pairing_is_best_as_a_whole() -> None:
    """Two of a type in one sentence: each finds its own, in whatever order they come."""
    mine = msgspec.structs.replace(REQUEST, recipients=(SWEDEN,), actors=(FISHERMEN, SWEDEN))
    for order in ((mine, REQUEST), (REQUEST, mine)):
        assert figures(*order, ASSAULT, MOBILIZE)["coded"] == pytest.approx(6 / 7)


def test_figures_by_type_tell_how_many_there_are() -> None:
    tally = Tally()
    tally.add(told_by_gold(GOLD, SENTENCES), told_by_reader([REQUEST], SENTENCES))
    assert tally.types() == {"REQUEST": (1.0, 1), "ASSAULT": (0.0, 1), "MOBILIZE": (0.0, 1)}


def test_confidence_that_keeps_its_word_has_no_error() -> None:
    assert calibration_error([(0.8, True)] * 8 + [(0.8, False)] * 2) == pytest.approx(0.0)
    assert calibration_error([(0.9, False)] * 10) == pytest.approx(0.9)
    assert calibration_error([(1.0, True)] * 3) == pytest.approx(0.0)
    assert calibration_error([]) == 0.0


@pytest.mark.skipif(not DATA, reason="DEMARCHE_DATA is not set: the shared scorer and its gold are not here")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_shared_scorer_has_the_same_figures(seed: int, tmp_path: Path) -> None:
    """Gold events, some left out, doubled or altered in some field, scored by both."""
    folder = Path(DATA or "") / "gold"
    scorer = _module(folder / "score.py")
    rows = scorer.load_reports(folder / "dev.reports.jsonl")
    gold = {report.id: report for report in read_gold(folder / "dev.reports.jsonl", folder / "dev.gold.json")}
    dice = random.Random(seed)
    tally, written = Tally(), []
    for told in json.loads((folder / "dev.gold.json").read_text("utf-8")):
        row = rows[told["report_id"]]
        report = Report(id=row["report_id"], text=row["text"], published=row["published"])
        events = [_event(e, row, f"{report.id}-{n}") for n, e in enumerate(told["events"])]
        events = _perturbed(events, dice)
        written += [(e, report) for e in events]
        sentences = [tuple(s) for s in row["sentences"]]
        tally.add(told_by_gold(gold[report.id], sentences), told_by_reader(events, sentences))
    write_events(written, "plover", tmp_path / "events.jsonl")
    theirs, types = scorer.score(
        rows,
        scorer.load_events(folder / "dev.gold.json", rows),
        scorer.load_events(tmp_path / "events.jsonl", rows),
    )
    ours = tally.figures()
    shared = {
        "detect": theirs["detect"]["F1"],
        "detect P": theirs["detect"]["P"],
        "detect R": theirs["detect"]["R"],
        "coded": theirs["coded"]["F1"],
        "dyad": theirs["dyad"]["F1"],
        "mode": theirs["mode_F1"],
        "not_actual": theirs["not_actual_F1"],
        "attribution": theirs["attribution"],
        "date": theirs["date"],
        "place": theirs["place"],
        "toll": theirs["toll"]["F1"],
    }
    assert {name: ours[name] for name in shared} == pytest.approx(shared, abs=0.001)
    assert (tally.n["gold"], tally.n["found"]) == (theirs["gold_events"], theirs["predicted_events"])
    for kind, (figure, count) in tally.types().items():
        assert figure == pytest.approx(types[kind]["F1"], abs=0.001)
        assert count == types[kind]["gold"]
    assert 0.5 < ours["coded"] < 0.95  # altered enough to tell


def _module(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("shared_scorer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _event(told: dict[str, Any], row: dict[str, Any], name: str) -> Event:
    """A gold event as a record."""
    text, sentences = row["text"], row["sentences"]

    def at(words: str, sentence: int) -> dict[str, Any]:
        start = text.index(words, sentences[sentence][0])
        return {"text": words, "start": start, "end": start + len(words)}

    def one(x: dict[str, Any]) -> Party:
        return Party(name=x["name"], code=x["code"], sector=x["sector"], **at(x["text"], x["sentence"]))

    when, where = told["when"], told["where"]
    return Event(
        id=name,
        report_id=row["report_id"],
        type=told["type"],
        mode=tuple(told["mode"]),
        mentions=tuple(Span(**at(m["trigger"], m["sentence"])) for m in told["mentions"]),
        actors=tuple(map(one, told["actors"])),
        recipients=tuple(map(one, told["recipients"])),
        when=When(text=when["text"], start=0, end=0, date=when["date"]) if when else None,
        where=Place(text=where["text"], start=0, end=0, name=where["name"]) if where else None,
        toll=tuple(
            Toll(kind=t["kind"], count=t["count"], bound=t["bound"], who="", text="", start=0, end=0)
            for t in told["toll"]
        ),
        occurrence=told["occurrence"],
        attribution=tuple(Attribution(party=one(x), stance=x["stance"]) for x in told["attribution"]),
    )


def _perturbed(events: Sequence[Event], dice: random.Random) -> list[Event]:
    """Some events left out or doubled, some values of the others altered or taken from another event."""
    found: list[Event] = []
    for event in events:
        if dice.random() < 0.15:
            continue
        other = dice.choice(events)
        change: dict[str, Any] = {}
        if dice.random() < 0.1:
            change["type"] = dice.choice(sorted(ontology().types))
            change["mode"] = ()
        for name in (
            "actors",
            "recipients",
            "when",
            "where",
            "toll",
            "attribution",
            "occurrence",
            "mentions",
        ):
            if dice.random() < 0.12:
                change[name] = getattr(other, name)
        if dice.random() < 0.15:
            change["mode"] = ()
        if dice.random() < 0.15:
            change["actors"] = tuple(msgspec.structs.replace(p, sector="MIL") for p in event.actors)
        altered = msgspec.structs.replace(event, **change)
        found.append(altered)
        if dice.random() < 0.1:
            found.append(
                msgspec.structs.replace(altered, id=f"{event.id}-again", recipients=other.recipients)
            )
    return found
