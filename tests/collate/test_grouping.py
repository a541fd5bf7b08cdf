"""Grouping: whatever the order, part by part as all at once, and no chains."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from incident_stories import ARMY, PEOPLE, REBELS, Said, told

from demarche.collate.incidents.blocking import keys_of
from demarche.collate.incidents.clustering import clusters, components
from demarche.collate.incidents.linking import Link, link, links_among
from demarche.collate.incidents.merging import incidents_of
from demarche.collate.telling.told import Told

SENTENCES = {
    "Air strikes": "Air strikes hit {place} and 12 people died.",
    "Shelling": "Shelling of {place} went on and 12 people died.",
    "car bomb": "A car bomb in {place} went off and 12 people died.",
}


@st.composite
def events(draw: st.DrawFn) -> list[Told]:
    made: list[Told] = []
    for at in range(draw(st.integers(2, 9))):
        trigger = draw(st.sampled_from(sorted(SENTENCES)))
        place = draw(st.sampled_from(["Oster", "Khan Rima", "Dolin", "Northmark", "Vell"]))
        day = draw(st.sampled_from(["2031-05-01", "2031-05-02", "2031-05-05", "2031-05", None]))
        tolls = draw(st.sampled_from([(), (("killed", 12, "12 people"),)]))
        actor = draw(st.sampled_from([ARMY, REBELS]))
        said = Said(
            triggers=(trigger,), actors=(actor,), recipients=(PEOPLE,), where=place, when=day, tolls=tolls
        )
        made += told(f"r{at}", SENTENCES[trigger].format(place=place), [said], outlet=f"paper {at % 3}")
    return made


@given(events(), st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_the_order_of_arrival_makes_no_difference(tolds: list[Told], chance: object) -> None:
    shuffled = list(tolds)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    links = list(links_among(shuffled))
    chance.shuffle(links)  # type: ignore[attr-defined]
    assert incidents_of(shuffled, links) == incidents_of(tolds, links_among(tolds))


@given(events())
@settings(max_examples=25, deadline=None)
def test_each_part_by_itself_gives_what_all_at_once_gives(tolds: list[Told]) -> None:
    links = links_among(tolds)
    by_id = {each.id: each for each in tolds}
    alone = [
        incident
        for part in components(by_id, links)
        for incident in incidents_of(
            [by_id[id_] for id_ in part], [each for each in links if each.a in part and each.b in part]
        )
    ]
    assert sorted(alone, key=lambda incident: incident.id) == list(incidents_of(tolds, links))


@given(events())
@settings(max_examples=25, deadline=None)
def test_every_event_is_in_one_incident_and_links_are_symmetric(tolds: list[Told]) -> None:
    made = incidents_of(tolds, links_among(tolds))
    assert sorted(id_ for incident in made for id_ in incident.events) == sorted(each.id for each in tolds)
    for a, b in combinations(tolds, 2):
        assert link(a, b) == link(b, a)
        if not set(keys_of(a)) & set(keys_of(b)):
            assert (a.id, b.id) not in {(each.a, each.b) for each in links_among(tolds)}


def test_a_chain_of_likely_pairs_is_no_group_when_its_ends_do_not_fit() -> None:
    odds = {("a", "b"): 2.0, ("b", "c"): 1.9, ("a", "c"): -5.0}
    assert clusters(["a", "b", "c"], odds) == (("a", "b"), ("c",))


def test_components_join_by_links_and_by_decisions_but_not_by_what_is_forbidden() -> None:
    links = [Link("a", "b", 0.9, 2.0), Link("c", "d", 0.01, -5.0, forbidden=True)]
    assert components("abcd", links) == (("a", "b"), ("c",), ("d",))
    assert components("abcd", links, must=[("b", "d")]) == (("a", "b", "d"), ("c",))
