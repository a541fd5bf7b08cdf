"""The Python API as the README shows it."""

import pytest

import demarche

TEXT = "Norway on Tuesday urged Finland to restrain Sweden. Swedish guns killed nine civilians in Hallasund."


def test_a_text_is_read_as_it_is() -> None:
    reading = demarche.read(TEXT, published="2031-03-05", outlet="Fjord Dispatch")
    request = next(event for event in reading.events if event.type == "REQUEST")
    assert "Government of Norway" in {party.name for party in request.actors}
    assert request.when is not None
    assert request.when.date == "2031-03-04"
    for mention in request.mentions:
        assert TEXT[mention.start : mention.end] == mention.text


def test_a_report_is_read_and_kept() -> None:
    report = demarche.report_from_text(
        TEXT, published="2031-03-05", outlet="Fjord Dispatch", title="A request"
    )
    reading = demarche.read(report)
    with demarche.Ledger.open(":memory:") as ledger:
        assert ledger.add(report, reading) is demarche.Added.NEW
        page = ledger.events(demarche.Query(type=("REQUEST",)))
        assert page.rows[0].outlet == "Fjord Dispatch"
        assert ledger.frame("events").equals(demarche.frame(reading, report))


def test_readings_as_frames() -> None:
    reports = [
        demarche.report_from_text(TEXT, published="2031-03-05", outlet=outlet) for outlet in ("One", "Two")
    ]
    readings = [demarche.read(report) for report in reports]
    frame = demarche.frame(readings, reports)
    assert set(frame["outlet"]) == {"One", "Two"}
    assert frame.height == sum(len(reading.events) for reading in readings)
    assert frame.to_pandas()["type"].tolist() == frame["type"].to_list()
    alone = demarche.frame(readings[0])
    assert alone["outlet"].to_list() == [None] * alone.height
    assert demarche.frame([]).columns == frame.columns


@pytest.mark.parametrize("text", ["", "  \n "])
def test_nothing_to_read(text: str) -> None:
    with pytest.raises(demarche.errors.InputError, match="empty"):
        demarche.read(text)


def test_what_cannot_be_meant() -> None:
    with pytest.raises(demarche.errors.InputError, match="not a date"):
        demarche.read(TEXT, published="last week")
    with pytest.raises(demarche.errors.InputError, match="go with a text"):
        demarche.read(demarche.report_from_text(TEXT), outlet="Fjord Dispatch")
