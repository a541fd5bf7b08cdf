"""Dates of a report's time words."""

import pytest
from reader_samples import Trigger, only, read_as

# a Friday
PUBLISHED = "2019-07-05"


def date_of(
    text: str, words: str, occurrence: str = "actual", published: str | None = PUBLISHED
) -> str | None:
    told = Trigger("withdraw", "RETREAT", {"Norway": "actor", words: "when"}, occurrence=occurrence)
    event = only(
        read_as(text, [told], {"Norway": "party", words: "time"}, published=published),
        "RETREAT",
    )
    assert event.when is not None
    assert text[event.when.start : event.when.end] == event.when.text == words
    return event.when.date


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("Tuesday", "2019-07-02"),
        ("yesterday", "2019-07-04"),
        ("September 17, 2018", "2018-09-17"),
        ("17 September 2018", "2018-09-17"),
        ("June", "2019-06"),
        ("2017", "2017"),
    ],
)
def test_the_past_is_reckoned_back_from_publication(words: str, date: str) -> None:
    assert date_of(f"Norway did withdraw on {words}.", words) == date


def test_what_is_to_come_is_reckoned_forward() -> None:
    assert date_of("Norway will withdraw on Tuesday.", "Tuesday", "future") == "2019-07-09"


@pytest.mark.parametrize("before", ["by", "until", "before"])
def test_a_deadline_lies_ahead_and_dates_nothing_that_is_done(before: str) -> None:
    text = f"Norway was told to withdraw {before} Tuesday."
    assert date_of(text, "Tuesday", "hypothetical") == "2019-07-09"
    assert date_of(text, "Tuesday") is None


def test_what_stands_after_a_day_after_is_that_much_earlier() -> None:
    text = "The vote on Thursday came a day after Norway did withdraw."
    told = Trigger("withdraw", "RETREAT", {"Norway": "actor", "a day after": "when"})
    spans = {"Norway": "party", "Thursday": "time", "a day after": "time"}
    event = only(read_as(text, [told], spans, published=PUBLISHED), "RETREAT")
    assert event.when is not None
    assert event.when.date == "2019-07-03"


def test_what_goes_on_since_began_when_something_happened() -> None:
    assert date_of("Oslo rules it since 2014 when Norway did withdraw.", "since 2014") == "2014"
    assert date_of("Norway did withdraw since 2014.", "since 2014") == "2014/2019-07-05"


def test_what_is_done_is_not_dated_months_ahead() -> None:
    assert date_of("It will last, as Norway did withdraw in September.", "September") == "2018-09"
    assert date_of("Norway is to withdraw in September.", "September", "future") == "2019-09"


def test_what_is_done_is_not_dated_after_publication() -> None:
    text = "Norway did withdraw, and may return on Sunday."
    assert date_of(text, "Sunday") is None  # the day of the return
    assert date_of(text, "Sunday", "future") == "2019-07-07"
    assert date_of("Norway did withdraw on Sunday, and may return.", "Sunday") == "2019-06-30"
    assert date_of("Norway did withdraw on 9 August 2019.", "9 August 2019") is None


def test_what_goes_on_since_a_weekday_began_before_publication() -> None:
    text = "Norway, which may stay, did withdraw since Sunday."
    assert date_of(text, "Sunday", "hypothetical") == "2019-06-30"
    assert date_of(text, "since Sunday", "hypothetical") == "2019-06-30/2019-07-05"


@pytest.mark.parametrize("thing", ["resolution", "UNSCR", "Flight", "decree no.", "resolutions 1701 and"])
def test_the_number_of_a_thing_is_no_year(thing: str) -> None:
    assert date_of(f"Norway did withdraw under {thing} 2016.", "2016") is None
    assert date_of(f"Norway did withdraw under {thing} 2016.", f"{thing} 2016") is None


def test_a_year_beside_the_number_of_a_thing_is_one() -> None:
    assert date_of("Norway did withdraw under resolution 1701 in 2016.", "2016") == "2016"
    assert date_of("Norway did withdraw under resolution 1701 (2016).", "2016") == "2016"


def test_a_day_just_gone_is_not_taken_for_that_of_next_year() -> None:
    text = "Norway would withdraw, it said of July 4."
    assert date_of(text, "July 4", "future") == "2019-07-04"
    assert date_of("Norway will withdraw on January 9.", "January 9", "future") == "2020-01-09"


def test_a_time_without_a_date_gives_way_to_one_with() -> None:
    text = "In the meantime Norway did withdraw on Tuesday."
    told = Trigger("withdraw", "RETREAT", {"Norway": "actor", "In the meantime": "when", "Tuesday": "when"})
    spans = {"Norway": "party", "In the meantime": "time", "Tuesday": "time"}
    event = only(read_as(text, [told], spans, published=PUBLISHED), "RETREAT")
    assert event.when is not None
    assert (event.when.text, event.when.date) == ("Tuesday", "2019-07-02")


def test_without_a_date_of_publication_weekdays_stay_open() -> None:
    assert date_of("Norway did withdraw on Tuesday.", "Tuesday", published=None) is None
    assert date_of("Norway did withdraw on 4 May 2018.", "4 May 2018", published=None) == "2018-05-04"


def test_the_span_tells_its_date_too() -> None:
    reading = read_as("It rained on Tuesday.", [], {"Tuesday": "time"})
    assert [span.value for span in reading.spans] == ["2019-07-02"]


def test_words_that_are_no_time_have_no_date() -> None:
    reading = read_as("It rained in the meantime.", [], {"in the meantime": "time"})
    assert [span.value for span in reading.spans] == [None]
