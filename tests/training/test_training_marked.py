"""The corpus' inline form."""

from pathlib import Path

import pytest
from marked_samples import REPORT
from training.marked import MarkedEvent, MarkError, read_corpus, read_report, unmark


def words(text: str, places: list[tuple[int, int]]) -> list[str]:
    return [text[start:end] for start, end in places]


def test_a_report_is_its_text_without_marks() -> None:
    report = read_report(REPORT, "here")
    assert report.id == "harbour-wire-0001"
    assert (report.outlet, report.published) == ("Harbour Wire", "2031-03-05")
    assert report.title == "Norway urges Finland to rein in gunmen"
    title, first, second = report.text.split("\n\n")
    assert title == report.title
    assert first.startswith(
        "OSLO - Norway on Tuesday called on Helsinki to stop Finnish gunners from shelling"
    )
    assert second == "The Lervik accord was signed in 2029. It may send troops."
    assert report.whole


def test_marks_stand_on_their_words_wherever_they_are_told() -> None:
    report = read_report(REPORT, "here")
    assert words(report.text, report.spans["p1"]) == ["Norway", "Norway", "It"]
    assert words(report.text, report.spans["p2"]) == ["Finland", "Helsinki"]
    assert words(report.text, report.spans["e1"]) == ["urges", "called on"]
    assert words(report.text, report.spans["e3"]) == ["Lervik accord", "signed"]


def test_marks_nest_and_share_words() -> None:
    report = read_report(REPORT, "here")
    assert words(report.text, report.spans["n1"]) == ["at least nine fishermen"]
    assert words(report.text, report.spans["p4"]) == ["fishermen"]
    assert words(report.text, report.spans["g1"]) == ["Lervik accord", "accord"]


def test_records_say_what_marks_mean() -> None:
    report = read_report(REPORT, "here")
    assert report.values["p3"] == ("Finnish Armed Forces", "FIN", "MIL")
    assert report.values["n1"] == ("killed", "9", "at_least", "fishermen")
    assert report.values["t2"] == ("2029",)
    assert report.values["g1"][3:5] == ("", "in_force")
    assert report.events["e2"] == MarkedEvent(
        type="ASSAULT",
        modes=("heavy-weapons",),
        actors=("p3",),
        recipients=("p4",),
        places=("l1",),
        numbers=("n1",),
        sources=(("p5", "alleges"),),
    )
    assert report.events["e3"].recipients == ()
    assert report.events["e3"].agreements == ("g1",)
    assert (report.events["e4"].occurrence, report.events["e4"].hedged) == ("hypothetical", True)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("[urges]{e1}", "[urges]", "']' without its"),
        ("[urges]{e1}", "urges]{e1}", "not opened"),
        ("[urges]{e1}", "[]{e1}", "empty mark"),
        ("[urges]{e1}", "{urges}", "stray brace"),
        ("[send]{e4} troops.", "[send troops.", "not closed"),
        ("\n---\n", "\n", "no '---'"),
        ("e1 | REQUEST yield", "e1 | REQEST yield", "unknown type"),
        ("e1 | REQUEST yield", "e1 | REQUEST aerial", "no mode of REQUEST"),
        ("| p1 > p2 |", "| p1 p2 |", "actors > recipients"),
        ("| p1 > p2 |", "| > |", "no party at all"),
        ("| p1 > p2 |", "| p1 > l1 |", "not a party label"),
        ("p5:alleges", "p5:claims", "unknown stance"),
        ("hypothetical hedged", "hypothetical hedgd", "what is 'hedgd'"),
        ("| NOR | GOV\np2", "| NO | GOV\np2", "three capitals"),
        ("| NOR | GOV\np2", "| NOR | GVT\np2", "unknown sector"),
        ("p4 | fishermen |", "p4 | |", "without a name"),
        ("t1 | 2031-03-04", "t1 | 4 March 2031", "no ISO date"),
        ("killed | 9 |", "killed | nine |", "a number is"),
        ("killed | 9 |", "drowned | 9 |", "a number is"),
        ("in_force", "valid", "an agreement is"),
        ("l1 | Hallasund | NOR", "l1 | Hallasund | NOR | city", "3 fields where 2"),
        ("l1 | Hallasund | NOR", "x1 | Hallasund | NOR", "a label begins with"),
        ("t2 | 2029", "t1 | 2029", "told twice"),
        ("l1 | Hallasund | NOR\n", "", "without a record"),
        ("[Hallasund]{l1}", "Hallasund", "no mark in the text"),
        ("| l1 n1 p5:alleges", "| l1 n7 p5:alleges", "uses labels without a record"),
        ("published: 2031-03-05", "published: 5 March", "published"),
    ],
)
def test_a_slip_is_told_with_its_place(old: str, new: str, complaint: str) -> None:
    assert old in REPORT
    with pytest.raises(MarkError, match="harbour-wire-0001") as told:
        read_report(REPORT.replace(old, new), "wire.txt: harbour-wire-0001")
    assert complaint in str(told.value)
    assert str(told.value).startswith("wire.txt")


def test_a_bad_report_does_not_hide_the_others(tmp_path: Path) -> None:
    path = tmp_path / "wire.txt"
    bad = REPORT.replace("0001", "0002").replace("p1 > p2", "p1 p2")
    path.write_text("".join(f"=== {r}\n" for r in (REPORT, bad, REPORT.replace("0001", "0003"))), "utf-8")
    first, second, third = read_corpus(path)
    assert not isinstance(first, MarkError)
    assert not isinstance(third, MarkError)
    assert (first.id, third.id) == ("harbour-wire-0001", "harbour-wire-0003")
    assert isinstance(second, MarkError)
    assert "wire.txt: harbour-wire-0002" in str(second)


def test_a_text_without_marks_stays_as_it_is() -> None:
    assert unmark("Nothing (at all) to see, 5 < 6.", "here") == ("Nothing (at all) to see, 5 < 6.", {})
