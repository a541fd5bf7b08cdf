"""A ledger for the tests of commands: made-up reports with readings written by hand, and a way to run."""

import os
import subprocess
import sys
from pathlib import Path

import msgspec

from demarche.intake import report_from_text
from demarche.ledger import Ledger
from demarche.records import (
    Attribution,
    Event,
    Party,
    Place,
    Reading,
    Refusal,
    Report,
    Span,
    Stance,
    Toll,
    When,
)

SHELLING = (
    "Shells fall on Hallasund\n\n"
    "Swedish guns shelled Hallasund on Saturday, killing at least nine people, the town council said. "
    "Sweden denied it."
)
REQUEST = "Norway urged Finland to restrain Sweden on Tuesday. It may send troops in April."


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), words)


def party(
    text: str, words: str, name: str, code: str | None = None, sector: str | None = None, **more: str
) -> Party:
    at = span(text, words)
    return Party(text=words, start=at.start, end=at.end, name=name, code=code, sector=sector, **more)


def shelling() -> tuple[Report, Reading]:
    report = report_from_text(
        SHELLING,
        title="Shells fall on Hallasund",
        published="2031-03-02",
        outlet="Meridian Wire",
        id="wire-1",
    )
    text = report.text
    said: tuple[tuple[str, str, Stance], ...] = (
        ("the town council", "Hallasund town council", "asserts"),
        ("Sweden", "Government of Sweden", "denies"),
    )
    place, when, killed = (
        span(text, "Hallasund on"),
        span(text, "on Saturday"),
        span(text, "at least nine people"),
    )
    assault = Event(
        id="e-aaaa000011112222",
        report_id=report.id,
        type="ASSAULT",
        mode=("heavy-weapons",),
        mentions=(span(text, "shelled"), span(text, "killing")),
        actors=(
            party(text, "Swedish guns", "Swedish Armed Forces", "SWE", "MIL", reason="guns of Sweden"),
        ),
        recipients=(party(text, "people", "people", "NOR", "CVL"),),
        where=Place(
            text="Hallasund", start=place.start, end=place.start + 9,
            name="Hallasund", country="NOR", lat=61.0, lon=12.0,
        ),
        when=When(text=when.text, start=when.start, end=when.end, date="2031-03-01"),
        toll=(
            Toll(
                kind="killed", count=9, bound="at_least", who="people",
                text=killed.text, start=killed.start, end=killed.end,
            ),
        ),
        attribution=tuple(
            Attribution(party=party(text, words, name), stance=stance) for words, name, stance in said
        ),
        confidence=0.9,
    )  # fmt: skip
    denial = Event(
        id="e-aaaa999911112222",
        report_id=report.id,
        type="REJECT",
        mentions=(span(text, "denied"),),
        actors=(party(text, "Sweden", "Government of Sweden", "SWE", "GOV"),),
        confidence=0.8,
        sequence=2,
    )
    return report, reading(report, assault, denial)


def request() -> tuple[Report, Reading]:
    report = report_from_text(
        REQUEST,
        title="Norway turns to Finland",
        published="2031-03-04",
        outlet="Fjord Dispatch",
        id="fjord-1",
    )
    text = report.text
    when, april = span(text, "on Tuesday"), span(text, "in April")
    asked = Event(
        id="e-bbbb000011112222",
        report_id=report.id,
        type="REQUEST",
        mode=("change",),
        mentions=(span(text, "urged"),),
        actors=(party(text, "Norway", "Government of Norway", "NOR", "GOV"),),
        recipients=(party(text, "Finland", "Government of Finland", "FIN", "GOV"),),
        when=When(text=when.text, start=when.start, end=when.end, date="2031-03-04"),
        confidence=0.95,
    )
    sent = Event(
        id="e-bbbb999911112222",
        report_id=report.id,
        type="MOBILIZE",
        mentions=(span(text, "send"),),
        actors=(party(text, "Norway", "Government of Norway", "NOR", "GOV"),),
        when=When(text=april.text, start=april.start, end=april.end, date="2031-04"),
        occurrence="hypothetical",
        confidence=0.6,
        sequence=2,
    )
    return report, reading(report, asked, sent)


def hostile() -> tuple[Report, Reading]:
    """A report whose words try to steer the terminal and to pass for markup; without any date."""
    words = "[bold]Red[/bold] \x1b[2Jarmy"
    report = report_from_text(f"{words} struck \x1b]0;owned\x07 the camp \u202egnorw\u202c way.", id="bad-1")
    report = msgspec.structs.replace(report, outlet="\x1b[31mRed Post", title="Look [red]here[/red] \x9b31m")
    event = Event(
        id="e-cccc000011112222",
        report_id=report.id,
        type="ASSAULT",
        mentions=(span(report.text, "struck"),),
        actors=(Party(text="army", start=0, end=4, name="\x1b[2J[bold]army[/bold]", code=None),),
        confidence=0.7,
    )
    return report, reading(report, event)


def reading(report: Report, *events: Event) -> Reading:
    return Reading(report_id=report.id, report_digest=report.digest, model="by hand", events=events)


def sample_ledger(path: Path) -> Path:
    """A ledger of two reports with two events each, and one refusal."""
    with Ledger.open(path) as ledger:
        ledger.add_many([shelling(), request()])
        ledger.refuse(Refusal(source="pictures/map.txt", reason="binary", detail="a PNG image"))
    return path


def demarche(
    *arguments: str, cwd: Path, stdin: bytes = b"", **environment: str
) -> "subprocess.CompletedProcess[bytes]":
    """`demarche` as a program of its own."""
    known = {name: value for name, value in os.environ.items() if name not in ("DEMARCHE_LEDGER", "COLUMNS")}
    return subprocess.run(
        [sys.executable, "-m", "demarche", *arguments],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        timeout=120,
        env={**known, **environment},
    )
