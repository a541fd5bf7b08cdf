"""Showing: marks in the text, values beside their words, and text that cannot steer the terminal."""

import json
import re
from pathlib import Path

import pytest
from cli_samples import hostile, request, sample_ledger, shelling

from demarche.cli.marks import in_context, marked
from demarche.cli.program import run
from demarche.cli.terminal import clean
from demarche.ledger import Ledger
from demarche.records import Span


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    return str(sample_ledger(tmp_path / "demarche.db"))


def test_a_report_with_its_events_marked(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "wire-1", "--ledger", ledger]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "Swedish guns [1 shelled] Hallasund on Saturday, [1 killing] at least nine people" in out
    assert "Sweden [2 denied] it." in out
    assert "who Swedish Armed Forces (SWE MIL) “Swedish guns”" in out
    assert "toll killed at least 9 (people) “at least nine people”" in out
    assert "according to Government of Sweden denies “Sweden”" in out


def test_an_event_by_the_beginning_of_its_id(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "e-aaaa0000", "--ledger", ledger]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "[Swedish guns] shelled Hallasund" in out
    assert "because guns of Sweden" in out
    assert "when 2031-03-01" in out
    assert "Hallasund [on Saturday], killing" in out


def test_an_id_that_begins_two_events_or_none(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "e-aaaa", "--ledger", ledger]) == 2
    told = capsys.readouterr().err
    assert "several events: e-aaaa000011112222, e-aaaa999911112222" in told
    assert run(["show", "nothing-such", "--ledger", ledger]) == 2
    assert capsys.readouterr().err.startswith("demarche: no report 'nothing-such'; no event 'nothing-such'")


def test_json_twins(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "fjord-1", "--ledger", ledger, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["report"]["text"] == request()[0].text
    assert [event["event"] for event in found["events"]] == [["REQUEST"], ["MOBILIZE"]]
    assert run(["show", "e-aaaa0000", "--ledger", ledger, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    who = next(value for value in found["values"] if value["label"] == "who")
    assert who["words"] == [{"start": 26, "end": 38, "text": "Swedish guns"}]
    assert who["reason"] == "guns of Sweden"


def test_the_last_version_of_a_corrected_report(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    from cli_samples import reading

    from demarche.intake import report_from_text

    corrected = report_from_text("Correction: nobody fell.", id="wire-1", outlet="Meridian Wire")
    with Ledger.open(ledger) as opened:
        opened.add(corrected, reading(corrected))
    assert run(["show", "wire-1", "--ledger", ledger]) == 0
    out = capsys.readouterr().out
    assert "nobody fell" in out
    assert "the last of 2 versions" in out


def test_an_id_of_two_outlets(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    from cli_samples import reading

    from demarche.intake import report_from_text

    with Ledger.open(ledger) as opened:
        for outlet in ("Fjord Dispatch", None):
            other = report_from_text(f"All quiet, says {outlet}.", id="wire-1", outlet=outlet)
            opened.add(other, reading(other))
    for command in ("show", "events --report", "reports --report", "timeline --report", "parties --report"):
        assert run([*command.split(), "wire-1", "--ledger", ledger]) == 2
        assert capsys.readouterr().err == (
            "demarche: 3 outlets have a report 'wire-1'; choose one with outlet (--outlet): "
            "'', 'Fjord Dispatch', 'Meridian Wire'\n"
        )
    for outlet, says in (("fjord", "says Fjord Dispatch"), ("Meridian Wire", "shelled"), ("", "says None")):
        assert run(["show", "wire-1", "--outlet", outlet, "--ledger", ledger]) == 0
        assert says in capsys.readouterr().out
    assert run(["events", "--report", "wire-1", "--outlet", "meridian", "--ledger", ledger]) == 0
    assert "e-aaaa0000" in capsys.readouterr().out
    assert run(["show", "e-aaaa0000", "--ledger", ledger]) == 0
    assert "[Swedish guns] shelled" in " ".join(capsys.readouterr().out.split())
    assert run(["show", "wire-1", "--outlet", "Lantern", "--ledger", ledger]) == 2
    assert "no report 'wire-1'; no event 'wire-1' of outlet 'Lantern'" in capsys.readouterr().err


def test_hostile_words_reach_the_terminal_as_letters(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    with Ledger.open(ledger) as opened:
        opened.add(*hostile())
    for command in (
        ["show", "bad-1"], ["show", "bad-1", "--json"], ["show", "e-cccc0000"], ["events"],
        ["events", "--json"], ["reports"], ["parties"], ["timeline"], ["timeline", "--json"],
    ):  # fmt: skip
        assert run([*command, "--ledger", ledger]) == 0
        out = capsys.readouterr().out
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", out), command
    run(["show", "bad-1", "--ledger", ledger])
    out = capsys.readouterr().out
    assert "[bold]Red[/bold]" in out  # data is no markup
    assert "Look [red]here[/red]" in out


def test_clean_keeps_letters_and_lines() -> None:
    assert clean("Çavuşoğlu 停火\nنعم") == "Çavuşoğlu 停火\nنعم"
    assert clean("a\x1b[31mb\x9bc\rd\té\ud800") == "a\ufffd[31mb\ufffdc\ufffdd é\ufffd"


def test_marks_share_brackets_and_nest() -> None:
    report, reading = shelling()
    first, second = reading.events
    import msgspec

    same = msgspec.structs.replace(second, mentions=first.mentions[:1])
    assert "[1,2 shelled] Hallasund" in marked(report.text, [first, same]).plain
    at = first.mentions[0]
    wider = msgspec.structs.replace(second, mentions=(Span(at.start - 5, at.end, f"guns {at.text}"),))
    assert "[2 guns [1 shelled]] Hallasund" in marked(report.text, [first, wider]).plain


def test_marks_change_no_word() -> None:
    report, reading = shelling()
    plain = marked(report.text, reading.events).plain
    assert re.sub(r"\[[\d,]+ |\]", "", plain) == report.text
    assert marked("", []).plain == ""


def test_words_in_context_at_the_ends_of_a_text() -> None:
    assert in_context("Norway urged Finland.", Span(0, 6, "Norway")).plain == "[Norway] urged Finland."
    assert in_context("Norway urged Finland.", Span(13, 20, "Finland")).plain == "Norway urged [Finland]."
