"""Two outlets that number their reports alike: both reports stand, and an id alone asks back."""

from collections.abc import Callable

import pytest
from ledger_places import fresh
from ledger_samples import event, reading, report

from demarche.errors import InputError
from demarche.ledger import Added, Ledger, Query

pytest_plugins = ("ledger_databases",)
pytestmark = pytest.mark.usefixtures("each_database")

CEDAR = report("1", "The army shelled Saraqib, killing 86.")
FJORD = report("1", "Nobody was killed in Saraqib.", outlet="Fjord Courier")
ASIA = report("1", "The Courier's Asian edition saw nothing.", outlet="Fjord Courier Asia")
NOBODY = report("1", "A leaflet without a name.", outlet=None)
ALL = (CEDAR, FJORD, ASIA, NOBODY)


@pytest.fixture
def ledger() -> Ledger:
    opened = Ledger.open(fresh())
    done = opened.add_many((of, reading(of, event("1", number))) for number, of in enumerate(ALL, start=1))
    assert done == {Added.NEW: 4}
    return opened


def test_reports_of_one_id_stand_beside_each_other(ledger: Ledger) -> None:
    with ledger:
        assert [row.outlet for row in ledger.reports().rows] == [
            None,
            "Fjord Courier",
            "Fjord Courier Asia",
            "The Daily Cedar",
        ]
        assert ledger.events().total == 4
        assert ledger.reports(Query(text="killing 86")).total == 1
        assert ledger.add_many((of, reading(of)) for of in ALL) == {Added.SEEN: 4}


def test_the_outlet_chooses(ledger: Ledger) -> None:
    with ledger:
        for of in ALL:
            outlet = of.outlet or ""
            assert ledger.report("1", outlet=outlet) == of
            assert ledger.reading("1", outlet=outlet).report_digest == of.digest
            assert [row.outlet for row in ledger.versions("1", outlet=outlet)] == [of.outlet]
            assert ledger.report("1", digest=of.digest) == of  # only one has these words
            assert [row.digest for row in ledger.reports(Query(report_id="1", outlet=outlet)).rows] == [
                of.digest
            ]
            assert [told for _, told in ledger.pairs(Query(report_id="1", outlet=outlet))] == [of]
        assert ledger.report("1", outlet="FJORD courier") == FJORD  # a whole name before a part
        assert ledger.report("1", outlet="cedar") == CEDAR


def test_an_id_alone_asks_which_outlet(ledger: Ledger) -> None:
    one = Query(report_id="1")
    asks: tuple[Callable[[], object], ...] = (
        lambda: ledger.report("1"),
        lambda: ledger.reading("1"),
        lambda: ledger.versions("1"),
        lambda: ledger.reports(one),
        lambda: ledger.events(one),
        lambda: ledger.parties(one),
        lambda: ledger.type_counts(one),
        lambda: list(ledger.pairs(one)),
        lambda: ledger.frame("agreements", one),
    )
    with ledger:
        for ask in asks:
            with pytest.raises(InputError) as error:
                ask()
            assert str(error.value) == (
                "4 outlets have a report '1'; choose one with outlet (--outlet): "
                "'', 'Fjord Courier', 'Fjord Courier Asia', 'The Daily Cedar'"
            )
        with pytest.raises(
            InputError, match=r"2 outlets have a report '1'.*'Fjord Courier', 'Fjord Courier Asia'"
        ):
            ledger.report("1", outlet="courier")
        with pytest.raises(InputError, match="no report '1' of outlet 'Meridian Wire'"):
            ledger.report("1", outlet="Meridian Wire")
        assert ledger.reports(Query(report_id="1", outlet="Meridian Wire")).total == 0
        assert ledger.reports(Query(report_id="2", outlet="Fjord Courier")).total == 0


def test_a_correction_is_the_same_outlets(ledger: Ledger) -> None:
    with ledger:
        for of in ALL:
            other = report("1", f"{of.text} So we hear.", outlet=of.outlet and of.outlet.upper())
            assert ledger.state_of(other) is Added.CORRECTED
            assert ledger.add(other, reading(other)) is Added.CORRECTED
            assert ledger.report("1", outlet=of.outlet or "") == other
            assert [row.superseded for row in ledger.versions("1", outlet=of.outlet or "")] == [True, False]
        assert ledger.reports().total == 4


def test_the_same_words_of_two_outlets_under_one_id() -> None:
    cedar, fjord = report("1"), report("1", outlet="Fjord Courier")
    assert cedar.digest == fjord.digest
    with Ledger.open(fresh()) as ledger:
        assert ledger.add_many((of, reading(of, event("1"))) for of in (cedar, fjord)) == {Added.NEW: 2}
        with pytest.raises(InputError, match="2 outlets have a report '1'"):
            ledger.report("1", digest=cedar.digest)
        assert ledger.report("1", digest=cedar.digest, outlet="fjord") == fjord
        with pytest.raises(InputError, match="2 outlets have an event '1-event-1'"):
            ledger.event("1-event-1")
        assert ledger.event("1-event-1", outlet="fjord").outlet == "Fjord Courier"
        with pytest.raises(InputError, match="no event '1-event-1' of outlet 'Wire'"):
            ledger.event("1-event-1", outlet="Wire")


def test_many_outlets_are_named_in_one_short_line() -> None:
    with Ledger.open(fresh()) as ledger:
        ledger.add_many(
            (of, reading(of)) for of in (report("1", outlet=f"Outlet\n{n:03}") for n in range(50))
        )
        with pytest.raises(InputError, match=r"50 outlets .*'Outlet\\n009', …$") as error:
            ledger.report("1")
        assert "\n" not in str(error.value)
