"""Partial dates as spans of days."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.errors import InputError
from demarche.ledger.days import bound, days_of


@pytest.mark.parametrize(
    ("told", "first", "last"),
    [
        ("2019-07-05", "2019-07-05", "2019-07-05"),
        ("2019-02", "2019-02-01", "2019-02-28"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2019", "2019-01-01", "2019-12-31"),
        ("2017-04-02/2017-04-08", "2017-04-02", "2017-04-08"),
        ("2017-04/2018", "2017-04-01", "2018-12-31"),
        ("2017-04-08/2017-04-02", "2017-04-02", "2017-04-08"),
        ("2019-07-05T00:07:00Z", "2019-07-05", "2019-07-05"),
    ],
)
def test_days(told: str, first: str, last: str) -> None:
    assert days_of(told) == (first, last)


@pytest.mark.parametrize(
    "told", [None, "", "Friday", "2019-13", "2019-02-30", "0000", "19", "2019-07-05/", "٢٠١٩"]
)
def test_no_days(told: str | None) -> None:
    assert days_of(told) is None


@given(st.text())
def test_any_text_is_days_or_none(told: str) -> None:
    days = days_of(told)
    assert days is None or days[0] <= days[1]


def test_a_bound_that_is_no_date() -> None:
    assert bound("2019-07", "since") == ("2019-07-01", "2019-07-31")
    with pytest.raises(InputError, match="until must be a date such as"):
        bound("last Friday", "until")
