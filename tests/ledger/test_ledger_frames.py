"""Frames have the same columns and types, whatever is in them."""

from datetime import date

import polars as pl
import pytest
from ledger_places import fresh
from ledger_samples import event, killed, party, place, reading, report

from demarche.errors import InputError
from demarche.ledger import Ledger, Query
from demarche.ledger.ledger import What
from demarche.records import Agreement

pytest_plugins = ("ledger_databases",)
pytestmark = pytest.mark.usefixtures("each_database")

ALL: tuple[What, ...] = ("events", "reports", "parties", "agreements")


def filled() -> Ledger:
    ledger = Ledger.open(fresh())
    of = report("r1", published="2019-07-05")
    agreed = Agreement(name="Sochi", text="Sochi", start=1, end=6, parties=("RUS", "TUR"), terms=("a truce",))
    ledger.add(
        of,
        reading(
            of,
            event(
                "r1",
                1,
                actors=(party("Russia", code="RUS"), party("someone")),
                sources=((party("SANA"), "denies"),),
                where=place("Saraqib", country="SYR"),
                date="2019-07",
                toll=(killed(20), killed(58)),
            ),
            event("r1", 2, "CONSULT"),
            agreements=(agreed,),
        ),
    )
    return ledger


@pytest.mark.parametrize("what", ALL)
def test_columns_and_types_are_the_same_when_empty(what: What) -> None:
    with Ledger.open(fresh()) as empty, filled() as ledger:
        nothing, something = empty.frame(what), ledger.frame(what)
    assert nothing.is_empty()
    assert not something.is_empty()
    assert nothing.schema == something.schema
    assert not any(kind == pl.Null or kind == pl.Object for kind in nothing.dtypes)


def test_an_event_as_a_row() -> None:
    with filled() as ledger:
        first, second = ledger.frame("events", Query(sort="report")).to_dicts()
    assert first["report_id"] == "r1"
    assert first["outlet"] == "The Daily Cedar"
    assert first["actors"] == ["Russia", "someone"]
    assert first["actor_codes"] == ["RUS", None]
    assert first["recipients"] == []
    assert (first["sources"], first["stances"]) == (["SANA"], ["denies"])
    assert (first["date"], first["day_from"], first["day_to"]) == (
        "2019-07",
        date(2019, 7, 1),
        date(2019, 7, 31),
    )
    assert (first["place"], first["country"], first["lat"]) == ("Saraqib", "SYR", 35.5)
    assert (first["killed"], first["injured"]) == (58, None)  # 20 of the 58, not 78
    assert first["trigger"] == "shelled"
    assert second["type"] == "CONSULT"
    # its date is not told: a frame does not make one up from the report's
    assert second["published"] == "2019-07-05"
    assert second["date"] is second["day_from"] is second["place"] is second["killed"] is None


def test_the_other_frames() -> None:
    with filled() as ledger:
        assert ledger.frame("reports")["events"].to_list() == [2]
        assert ledger.frame("parties", Query(sort="name"))["name"].to_list() == ["Russia", "SANA", "someone"]
        (agreed,) = ledger.frame("agreements").to_dicts()
        assert (agreed["name"], agreed["parties"], agreed["terms"]) == ("Sochi", ["RUS", "TUR"], ["a truce"])
        with pytest.raises(InputError, match="try events, reports, parties, agreements"):
            ledger.frame("incidents")  # type: ignore[arg-type]


def test_a_frame_takes_a_query() -> None:
    with filled() as ledger:
        assert ledger.frame("events", Query(type=("CONSULT",)))["id"].to_list() == ["r1-event-2"]
        assert ledger.frame("events", Query(limit=1)).height == 1


def test_a_pandas_frame() -> None:
    pytest.importorskip("pandas")
    with filled() as ledger:
        frame = ledger.frame("events").to_pandas()
    assert list(frame["type"]) == ["ASSAULT", "CONSULT"]
    assert list(frame["killed"].fillna(0)) == [58, 0]
