"""By when something is asked."""

import pytest
from course_stories import asks, told

from demarche.collate.courses.deadlines import deadline_of


@pytest.mark.parametrize(
    ("text", "words", "date"),
    [
        ("Oslo urged Stockholm to leave Ed by the end of March.", "the end of March", "2031-03"),
        ("Oslo urged Stockholm to leave Ed until Friday.", "Friday", "2031-03-07"),
        ("Oslo urged Stockholm to leave Ed within 48 hours.", "within 48 hours", "2031-03-08"),
        ("Oslo urged Stockholm to leave Ed within two weeks.", "within two weeks", "2031-03-20"),
        ("Oslo urged Stockholm to leave Ed no later than 5 May 2031.", "5 May 2031", "2031-05-05"),
        ("Oslo urged Stockholm to leave Ed before April 2.", "April 2", "2031-04-02"),
    ],
)
def test_a_deadline_is_found_and_reckoned_from_the_report(text: str, words: str, date: str) -> None:
    (event,) = told("1", text, asks())
    found = deadline_of(event)
    assert found is not None
    assert found.date == date
    assert found.text.strip(".") == words
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    "text",
    [
        "Oslo urged Stockholm to leave Ed.",
        "Oslo urged Stockholm on Friday to leave Ed.",
        "By Friday talks had failed, and Oslo urged Stockholm to leave Ed.",
        "Oslo urged Stockholm to leave Ed, which it had held until 3 May 2029.",
    ],
)
def test_a_time_that_is_no_deadline_is_none(text: str) -> None:
    (event,) = told("1", text, asks())
    assert deadline_of(event) is None


def test_where_nothing_dates_the_report_the_words_stand_without_a_date() -> None:
    (event,) = told("1", "Oslo urged Stockholm to leave Ed by the end of March.", asks(), published=None)
    found = deadline_of(event)
    assert found is not None
    assert (found.text.strip("."), found.date) == ("the end of March", None)


def test_a_dated_asking_dates_the_deadline_of_an_undated_report() -> None:
    (event,) = told(
        "1",
        "Oslo urged Stockholm on 5 March 2031 to leave Ed by the end of May.",
        asks(day=("5 March 2031", "2031-03-05")),
        published=None,
    )
    found = deadline_of(event)
    assert found is not None
    assert found.date == "2031-05"
