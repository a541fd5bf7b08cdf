"""A person's decisions: what can be decided, and what each does to the events."""

import pytest

from demarche.collate.decisions import amended, cannot_link, decision, must_link, titles
from demarche.collate.telling.told import Told
from demarche.errors import InputError
from demarche.records import Decision, Event, Party, Place, Span, Toll, When


def told(id: str) -> Told:
    event = Event(
        id=id,
        report_id="r1",
        type="ASSAULT",
        mentions=(Span(10, 17, "shelled"),),
        actors=(Party(text="the army", start=1, end=9, name="Army of Vell", code="VLL", sector="MIL"),),
        where=Place(text="Oster", start=20, end=25, name="Oster", lat=1.0, lon=2.0),
        when=When(text="on Monday", start=30, end=39, date="2031-03-04"),
        toll=(Toll(kind="killed", count=5, bound="exact", who="people", text="five", start=40, end=44),),
    )
    return Told(
        event=event,
        report_id="r1",
        outlet="Courier",
        published="2031-03-05",
        title="",
        headline=False,
        share=0.1,
        passage="",
        passage_start=0,
    )


def decide(action: str, *events: str, at: str = "2031-04-01T10:00:00Z", **more: object) -> Decision:
    return decision(action, events, author="Ada", date=at, **more)  # type: ignore[arg-type]


def test_a_rejected_event_is_left_out_and_comes_back_when_that_is_undone() -> None:
    made = decide("reject", "e-1")
    tolds = (told("e-1"), told("e-2"))
    assert [t.id for t in amended(tolds, [made])] == ["e-2"]
    import msgspec

    assert amended(tolds, [msgspec.structs.replace(made, undone=True)]) == tolds


def test_corrections_change_the_value_and_say_by_whom() -> None:
    made = [
        decide("correct", "e-1", field="date", value="2031-03-03"),
        decide("correct", "e-1", field="place", value="North Oster"),
        decide("correct", "e-1", field="killed", value="7"),
        decide("correct", "e-1", field="actor", value="Militia"),
    ]
    (got,) = amended([told("e-1")], made)
    assert got.event.when is not None
    assert got.event.when.date == "2031-03-03"
    assert got.event.where is not None
    assert got.event.where.name == "North Oster"
    assert "Ada" in got.event.where.reason
    # the position was that of the place that it was not
    assert got.event.where.lat is None
    assert [(t.kind, t.count) for t in got.event.toll] == [("killed", 7)]
    assert [p.name for p in got.event.actors] == ["Militia"]
    # a correction still points at the words that it corrects
    assert got.event.toll[0].text == "five"


def test_the_later_of_two_decisions_wins_whatever_the_order_they_are_given_in() -> None:
    first = decide("correct", "e-1", field="killed", value="7", at="2031-04-01T10:00:00Z")
    later = decide("correct", "e-1", field="killed", value="8", at="2031-04-02T10:00:00Z")
    for order in ([first, later], [later, first]):
        (got,) = amended([told("e-1")], order)
        assert [t.count for t in got.event.toll] == [8]


def test_merge_then_split_and_split_then_merge() -> None:
    merge = decide("merge", "e-2", "e-1", at="2031-04-01")
    split = decide("split", "e-1", others=["e-2"], at="2031-04-02")
    assert set(must_link([merge])) == {("e-1", "e-2")}
    assert not cannot_link([merge])
    assert not must_link([merge, split])
    assert set(cannot_link([merge, split])) == {("e-1", "e-2")}
    again = decide("merge", "e-1", "e-2", at="2031-04-03")
    assert set(must_link([merge, split, again])) == {("e-1", "e-2")}
    assert not cannot_link([merge, split, again])


def test_the_last_title_counts() -> None:
    made = [
        decide("rename", "e-1", value="Old", at="2031-04-01"),
        decide("rename", "e-1", value="New", at="2031-05-01"),
    ]
    assert titles(made) == {"e-1": "New"}


def test_the_same_decision_has_the_same_id_and_another_has_not() -> None:
    assert decide("merge", "e-1", "e-2").id == decide("merge", "e-2", "e-1").id
    assert decide("merge", "e-1", "e-2").id != decide("merge", "e-1", "e-3").id


@pytest.mark.parametrize(
    ("action", "events", "more", "says"),
    [
        ("merge", ["e-1"], {}, "two incidents"),
        ("split", ["e-1"], {}, "leaves nothing"),
        ("rename", ["e-1"], {"value": " "}, "title"),
        ("reject", [], {}, "at least one event"),
        ("correct", ["e-1"], {"field": "colour", "value": "red"}, "'colour' cannot be corrected"),
        ("correct", ["e-1"], {"field": "date", "value": "last Monday"}, "a date is"),
        ("correct", ["e-1"], {"field": "killed", "value": "many"}, "whole number"),
        ("correct", ["e-1"], {"field": "type", "value": "WAR"}, "no event type"),
        ("correct", ["e-1"], {"field": "occurrence", "value": "maybe"}, "an occurrence is"),
        ("rename", ["e-1"], {"value": "x" * 501}, "at most 500"),
    ],
)
def test_what_cannot_be_decided_is_told_in_one_line(
    action: str, events: list[str], more: dict[str, str], says: str
) -> None:
    with pytest.raises(InputError) as error:
        decide(action, *events, **more)
    assert says in str(error.value)
    assert "\n" not in str(error.value)


def test_a_decision_needs_an_author() -> None:
    with pytest.raises(InputError, match="author"):
        decision("reject", ["e-1"], author=" ", date="2031-04-01")
