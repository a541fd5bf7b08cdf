"""Times in the words of news, resolved against the day of publication."""

import pytest

from demarche.knowledge.date_prefixes import iso, parts
from demarche.knowledge.date_words import ROLES, date_words, fixed_days
from demarche.knowledge.dates import find_dates, normalise_published, publication_date, resolve_date
from demarche.knowledge.tenses import ROLES as TENSE_ROLES
from demarche.knowledge.tenses import tense_near, tense_words

TUESDAY = "2020-02-04"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("3 February 2016", "2016-02-03"),
        ("on September 30th 2015", "2015-09-30"),
        ("05.07.2019", "2019-07-05"),
        ("07/05/2019", "2019-07-05"),
        ("25/05/2019", "2019-05-25"),
        ("2015-08-21", "2015-08-21"),
        ("Friday, Feb. 19, 2016", "2016-02-19"),
        ("March 2011", "2011-03"),
        ("in 2011", "2011"),
        ("mid-2012", "2012"),
        ("2012-2014", "2012/2014"),
        ("October 25-26, 2016", "2016-10-25/2016-10-26"),
        ("5-6 April 2016", "2016-04-05/2016-04-06"),
        ("December 11 and 12 2016", "2016-12-11/2016-12-12"),
        ("from April 26 until May 3, 2017", "2017-04-26/2017-05-03"),
        ("in the 1980s", "1980/1989"),
    ],
)
def test_a_date_with_its_year_needs_nothing_else(text: str, date: str) -> None:
    assert resolve_date(text, anchor=None) == date
    assert resolve_date(text, anchor=TUESDAY) == date


@pytest.mark.parametrize(
    "text",
    [
        "Tuesday",
        "today",
        "last week",
        "Feb. 3",
        "in December",
        "three days ago",
        "the past 24 hours",
        "overnight",
        "last year",
    ],
)
def test_without_a_day_of_publication_nothing_is_guessed(text: str) -> None:
    assert resolve_date(text, anchor=None) is None


@pytest.mark.parametrize(
    "text",
    ["Ramadan", "the month of Muharram", "Eid al-Fitr", "some time ago", "", "soon", "February 30, 2016"],
)
def test_what_this_calendar_cannot_tell_is_refused(text: str) -> None:
    assert resolve_date(text, anchor=TUESDAY) is None


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("on Friday", "2020-01-31", "2020-02-07"),
        ("Tuesday", "2020-02-04", "2020-02-04"),
        ("late Monday", "2020-02-03", "2020-02-10"),
        ("in December", "2019-12", "2020-12"),
        ("February", "2020-02", "2020-02"),
        ("April 26", "2019-04-26", "2020-04-26"),
        ("this week", "2020-02-03/2020-02-04", "2020-02-04/2020-02-09"),
        ("weekend", "2020-02-01/2020-02-02", "2020-02-08/2020-02-09"),
        ("New Year's Day", "2020-01-01", "2021-01-01"),
    ],
)
def test_the_nearest_day_on_the_side_of_the_tense(text: str, past: str, future: str) -> None:
    assert resolve_date(text, anchor=TUESDAY, tense="past") == past
    assert resolve_date(text, anchor=TUESDAY, tense="future") == future


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Today", "2020-02-04"),
        ("tonight", "2020-02-04"),
        ("yesterday", "2020-02-03"),
        ("the day before yesterday", "2020-02-02"),
        ("overnight", "2020-02-03/2020-02-04"),
        ("last night", "2020-02-03"),
        ("early Friday", "2020-01-31"),
        ("Friday night", "2020-01-31"),
        ("last Tuesday", "2020-01-28"),
        ("Wednesday of last week", "2020-01-29"),
        ("Saturday and Sunday", "2020-02-01/2020-02-02"),
        ("overnight Wednesday and into Thursday morning", "2020-01-29/2020-01-30"),
        ("earlier this week", "2020-02-03/2020-02-04"),
        ("last week", "2020-01-27/2020-02-02"),
        ("last month", "2020-01"),
        ("earlier this year", "2020"),
        ("last September", "2019-09"),
        ("in June last year", "2019-06"),
        ("late November", "2019-11"),
        ("last fall", "2019-09/2019-11"),
        ("three days ago", "2020-02-01"),
        ("a week ago", "2020-01-28"),
        ("two months ago", "2019-12"),
        ("seven years ago", "2013"),
        ("over the past 24 hours", "2020-02-03/2020-02-04"),
        ("in the past two weeks", "2020-01-21/2020-02-04"),
        ("in the last six months", "2019-08/2020-02"),
        ("in recent months", "2020"),
        ("for nearly two years", "2018/2020"),
        ("since April 26", "2019-04-26/2020-02-04"),
        ("since the conflict began in March 2011", "2011-03/2020-02-04"),
        ("April 26 to May 3", "2019-04-26/2019-05-03"),
        ("In January and February", "2020-01/2020-02"),
        ("the week of January 8", "2020-01-06/2020-01-12"),
        ("two days after the January 8 attack", "2020-01-10"),
    ],
)
def test_a_past_time_is_told_from_the_day_of_publication(text: str, date: str) -> None:
    assert resolve_date(text, anchor=TUESDAY, tense="past") == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("by the end of February", "2020-02"),
        ("next Tuesday", "2020-02-11"),
        ("next month", "2020-03"),
        ("tomorrow", "2020-02-05"),
        ("within 48 hours", "2020-02-04/2020-02-06"),
    ],
)
def test_a_time_to_come(text: str, date: str) -> None:
    assert resolve_date(text, anchor=TUESDAY, tense="future") == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("two days later", "2019-12-31"),
        ("a day earlier", "2019-12-28"),
        ("the next day", "2019-12-30"),
        ("the day before", "2019-12-28"),
        ("the same day", "2019-12-29"),
        ("Since then", "2019-12-29/2020-02-04"),
        ("the following year", "2020"),
    ],
)
def test_some_times_stand_to_the_time_told_before(text: str, date: str) -> None:
    assert resolve_date(text, anchor=TUESDAY, tense="past", previous="2019-12-29") == date
    assert resolve_date(text, anchor=TUESDAY, tense="past") is None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("this weeks talks", "2020-02-03/2020-02-04"),
        ("last weeks attack", "2020-01-27/2020-02-02"),
        ("last months vote", "2020-01"),
        ("Mondays meeting", "2020-02-03"),
        ("yesterdays attack", "2020-02-03"),
        ("late Tuesday", "2020-02-04"),
        ("dawn Wednesday", "2020-01-29"),
        ("shortly after midnight on Sunday", "2020-02-02"),
        ("shortly after midnight", "2020-02-04"),
        ("in the early hours", "2020-02-04"),
        ("this month", "2020-02"),
        ("this year", "2020"),
        ("by year's end", "2020"),
        ("as of April 26", "2019-04-26/2020-02-04"),
        ("from January to March", "2019-01/2019-03"),
        ("the last week of December", "2019-12"),
        ("in the summer of 2016", "2016-06/2016-08"),
        ("spring 2016", "2016-03/2016-05"),
        ("the winter of 2015-16", "2015-12/2016-02"),
        ("winter 2016", "2016"),
        ("Friday the 13th", "2019-12-13"),
        ("Tuesday the 4th", "2020-02-04"),
        ("the day before last Tuesday", "2020-01-27"),
        ("the day after the Jan. 12 attack", "2020-01-13"),
        ("ten days from now", "2020-02-14"),
        ("half a year ago", None),
    ],
)
def test_looser_words_of_news(text: str, date: str | None) -> None:
    assert resolve_date(text, anchor=TUESDAY, tense="past") == date


@pytest.mark.parametrize(
    ("text", "previous", "date"),
    [
        ("later that year", "2016-11-03", "2016"),
        ("the same month", "2016-11-03", "2016-11"),
        ("that month", "2016", None),
        ("two weeks earlier", "2016-11-15", "2016-11-01"),
        ("minutes later", "2016-11-15", "2016-11-15"),
    ],
)
def test_looser_words_that_stand_to_the_time_told_before(text: str, previous: str, date: str | None) -> None:
    assert resolve_date(text, anchor=TUESDAY, tense="past", previous=previous) == date
    assert resolve_date(text, anchor=TUESDAY, tense="past") is None


@pytest.mark.parametrize(
    ("sentence", "time", "tense"),
    [
        ("The dividend will be paid Dec. 7 to holders.", "Dec. 7", "future"),
        ("The talks are scheduled to resume Monday in Geneva.", "Monday", "future"),
        ("Voting is expected to be held in March.", "March", "future"),
        ("He must answer until March 6.", "March 6", "future"),
        ("Shelling killed nine people on Friday, and talks will go on.", "Friday", "past"),
        ("Officials said Tuesday that aid would come.", "Tuesday", "past"),
        ("They would help where the Aug. 7 blasts killed hundreds.", "Aug. 7", "past"),
        ("On Sunday, police arrested two men.", "Sunday", "past"),
        ("He will leave. The army attacked on Monday.", "Monday", "past"),
        ("A quiet Sunday in Homs", "Sunday", "unknown"),
    ],
)
def test_the_verbs_of_a_sentence_tell_its_tense(sentence: str, time: str, tense: str) -> None:
    start = sentence.index(time)
    assert tense_near(sentence, start, start + len(time)) == tense


def test_what_has_happened_is_not_dated_after_it_was_told() -> None:
    assert resolve_date("a day after", anchor=TUESDAY, tense="past", previous=TUESDAY) is None


def test_a_publication_month_dates_months_and_years_but_no_days() -> None:
    assert resolve_date("last month", anchor="2020-02") == "2020-01"
    assert resolve_date("last year", anchor="2020") == "2019"
    assert resolve_date("Friday", anchor="2020-02") is None


def test_slashed_dates_can_be_read_day_first() -> None:
    assert resolve_date("07/05/2019", anchor=None, dayfirst=True) == "2019-05-07"
    assert resolve_date("05.07.2019", anchor=None, dayfirst=False) == "2019-05-07"


@pytest.mark.parametrize(
    ("lead", "date"),
    [
        ("Sun 05 Jul 2015 Heavy raids on a stronghold. Six people", "2015-07-05"),
        ("August 13 2016 2037 UTC+3 Rebels", "2016-08-13"),
        ("01.10.2017Get short URL", "2017-10-01"),
        ("24-08-2014 Army advances", "2014-08-24"),
        ("Minister urges calm\n\nPublished 05.07.2019 00:07\n\nA minister", "2019-07-05"),
        ("Minister urges calm\nFebruary 04 2020 02:32 PM\nA minister", "2020-02-04"),
        ("December 18, 2016 8:31:19 EST PM", "2016-12-18"),
        ("Last updated at Jun 132016 In this photo taken on June 8", "2016-06-13"),
        ("ANKARA, July 5, 2019 (AFP) - A minister", "2019-07-05"),
        ("By Our Staff | Feb 4, 2020\nA minister", "2020-02-04"),
        ("July 5, 2019 at 10:00 AM A minister", "2019-07-05"),
        ("Raids kill 20 monitor AFP Wednesday 9 Jul 2014 At least", "2014-07-09"),
        ("Raids kill 20 monitor AFP Wednesday 9 Jul 2014 eleven villagers died", "2014-07-09"),
        ("Ministry gives no toll for the raid Reuters 9 Jul 2014 eleven villagers died", "2014-07-09"),
        ("Rockets hit the old city 6 October 2016 Hama SANA-Rockets fell on houses", "2016-10-06"),
        ("Rockets hit the old city 6 October 2016 Sana'a (Xinhua) Rockets fell on houses", "2016-10-06"),
        ("Envoy leaves " + "for talks " * 30 + "Published: 12.07.2016 The envoy left", "2016-07-12"),
    ],
)
def test_a_report_tells_its_own_date(lead: str, date: str) -> None:
    found = publication_date(lead)
    assert found is not None
    assert found.date == date
    assert lead[found.start : found.end] == found.text


@pytest.mark.parametrize(
    "lead",
    [
        "BEIRUT (Reuters) - Shelling killed 20 on Friday",
        "Families flee the city on November 29, 2016 AFP",
        "Turkey urged Russia on Feb. 6 to press for an end",
        "The Aug. 21, 2013 attack killed hundreds",
        "The emergency was declared March 27, 2019, by the governor",
        "The sanctions, imposed, 16 September 2010, on Iran",
        "Soldiers advance near Raqqah, Syria, Nov. 6, 2016. The Coalition said",
        "A man walks past ruins (Reuters, 3 May 2016) in the town",
        "The minister told AFP Wednesday 9 Jul 2014 that eleven villagers died",
        "Monitor AFP Monday 9 Jul 2014 eleven villagers died",
        "A report published on 12 June 2016 found that the dam had cracks",
        "Released on 5 July 2016, the report found that the dam had cracks",
        "12 June 2016 was the day on which the dam broke",
        "The envoy left on 6 October 2016 Hama SANA-Rockets fell",
        "A call open to journalists, starting at 10 a.m. Nov. 29, 2016. It is free",
        "",
    ],
)
def test_a_date_that_the_report_tells_of_is_not_its_own(lead: str) -> None:
    assert publication_date(lead) is None


def test_a_date_right_after_the_title_is_the_reports_own() -> None:
    title = "Envoy leaves for talks in the capital of the south"
    found = publication_date(f"{title} 6 October 2016 the envoy left at noon", title=title)
    assert found is not None
    assert found.date == "2016-10-06"
    assert publication_date(f"{title} on 6 October 2016 the envoy said", title=title) is None


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2020-02-04T14:32:00Z", "2020-02-04"),
        ("20200204", "2020-02-04"),
        ("Tue, 04 Feb 2020 14:32:00 GMT", "2020-02-04"),
        ("7:58 AM ET, Sat January 3, 2015", "2015-01-03"),
        ("9 Oct 2012, 7:43am EDT", "2012-10-09"),
        ("APRIL 26, 2016 - 12:25AM EDT", "2016-04-26"),
        ("August 2015", "2015-08"),
        ("2015", "2015"),
        ("yesterday", None),
        ("", None),
    ],
)
def test_published_fields_come_in_many_forms(value: str, date: str | None) -> None:
    assert normalise_published(value) == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("resolution 2118", None),
        ("Resolutions 2118, 2139 and 2165", None),
        ("under UNSCR 2254", None),
        ("flight 2016", None),
        ("decree number 2011", None),
        ("a resolution in 2013", "2013"),
        ("resolution 2118 (2013)", "2013"),
        ("a resolution of September 2013", "2013-09"),
        ("the 2012 flight", "2012"),
    ],
)
def test_the_number_of_a_resolution_or_a_flight_is_no_year(text: str, date: str | None) -> None:
    assert resolve_date(text, anchor=TUESDAY, tense="past") == date


def test_dates_are_found_where_they_stand() -> None:
    text = "On Feb. 3 and again on 12 March 2016, but not in May or 2015."
    assert [(one.text, one.date) for one in find_dates(text)] == [
        ("Feb. 3", None),
        ("12 March 2016", "2016-03-12"),
    ]


@pytest.mark.parametrize(
    "text", ["1" * 3000, "since " * 500, "May " * 500, "- " * 500, "İ" * 300 + " 5 May 2016", "9999999-99-99"]
)
def test_hostile_words_are_read_without_failing(text: str) -> None:
    resolve_date(text, anchor=TUESDAY, tense="past")
    resolve_date(text, anchor=TUESDAY, tense="future")
    publication_date(text)
    tense_near(text, len(text) // 2, len(text) // 2 + 3)
    for found in find_dates(text):
        assert text[found.start : found.end] == found.text


@pytest.mark.parametrize("anchor", ["", "junk", "2020-13-01", "0000-01-01", "2020-02-30"])
def test_an_anchor_that_is_no_date_is_none(anchor: str) -> None:
    assert resolve_date("yesterday", anchor=anchor) is None


def test_prefixes_stay_as_exact_as_they_are() -> None:
    assert parts("2019-07") == (2019, 7, None)
    assert iso(2019, 2, 29) is None
    assert iso(2020, 2, 29) == "2020-02-29"


def test_the_date_tables_are_well_formed() -> None:
    assert {role for roles in tense_words().values() for role in roles} == TENSE_ROLES
    assert all(word == word.lower() for word in tense_words())
    assert set(date_words("month").values()) == set(range(1, 13))
    assert set(date_words("weekday").values()) == set(range(7))
    assert all(date_words(role) for role in ROLES)
    assert all(iso(2000, month, day) for month, day in fixed_days().values())
