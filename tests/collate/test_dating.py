"""Undated reports, dated by what dated ones tell too."""

import pytest
from course_stories import Said, asks, reading_of, report_of, told

from demarche.collate.courses.dating import Dating, dating_of, placed
from demarche.collate.courses.steps import Step, step_of
from demarche.collate.courses.yearless import nearest, yearless_day
from demarche.collate.order import day_of
from demarche.collate.telling.surroundings import not_before
from demarche.collate.telling.told import Told

SHELLING = "The Norwegian army shelled Sweden near Ed on Feb. 3."


def shelling(id: str, published: str | None, date: str | None, text: str = SHELLING, **more: object) -> Told:
    said = {"who": ("Norwegian army",), "whom": ("Sweden",), "where": "Ed"} | more
    (event,) = told(
        id,
        text,
        Said(type="ASSAULT", words="shelled", day=("Feb. 3", date), **said),  # type: ignore[arg-type]
        published=published,
    )
    return event


def step(event: Told) -> Step:
    found = step_of(event)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Feb. 3", "--02-03"),
        ("3 February", "--02-03"),
        ("Feb. 29", "--02-29"),
        ("February", None),
        ("Feb. 3, 2031", None),
        ("Friday", None),
        ("yesterday", None),
    ],
)
def test_days_without_a_year(words: str, day: str | None) -> None:
    assert yearless_day(words) == day


@pytest.mark.parametrize(
    ("day", "to", "date"),
    [
        ("--02-06", "2031-02-03", "2031-02-06"),
        ("--12-30", "2031-01-02", "2030-12-30"),
        ("--01-02", "2030-12-30", "2031-01-02"),
        ("--02-29", "2031-03-01", None),
        ("--02-29", "2032-01-05", "2032-02-29"),
    ],
)
def test_the_year_is_the_one_that_is_nearest(day: str, to: str, date: str | None) -> None:
    assert nearest(day, to) == date


def test_one_attack_told_with_and_without_its_year_dates_the_report() -> None:
    undated, dated = shelling("1", None, None), shelling("2", "2031-02-04", "2031-02-03")
    (request,) = told(
        "1", "Oslo urged Stockholm on Feb. 6 to leave.", asks(day=("Feb. 6", None)), published=None
    )
    dating = dating_of([step(undated), step(request)], [step(dated)])
    assert dating == Dating("2031-02-03", "2031-02-06")
    assert day_of(placed(request, dating)) == "2031-02-06"
    assert step(placed(request, dating)).yearless == "--02-06"


@pytest.mark.parametrize(
    "other",
    [
        {"who": ("Lake Front",), "text": "The Lake Front shelled Sweden near Ed on Feb. 3."},
        {"where": "Tarnsjo", "text": "The Norwegian army shelled Sweden near Tarnsjo on Feb. 3."},
    ],
)
def test_another_s_attack_or_one_elsewhere_dates_nothing(other: dict[str, object]) -> None:
    dated = shelling("2", "2031-02-04", "2031-02-03", **other)  # type: ignore[arg-type]
    assert dating_of([step(shelling("1", None, None))], [step(dated)]) is None


def test_two_years_that_fit_date_nothing_and_neither_do_undated_reports() -> None:
    undated, dated = shelling("1", None, None), shelling("2", "2031-02-04", "2031-02-03")
    again = shelling("3", "2033-02-04", "2033-02-03")
    assert dating_of([step(undated)], [step(dated), step(again)]) is None
    written = shelling("4", None, "2031-02-03")
    assert dating_of([step(undated)], [step(written)]) is None


@pytest.mark.parametrize(
    ("text", "furniture", "day"),
    [
        ("Oslo spoke. It had shelled Ed on 3 May 2031, and on 2 April 2030.", (), "2031-05-03"),
        ("Oslo spoke. Guns must leave by 3 May 2031.", (), None),
        ("Oslo spoke. They will meet on 3 May 2031.", (), None),
        ("Oslo spoke.", ("People flee the eastern streets of Ed on November 29, 2030 AP",), "2030-11-29"),
        ("Oslo spoke.", ("Copyright 3 May 2033", "Read more: 3 May 2033"), None),
    ],
)
def test_an_undated_report_is_no_older_than_what_it_tells_of(
    text: str, furniture: tuple[str, ...], day: str | None
) -> None:
    report = report_of("1", text, published=None, furniture=furniture)
    assert not_before(reading_of(report, ()), report) == day
