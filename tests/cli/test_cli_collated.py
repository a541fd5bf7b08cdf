"""What reports tell together: lists, pages, explanations, and the word that something is not collated yet."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cli_samples import demarche, hostile, shelling
from unlike_accounts import WORDS, asked, collated_ledger, everything, three_accounts, told

from demarche.cli.program import run
from demarche.ledger import Ledger


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    return str(collated_ledger(tmp_path / "demarche.db"))


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert run([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def page(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(list(arguments)) == 0
    return capsys.readouterr().out


def shelling_of(capsys: pytest.CaptureFixture[str], ledger: str) -> Any:
    return answer(capsys, "incidents", "--min-reports", "3", "--ledger", ledger)["rows"][0]


def test_one_shelling_told_by_three_is_one_incident(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "incidents", "--type", "ASSAULT", "--ledger", ledger)
    (incident,) = found["rows"]
    assert found["total"] == 1
    assert {part["outlet"] for part in incident["reports"]} == {
        "Meridian Wire",
        "The Lantern",
        "Fjord Dispatch",
    }
    assert sorted(claim["count"] for claim in incident["killed"]) == [9, 9, 14]
    assert incident["range"]["killed"] == {"low": 9, "best": 9, "high": 14}
    out = page(capsys, "incidents", "--ledger", ledger)
    first = out.splitlines()[3]  # the most told stands on top
    assert "2031-03-01" in first
    assert "Torvmark" in first
    assert "9 to 14" in first
    assert "3 reports, 3 independent sources" in out


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (["--party", "SWE", "--type", "ASSAULT"], 1),
        (["--place", "torvmark"], 1),
        (["--place", "Oslo"], 0),
        (["--since", "2031-03-02", "--type", "ASSAULT"], 0),
        (["--outlet", "fjord"], 1),
        (["--text", "fourteen"], 1),
        (["--report", "lantern"], 1),
        (["--min-reports", "4"], 0),
    ],
)
def test_filters_of_incidents(
    ledger: str, capsys: pytest.CaptureFixture[str], filters: list[str], count: int
) -> None:
    assert answer(capsys, "incidents", "--ledger", ledger, *filters)["total"] == count


def test_a_dispute_shows_who_says_what(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = page(capsys, "disputes", "--kind", "toll", "--ledger", ledger)
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert "toll: how many killed" in lines
    assert "value who says it through since" in lines
    assert "14 killed the Red Cross Fjord Dispatch 2031-03-02" in lines
    assert any(line.startswith("9 killed the town council Meridian Wire") for line in lines)
    assert "Doctors The Lantern 2031-03-03" in lines
    assert "1 disputed incident" in lines
    assert page(capsys, "disputes", "--kind", "where", "--ledger", ledger) == "no disputed incidents match\n"


def test_copies_of_one_text_are_told_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pairs = three_accounts()
    report, reading = pairs[2]
    longer = msgspec.structs.replace(report, text=report.text + " It was the worst day of the month there.")
    copied = msgspec.structs.replace(longer, id="copy", outlet="Norrland Courier", digest="copy")
    event = msgspec.structs.replace(reading.events[0], id="e-eeee000011112222", report_id="copy")
    copy_reading = msgspec.structs.replace(reading, report_id="copy", report_digest="copy", events=(event,))
    ledger = str(collated_ledger(tmp_path / "c.db", [*pairs, (copied, copy_reading)]))
    groups = answer(capsys, "copies", "--ledger", ledger)["rows"]
    assert {"fjord", "copy"} <= {one["report_id"] for group in groups for one in group["reports"]}
    incident = shelling_of(capsys, ledger)
    assert len(incident["reports"]) == 4
    assert incident["independent_sources"] == 3  # the copy is no fourth
    shown = page(capsys, "show", incident["incident_id"], "--ledger", ledger)
    assert "the same text: " in shown


def test_the_page_of_an_incident(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    incident = shelling_of(capsys, ledger)
    out = page(capsys, "show", incident["incident_id"][:10], "--ledger", ledger)
    for told_ in (
        "told by 3 reports of 3 outlets",
        "What nobody disputes",
        "3 of 3 reports",
        "What is disputed",
        "Killed: low 9 · best 9 · high 14",
        "◆ best",
        "The reports, in their words",
        "Swedish artillery [shelled] the market of Torvmark",
    ):
        assert told_ in out
    twin = answer(capsys, "show", incident["incident_id"], "--ledger", ledger)
    assert twin["incident"] == incident
    assert {one["report_id"] for one in twin["passages"]} == {"wire", "lantern", "fjord"}
    assert twin["decisions"] == []


def test_a_long_page_is_cut_and_says_how_to_see_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pairs = [
        told(
            f"Outlet {n}",
            9,
            f"witness {n}",
            id=f"r{n}",
            number="nine",
            published=f"2031-03-{n:02}",
            words=WORDS[0] + "".join(f" Witness {n} saw thing {n}{k}." for k in range(30)),
        )
        for n in range(2, 18)
    ]
    ledger = str(collated_ledger(tmp_path / "many.db", pairs))
    id_ = answer(capsys, "incidents", "--ledger", ledger)["rows"][0]["incident_id"]
    assert "more texts: --all" in page(capsys, "show", id_, "--ledger", ledger)
    whole = page(capsys, "show", id_, "--all", "--ledger", ledger)
    assert "--all" not in whole
    assert all(f"Outlet {n}" in whole for n in range(2, 18))


def test_why_they_are_one(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    incident = shelling_of(capsys, ledger)
    found = answer(capsys, "explain", incident["incident_id"], "--ledger", ledger)
    assert len(found["pairs"]) == 3
    assert all(0 <= pair["score"] <= 1 and pair["reasons"] for pair in found["pairs"])
    odds = [abs(pair["odds"]) for pair in found["pairs"]]
    assert odds == sorted(odds, reverse=True)
    out = page(capsys, "explain", incident["events"][0], "--ledger", ledger)  # an event will do
    assert "What holds it together" in out
    assert "+ same day (2031-03-01)" in out


def test_the_thread_of_a_demarche(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    (thread,) = answer(capsys, "demarches", "--party", "Finland", "--ledger", ledger)["rows"]
    assert (thread["asker"], thread["asked"], thread["outcome"]) == ("Norway", "Finland", "refused")
    assert [making["date"] for making in thread["makings"]] == ["2031-03-04", "2031-03-06"]
    out = page(capsys, "show", thread["demarche_id"], "--ledger", ledger)
    assert out.index("2031-03-04") < out.index("2031-03-06  Norway asks") < out.index("Finland refuses:")
    assert "Norway [urged] Finland over Sweden on 4 March." in out
    assert "refused (2031-03-08: Finland refuses)" in out
    assert answer(capsys, "demarches", "--outcome", "open", "--ledger", ledger)["total"] == 0


def test_what_is_agreed_to_after_a_refusal_is_not_shown_as_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "l.db"
    with Ledger.open(path) as opened:
        for id, day, words, type_ in (
            ("ask", "2031-03-04", "urged", "REQUEST"),
            ("no", "2031-03-08", "turned away", "REJECT"),
            ("yes", "2031-03-12", "agreed with", "AGREE"),
        ):
            opened.add(*asked(id, day, words, type_))
        opened.collate()
        (thread,) = opened.demarches().rows
    assert (thread.answer, thread.outcome) == ("agreed", "open")
    out = page(capsys, "show", thread.id, "--ledger", str(path))
    assert "it agreed (2031-03-12: Finland agrees)" in out
    assert "open: agreed to" in out
    assert "refused (" not in out


def test_what_is_not_dated_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report, reading = asked("ask", "2031-03-04", "urged", dated=False)
    undated = msgspec.structs.replace(report, published=None)
    ledger = str(collated_ledger(tmp_path / "u.db", [(undated, reading)]))
    (thread,) = answer(capsys, "demarches", "--ledger", ledger)["rows"]
    out = page(capsys, "show", thread["demarche_id"], "--ledger", ledger)
    assert "not dated; its report gives no full date" in out


def test_an_agreement_and_its_breach(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    (accord,) = answer(capsys, "agreements", "--ledger", ledger)["rows"]
    assert accord["name"] == "Helsinki agreement (2031)"
    (breach,) = accord["breaches"]
    assert (breach["accused"], breach["said_by"]) == ("Government of Sweden", "Government of Norway")
    out = page(capsys, "show", accord["agreement_id"], "--ledger", ledger)
    for told_ in (
        "Norway; Sweden",
        "2031-03-11",
        "both armies will withdraw their guns",
        "in force",
        "Who is said to have broken it",
        "Government of Norway (alleges)",
    ):
        assert told_ in out


def test_framing(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "framing", "--ledger", ledger)
    assert set(found) == {"namings", "tellings", "silences"}
    told_ = [one for one in found["tellings"] if one["outlet"] == "Fjord Dispatch"]
    assert sum(one["attributed"] for one in told_) == 1  # what the Red Cross said
    assert sum(one["own_voice"] for one in told_) == 0
    out = page(capsys, "framing", "--type", "ASSAULT", "--ledger", ledger)
    assert "In whose voice" in out
    assert "Fjord Dispatch" in out


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["show", "i-0000000000000000"], "no report 'i-0000000000000000'; no incident"),
        (["show", "a-0000000000000000"], "no agreement"),
        (["show", "q-0000000000000000"], "no demarche"),
        (["explain", "i-0000000000000000"], "no incident"),
        (["explain", "e-0000000000000000"], "no event"),
        (["disputes", "--kind", "colour"], "'--kind'"),
        (["incidents", "--sort", "colour"], "incidents cannot be sorted by 'colour'; try date,"),
        (["demarches", "--outcome", "won"], "'--outcome'"),
        (["incidents", "--min-reports", "0"], "'--min-reports'"),
    ],
)
def test_bad_calls(ledger: str, capsys: pytest.CaptureFixture[str], call: list[str], said: str) -> None:
    assert run([*call, "--ledger", ledger]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert said in error


def test_lists_say_when_reports_are_not_collated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = collated_ledger(tmp_path / "demarche.db")
    with Ledger.open(path) as opened:
        opened.add(*shelling())
    for command in ("incidents", "disputes", "agreements", "demarches", "copies", "framing"):
        assert run([command, "--ledger", str(path)]) == 0
        error = capsys.readouterr().err
        assert "1 report is not collated yet: demarche collate" in error.replace("\n", " ")
    assert run(["collate", "--ledger", str(path)]) == 0
    assert "1 report taken in" in capsys.readouterr().out
    assert run(["incidents", "--ledger", str(path)]) == 0
    assert capsys.readouterr().err == ""


def test_collating_again_does_nothing(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "collate", "--ledger", ledger)
    assert (found["reports"], found["incidents_made"]) == (0, 0)
    assert found["held"]["disputed"] == 1
    assert found["held"]["of_several_reports"] >= 1


def test_reading_collates(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        {"report_id": report.id, "outlet": report.outlet, "published": report.published, "text": report.text}
        for report, _ in three_accounts()
    ]
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    ledger = str(tmp_path / "read.db")
    found = answer(capsys, "read", str(tmp_path / "rows.jsonl"), "--ledger", ledger)
    assert found["collated"] == 3
    assert found["held"]["incidents"] >= 1
    with Ledger.open(ledger, readonly=True) as opened:
        assert opened.pending() == 0


def test_hostile_words_cannot_steer_the_terminal(tmp_path: Path) -> None:
    ledger = collated_ledger(tmp_path / "bad.db", [hostile(), *everything()])
    with Ledger.open(ledger, readonly=True) as opened:
        bad = next(one for one in opened.incidents().rows if one.reports[0].report_id == "bad-1")
    for call in (
        ["incidents"],
        ["framing", "--limit", "0"],
        ["show", bad.id],
        ["explain", bad.id],
        ["show", bad.id, "--json"],
        ["decide", "rename", bad.id, "\x1b]0;owned\x07 [red]title[/red]"],
        ["incidents", "--json"],
        ["decide", "list"],
    ):
        done = demarche(*call, "--ledger", str(ledger), cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        for out in (done.stdout, done.stderr):
            assert b"\x1b" not in out
            assert b"\x07" not in out
            assert "\u202e" not in out.decode()
