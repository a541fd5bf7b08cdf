"""What many reports tell together: merged, disputed, followed, decided on, whatever the order of arrival."""

from collections.abc import Iterable

import msgspec
import pytest
from collated_samples import Pair, accord, corpus, refusal, request, shelling
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from ledger_places import change, fresh

from demarche.collate.decisions import decision
from demarche.errors import InputError
from demarche.ledger import Ledger, Query
from demarche.records import Decision, Incident

pytest_plugins = ("ledger_databases",)
pytestmark = pytest.mark.usefixtures("each_database")

ALL = Query(limit=None)


def filled(pairs: Iterable[Pair], *, at_once: bool = True) -> Ledger:
    ledger = Ledger.open(fresh())
    for pair in pairs:
        ledger.add(*pair)
        if not at_once:
            ledger.collate()
    ledger.collate()
    return ledger


def record_of(ledger: Ledger) -> dict[str, object]:
    """All that is collated, as it would be exported."""
    return {
        "incidents": sorted(ledger.incidents(ALL).rows, key=lambda i: i.id),
        "accords": sorted(ledger.accords(ALL).rows, key=lambda a: a.id),
        "demarches": sorted(ledger.demarches(ALL).rows, key=lambda d: d.id),
        "copies": ledger.copies(),
    }


def attack(ledger: Ledger, day: str) -> Incident:
    (found,) = [i for i in ledger.incidents(ALL).rows if i.type == "ASSAULT" and i.date == day]
    return found


def decide(action: str, *events: str, **more: object) -> Decision:
    at = {"author": "Ada", "date": "2031-05-01T10:00:00Z"} | more
    return decision(action, events, **at)  # type: ignore[arg-type]


def test_one_shelling_told_by_three_outlets_is_one_incident_and_the_next_week_s_another() -> None:
    with filled(corpus()) as ledger:
        first, later = attack(ledger, "2031-03-05"), attack(ledger, "2031-03-12")
        assert sorted(part.outlet or "" for part in first.reports) == ["Courier", "Gazette", "Tribune"]
        assert [part.outlet for part in later.reports] == ["Courier"]
        assert all(part.lead for part in first.reports)
        assert first.place is not None
        assert first.place.name == "Tarnsjo"
        assert "Tarnsjo" in first.title


def test_its_disputes_say_who_says_what() -> None:
    with filled(corpus()) as ledger:
        first = attack(ledger, "2031-03-05")
        kinds = {dispute.kind: dispute for dispute in first.disputes}
        assert set(kinds) == {"toll", "author"}
        told_by = {
            tuple(sorted({claim.voice.outlet or "" for claim in side.claims})) for side in kinds["toll"].sides
        }
        assert told_by == {("Courier", "Gazette"), ("Tribune",)}
        assert {(r.low, r.high) for r in first.ranges if r.kind == "killed"} == {(5, 9)}
        assert [i.id for i in ledger.incidents(Query(disputed="author")).rows] == [first.id]
        assert not ledger.incidents(Query(disputed="where")).total


def test_a_request_is_followed_to_its_refusal() -> None:
    with filled(corpus()) as ledger:
        (thread,) = ledger.demarches(ALL).rows
        assert (thread.asker, thread.asked) == ("Sweden", "Norway")
        assert [making.date for making in thread.makings] == ["2031-03-06", "2031-03-13"]
        assert (thread.answer, thread.outcome) == ("refused", "refused")
        assert "asked refuses" in [sequel.bears for sequel in thread.sequels]
        assert not ledger.demarches(outcome="open").total


def test_an_accord_is_one_with_its_breach() -> None:
    with filled(corpus()) as ledger:
        (found,) = ledger.accords(ALL).rows
        assert (found.date, set(found.parties)) == ("2031-02-01", {"NOR", "SWE"})
        assert [term.value for term in found.terms] == ["guns leave the border"]
        (breach,) = found.breaches
        assert (breach.accused, breach.date, breach.place) == (
            "Norwegian Armed Forces",
            "2031-03-09",
            "Dals Ed",
        )
        assert breach.incident_id == attack(ledger, "2031-03-09").id


def test_a_copy_is_told_and_counts_as_one_voice() -> None:
    original = shelling("1", "Courier", ("five", 5), "Norwegian army")
    copy = msgspec.structs.replace(original[0], id="x", outlet="Evening Mail")
    events = tuple(
        msgspec.structs.replace(event, id=event.id + "x", report_id="x") for event in original[1].events
    )
    reading = msgspec.structs.replace(original[1], report_id="x", events=events)
    with filled([original, (copy, reading)]) as ledger:
        (group,) = ledger.copies()
        assert len(group.reports) == 2
        (found,) = ledger.incidents(ALL).rows
        assert (len(found.reports), found.independent_sources) == (2, 1)
        assert len({part.voice for part in found.reports}) == 1


@settings(deadline=None, max_examples=12, phases=[Phase.explicit, Phase.generate])
@given(st.permutations(corpus()), st.lists(st.booleans(), min_size=9, max_size=9))
def test_order_of_arrival_makes_no_difference(pairs: list[Pair], stops: list[bool]) -> None:
    ledger = Ledger.open(fresh())
    for pair, stop in zip(pairs, stops, strict=True):
        ledger.add(*pair)
        if stop:
            ledger.collate()
    ledger.collate()
    with ledger, filled(corpus()) as whole:
        assert record_of(ledger) == record_of(whole)


def test_reading_again_and_collating_again_change_nothing() -> None:
    with filled(corpus()) as ledger:
        before = record_of(ledger)
        assert ledger.collate().incidents == 0
        for report, reading in corpus():
            ledger.add(report, msgspec.structs.replace(reading, model="reader-2"))
        assert ledger.pending() == len(corpus())
        ledger.collate()
        assert record_of(ledger) == before


def test_a_corrected_report_leaves_no_trace_of_what_it_said() -> None:
    wrong = shelling("2", "Tribune", ("ninety", 90), "Lake Front", day="20 March")
    with filled([wrong, *[p for p in corpus() if p[0].id != "2"]]) as ledger:
        assert attack(ledger, "2031-03-20")
        ledger.add(*corpus()[1])
        ledger.collate()
        with filled(corpus()) as whole:
            assert record_of(ledger) == record_of(whole)


def test_a_new_report_leaves_what_it_cannot_touch_alone() -> None:
    with filled(corpus()) as ledger:
        done = ledger.collate()
        assert (done.reports, done.incidents) == (0, 0)
        held = ledger.incidents(ALL).total
        ledger.add(*shelling("20", "Mail", ("two", 2), "Lake Front", day="25 March"))
        done = ledger.collate()
        assert (done.reports, done.incidents, done.kept) == (1, 1, held)


def test_a_killed_collation_leaves_the_ledger_as_it_was_and_the_next_one_finishes() -> None:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with Ledger.open(fresh()) as ledger:
        ledger.add_many(corpus())
        with pytest.raises(KeyboardInterrupt):
            ledger.collate(stop)
        assert ledger.pending() == len(corpus())
        assert ledger.incidents().total == 0
        ledger.collate()
        with filled(corpus()) as whole:
            assert record_of(ledger) == record_of(whole)


def test_merge_split_rename_and_taking_them_back() -> None:
    with filled(corpus()) as ledger:
        before = record_of(ledger)
        first, later = attack(ledger, "2031-03-05"), attack(ledger, "2031-03-12")
        merge = decide("merge", first.events[0], later.events[0])
        ledger.decide(merge)
        merged = ledger.incident_of(later.events[0])
        assert set(merged.events) >= {first.events[0], later.events[0]}
        rename = decide("rename", later.events[0], value="The March shellings")
        ledger.decide(rename)
        assert ledger.incident_of(first.events[0]).title == "The March shellings"
        for made in (rename, merge):
            ledger.undo(made.id)
        assert record_of(ledger) == before
        split = decide("split", first.events[0], others=first.events[1:])
        ledger.decide(split)
        assert ledger.incident_of(first.events[0]).events == (first.events[0],)
        assert ledger.incident_of(first.events[1]).id == ledger.incident_of(first.events[2]).id
        ledger.undo(split.id[:8])
        assert record_of(ledger) == before
        assert [made.undone for made in ledger.decisions()] == [True, True, True]


def test_order_makes_no_difference_where_too_much_hangs_together_to_compare_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("demarche.collate.incidents.grouping.LARGEST", 2)
    monkeypatch.setattr("demarche.ledger.grouping._TOLD_AT_ONCE", 1)
    with filled(corpus()) as whole, filled(reversed(corpus()), at_once=False) as one_by_one:
        assert len(attack(whole, "2031-03-05").reports) == 3
        assert record_of(one_by_one) == record_of(whole)
        # what a corrected report held together may come apart
        wrong = shelling("2", "Tribune", ("ninety", 90), "Lake Front", day="20 March")
        whole.add(*wrong)
        whole.collate()
        with filled([wrong, *[p for p in corpus() if p[0].id != "2"]]) as anew:
            assert record_of(whole) == record_of(anew)


def test_corrections_and_rejections_are_carried_out_and_outlive_new_reports() -> None:
    with filled(corpus()[:3]) as ledger:
        first = attack(ledger, "2031-03-05")
        nine = next(c.voice.event_id for c in first.tolls if c.count == 9)
        ledger.decide(decide("correct", nine, field="killed", value="5"))
        assert "toll" not in {d.kind for d in ledger.incident_of(nine).disputes}
        ledger.decide(decide("reject", nine))
        with pytest.raises(InputError, match="in no incident"):
            ledger.incident_of(nine)
        for pair in corpus()[3:]:
            ledger.add(*pair)
        ledger.collate()
        outlets = {part.outlet for part in attack(ledger, "2031-03-05").reports}
        assert outlets == {"Courier", "Gazette"}
        for made in ledger.decisions():
            ledger.undo(made.id)
        with filled(corpus()) as whole:
            assert record_of(ledger) == record_of(whole)


def test_decisions_made_before_the_reports_came_in_another_order_give_the_same() -> None:
    with filled(corpus()) as ledger:
        first, later = attack(ledger, "2031-03-05"), attack(ledger, "2031-03-12")
        merge = decide("merge", first.events[0], later.events[0])
        ledger.decide(merge)
        want = record_of(ledger)
    early = [p for p in corpus() if p[0].id in ("1", "2", "3", "4")]
    with filled(early) as ledger:
        ledger.decide(merge)
        for pair in reversed(corpus()[4:]):
            ledger.add(*pair)
            ledger.collate()
        assert record_of(ledger) == want


@pytest.mark.parametrize("bad", ["e-nosuchevent", ""])
def test_a_decision_about_an_unknown_event_is_refused(bad: str) -> None:
    with filled(corpus()) as ledger:
        with pytest.raises(InputError, match="no event"):
            ledger.decide(decide("reject", bad))
        assert ledger.decisions() == ()


def test_incidents_are_found_by_what_they_hold() -> None:
    with filled(corpus()) as ledger:
        first = attack(ledger, "2031-03-05")
        for query in (
            Query(place="tarnsjo", until="2031-03-05"),
            Query(party="Lake Front", type=("ASSAULT",)),
            Query(outlet="tribune", since="2031-03-05", until="2031-03-05"),
            Query(text="harbour", min_reports=3),
            Query(report_id="2"),
        ):
            assert [i.id for i in ledger.incidents(query).rows] == [first.id], query
        assert ledger.incident(first.id[:9]).id == first.id
        with pytest.raises(InputError, match="no incident"):
            ledger.incident("i-0000000000")
        with pytest.raises(InputError, match="cannot be sorted"):
            ledger.incidents(Query(sort="colour"))
        with pytest.raises(InputError, match="no kind of dispute"):
            ledger.incidents(Query(disputed="colour"))


def test_why_they_were_merged_is_told() -> None:
    with filled(corpus()) as ledger:
        first = attack(ledger, "2031-03-05")
        links = ledger.explain(first.id)
        assert len(links) == 3
        assert all(link.reasons for link in links)


def test_the_deadline_that_passes_unanswered_closes_a_demarche() -> None:
    asked = request("5", "Courier", "2031-03-06", "called on")
    with filled([asked]) as ledger:
        assert ledger.demarches().rows[0].outcome == "open"
    with filled([asked, refusal("7", "Gazette", "2031-03-05")]) as ledger:
        # what was said before it was asked is no answer
        assert ledger.demarches().rows[0].answer == "silent"


def test_an_accord_told_under_another_name_is_the_same() -> None:
    told = [
        accord("8", "Courier", "2031-02-02", "Ed accord"),
        accord("9", "Tribune", "2031-03-10", "border deal"),
    ]
    with filled(told) as ledger:
        (found,) = ledger.accords().rows
        assert {found.name, *found.aliases} == {"Ed accord (2031)", "border deal (2031)"}


def test_what_was_collated_by_other_rules_is_collated_anew() -> None:
    path = fresh()
    with Ledger.open(path) as ledger:
        ledger.add_many(corpus())
        ledger.collate()
        before = record_of(ledger)
    change(
        path,
        "UPDATE collated SET version = 'older'",
        "UPDATE incidents SET title = 'A title by older rules'",
    )
    with Ledger.open(path) as ledger:
        assert ledger.pending() == len(corpus())
        ledger.collate()
        assert ledger.pending() == 0
        assert record_of(ledger) == before


def test_two_outlets_may_each_have_a_report_of_one_id() -> None:
    told = [
        shelling("1", "Courier", ("five", 5), "Norwegian army"),
        shelling("1", "Tribune", ("nine", 9), "Lake Front", by="Oslo"),
    ]
    with filled(told) as ledger:
        found = attack(ledger, "2031-03-05")
        assert {(part.outlet, part.report_id) for part in found.reports} == {
            ("Courier", "1"),
            ("Tribune", "1"),
        }
        assert len({part.voice for part in found.reports}) == 2
        assert found.independent_sources == 2
        assert {dispute.kind for dispute in found.disputes} >= {"toll", "author"}
