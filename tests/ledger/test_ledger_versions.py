"""A report read again, corrected, or read by another model."""

import msgspec
import pytest
from ledger_places import contents, fresh
from ledger_samples import event, party, reading, report, story

from demarche.errors import InputError
from demarche.ledger import Added, Ledger, Query
from demarche.records import Refusal

pytest_plugins = ("ledger_databases",)
pytestmark = pytest.mark.usefixtures("each_database")


def test_what_goes_in_comes_out() -> None:
    pair = story(1)
    path = fresh()
    with Ledger.open(path) as ledger:
        assert ledger.add(*pair) is Added.NEW
    with Ledger.open(path) as ledger:
        assert ledger.report(pair[0].id) == pair[0]
        assert ledger.reading(pair[0].id) == pair[1]


def test_reading_the_same_again_changes_nothing() -> None:
    path = fresh()
    pairs = [story(number) for number in range(20)]
    with Ledger.open(path) as ledger:
        ledger.add_many(pairs)
    before = contents(path)
    with Ledger.open(path) as ledger:
        assert ledger.add_many(pairs) == {Added.SEEN: 20}
        assert ledger.add(*pairs[3]) is Added.SEEN
    assert contents(path) == before


def test_the_same_words_from_another_place_are_the_same_report() -> None:
    of, read = story(1)
    with Ledger.open(fresh()) as ledger:
        ledger.add(of, read)
        assert (
            ledger.add(msgspec.structs.replace(of, source="a/copy.txt", url="https://x.test"), read)
            is Added.SEEN
        )
        assert ledger.report(of.id).source is None


def test_a_correction_supersedes_and_both_stay() -> None:
    first = report("r1", "The army shelled Saraqib, killing 86.")
    second = report("r1", "The army shelled Saraqib, killing 58.")
    with Ledger.open(fresh()) as ledger:
        ledger.add(first, reading(first, event("r1", 1), event("r1", 2)))
        assert ledger.state_of(second) is Added.CORRECTED
        assert ledger.add(second, reading(second, event("r1", 1))) is Added.CORRECTED

        assert ledger.report("r1") == second
        assert ledger.report("r1", digest=first.digest) == first
        assert len(ledger.reading("r1", digest=first.digest).events) == 2
        assert [(row.version, row.superseded, row.events) for row in ledger.versions("r1")] == [
            (1, True, 2),
            (2, False, 1),
        ]
        # listings see the current version only
        assert ledger.events().total == 1
        assert ledger.reports().total == 1
        assert ledger.reports(Query(text="86")).total == 0
        assert ledger.reports(Query(text="58")).total == 1
        assert ledger.event("r1-event-1").digest == second.digest
        assert ledger.event("r1-event-2").digest == first.digest  # still to be found by its id


def test_an_old_version_seen_again_is_not_news() -> None:
    first, second = report("r1", "It says one thing."), report("r1", "It says another.")
    pairs = [(first, reading(first)), (second, reading(second))]
    with Ledger.open(fresh()) as ledger:
        assert ledger.add_many(pairs) == {Added.NEW: 1, Added.CORRECTED: 1}
        assert ledger.add_many(pairs) == {Added.SEEN: 2}
        assert ledger.report("r1") == second


def test_a_chain_of_corrections_has_one_current_version() -> None:
    texts = [report("r1", f"Some {count} were killed.") for count in (86, 72, 58, 41)]
    with Ledger.open(fresh()) as ledger:
        ledger.add_many((of, reading(of, event("r1"))) for of in texts)
        rows = ledger.versions("r1")
        assert [row.version for row in rows] == [1, 2, 3, 4]
        assert [row.superseded for row in rows] == [True, True, True, False]


def test_another_model_replaces_the_reading() -> None:
    of = report("r1")
    old = reading(of, event("r1", 1), event("r1", 2), model="reader-1")
    new = reading(of, event("r1", 3, "COERCE"), model="reader-2")
    with Ledger.open(fresh()) as ledger:
        ledger.add(of, old)
        assert ledger.state_of(of) is Added.SEEN
        assert ledger.state_of(of, model="reader-2") is Added.REREAD
        assert ledger.add(of, new) is Added.REREAD
        assert ledger.reading("r1") == new
        assert ledger.type_counts() == {"COERCE": 1}
        assert [row.version for row in ledger.versions("r1")] == [1]
        assert ledger.add(of, new) is Added.SEEN


def test_one_batch_may_hold_a_report_several_times() -> None:
    of = report("r1")
    other = report("r1", "Corrected since.")
    with Ledger.open(fresh()) as ledger:
        done = ledger.add_many(
            [
                (of, reading(of, event("r1"), model="a")),
                (of, reading(of, event("r1"), model="a")),
                (of, reading(of, model="b")),
                (other, reading(other, model="b")),
            ]
        )
        assert done == {Added.NEW: 1, Added.SEEN: 1, Added.REREAD: 1, Added.CORRECTED: 1}
        assert ledger.report("r1") == other


def test_a_batch_is_kept_whole_or_not_at_all() -> None:
    bad = report("bad")
    with Ledger.open(fresh()) as ledger:
        pairs = [story(number) for number in range(600)]
        with pytest.raises(InputError, match="bad"):
            ledger.add_many([*pairs, (bad, reading(report("other")))])
        assert ledger.reports().total == 0
        assert ledger.add_many(pairs) == {Added.NEW: 600}


@pytest.mark.parametrize(
    ("of", "events", "says"),
    [
        (msgspec.structs.replace(report(), digest=""), (), "digest"),
        (msgspec.structs.replace(report(), id=""), (), "id"),
        (report(), (event("r2"),), "r2"),
        (report(), (event("r1", 1), event("r1", 1)), "ids of their own"),
        (report(), (event("r1", confidence=float("nan")),), "no number"),
        (msgspec.structs.replace(report(), text="half a pair: \ud83d"), (), "cannot be stored"),
        (report(), (event("r1", actors=(party("x", "\udc80"),)),), "cannot be stored"),
    ],
    ids=[
        "no digest",
        "no id",
        "another report's event",
        "twice the same id",
        "nan",
        "surrogate",
        "surrogate within",
    ],
)
def test_what_cannot_be_kept_is_refused_in_one_line(
    of: object, events: tuple[object, ...], says: str
) -> None:
    with Ledger.open(fresh()) as ledger:
        with pytest.raises(InputError, match=says) as error:
            ledger.add(of, reading(of, *events))  # type: ignore[arg-type]
        assert "\n" not in str(error.value)
        assert ledger.reports().total == 0


def test_unknown_ids_say_so() -> None:
    with Ledger.open(fresh()) as ledger:
        ledger.add(*story(1))
        for ask in (ledger.report, ledger.reading, ledger.versions, ledger.event):
            with pytest.raises(InputError, match="nowhere"):
                ask("nowhere")
        with pytest.raises(InputError, match="digest"):
            ledger.report("story-00001", digest="0" * 64)


def test_an_event_is_found_by_the_beginning_of_its_id() -> None:
    with Ledger.open(fresh()) as ledger:
        ledger.add_many([story(1, events=10), story(2, events=12)])
        assert ledger.event("story-00001-event-3").event.id == "story-00001-event-3"
        assert ledger.event("story-00002-event-9").event.id == "story-00002-event-9"
        assert (
            ledger.event("story-00001-event-1").event.id == "story-00001-event-1"
        )  # though -10 begins so too
        assert ledger.event("story-00001-event-10").report_id == "story-00001"
        with pytest.raises(InputError, match="several events"):
            ledger.event("story-00001")
        with pytest.raises(InputError, match="no event"):
            ledger.event("story")  # too short to be taken for a beginning
        with pytest.raises(InputError, match="no event"):
            ledger.event("story_")  # no wildcards


def test_refusals_are_kept_once_in_order() -> None:
    png = Refusal(source="b.txt", reason="binary", detail="an image, not text")
    empty = Refusal(source="a.txt", reason="empty", detail="no text")
    path = fresh()
    with Ledger.open(path) as ledger:
        for refusal in (png, empty, png):
            ledger.refuse(refusal)
    with Ledger.open(path) as ledger:
        assert ledger.refusals() == (png, empty)
