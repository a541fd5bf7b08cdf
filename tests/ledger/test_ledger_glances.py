"""Overviews: counts, timeline, map cells, neighbours and search say what the incidents themselves say."""

from collections import Counter

import msgspec
import pytest
from collated_samples import corpus, shelling
from ledger_places import fresh

from demarche.errors import InputError
from demarche.ledger import Ledger, Query
from demarche.ledger.glance import Box, Sight
from demarche.ledger.incident_orders import SORTS

pytest_plugins = ("ledger_databases",)
pytestmark = pytest.mark.usefixtures("each_database")


@pytest.fixture(scope="module")
def ledger(each_database: None) -> Ledger:
    """The sample, collated."""
    made = Ledger.open(fresh())
    made.add_many(corpus())
    made.collate()
    return made


def test_counts_are_those_of_the_incidents(ledger: Ledger) -> None:
    rows = ledger.incidents(Query(limit=None)).rows
    seen = ledger.overview(Sight())
    assert seen.total == len(rows)
    assert {each.value: each.count for each in seen.types} == Counter(row.type for row in rows)
    assert seen.disputed == sum(bool(row.disputes) for row in rows)
    assert seen.undated == sum(row.date is None for row in rows)
    assert seen.unlocated == sum(row.place is None or row.place.lat is None for row in rows)
    parties = Counter(name for row in rows for name in {party.name for party in row.parties})
    assert {each.value: each.count for each in seen.parties} == parties
    outlets = Counter(name for row in rows for name in {part.outlet for part in row.reports})
    assert {each.value: each.count for each in seen.outlets} == outlets


def test_a_facet_shows_what_its_other_values_would_give(ledger: Ledger) -> None:
    everything, attacks = ledger.overview(Sight()), ledger.overview(Sight(types=("ASSAULT",)))
    assert attacks.types == everything.types
    assert attacks.total < everything.total
    for each in attacks.types:
        assert ledger.overview(Sight(types=(each.value,))).total == each.count
    for each in attacks.outlets:
        assert ledger.overview(Sight(types=("ASSAULT",), outlets=(each.value,))).total == each.count


def test_the_timeline_holds_every_dated_incident_once(ledger: Ledger) -> None:
    seen = ledger.overview(Sight())
    line = seen.timeline
    apart = sum(each.count for each in (line.earlier, line.later) if each)
    assert sum(each.count for each in line.bins) + apart == seen.total - seen.undated
    for one, other in zip(line.bins, line.bins[1:], strict=False):
        assert one.since <= one.until < other.since
    busiest = max(line.bins, key=lambda each: each.count)
    days = Sight(since=busiest.since, until=busiest.until)
    assert ledger.overview(days).total >= busiest.count


def test_the_map_holds_every_located_incident_once(ledger: Ledger) -> None:
    seen = ledger.overview(Sight())
    world = Box(west=-180, south=-90, east=180, north=90)
    for size in (90.0, 1.0, 0.01):
        cells = ledger.map_cells(Sight(), world, width=size, height=size)
        assert sum(cell.count for cell in cells) == seen.total - seen.unlocated
    assert len(ledger.map_cells(Sight(), world, width=0.01, height=0.01)) == 2
    south = Box(west=-180, south=-90, east=180, north=59)
    assert {cell.place for cell in ledger.map_cells(Sight(), south, width=1, height=1)} == {"Dals Ed"}


def test_pages_are_in_order_and_what_is_not_dated_comes_last(ledger: Ledger) -> None:
    total = ledger.overview(Sight()).total
    for sort in ("date", "-date"):
        rows = [
            row for offset in range(0, total, 2)
            for row in ledger.overview(Sight(sort=sort, limit=2, offset=offset)).incidents.rows
        ]  # fmt: skip
        assert len({row.id for row in rows}) == total
        dates = [row.date for row in rows]
        told = [date for date in dates if date]
        assert dates[len(told) :] == [None] * (total - len(told))
        assert [date[:10] for date in told] == sorted((d[:10] for d in told), reverse=sort == "-date")


def test_neighbours_are_of_one_place_and_in_time(ledger: Ledger) -> None:
    later = ledger.incidents(Query(place="Tarnsjo", sort="-date", limit=None)).rows[0]
    before = ledger.same_place(later).before
    assert before
    assert all(each.place and each.place.name == "Tarnsjo" for each in before)
    assert all((each.date or "") < (later.date or "") for each in before)
    assert ledger.same_place(before[0]).after[0].id == later.id


def test_what_is_added_is_counted_at_once() -> None:
    path = fresh()
    with Ledger.open(path) as ledger:
        assert ledger.overview(Sight()).total == 0
        assert ledger.overview(Sight()).timeline.bins == ()
        ledger.add(*shelling("1", "Courier", ("five", 5), "Norwegian army"))
        ledger.collate()
        assert ledger.overview(Sight()).total == 1
        assert ledger.overview(Sight(parties=("Norwegian",))).total == 1
        with Ledger.open(path) as other:
            other.add(*shelling("4", "Courier", ("three", 3), "Norwegian army", day="12 March"))
            other.collate()
        assert ledger.overview(Sight(parties=("Norwegian",))).total == 2


@pytest.mark.parametrize(
    "sight",
    [Sight(sort="colour"), Sight(since="soon"), Sight(disputed="taste"), Sight(offset=-1), Sight(text='"')],
)
def test_a_bad_question_is_told(ledger: Ledger, sight: Sight) -> None:
    with pytest.raises(InputError):
        ledger.overview(sight)


def test_search_gives_the_words_in_context(ledger: Ledger) -> None:
    found = ledger.search("sTAlls fish")
    assert found.total == len(found.rows) == 2
    for hit in found.rows:
        snippet = hit.snippets[0]
        text = ledger.report(hit.report_id, outlet=hit.outlet).text
        assert text[snippet.start : snippet.start + len(snippet.text)] == snippet.text
        assert {snippet.text[start:end].lower() for start, end in snippet.marks} <= {"fish", "stalls"}
    assert ledger.search('"fish stalls"').rows[0].snippets[0].marks
    assert ledger.search("fisher*").total == 2
    assert ledger.search("nothing-of-this").total == 0


def test_a_partys_profile_counts_its_events(ledger: Ledger) -> None:
    name = "Government of Sweden"
    profile = ledger.party(name)
    row = next(row for row in ledger.parties(Query(limit=None)).rows if row.name == name)
    assert (profile.acts, profile.receives, profile.says) == (row.acts, row.receives, row.says)
    norway = next(each for each in profile.dyads if each.other == "Government of Norway")
    assert norway.acts == 2 + 2  # asks twice, signs as told twice
    assert sum(up + down for _, up, down in norway.periods) == norway.cooperation + norway.conflict
    assert {(each.words, each.outlet) for each in profile.named} >= {("Stockholm", "Courier")}
    with pytest.raises(InputError, match="no party"):
        ledger.party("Nobody")


def test_filters_in_memory_find_what_a_query_finds(ledger: Ledger) -> None:
    alike = [
        (Sight(parties=("norweg",)), Query(party="norweg")),
        (Sight(parties=("NOR",)), Query(party="NOR")),
        (Sight(outlets=("courier",)), Query(outlet="courier")),
        (Sight(places=("tarnsjo",)), Query(place="tarnsjo")),
        (Sight(places=("SWE",)), Query(place="SWE")),
        (Sight(text="fish*"), Query(text="fish*")),
        (Sight(types=("ASSAULT",), disputed="toll"), Query(type=("ASSAULT",), disputed="toll")),
        (Sight(since="2031-03", until="2031-03-06"), Query(since="2031-03", until="2031-03-06")),
        (Sight(min_reports=2), Query(min_reports=2)),
    ]
    for sort in SORTS:
        for sight, query in alike:
            sight = msgspec.structs.replace(sight, sort=sort, limit=100)
            query = msgspec.structs.replace(query, sort=sort, limit=None)
            found = ledger.seen(sight)
            assert found.total == len(found.rows)
            assert {row.id for row in found.rows} == {row.id for row in ledger.incidents(query).rows}, query
    assert ledger.seen(Sight(parties=("norweg",))).total > 0
    assert ledger.seen(Sight(text="fish*")).total > 0


def test_namesakes_are_parties_by_any_words_places_and_agreements(ledger: Ledger) -> None:
    assert [row.name for row in ledger.namesakes("stockholm").parties] == ["Government of Sweden"]
    assert "Government of Norway" in [row.name for row in ledger.namesakes("NOR").parties]
    assert {row.place.name for row in ledger.namesakes("tarnsjo").incidents if row.place} == {"Tarnsjo"}
    assert all("truce" in row.name.lower() for row in ledger.namesakes("truce").accords)
    with pytest.raises(InputError):
        ledger.namesakes("...")
