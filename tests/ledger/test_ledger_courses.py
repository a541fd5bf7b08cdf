"""Demarches and agreements in a ledger: what later reports change in them, whatever the order of arrival."""

from itertools import permutations

import msgspec
import pytest
from collated_samples import Pair, Teller, accord, refusal, request
from ledger_places import fresh

from demarche.ledger import Ledger, Query
from demarche.records import Accord, Demarche

pytest_plugins = ("ledger_databases",)
pytestmark = pytest.mark.usefixtures("each_database")

ALL = Query(limit=None)


def filled(pairs: list[Pair], *, one_by_one: bool) -> Ledger:
    ledger = Ledger.open(fresh())
    for pair in pairs:
        ledger.add(*pair)
        if one_by_one:
            ledger.collate()
    ledger.collate()
    return ledger


def courses(ledger: Ledger) -> tuple[list[Demarche], list[Accord]]:
    return (
        sorted(ledger.demarches(ALL).rows, key=lambda each: each.id),
        sorted(ledger.accords(ALL).rows, key=lambda each: each.id),
    )


def undated() -> Pair:
    """A report without a date: an asking and an attack, each told by a day without a year."""
    body = """Stockholm urged Oslo on March 6 to restrain the Lake Front by the end of April.
The Norwegian army had shelled villagers near Tarnsjo on March 3."""
    teller = Teller("u", "Mail", None, "Border call", body)
    teller.tell("REQUEST", "urged", who=["Stockholm"], whom=["Oslo"], day=("March 6", None))
    teller.tell(
        "ASSAULT", "had shelled", who=["Norwegian army"], whom=["villagers"], day=("March 3", None),
        where="Tarnsjo",
    )  # fmt: skip
    return teller.pair()


def dated(id: str, year: int) -> Pair:
    body = "The Norwegian army shelled villagers near Tarnsjo on 3 March, killing nobody, the mayor said."
    teller = Teller(id, "Courier", f"{year}-03-04", "Shells near Tarnsjo", body)
    return teller.tell(
        "ASSAULT", "shelled villagers", who=["Norwegian army"], whom=["villagers"],
        day=("3 March", f"{year}-03-03"), where="Tarnsjo",
    ).pair()  # fmt: skip


def made(ledger: Ledger) -> tuple[str | None, str | None]:
    """When Sweden asked, and by when."""
    (found,) = ledger.demarches(ALL).rows
    return found.makings[0].date, found.deadline


def test_an_undated_request_gets_its_year_once_another_report_tells_it_and_loses_it_again() -> None:
    with filled([undated()], one_by_one=False) as ledger:
        assert made(ledger) == (None, None)
        ledger.add(*dated("d", 2031))
        ledger.collate()
        assert made(ledger) == ("2031-03-06", "2031-04")
        ledger.add(*dated("e", 2032))  # which of the two is meant cannot be said
        ledger.collate()
        assert made(ledger) == (None, None)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_undated_and_dated_reports_may_come_in_any_order(order: tuple[int, ...]) -> None:
    pairs = [undated(), dated("d", 2031), refusal("7", "Gazette", "2031-03-14")]
    with (
        filled(pairs, one_by_one=False) as whole,
        filled([pairs[at] for at in order], one_by_one=True) as ledger,
    ):
        assert courses(ledger) == courses(whole)
        assert whole.demarches(ALL).rows[0].outcome == "refused"


def test_a_report_that_leaves_takes_its_year_with_it() -> None:
    with filled([undated(), dated("d", 2031)], one_by_one=False) as ledger:
        report, reading = dated("d", 2031)
        ledger.add(report, msgspec.structs.replace(reading, events=(), model="reader-2"))
        ledger.collate()
        assert made(ledger) == (None, None)


def test_an_accord_is_told_anew_when_its_report_is_read_anew() -> None:
    report, reading = accord("9", "Tribune", "2031-03-10", "Ed accord", breach=True)
    with filled([(report, reading)], one_by_one=False) as ledger:
        assert [b.accused for b in ledger.accords(ALL).rows[0].breaches] == ["Norwegian Armed Forces"]
        events = tuple(
            msgspec.structs.replace(event, actors=()) if event.type == "ASSAULT" else event
            for event in reading.events
        )
        ledger.add(report, msgspec.structs.replace(reading, events=events, model="reader-2"))
        ledger.collate()
        assert ledger.accords(ALL).rows[0].breaches == ()


def test_what_is_far_off_in_time_is_not_made_anew() -> None:
    old = request("5", "Courier", "2021-03-06", "called on")
    with filled([old], one_by_one=False) as ledger:
        before = courses(ledger)
        ledger.add(*refusal("7", "Gazette", "2031-03-14"))
        ledger.collate()
        assert courses(ledger) == before


def test_a_deadline_that_the_newest_report_has_passed_closes_the_demarche() -> None:
    with filled([undated(), dated("d", 2031)], one_by_one=False) as ledger:
        assert ledger.demarches(ALL).rows[0].outcome == "open"
        ledger.add(*accord("8", "Courier", "2031-06-02", "Ed accord"))
        ledger.collate()
        assert ledger.demarches(ALL).rows[0].outcome == "ignored"
