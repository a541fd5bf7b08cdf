"""A ledger copied: all that was in it, and what is made of it, the same in the other database."""

import pytest
from collated_samples import corpus
from ledger_places import contents, fresh, on
from ledger_samples import reading, report

from demarche.collate.decisions import decision
from demarche.errors import LedgerError
from demarche.ledger import Ledger, Query
from demarche.ledger.watched import Mark
from demarche.records import Refusal

pytest_plugins = ("ledger_databases",)
pytestmark = pytest.mark.usefixtures("each_database")


def filled(path: str) -> Ledger:
    """A ledger with a correction, a refusal, a decision taken back and one that holds, and a mark."""
    ledger = Ledger.open(path)
    first, second = report("c1", "It says one thing."), report("c1", "It says another.")
    ledger.add_many([*corpus(), (first, reading(first)), (second, reading(second))])
    ledger.refuse(Refusal(source="b.txt", reason="binary", detail="an image, not text"))
    ledger.mark([Mark("feed", "https://example.org/feed", '{"etag": "1"}')])
    ledger.collate()
    events = [incident.events[0] for incident in ledger.incidents(Query(limit=2)).rows]
    for title in ("A title", "Another title"):
        made = decision("rename", (events[0],), value=title, author="A. Analyst", date="2031-04-01")
        ledger.decide(made)
        if title == "A title":
            ledger.undo(made.id)
    return ledger


def record_of(ledger: Ledger) -> list[object]:
    """What it holds, as its users see it."""
    every = Query(limit=None)
    return [
        ledger.reports(every).rows,
        [ledger.versions(row.id, outlet=row.outlet or "") for row in ledger.reports(every).rows],
        [stored.event for stored in ledger.events(every).rows],
        ledger.refusals(),
        ledger.marks("feed"),
        ledger.decisions(),
        ledger.incidents(every).rows,
        ledger.accords(every).rows,
        ledger.demarches(every).rows,
        [row.id for row in ledger.reports(Query(text="another", limit=None)).rows],
    ]


def test_a_copy_in_either_database_holds_the_same_and_can_be_copied_back() -> None:
    source, target = fresh(), fresh()
    with filled(source) as ledger, on(None), Ledger.open(fresh()) as file:
        before = record_of(ledger)
        assert ledger.copy_to(file) == len(corpus()) + 2
        file.collate()
        assert record_of(file) == before
        with Ledger.open(target) as back:
            file.copy_to(back)
            back.collate()
            assert record_of(back) == before


def test_nothing_is_copied_into_what_holds_something() -> None:
    source, target = fresh(), fresh()
    with filled(source) as ledger, Ledger.open(target) as other:
        other.refuse(Refusal(source="a.txt", reason="empty", detail="no text"))
        before = contents(target)
        with pytest.raises(LedgerError, match=r"nothing is copied to .*: it is not empty") as error:
            ledger.copy_to(other)
        assert "\n" not in str(error.value)
        assert contents(target) == before
