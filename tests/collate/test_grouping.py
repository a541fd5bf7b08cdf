"""Grouping: whatever the order, part by part as all at once, and no chains."""

from itertools import combinations, permutations, product

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


def one_by_one(
    ids: str, odds: dict[tuple[str, str], float], must: set[tuple[str, str]], cannot: set[tuple[str, str]]
) -> set[frozenset[str]]:
    """Average linkage as textbooks have it: the two groups of the highest mean become one, over and over."""
    groups = [frozenset(id_) for id_ in ids]

    def joined(one: frozenset[str], other: frozenset[str]) -> list[frozenset[str]]:
        return [*(each for each in groups if each not in (one, other)), one | other]

    for a, b in sorted(must):
        one, other = (next(group for group in groups if id_ in group) for id_ in (a, b))
        groups = joined(one, other) if one != other else groups

    def mean(one: frozenset[str], other: frozenset[str]) -> float:
        told = [odds.get((min(pair), max(pair)), -0.5) for pair in product(one, other)]
        return round(sum(told) / len(told), 9)

    while True:
        rated = [
            (-mean(one, other), min(one), min(other), one, other)
            for one, other in permutations(groups, 2)
            if min(one) < min(other) and not any((min(p), max(p)) in cannot for p in product(one, other))
        ]
        best = min(rated, key=lambda pair: pair[:3], default=None)
        if best is None or best[0] > 0:
            return set(groups)
        groups = joined(best[3], best[4])


PAIRS = st.sampled_from(list(combinations("abcdefg", 2)))


@given(
    st.dictionaries(PAIRS, st.sampled_from([-2.0, -0.75, -0.25, 0.0, 0.5, 1.0, 3.0])),
    st.sets(PAIRS, max_size=2),
    st.sets(PAIRS, max_size=3),
)
@settings(max_examples=200, deadline=None)
def test_groups_are_those_of_average_linkage(
    odds: dict[tuple[str, str], float], must: set[tuple[str, str]], cannot: set[tuple[str, str]]
) -> None:
    found = clusters("abcdefg", odds, must=must, cannot=cannot)
    assert {frozenset(group) for group in found} == one_by_one("abcdefg", odds, must, cannot)


def test_components_join_by_links_and_by_decisions_but_not_by_what_is_forbidden() -> None:
    links = [Link("a", "b", 0.9, 2.0), Link("c", "d", 0.01, -5.0, forbidden=True)]
    assert components("abcd", links) == (("a", "b"), ("c",), ("d",))
    assert components("abcd", links, must=[("b", "d")]) == (("a", "b", "d"), ("c",))
